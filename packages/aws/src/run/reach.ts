import type { Plain } from "@orrery/kernel";
import type { Seen, SeenRun } from "../service/seen.ts";
import { allKinds } from "../services.ts";
import { plannedIn } from "./actions.ts";
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
  // What is done at a time need not bring anything: a purge does not, nor does a setting.
  const acted = new Map<Seen, string[]>();
  const brought = new Set<Seen>();
  for (const { operation, params } of plannedIn(run)) {
    const named = new Set(textsIn(params).flatMap((text) => byName.get(lastPart(text)) ?? []));
    for (const resource of named) {
      acted.set(resource, [...(acted.get(resource) ?? []), operation]);
      const call = allKinds.get(resource.kind)?.entry?.call;
      const isSent = call !== undefined && operation.startsWith(lastPart(call.name));
      // What names two moves something from one to the other.
      if (isSent || named.size > 1) brought.add(resource);
    }
  }
  const reaches = (resource: Seen, operation?: string): boolean => {
    const made = [...(operations.get(resource) ?? [])];
    if (operation === undefined) {
      return made.length > 0 || brought.has(resource) || into(resource, "sendsTo").length > 0;
    }
    return [...made, ...(acted.get(resource) ?? [])].some((name) => name.startsWith(operation));
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
