import type { Plain } from "@orrery/kernel";
import type { Seen, SeenRun } from "../service/seen.ts";
import { allKinds } from "../services.ts";
import type { Run } from "./made-run.ts";

/** What is asked to find out who calls whom. */
interface Joined extends Pick<SeenRun, "into" | "named"> {
  readonly run: Run;
  readonly resources: readonly Seen[];
}

/** Finds who calls whom, as far as the scenario says. */
export function reachIn({
  run,
  resources,
  into,
  named,
}: Joined): Pick<SeenRun, "reaches" | "mayReach"> {
  const byName = new Map(resources.map((resource) => [lastPart(resource.arn), resource]));
  const operations = new Map<Seen, Set<string>>();
  const add = (resource: Seen | undefined, operation: string) => {
    if (resource === undefined) return;
    const before = operations.get(resource);
    if (before === undefined) operations.set(resource, new Set([operation]));
    else before.add(operation);
  };
  for (const { to } of run.scenario.workloads) {
    const target = named(to);
    const call = target === undefined ? undefined : allKinds.get(target.kind)?.entry?.call;
    add(target, call === undefined ? "" : lastPart(call.name));
  }
  let callsAnything = false;
  for (const resource of resources) {
    const calls = allKinds.get(resource.kind)?.reporting?.calls?.(resource);
    if (calls === null) callsAnything = true;
    for (const { operation, params } of calls ?? []) {
      for (const text of textsIn(params)) add(byName.get(lastPart(text)), operation);
    }
  }
  const reaches = (resource: Seen, operation?: string): boolean => {
    const made = [...(operations.get(resource) ?? [])];
    return operation === undefined
      ? made.length > 0 || into(resource, "sendsTo").length > 0
      : made.some((name) => name.startsWith(operation));
  };
  return {
    reaches,
    mayReach: (resource, operation) => callsAnything || reaches(resource, operation),
  };
}

/** The name at the end of an ARN, a URL or an operation. */
const lastPart = (text: string): string =>
  text.slice(Math.max(...[":", "/"].map((sign) => text.lastIndexOf(sign))) + 1);

function textsIn(value: Plain): readonly string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap((member: Plain) => textsIn(member));
}
