import { table, type Duration, type Meter } from "@orrery/kernel";
import type { ControlState } from "../control/machine.ts";
import type { EventSourceMappingSettings } from "../services/lambda/event-source-mapping/config.ts";
import type { GaugeSeries } from "./gauge-series.ts";
import type { FunctionSettings } from "../services/lambda/config.ts";
import type { Run, RunResource } from "./run.ts";
import type { ArchitectureOperation } from "./scenario.ts";
import { controlName, type Resource } from "../service/service-model.ts";
import type { QueueSettings } from "../services/sqs/config.ts";
import {
  recordOf,
  redrivePolicyOf,
  type RedrivePolicy,
} from "../services/sqs/operations/queue-record.ts";

/**
 * A run's resources and how they are joined, made ready once: whoever looks for one finds it without
 * a search, so that what is said of a run costs time in proportion to its resources.
 */
export interface RunView {
  readonly run: Run;
  /** What there is at the end of the run, in the order of its making; what was deleted is left out. */
  readonly queues: readonly SeenQueue[];
  readonly functions: readonly SeenFunction[];
  readonly consumers: readonly Consumer[];
  queueOf(arn: string): SeenQueue | undefined;
  /** By its ARN, with a qualifier or without. */
  functionOf(arn: string): SeenFunction | undefined;
  /** By their logical ids. */
  queueNamed(logicalId: string): SeenQueue | undefined;
  functionNamed(logicalId: string): SeenFunction | undefined;
  consumerNamed(logicalId: string): Consumer | undefined;
  /** Who reads a queue. */
  consumersOf(queue: SeenQueue): readonly Consumer[];
  /** By which mappings a function reads, by its logical id. */
  readersNamed(logicalId: string): readonly Consumer[];
  /** The queues that give their messages up to this one. */
  sourcesOf(queue: SeenQueue): readonly SeenQueue[];
  /** What made a resource, by its logical id. */
  operationOf(logicalId: string): ArchitectureOperation | undefined;
  /** The component of what the report names: a resource, deleted or not, or a workload. */
  componentOf(name: string): string | undefined;
  /** All that the report names, in its order: resources by logical id, then workloads. */
  readonly reported: ReadonlyMap<string, string>;
  /** Whether no message was sent and no function invoked. */
  readonly isIdle: boolean;
}

/** A resource that is there, under its logical id. */
export interface Seen<Settings> {
  readonly name: string;
  readonly component: string;
  readonly arn: string;
  readonly settings: Settings;
  /** The sum of what was observed of a metric; 0 where it was never observed. */
  sum(metric: string): number;
  /** A gauge over time; `undefined` where it was never read. */
  gauge(name: string): GaugeSeries | undefined;
}

/** A queue that is there. */
export interface SeenQueue extends Seen<QueueSettings> {
  readonly redrive: RedrivePolicy | undefined;
}

/** A function that is there. */
export type SeenFunction = Seen<FunctionSettings>;

/** A queue that a function reads, and by which mapping. */
export interface Consumer extends Seen<EventSourceMappingSettings> {
  readonly queue: SeenQueue;
  readonly fn: SeenFunction;
  readonly window: Duration;
  readonly maximumConcurrency: number | null;
}

/** The part of what the control plane keeps of a mapping that is read here. */
interface MappingRecord {
  readonly isDeleted: boolean;
  readonly shown: {
    readonly EventSourceArn: string;
    readonly FunctionArn: string;
    readonly ScalingConfig?: { readonly MaximumConcurrency?: number };
  };
}

/** Looks at a run as far as it has come. */
export function viewOf(run: Run): RunView {
  const { scenario } = run;
  const found = resourcesIn(run);
  const queues = found("sqs.queue").map(([resource, known]): SeenQueue => ({
    ...seen<QueueSettings>(run, resource, known),
    redrive: redrivePolicyOf(recordOf(known).attributes),
  }));
  const functions = found("lambda.function").map(([resource, known]) =>
    seen<FunctionSettings>(run, resource, known),
  );
  const queuesByArn = new Map(queues.map((queue) => [queue.arn, queue]));
  const functionsByArn = new Map(functions.map((fn) => [fn.arn, fn]));
  const queueOf = (arn: string) => queuesByArn.get(arn);
  const functionOf = (arn: string) => functionsByArn.get(withoutQualifier(arn));
  const consumers = found("lambda.eventSourceMapping").flatMap(([resource, known]): Consumer[] => {
    const { shown, isDeleted } = known.record as unknown as MappingRecord; // The mapping's own.
    const queue = queueOf(shown.EventSourceArn);
    const fn = functionOf(shown.FunctionArn);
    if (queue === undefined || fn === undefined || isDeleted) return [];
    const mapping = seen<EventSourceMappingSettings>(run, resource, known);
    const maximumConcurrency = shown.ScalingConfig?.MaximumConcurrency ?? null;
    const window = mapping.settings.batchingWindow;
    return [{ ...mapping, queue, fn, window, maximumConcurrency }];
  });
  const consumersByQueue = grouped(consumers, ({ queue }) => queue.name);
  const consumersByFunction = grouped(consumers, ({ fn }) => fn.name);
  const sources = grouped(queues, ({ redrive }) => redrive?.deadLetterTargetArn ?? "");
  const reported = reportedOf(run);
  const isIdle =
    queues.every(({ sum }) => sum("NumberOfMessagesSent") === 0) &&
    functions.every(({ sum }) => sum("Invocations") + sum("Throttles") === 0);
  const operations = new Map(scenario.architecture.map((made) => [made.logicalId, made]));
  return {
    run,
    queues,
    functions,
    consumers,
    queueOf,
    functionOf,
    queueNamed: named(queues),
    functionNamed: named(functions),
    consumerNamed: named(consumers),
    consumersOf: ({ name }) => consumersByQueue.get(name) ?? [],
    readersNamed: (logicalId) => consumersByFunction.get(logicalId) ?? [],
    sourcesOf: ({ arn }) => sources.get(arn) ?? [],
    reported,
    componentOf: (name) => reported.get(name),
    isIdle,
    operationOf: (logicalId) => operations.get(logicalId),
  };
}

/** What the report names, in its order, and the components: resources by logical id, then workloads. */
export function reportedOf({ scenario, simulation, resources }: Run): ReadonlyMap<string, string> {
  const { workloads } = scenario;
  const there = new Set(simulation.names);
  const named = resources.map(({ logicalId, component }) => [logicalId, component] as const);
  const offered = workloads.map(
    ({ to }, number) =>
      [
        workloads.length === 1 ? `workload to ${to}` : `workload ${number + 1} to ${to}`,
        `workload:${number + 1}`,
      ] as const,
  );
  return new Map([...named, ...offered].filter(([, component]) => there.has(component)));
}

function named<Thing extends { readonly name: string }>(
  things: readonly Thing[],
): (logicalId: string) => Thing | undefined {
  const byName = new Map(things.map((thing) => [thing.name, thing]));
  return (logicalId) => byName.get(logicalId);
}

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

/** Finds the resources of a kind that are there, with what the control plane knows of them. */
function resourcesIn({ simulation, resources }: Run) {
  const control = simulation.stateOf(controlName) as ControlState; // The control plane's own.
  const known = new Map<string, Resource>(
    table.list(control.resources).map(([, resource]) => [resource.component, resource]),
  );
  return (kind: string) =>
    resources.flatMap((resource): (readonly [RunResource, Resource])[] => {
      const found = resource.kind === kind ? known.get(resource.component) : undefined;
      return found === undefined ? [] : [[resource, found]];
    });
}

function seen<Settings>(
  { simulation, gauges }: Run,
  { logicalId, component }: RunResource,
  { arn }: Resource,
): Seen<Settings> {
  const meters: Readonly<Record<string, Meter>> = simulation.metersOf(component);
  return {
    name: logicalId,
    component,
    arn,
    settings: simulation.settingsOf(component) as Settings, // Of its kind.
    sum: (metric) => meters[metric]?.sum ?? 0,
    gauge: (name) => gauges.get(component)?.get(name),
  };
}

/** A function's ARN has seven parts; an eighth is an alias or a version. */
const withoutQualifier = (arn: string): string => arn.split(":", 7).join(":");
