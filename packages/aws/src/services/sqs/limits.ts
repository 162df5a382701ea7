import {
  bytesLimit,
  countBounds,
  days,
  durationLimit,
  hours,
  milliseconds,
  minutes,
  seconds,
  type Dated,
  type Distribution,
  type QuantilePoint,
} from "@orrery/kernel";
import { assumedCount, assumedDuration, assumedFigures } from "../../service/assumed-figure.ts";

/**
 * Quotas and defaults of SQS.
 *
 * Sources, read 2026-10:
 * - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-queues.html
 * - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-messages.html
 * - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/SQSDeveloperGuide/quotas-fifo.html
 * - https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_CreateQueue.html
 */
export const sqsLimits = {
  visibilityTimeout: durationLimit({ default: seconds(30), min: seconds(0), max: hours(12) }),
  retentionPeriod: durationLimit({ default: days(4), min: seconds(60), max: days(14) }),
  /** Of a queue, and of a message on a standard queue. */
  delay: durationLimit({ default: seconds(0), min: seconds(0), max: minutes(15) }),
  receiveMessageWaitTime: durationLimit({
    default: seconds(0),
    min: seconds(0),
    max: seconds(20),
  }),
  maximumMessageSize: bytesLimit({ default: 1_048_576, min: 1_024, max: 1_048_576 }),
  maxReceiveCount: countBounds({ min: 1, max: 1_000 }),
  maxNumberOfMessages: countBounds({ min: 1, max: 10 }),
  batchEntries: countBounds({ min: 1, max: 10 }),
  /** In letters. */
  batchEntryId: countBounds({ min: 1, max: 80 }),
  /** In letters, `.fifo` included. */
  queueName: countBounds({ min: 1, max: 80 }),
  messageAttributes: countBounds({ min: 0, max: 10 }),
  /** Of names and of types, in letters. */
  messageAttributeName: countBounds({ min: 1, max: 256 }),
  /** Digits of a message attribute of type Number, and the power of ten that it may have. */
  numberDigits: 38,
  numberExponent: countBounds({ min: -128, max: 126 }),
  /** Of ids of message groups, of deduplication and of receive request attempts, in letters. */
  identifier: countBounds({ min: 1, max: 128 }),
  kmsDataKeyReusePeriod: durationLimit({ default: minutes(5), min: minutes(1), max: hours(24) }),
  tagsPerQueue: 50,
  redriveAllowSources: 10,
  listPage: countBounds({ min: 1, max: 1_000 }),
  permissionActions: 7,
  /** "Approximately" so many in AWS, exactly so many here. */
  standardInFlightMessages: 120_000,
  fifoDeduplicationInterval: minutes(5),
  receiveRequestAttemptInterval: minutes(5),
  /** Requests a second of each API action: of the queue, or of a partition in high throughput. */
  fifoRequestsPerSecond: 300,
  purgeInterval: seconds(60),
  /** How long a name cannot be used again after its queue was deleted. */
  deletedNameInterval: seconds(60),
  moveTaskRate: countBounds({ min: 1, max: 500 }),
  moveTasksListed: countBounds({ min: 1, max: 10 }),
  activeMoveTasks: 100,
  moveTaskDuration: hours(36),
  /** A group of a standard queue is noisy with so many messages in flight … */
  noisyInFlightMessages: 30,
  /** … that are more than this share of all in flight, 1 of 10; or with that share of recent processing time. */
  noisyShare: 10,
  /** A noisy group is quiet again when nothing was sent to it for so long. */
  quietInterval: minutes(5),
  /** Standard queues move a message to the back once it was received this often. */
  receivesUntilBack: 3,
  /** One billed request for each started so many bytes. */
  billedChunk: 65_536,
} as const;

/** What a queue may be set to hold at most in one message, in bytes; SQS raised it in 2025-08. */
export const messageSizeQuota: Dated<number> = [
  { since: "2013-06-18", value: 262_144 },
  { since: "2025-08-04", value: 1_048_576 },
];

/** Whether a standard queue takes message groups (fair queues, announced 2025-07-21). */
export const standardGroups: Dated<boolean> = [
  { since: "2006-07-11", value: false },
  { since: "2025-07-21", value: true },
];

/** Messages in flight on a FIFO queue; the guide was corrected on 2025-01-02. */
export const fifoInFlightQuota: Dated<number> = [
  { since: "2016-11-17", value: 20_000 },
  { since: "2025-01-02", value: 120_000 },
];

/** How many messages a FIFO queue looks through for groups; it moved with the quota in flight. */
export const fifoDiscoveryQuota: Dated<number> = fifoInFlightQuota;

/**
 * Requests a second of each API action in high throughput, by Region (quotas-messages, read 2026-10).
 * Other Regions have {@link otherHighThroughput}.
 */
export const highThroughput: Readonly<Record<string, number>> = {
  "us-east-1": 70_000,
  "us-west-2": 70_000,
  "eu-west-1": 70_000,
  "us-east-2": 19_000,
  "eu-central-1": 19_000,
  "ap-south-1": 9_000,
  "ap-southeast-1": 9_000,
  "ap-southeast-2": 9_000,
  "ap-northeast-1": 9_000,
  "eu-west-2": 4_500,
  "sa-east-1": 4_500,
};

/** See {@link highThroughput}. */
export const otherHighThroughput = 2_400;

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
export const sqsAssumptions = assumedFigures("sqs", {
  deadLetterPatience: assumedDuration({
    default: seconds(10),
    min: milliseconds(1),
    max: hours(1),
    text: "How long a queue waits for another to take a message that it gives up or moves.",
    source: "Ours: AWS says nothing of a dead-letter queue that does not answer.",
  }),
  deadLetterRetry: assumedDuration({
    default: seconds(1),
    min: milliseconds(1),
    max: hours(12),
    text: "How long a message stays hidden after its dead-letter queue did not take it.",
    source: "Ours: AWS says nothing of it.",
  }),
  scopeChangeDelay: assumedDuration({
    default: seconds(60),
    min: seconds(0),
    max: minutes(15),
    text: "How much later a changed deduplication scope acts.",
    source:
      "SetQueueAttributes: changes take up to 60 seconds; that each takes all of them is ours.",
  }),
  shards: assumedCount({
    default: 16,
    min: 1,
    max: 30,
    text: "Parts that a standard queue is stored in; a short poll reads each with a chance of one half.",
    source: "Short polling reads a weighted random set of servers; their number is ours.",
  }),
  sampledBelow: assumedCount({
    default: 1_000,
    min: 0,
    max: 1_000_000,
    text: "From so many visible messages on a short poll reads everything.",
    source: "The guide: of fewer than 1,000 messages a short poll may miss some; the edge is ours.",
  }),
  processingTimeWindow: assumedDuration({
    default: minutes(5),
    min: seconds(1),
    max: hours(24),
    text: "Fair queues: the processing time that counts as recent, two windows of this length.",
    source: "The guide on fair queues says recent; the length is ours.",
  }),
  systemMoveRate: assumedCount({
    default: 500,
    min: 1,
    max: 500,
    text: "Messages a second that a move task moves where it gives no rate.",
    source:
      "StartMessageMoveTask: at most 500, optimized by the system; that it is all of them is ours.",
  }),
});

/**
 * How long the answer to a message of a producer outside takes: median 6.7 ms, P99 17 ms. Ours: it fits
 * the recorded times from producer to handler, which hold the producer's call and do not say its part.
 */
export const toProducer: Distribution = { type: "lognormal", median: 6_700, sigma: 0.4 };

/**
 * How long the answer to a request of a consumer takes that is no function, such as a container. Ours: as
 * long as that to a producer, since nobody has published more than the whole way.
 */
export const toConsumer: Distribution = toProducer;

/**
 * How long producers outside wait for an answer. Assumed: the read timeout of botocore; the SDK for
 * JavaScript waits for the connection to break.
 */
export const producerTimeout = durationLimit({
  default: seconds(60),
  min: milliseconds(1),
  max: minutes(60),
});

/**
 * From a producer's call to the handler of a warm function, by the published P10, P50, P90 and P99
 * (bitesizedserverless.com, 2022-09: 13.7, 16.2, 33.8 and 105 ms). Between them the logarithm is
 * straight over the normal quantile; the ends are 0.8 × P10 and 4 × P99.
 */
export const standardToLambda: Distribution = measured([
  10_960, 10_960, 11_950, 13_064, 13_700, 14_511, 15_126, 15_672, 16_200, 18_735, 21_888, 26_259,
  29_365, 33_800, 50_129, 78_118, 105_000, 137_637, 191_067, 240_495, 420_000, 420_000,
]);

/** The same for FIFO queues: 21.9, 28.1, 61.2 and 645 ms. */
export const fifoToLambda: Distribution = measured([
  17_520, 17_520, 17_872, 20_406, 21_900, 23_857, 25_375, 26_749, 28_100, 32_774, 38_640, 46_850,
  52_734, 61_200, 138_806, 348_897, 645_000, 1_131_855, 2_237_487, 2_580_000, 2_580_000, 2_580_000,
]);

function measured(values: readonly number[]): Distribution {
  const shares = [
    0, 0.001, 0.01, 0.05, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.98, 0.99,
    0.995, 0.998, 0.999, 0.9999, 1,
  ];
  const points: readonly QuantilePoint[] = shares.map((p, place) => ({ p, value: values[place]! }));
  return { type: "empirical", interpolation: "logarithmic", points };
}

/** How long CloudFormation takes, which a scenario's `assumptions` may say otherwise. */
export const sqsDeploymentTimes = assumedFigures("sqs", {
  queueDeployment: assumedDuration({
    default: seconds(60),
    min: seconds(0),
    max: hours(12),
    text: "How long CloudFormation takes to make, change or remove a queue.",
    source:
      "SetQueueAttributes and DeleteQueue: up to 60 seconds; that CloudFormation waits for all of them, and for a new queue too, is ours.",
  }),
});
