import {
  countBounds,
  countLimit,
  durationLimit,
  minutes,
  seconds,
  type Dated,
  type Duration,
} from "@orrery/kernel";

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

/** What AWS does not say: ours, each with how it can be told. README lists them as assumed. */
export const eventSourceMappingAssumptions = {
  /** Over so long it is seen how many pollers are needed; the most of a minute stay. */
  sampleTime: seconds(1),
  /** Of a FIFO queue: no poller is added while a larger part of them has nothing to do. */
  fifoIdleShare: 0.1,
  /** Of a FIFO queue: pollers that stay where fewer message groups are active. */
  fifoMinimum: 2,
  /** So long after the last failed or throttled invocation pollers are added again. */
  calmTime: minutes(1),
  /**
   * What a concurrent batch pauses for after a failed invocation, twice as long after each one more …
   * Measured by one author (rehanvdm.com): it makes 1, 5 and 10 % of failed invocations cost 20, 75
   * and 85 % of the throughput of a function that takes 50 ms.
   */
  errorPause: seconds(4.5),
  /** … up to this. */
  longestErrorPause: seconds(30),
  /** Of batches that are throttled, how many go for each. */
  removedOnThrottle: 1,
  /** Throttled invocations, and receives that are refused, are repeated after so long, then twice as long each time … */
  throttlePause: seconds(1),
  /** … up to this … */
  longestThrottlePause: seconds(30),
  /** … and throttled invocations up to this share longer. */
  throttleJitter: 0.2,
  /** Bytes of a message in the event besides its body, attributes and the queue's ARN. */
  recordOverhead: 700,
  /** How long the answer to a receive may take besides its waiting. */
  receivePatience: seconds(40),
  /** How long the answer to a deletion may take. */
  deletionPatience: minutes(1),
  /** Longer than any invocation takes. */
  invocationPatience: minutes(20),
} as const;

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
