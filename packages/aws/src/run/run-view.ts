import { own, table, type Duration, type Meter } from "@orrery/kernel";
import type { ControlState } from "../control/state.ts";
import type { PlainObject } from "../service/refusal.ts";
import type { Consumer } from "../consumer/config.ts";
import type { Relation, Role, Seen, SeenConsumer, SeenFault, SeenRun } from "../service/seen.ts";
import type { Resource } from "../service/resource.ts";
import { controlName } from "../service/service-model.ts";
import { allKinds } from "../services.ts";
import { consumerComponent, consumerNames } from "./consumers.ts";
import { reachIn } from "./reach.ts";
import type { Run } from "./made-run.ts";
import type { Scenario } from "./scenario.ts";

/** A run as services see it, with what only reports ask of it. */
export interface RunView extends SeenRun {
  readonly run: Run;
  /** The scenario's resources that are there, in the order of the run's. */
  readonly resources: readonly Seen[];
  /** The component of what the report names: a resource, deleted or not, or a workload. */
  componentOf(name: string): string | undefined;
  /** All that the report names, in its order: resources by logical id, then workloads. */
  readonly reported: ReadonlyMap<string, string>;
}

/** What an ARN leads to that is not the resource's own, as where templates know its name alone; `undefined`: nothing. */
function withNameIn(arn: string, byKind: ReadonlyMap<string, readonly Seen[]>): Seen | undefined {
  const home = homeIn(arn);
  for (const [kind, all] of byKind) {
    const name = allKinds.get(kind)?.byArn?.nameIn(arn);
    if (name === undefined) continue;
    const found = all.find(
      ({ resource }) => resource.name === name && homeIn(resource.arn) === home,
    );
    if (found !== undefined) return found;
  }
  return undefined;
}

/** Partition, service, Region and account. */
const homeIn = (arn: string): string => arn.split(":").slice(0, 5).join(":");

/** Looks at a run as far as it has come. */
export function viewOf(run: Run): RunView {
  const { scenario, simulation } = run;
  const known = knownIn(run);
  const extras = extrasIn(scenario);
  const resources = run.resources.flatMap(({ logicalId, component }) => {
    const found = known.get(component);
    known.delete(component);
    return found === undefined ? [] : [seen(run, logicalId, found, extras)];
  });
  const others = [...known.values()].map((resource) => seen(run, resource.name, resource, extras));
  const byKind = grouped(resources, ({ kind }) => kind);
  const othersByKind = grouped(others, ({ kind }) => kind);
  const byName = new Map(resources.map((resource) => [resource.name, resource]));
  const byArn = new Map(resources.map((resource) => [resource.arn, resource]));
  // What no scenario names may be a part of something that one does, as the stream of a table is.
  const unnamed = new Map(others.map((resource) => [resource.arn, resource]));
  const at = (arn: string) => {
    const named = byArn.get(arn) ?? byArn.get(withoutQualifier(arn)) ?? withNameIn(arn, byKind);
    const found = named ?? unnamed.get(arn);
    const whole = found && allKinds.get(found.kind)?.partOf?.(found.resource.record, found.arn);
    return (whole === undefined ? undefined : byArn.get(whole)) ?? named;
  };
  const relations = resources.flatMap((from): readonly Relation[] => {
    const said = allKinds.get(from.kind)?.reporting?.relations?.(from) ?? [];
    return said.map((relation) => ({ ...relation, from, to: at(relation.arn) }));
  });
  const outOf = grouped(relations, ({ from, role }) => endOf(from, role));
  const joined = relations.flatMap((relation) =>
    relation.to === undefined ? [] : [[endOf(relation.to, relation.role), relation] as const],
  );
  const into = grouped(joined, ([end]) => end);
  const reported = reportedOf(run);
  const faults = grouped<SeenFault & { readonly to: string }>(scenario.faults, ({ to }) => to);
  const consumers = grouped(consumersIn(run), ({ from }) => from);
  const view = {
    run,
    resources,
    now: simulation.now as number as Duration,
    duration: scenario.duration,
    isIdle: resources.every(isIdle),
    ofKind: (kind: string) => byKind.get(kind) ?? [],
    inAccount: (kind: string) => othersByKind.get(kind) ?? [],
    named: (logicalId: string) => byName.get(logicalId),
    at,
    outOf: (resource: Seen, role: Role) => outOf.get(endOf(resource, role)) ?? [],
    into: (resource: Seen, role: Role) =>
      (into.get(endOf(resource, role)) ?? []).map(([, relation]) => relation),
    faultsOf: (logicalId: string) => faults.get(logicalId) ?? [],
    consumersOf: (logicalId: string) => consumers.get(logicalId) ?? [],
    reported,
    componentOf: (name: string) => reported.get(name),
  };
  return { ...view, ...reachIn(view) };
}

/** What the report names, in its order, and the components: resources by logical id, then workloads. */
export function reportedOf({ scenario, simulation, resources }: Run): ReadonlyMap<string, string> {
  const { workloads } = scenario;
  const reading = consumerNames(scenario).map(
    (name, place) => [name, consumerComponent(place)] as const,
  );
  const there = new Set(simulation.names);
  const named = resources.map(({ logicalId, component }) => [logicalId, component] as const);
  const offered = workloads.map(
    ({ to }, number) =>
      [
        workloads.length === 1 ? `workload to ${to}` : `workload ${number + 1} to ${to}`,
        `workload:${number + 1}`,
      ] as const,
  );
  return new Map(
    [...named, ...reading, ...offered].filter(([, component]) => there.has(component)),
  );
}

/** The consumers that are no function, with how often they asked. */
function consumersIn({
  scenario,
  simulation,
}: Run): readonly (SeenConsumer & Pick<Consumer, "from">)[] {
  const names = consumerNames(scenario);
  return (scenario.consumers ?? []).map(({ from }, place) => {
    const meters: Readonly<Record<string, Meter>> = simulation.metersOf(consumerComponent(place));
    return { from, name: names[place]!, receives: own(meters, "Receives")?.sum ?? 0 };
  });
}

const endOf = ({ component }: Seen, role: Role): string => `${role} ${component}`;

const isIdle = ({ kind, sum }: Seen): boolean =>
  (allKinds.get(kind)?.reporting?.incoming ?? []).every((metric) => sum(metric) === 0);

function grouped<Thing>(
  things: readonly Thing[],
  keyOf: (thing: Thing) => string,
): ReadonlyMap<string, readonly Thing[]> {
  const groups = new Map<string, Thing[]>();
  for (const thing of things) {
    const group = groups.get(keyOf(thing));
    if (group === undefined) groups.set(keyOf(thing), [thing]);
    else group.push(thing);
  }
  return groups;
}

/** What the control plane knows, by component. */
function knownIn({ simulation }: Run): Map<string, Resource> {
  const control = simulation.stateOf(controlName) as ControlState; // The control plane's own.
  return new Map(
    table.list(control.resources).map(([, resource]) => [resource.component, resource]),
  );
}

/** Finds whether a resource's operation or the scenario says something that AWS has no parameter for. */
function extrasIn(scenario: Scenario): (logicalId: string, extra: string) => boolean {
  const params = new Map<string, PlainObject>();
  for (const made of scenario.architecture) {
    // A resource is made by the first operation that bears its logical id.
    if (!params.has(made.logicalId)) params.set(made.logicalId, made.params);
  }
  return (logicalId, extra) =>
    own(own(scenario.extras ?? {}, logicalId) ?? {}, extra) !== undefined ||
    own(params.get(logicalId) ?? {}, extra) !== undefined;
}

function seen(
  { simulation, gauges }: Run,
  name: string,
  resource: Resource,
  says: (logicalId: string, extra: string) => boolean,
): Seen {
  const { component, kind, arn } = resource;
  const meters: Readonly<Record<string, Meter>> = simulation.metersOf(component);
  return {
    name,
    kind,
    component,
    arn,
    resource,
    settings: simulation.settingsOf(component),
    state: simulation.stateOf(component),
    says: (extra) => says(name, extra),
    meter: (metric) => own(meters, metric),
    sum: (metric) => own(meters, metric)?.sum ?? 0,
    gauge: (gauge) => gauges.get(component)?.get(gauge),
    numbers: {
      over: (metric) => numbersOf(gauges.get(component)?.get(metric) ?? own(meters, metric)),
      now: (gauge) => own(simulation.gaugesOf(component), gauge),
    },
  };
}

function numbersOf(observed: Omit<Meter, "last"> | undefined): ReturnType<Seen["numbers"]["over"]> {
  if (observed === undefined || observed.count === 0) return undefined;
  const { count, sum, max } = observed;
  return { sum, max, average: sum / count };
}

/** Without the last part, which is an alias or a version where nothing has the whole ARN. */
const withoutQualifier = (arn: string): string => arn.slice(0, Math.max(0, arn.lastIndexOf(":")));
