import type { Distribution, Plain } from "@orrery/kernel";
import type { RunView, SeenFunction } from "./run-view.ts";

/** Who calls whom, as far as the scenario says. */
export interface Reach {
  /** Whether a workload or a function's call may reach a resource, of operations that begin so. */
  reaches(logicalId: string, operation?: string): boolean;
  /** Whether a workload, or a call that is written down, does. */
  isCalled(logicalId: string, operation?: string): boolean;
}

// Memo of a pure function of the view.
const known = new WeakMap<RunView, Reach>();

/** Who calls whom in a run; scripts may call anything. */
export function reachOf(view: RunView): Reach {
  let reach = known.get(view);
  if (reach === undefined) known.set(view, (reach = newReach(view)));
  return reach;
}

function newReach({ run, queues, functions }: RunView): Reach {
  const byName = new Map<string, string>();
  for (const { name, arn } of [...queues, ...functions]) byName.set(lastPart(arn), name);
  const operations = new Map<string, Set<string>>();
  const add = (logicalId: string, operation: string) => {
    const before = operations.get(logicalId);
    if (before === undefined) operations.set(logicalId, new Set([operation]));
    else before.add(operation);
  };
  for (const { to } of run.scenario.workloads) {
    add(to, "SendMessage");
    add(to, "Invoke");
  }
  let hasScripts = false;
  for (const { settings } of functions) {
    if (settings.behavior.type === "script") {
      hasScripts = true;
      continue;
    }
    for (const { operation, params } of settings.behavior.calls) {
      for (const text of textsIn(params)) {
        const logicalId = byName.get(lastPart(text));
        if (logicalId !== undefined) add(logicalId, operation);
      }
    }
  }
  const isCalled = (logicalId: string, operation = ""): boolean =>
    [...(operations.get(logicalId) ?? [])].some((made) => made.startsWith(operation));
  return {
    isCalled,
    reaches: (logicalId, operation) => hasScripts || isCalled(logicalId, operation),
  };
}

/** The name at the end of an ARN or a URL. */
const lastPart = (text: string): string =>
  text.slice(Math.max(...[":", "/"].map((sign) => text.lastIndexOf(sign))) + 1);

function textsIn(value: Plain): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((member: Plain) => textsIn(member));
}

/** Whether by the scenario no invocation of a function can end with an error. */
export function neverFails({ name, settings }: SeenFunction, { run }: RunView): boolean {
  const { behavior, timeout, environments } = settings;
  if (behavior.type !== "profile" || behavior.failures > 0 || behavior.poison > 0) return false;
  if (behavior.calls.length > 0) return false;
  if (run.scenario.faults.some(({ type, to }) => type === "crash" && to === name)) return false;
  const longest = mostOf(behavior.duration) + mostOf(environments.firstCall);
  return behavior.durationPerItem === null && longest <= timeout;
}

const mostOf = (distribution: Distribution): number =>
  distribution.type === "constant" ? distribution.value : Infinity;
