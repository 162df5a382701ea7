import type { StackEnvironment } from "./environment.ts";
import { childOf, textOf, type TemplateNode } from "./node.ts";
import { permissionsIn, textsIn, type Permissions } from "./permissions.ts";
import type { Candidate } from "./planned.ts";
import type { ResolvedResource } from "./resolved.ts";
import { arnOf, refOf } from "./resource-forms.ts";
import { modeledType } from "./resource-types.ts";
import type { Wiring } from "./wiring.ts";

/** What carries from one resource to another, by logical ids. */
interface Carrier {
  readonly from: string;
  readonly to: string;
  readonly by: "reads" | "sends";
}

/**
 * Warns of what runs code and whose output may come back to it: it may put something into a resource by
 * what the template permits, by a destination, or by a variable that names it, and from there it is
 * carried on.
 */
export function loopWarnings(
  resources: readonly ResolvedResource[],
  made: readonly Candidate[],
  wiring: Wiring,
  environment: StackEnvironment,
): readonly string[] {
  const carriers = made.flatMap((candidate) => carriersOf(candidate, wiring));
  if (carriers.length === 0) return [];
  const outputs = outputsOf(resources, made, environment);
  const nextOf = (id: string): readonly string[] => [
    ...(outputs.get(id) ?? []),
    ...carriers.filter(({ from }) => from === id).map(({ to }) => to),
  ];
  const readFrom = new Set(carriers.flatMap(({ from, by }) => (by === "reads" ? [from] : [])));
  const byId = new Map(made.map((candidate) => [candidate.resource.logicalId, candidate]));
  const warnings = carriers.flatMap(({ from, to, by }): string[] => {
    const actor = byId.get(to);
    const end = actor?.type.flow?.acts?.loop(actor.read.values) ?? null;
    const path = end === null ? undefined : pathBack(to, from, nextOf);
    if (end === null || path === undefined) return [];
    const others = path.filter((id) => !readFrom.has(id));
    const through = others.length === 0 ? "" : ` through ${others.join(", ")}`;
    const comes = by === "reads" ? "which it reads" : "which sends to it";
    return [`${to}: may send to ${from}, ${comes}${through}: a loop. ${end}`];
  });
  return [...new Set(warnings)];
}

function carriersOf(candidate: Candidate, { selfOf }: Wiring): readonly Carrier[] {
  const carries = candidate.type.flow?.carries;
  if (carries === undefined) return [];
  const { named } = selfOf(candidate);
  const from = named[carries.from]?.resource?.logicalId;
  const to = named[carries.to]?.resource?.logicalId;
  // What brings requests from outside, as a function URL does, names one end alone.
  const isWay = from !== undefined && to !== undefined && from !== to;
  return isWay ? [{ from, to, by: carries.by }] : [];
}

/** The resources between `start` and `end`, where there is a way; the shortest. */
function pathBack(
  start: string,
  end: string,
  nextOf: (id: string) => readonly string[],
): readonly string[] | undefined {
  const seen = new Set([start]);
  let ways: { readonly at: string; readonly path: readonly string[] }[] = [{ at: start, path: [] }];
  while (ways.length > 0) {
    const further: typeof ways = [];
    for (const { at, path } of ways) {
      const next = nextOf(at);
      if (next.includes(end)) return path;
      for (const id of next) {
        if (seen.has(id)) continue;
        seen.add(id);
        further.push({ at: id, path: [...path, id] });
      }
    }
    ways = further;
  }
  return undefined;
}

/** The resources that each of those which run code may put something into, by logical ids. */
function outputsOf(
  resources: readonly ResolvedResource[],
  made: readonly Candidate[],
  environment: StackEnvironment,
): ReadonlyMap<string, readonly string[]> {
  const takers = made.flatMap(({ resource, type }) => {
    const actions = type.flow?.putBy ?? [];
    if (actions.length === 0) return [];
    const { logicalId, physicalName: name } = resource;
    const arn = arnOf(environment, type.type, name);
    return [{ logicalId, actions, names: [name, refOf(environment, type.type, name), arn] }];
  });
  const permissions = permissionsIn(resources, environment);
  return new Map(
    made.map((candidate) => {
      const elsewhere = destinationsFor(candidate, resources);
      const sentTo = takers.filter(({ names, actions }) =>
        maySend(candidate, elsewhere, names, actions, permissions),
      );
      return [candidate.resource.logicalId, sentTo.map(({ logicalId }) => logicalId)];
    }),
  );
}

/** Where other resources say that the results of one go. */
function destinationsFor(
  { resource: { physicalName }, type }: Candidate,
  resources: readonly ResolvedResource[],
): readonly TemplateNode[] {
  return resources.flatMap(({ type: other, properties }) => {
    const sends = modeledType(other)?.definition.sends;
    const sender = sends && textOf(childOf(properties, sends.for));
    if (!sends || typeof sender !== "string") return [];
    if ((type.nameIn?.(sender) ?? sender) !== physicalName) return [];
    return childOf(properties, sends.to) ?? [];
  });
}

function maySend(
  { resource: { properties }, type }: Candidate,
  elsewhere: readonly TemplateNode[],
  names: readonly string[],
  actions: readonly string[],
  permissions: Permissions,
): boolean {
  const acts = type.flow?.acts;
  if (acts === undefined) return false;
  const isNamed = (text: string): boolean => names.includes(text);
  const sent = [...acts.destinations.map((name) => childOf(properties, name)), ...elsewhere];
  if (sent.flatMap(textsIn).some(isNamed)) return true;
  const role = textOf(childOf(properties, acts.role));
  const grants = role === undefined ? undefined : permissions.grantsOf(role, actions);
  if (grants?.some(isNamed) === true) return true;
  const mayNameAny = grants === undefined || grants.includes("*");
  return mayNameAny && textsIn(childOf(properties, acts.variables)).some(isNamed);
}
