import {
  countBounds,
  countLimit,
  durationLimit,
  hours,
  microseconds,
  milliseconds,
  minutes,
  seconds,
  type Dated,
  type Duration,
} from "@orrery/kernel";
import {
  assumedBytes,
  assumedCount,
  assumedDuration,
  assumedFigures,
  type AssumedFigure,
  assumedShare,
} from "../../service/assumed-figure.ts";

/**
 * Quotas and defaults of event source mappings that read SQS.
 *
 * Sources, read 2026-10:
 * - https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-parameters.html
 * - https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-scaling.html
 * - https://docs.aws.amazon.com/lambda/latest/dg/services-sqs-configure.html
 * - https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 *
 * How receives come and go is in the guide of 2018 ("Understanding Scaling Behavior") and not in later ones.
 */
export const eventSourceMappingLimits = {
  batchSize: countLimit({ default: 10, min: 1, max: 10_000 }),
  /** Of a FIFO queue; also of a standard queue without a batching window. */
  batchSizeWithoutWindow: 10,
  batchingWindow: durationLimit({ default: seconds(0), min: seconds(0), max: seconds(300) }),
  maximumConcurrency: countBounds({ min: 2, max: 1_000 }),
  minimumPollers: countLimit({ default: 2, min: 2, max: 200 }),
  maximumPollers: countLimit({ default: 200, min: 2, max: 10_000 }),
  /** Bytes of the event of one invocation: 6 MB. */
  payload: 6_291_456,
  /** Messages of one receive. */
  receive: 10,
  /** How long a receive waits for messages. */
  longPoll: seconds(20),
  /** What the queue's visibility timeout is raised by where window and timeout do not fit it. */
  visibilityMargin: seconds(30),
  /** Batches that are in work at once when messages come to an idle queue. */
  initialPollers: 5,
  /** Invocations that one provisioned poller has at once. */
  provisionedConcurrency: 10,
  /** How often a provisioned poller polls at most: 10 times a second. */
  provisionedPollInterval: 100_000 as Duration,
  /** Bytes that a provisioned poller receives in a second. */
  provisionedThroughput: 1_048_576,
  /** Provisioned pollers that are added in a minute: 1,000 concurrent invocations. */
  provisionedPollersAdded: 100,
  /** Receives under way at once, of pollers that are not paid for. */
  maximumReceives: 100,
  /** Receives more in a minute while messages remain, and fewer where they are not needed. */
  receivesAddedPerMinute: 20,
  receivesRemovedPerMinute: 10,
  listPage: countBounds({ min: 1, max: 100 }),
  /** What a listing may be asked for; it answers with a page. Source: AWS's API model, MaxListItems. */
  listItems: countBounds({ min: 1, max: 10_000 }),
  /** Tags of a mapping. Source: https://docs.aws.amazon.com/lambda/latest/dg/tags-esm.html */
  tags: 50,
} as const;

/** How fast and how far pollers grow without provisioning. */
export interface PollerRamp {
  /** Pollers that are added in a minute while messages remain. */
  readonly added: number;
  /** Pollers that go in a minute in which they were not needed: half of that, as in the guide of 2018. */
  readonly removed: number;
  readonly maximum: number;
  /** What a mapping falls to under low traffic. */
  readonly minimum: number;
}

/** 60 more a minute, and 300 since AWS announced it on 2023-11-06. */
export const pollerRamp: Dated<PollerRamp> = [
  { since: "2018-06-28", value: { added: 60, removed: 30, maximum: 1_000, minimum: 5 } },
  { since: "2023-11-06", value: { added: 300, removed: 150, maximum: 1_250, minimum: 2 } },
];

/**
 * What AWS does not say: ours, which a scenario's `assumptions` may say otherwise of all mappings; what
 * is one of {@link Scaling} too, of each.
 */
const figures = {
  sampleTime: assumedDuration({
    default: seconds(1),
    min: milliseconds(1),
    max: hours(1),
    text: "Over so long it is seen how many pollers are needed; the most of a minute stay.",
    source: "Ours: AWS does not say how it sees it.",
  }),
  fifoIdleShare: assumedShare({
    default: 0.1,
    text: "Of a FIFO queue: no poller is added while a larger part of them has nothing to do.",
    source: "Ours: AWS says that pollers follow the active message groups, not how.",
  }),
  fifoMinimum: assumedCount({
    default: 2,
    min: 1,
    max: 10_000,
    text: "Of a FIFO queue: pollers that stay where fewer message groups are active.",
    source: "Ours: AWS gives five of standard queues alone.",
  }),
  calmTime: assumedDuration({
    default: minutes(1),
    min: seconds(0),
    max: hours(1),
    text: "So long after the last failed or throttled invocation pollers are added again.",
    source: "Ours: AWS says that pollers come back when errors stop, not how soon.",
  }),
  errorPause: assumedDuration({
    default: seconds(4.5),
    min: seconds(0),
    max: hours(1),
    text: "What a concurrent batch pauses for after a failed invocation, twice as long after each one more.",
    source:
      "Fitted to one author's measurement (rehanvdm.com): 1, 5 and 10 % of failed invocations cost 20, 75 and 85 % of the throughput of a function that takes 50 ms.",
  }),
  longestErrorPause: assumedDuration({
    default: seconds(30),
    min: seconds(0),
    max: hours(1),
    text: "The longest such pause.",
    source: "Ours: AWS does not say how far polling slows down.",
  }),
  removedOnThrottle: assumedShare({
    default: 1,
    text: "How much of a poller goes for each batch that is throttled.",
    source: "Ours: AWS says that polling falls with throttles, not how fast.",
  }),
  throttlePause: assumedDuration({
    default: seconds(1),
    min: microseconds(1),
    max: hours(1),
    text: "After how long a throttled invocation, or a receive that is refused, is repeated, then twice as long each time.",
    source: "Ours: AWS says that throttled batches are tried again, not when.",
  }),
  longestThrottlePause: assumedDuration({
    default: seconds(30),
    min: microseconds(1),
    max: hours(1),
    text: "The longest such pause.",
    source: "Ours, as before.",
  }),
  throttleJitter: assumedShare({
    default: 0.2,
    text: "Up to which share longer the pause of a throttled invocation is.",
    source: "Ours, as before.",
  }),
  recordOverhead: assumedBytes({
    default: 700,
    min: 0,
    max: 100_000,
    text: "Bytes of a message in the event besides its body, attributes and the queue's ARN.",
    source: "A sample event of the guide; names and handles differ in length.",
  }),
  receivePatience: assumedDuration({
    default: seconds(40),
    min: milliseconds(1),
    max: hours(1),
    text: "How long the answer to a receive may take besides its waiting, before it counts as lost.",
    source: "Ours: AWS says nothing of a queue that does not answer.",
  }),
  deletionPatience: assumedDuration({
    default: minutes(1),
    min: milliseconds(1),
    max: hours(1),
    text: "How long the answer to a deletion may take, before it counts as lost.",
    source: "Ours, as before.",
  }),
  invocationPatience: assumedDuration({
    default: minutes(20),
    min: milliseconds(1),
    max: hours(24),
    text: "How long the answer to an invocation may take, before it counts as failed.",
    source: "Ours: longer than any invocation takes, which is 15 minutes.",
  }),
};

/** The figures under the names that a service has for them. */
export const queueFiguresNamed = <const Prefix extends string>(prefix: Prefix) =>
  assumedFigures(prefix, figures);

/** The figures under names of the library's own. */
export const queueFigures = queueFiguresNamed("mapping");
/**
 * Between which values what is assumed of slower polling plausibly lies: the ends that a report
 * tries where a run was slowed down. The pause is half or twice what was fitted to the measurement;
 * AWS says that pollers come back when errors stop, not how soon.
 */
export const scalingRanges = {
  errorPause: { low: seconds(2), high: seconds(10) },
  calmTime: { low: seconds(0), high: minutes(5) },
  removedOnThrottle: { low: 0, high: 1 },
} as const;

/** Under which names a service has a mapping: its kind, and what is assumed. */
export interface MappingNames {
  readonly kind: string;
  /** In the order of {@link queueFigures}. */
  readonly figures: Readonly<Record<keyof typeof queueFigures, AssumedFigure>>;
}
