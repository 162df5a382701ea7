import { formatDuration, table, type Duration } from "@orrery/kernel";
import type { ControlState } from "./control/machine.ts";
import type { EventSourceMappingSettings } from "./event-source-mapping/config.ts";
import type { GaugeSeries } from "./gauge-series.ts";
import type { FunctionSettings } from "./lambda/config.ts";
import type { PlainObject } from "./refusal.ts";
import type { Run, RunResource } from "./run.ts";
import { controlName, type Resource } from "./service.ts";
import type { QueueSettings } from "./sqs/config.ts";
import { recordOf, redrivePolicyOf, type RedrivePolicy } from "./sqs/queue-record.ts";

/**
 * What a careful reader of a run would point out, a sentence each: settings that AWS advises against,
 * losses, and what was taken for granted. Resources are named by their logical ids.
 */
export function warningsOf(run: Run): readonly string[] {
  const view = viewOf(run);
  return [
    ...view.consumers.flatMap(consumerWarnings),
    ...view.consumedQueues.flatMap((queue) => consumedQueueWarnings(queue, view)),
    ...view.queues.flatMap((queue) => expiryWarnings(queue, run)),
    ...view.functions.flatMap((fn) => functionWarnings(fn, run)),
  ];
}

/** The visibility timeout that AWS recommends: 6 times the function's timeout and the batching window. */
export const recommendedVisibilityTimeout = (timeout: Duration, window: Duration): Duration =>
  (6 * timeout + window) as Duration;

/** So many receives AWS recommends before a message is given up, at least. */
const recommendedReceiveCount = 5;
/** In so many batches a mapping reads an idle queue at first. */
const firstBatches = 5;

interface Named<Settings> {
  readonly name: string;
  readonly component: string;
  readonly settings: Settings;
}

interface SeenQueue extends Named<QueueSettings> {
  readonly arn: string;
  readonly redrive: RedrivePolicy | undefined;
  readonly visible: GaugeSeries | undefined;
}

interface SeenFunction extends Named<FunctionSettings> {
  readonly throttles: number;
}

/** A queue that a function reads, and by which mapping. */
interface Consumer {
  readonly mapping: string;
  readonly queue: SeenQueue;
  readonly fn: SeenFunction;
  readonly window: Duration;
  readonly maximumConcurrency: number | null;
  readonly deadLetters: string;
}

interface View {
  readonly queues: readonly SeenQueue[];
  readonly functions: readonly SeenFunction[];
  readonly consumers: readonly Consumer[];
  readonly consumedQueues: readonly SeenQueue[];
  queueOf(arn: string): SeenQueue | undefined;
}

function viewOf(run: Run): View {
  const { simulation, resources, gauges } = run;
  const control = simulation.stateOf(controlName) as ControlState; // The control plane's own.
  const known = new Map<string, Resource>(
    table.list(control.resources).map(([, resource]) => [resource.component, resource]),
  );
  // What was deleted is advised on no more.
  const there = (kind: string) =>
    resources.flatMap((resource) => {
      const found = resource.kind === kind ? known.get(resource.component) : undefined;
      return found === undefined ? [] : [{ resource, found }];
    });
  const named = <Settings>({ logicalId, component }: RunResource): Named<Settings> => ({
    name: logicalId,
    component,
    settings: simulation.settingsOf(component) as Settings, // Of its kind.
  });

  const queues = there("sqs.queue").map(({ resource, found }): SeenQueue => ({
    ...named<QueueSettings>(resource),
    arn: found.arn,
    redrive: redrivePolicyOf(recordOf(found).attributes),
    visible: gauges.get(resource.component)?.get("ApproximateNumberOfMessagesVisible"),
  }));
  const functions = there("lambda.function").map(({ resource }): SeenFunction => ({
    ...named<FunctionSettings>(resource),
    throttles: simulation.metersOf(resource.component)["Throttles"]?.sum ?? 0,
  }));
  const queueOf = (arn: string) => queues.find((queue) => queue.arn === arn);
  const consumers = there("lambda.eventSourceMapping").flatMap(({ resource, found }) => {
    const { shown, isDeleted } = found.record as unknown as MappingRecord; // The mapping's own.
    const { settings } = named<EventSourceMappingSettings>(resource);
    const queue = queueOf(shown.EventSourceArn);
    const fn = functions.find(({ settings: { arn } }) => isOf(shown.FunctionArn, arn));
    if (queue === undefined || fn === undefined || isDeleted) return [];
    const deadLetterArn = queue.redrive?.deadLetterTargetArn ?? "";
    const consumer: Consumer = {
      mapping: resource.logicalId,
      queue,
      fn,
      window: settings.batchingWindow,
      maximumConcurrency: shown.ScalingConfig?.MaximumConcurrency ?? null,
      deadLetters: queueOf(deadLetterArn)?.name ?? "its dead-letter queue",
    };
    return [consumer];
  });
  const consumedQueues = queues.filter((queue) => consumers.some((other) => other.queue === queue));
  return { queues, functions, consumers, consumedQueues, queueOf };
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

/** Whether `arn` is a function's, with a qualifier or without. */
const isOf = (arn: string, functionArn: string): boolean =>
  arn === functionArn || arn.startsWith(`${functionArn}:`);

function consumerWarnings(consumer: Consumer): string[] {
  return [
    ...visibilityWarnings(consumer),
    ...reservationWarnings(consumer),
    ...throttleWarnings(consumer),
  ];
}

function visibilityWarnings({ queue, fn, window }: Consumer): string[] {
  const { visibilityTimeout } = queue.settings;
  const { timeout } = fn.settings;
  const own = formatDuration(visibilityTimeout);
  if (timeout > visibilityTimeout) {
    return [
      `${queue.name} hides messages for ${own}, less than the timeout of ${fn.name}, ${formatDuration(timeout)}, as one of them was changed later: messages come back while they are being processed.`,
    ];
  }
  const recommended = recommendedVisibilityTimeout(timeout, window);
  if (visibilityTimeout >= recommended) return [];
  const withWindow = window > 0 ? " plus the batching window" : "";
  return [
    `${queue.name} hides messages for ${own}; AWS recommends six times the timeout of ${fn.name}${withWindow}, ${formatDuration(recommended)}, so that throttled batches can be tried again before they come back.`,
  ];
}

function reservationWarnings({ mapping, fn, maximumConcurrency }: Consumer): string[] {
  const { reservedConcurrency } = fn.settings;
  const wanted = maximumConcurrency ?? firstBatches;
  if (reservedConcurrency === null || reservedConcurrency >= wanted) return [];
  const what =
    maximumConcurrency === null
      ? `the ${firstBatches} batches that ${mapping} begins with`
      : `the maximum concurrency of ${mapping}, ${maximumConcurrency}`;
  return [
    `${fn.name} has a reserved concurrency of ${reservedConcurrency}, below ${what}, so some batches are throttled.`,
  ];
}

function throttleWarnings({ queue, fn, deadLetters }: Consumer): string[] {
  if (fn.throttles === 0) return [];
  const cost =
    queue.redrive === undefined
      ? ""
      : `, which counts towards the ${queue.redrive.maxReceiveCount} after which they move to ${deadLetters}`;
  return [
    `${fn.name} was throttled ${times(fn.throttles)}: messages of ${queue.name} that are throttled until their visibility timeout ends are received once more${cost}.`,
  ];
}

function consumedQueueWarnings(queue: SeenQueue, view: View): string[] {
  const { name, redrive, settings, visible } = queue;
  const kept = formatDuration(settings.retentionPeriod);
  const warnings: string[] = [];
  if (redrive === undefined) {
    warnings.push(
      `${name} has no dead-letter queue: a message that always fails is tried again until it expires after ${kept}.`,
    );
  } else {
    const target = view.queueOf(redrive.deadLetterTargetArn);
    const to = target?.name ?? "its dead-letter queue";
    if (redrive.maxReceiveCount < recommendedReceiveCount) {
      warnings.push(
        `${name} gives messages up to ${to} after ${times(redrive.maxReceiveCount, "receive")}; AWS recommends ${recommendedReceiveCount} at least, since throttles and outages count.`,
      );
    }
    // A FIFO queue's messages begin a new age where they move to.
    const outlasts =
      target === undefined || target.settings.retentionPeriod > settings.retentionPeriod;
    if (!settings.fifo && !outlasts) {
      warnings.push(
        `${to} keeps messages for ${formatDuration(target.settings.retentionPeriod)}, no longer than ${name}: their age counts from when they were sent to ${name}, so dead letters can expire soon after they arrive.`,
      );
    }
  }
  if (visible !== undefined && isGrowing(visible)) {
    warnings.push(
      `${name} still grows at the end of the run: ${visible.last} messages wait and more come than are processed.`,
    );
  }
  return warnings;
}

/** Whether the last quarter of a series is clearly above the one before, up to its end. */
function isGrowing({ points, last }: GaugeSeries): boolean {
  const quarter = Math.floor(points.length / 4);
  if (quarter < 1) return false;
  const mean = (from: number) =>
    points.slice(from, from + quarter).reduce((sum, { value }) => sum + value, 0) / quarter;
  const late = mean(points.length - quarter);
  const before = mean(points.length - 2 * quarter);
  return late >= before + leastGrowth && late >= before * leastRatio && last >= late;
}

const leastGrowth = 10;
const leastRatio = 1.1;

function expiryWarnings({ name, component, settings }: SeenQueue, { simulation }: Run): string[] {
  const expired = simulation.metersOf(component)["MessagesExpired"]?.sum ?? 0;
  if (expired === 0) return [];
  const kept = formatDuration(settings.retentionPeriod);
  const messages = expired === 1 ? "1 message, which" : `${expired} messages, which`;
  return [`${name} lost ${messages} expired after ${kept}.`];
}

function functionWarnings({ name, component, settings }: SeenFunction, run: Run): string[] {
  const warnings: string[] = [];
  const timeouts = run.simulation.metersOf(component)["Timeouts"]?.sum ?? 0;
  if (timeouts > 0) {
    warnings.push(
      `${name} ran into its timeout of ${formatDuration(settings.timeout)} ${times(timeouts)}.`,
    );
  }
  if (!hasBehavior(name, run)) {
    warnings.push(`${name} has no behavior in the scenario: it is taken to succeed after 100 ms.`);
  }
  return warnings;
}

/** Whether anybody said what a function does: the scenario, or the operation that made it. */
function hasBehavior(logicalId: string, { scenario }: Run): boolean {
  if (scenario.behaviors[logicalId] !== undefined) return true;
  const made: PlainObject | undefined = scenario.architecture.find(
    (operation) => operation.logicalId === logicalId && operation.operation === "CreateFunction",
  )?.params;
  return made !== undefined && "Behavior" in made;
}

/** `once`, `3 times`; or `1 receive`, `3 receives`. */
function times(count: number, of?: string): string {
  if (of !== undefined) return count === 1 ? `1 ${of}` : `${count} ${of}s`;
  return count === 1 ? "once" : `${count} times`;
}
