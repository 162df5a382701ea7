import {
  bytesLimit,
  countBounds,
  countLimit,
  days,
  durationBounds,
  durationLimit,
  seconds,
  hours,
  milliseconds,
  minutes,
  type Dated,
  type Distribution,
} from "@orrery/kernel";
import {
  assumedCount,
  assumedDuration,
  assumedFigures,
  assumedShare,
} from "../../service/assumed-figure.ts";

/**
 * Quotas and defaults of SNS.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/general/latest/gr/sns.html
 * - https://docs.aws.amazon.com/sns/latest/dg/large-message-payloads.html
 * - https://docs.aws.amazon.com/sns/latest/dg/sns-fifo-topics.html
 * - https://docs.aws.amazon.com/sns/latest/dg/sns-message-attributes.html
 * - https://docs.aws.amazon.com/sns/latest/api/API_CreateTopic.html
 * - https://docs.aws.amazon.com/sns/latest/api/API_Publish.html
 */
export const snsLimits = {
  /** Of a message with its attributes, and of all entries of a batch. */
  maximumMessageSize: bytesLimit({ default: 262_144, min: 1_024, max: 1_048_576 }),
  /** A topic that takes larger messages has so many subscriptions at most. */
  bigTopicSubscriptions: 100,
  /** Of a record that goes to Firehose, with the metadata of SNS. */
  firehoseRecordSize: 1_024_000,
  batchEntries: countBounds({ min: 1, max: 10 }),
  /** In letters. */
  batchEntryId: countBounds({ min: 1, max: 80 }),
  /** In letters, `.fifo` included. */
  topicName: countBounds({ min: 1, max: 256 }),
  /** In letters; shorter than. */
  subject: 100,
  /** Of ids of message groups and of deduplication, in letters. */
  identifier: countBounds({ min: 1, max: 128 }),
  /** In letters. */
  displayName: 100,
  /** In letters. */
  sms: 1_600,
  /** In letters. */
  attributeName: countBounds({ min: 1, max: 256 }),
  /** Of a message attribute of type Number. */
  attributeNumber: countBounds({ min: -1_000_000_000, max: 1_000_000_000 }),
  /** Message attributes that a raw delivery to a queue may have. */
  rawAttributes: 10,
  standardSubscriptions: 12_500_000,
  fifoSubscriptions: 100,
  /** Subscriptions of one topic to Firehose. */
  firehoseSubscriptions: 5,
  pendingConfirmations: 5_000,
  confirmationTokenValidity: days(2),
  tagsPerTopic: 50,
  listPage: 100,
  fifoDeduplicationInterval: seconds(300),
  /** Days. */
  archiveRetention: countBounds({ min: 1, max: 365 }),
  /** Messages a second to one subscription by e-mail. */
  emailRate: 10,
  /** One billed request for each started so many bytes. */
  billedChunk: 65_536,
} as const;

/**
 * Limits of filter policies.
 *
 * Source, read 2026-11: https://docs.aws.amazon.com/sns/latest/dg/subscription-filter-policy-constraints.html
 */
export const filterPolicyLimits = {
  /** Leaf keys of a policy. */
  keys: 5,
  combinations: 150,
  /** Wildcard characters of one pattern. */
  wildcardsPerPattern: 3,
  /** Over all fields: points of a field's wildcards, times how many they are. */
  wildcardPoints: 100,
  /** Bytes. */
  size: 262_144,
  /** A number of a policy is between this and its negative. */
  largestNumber: 1_000_000_000,
} as const;

/**
 * Retries of deliveries.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/sns/latest/dg/sns-message-delivery-retries.html
 * - https://docs.aws.amazon.com/sns/latest/dg/sns-creating-http-delivery-policy.html
 */
export const retryLimits = {
  numRetries: countLimit({ default: 3, min: 0, max: 100 }),
  minDelayTarget: durationLimit({ default: seconds(20), min: seconds(1), max: seconds(3_600) }),
  maxDelayTarget: durationLimit({ default: seconds(20), min: seconds(1), max: seconds(3_600) }),
  /** Of all delays of an HTTP policy together. */
  totalRetryTime: durationBounds({ min: seconds(0), max: seconds(3_600) }),
  /** How long a request to an HTTP endpoint may take. */
  httpTimeout: seconds(15),
} as const;

/** Since when MaximumMessageSize can be set; 262,144 bytes before. */
export const messageSizeQuota: Dated<number> = [
  { since: "2010-03-31", value: 262_144 },
  { since: "2026-09-15", value: 1_048_576 },
];

/**
 * Since when SNS hides the text in what it says of a mistake in JSON. Shown in a recording of 2024-05-14,
 * hidden in one of 2025-10-06; when it changed in between is not known.
 */
export const hiddenFilterSource: Dated<boolean> = [
  { since: "2010-03-31", value: false },
  { since: "2025-10-06", value: true },
];

/**
 * Since when anything-but takes suffix and wildcard. Refused in a recording of 2024-05-14, in the guide of 2026;
 * when it changed in between is not known.
 */
export const anythingButEndings: Dated<boolean> = [
  { since: "2010-03-31", value: false },
  { since: "2026-01-01", value: true },
];

/** Since when FIFO topics take standard queues as subscribers. */
export const fifoToStandardQueue: Dated<boolean> = [
  { since: "2020-10-22", value: false },
  { since: "2023-09-14", value: true },
];

/** Since when a message of a standard topic may name a message group. */
export const standardGroups: Dated<boolean> = [
  { since: "2010-03-31", value: false },
  { since: "2025-08-01", value: true },
];

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
export const snsAssumptions = assumedFigures("sns", {
  deliveryTimeout: assumedDuration({
    default: seconds(30),
    min: milliseconds(1),
    max: hours(1),
    text: "How long an attempt to deliver waits for the answer of a service of AWS, and of whoever is not reached by HTTP.",
    source: "Ours: AWS says it of HTTP endpoints only.",
  }),
  leastJitter: assumedShare({
    default: 0.5,
    text: "The least part of each wait before a retry that is waited; the most is all of it.",
    source: "The guide: jitter is applied; how much is ours.",
  }),
  replayInterval: assumedDuration({
    default: milliseconds(10),
    min: milliseconds(1),
    max: hours(1),
    text: "How often a replay delivers the next archived messages.",
    source: "Ours: with 30 messages each time, the default quota of a FIFO topic, 3,000 a second.",
  }),
  replayBatch: assumedCount({
    default: 30,
    min: 1,
    max: 10_000,
    text: "How many archived messages a replay delivers each time.",
    source: "Ours: see sns.replayInterval.",
  }),
});

/** How long publishers outside wait for an answer. Assumed: the read timeout of botocore. */
export const publisherTimeout = durationLimit({
  default: seconds(60),
  min: milliseconds(1),
  max: minutes(60),
});

/** P50 25 ms, P99 150 ms. Ours: AWS publishes nothing, and one public trace shows 33 ms (2019). */
const firstAttempt: Distribution = { type: "lognormal", median: 25_000, sigma: 0.77 };

/**
 * How long what topics do takes, where a scenario says nothing else. All of it is assumed: of the whole way from
 * publisher to handler there are measurements, and of its parts there are not.
 */
export const usualLatencies = {
  /** As of SendMessage, since no figure is public. */
  "sns.toPublisher": { type: "lognormal", median: 6_700, sigma: 0.4 },
  "sns.standard.toQueue": firstAttempt,
  /** What is left of the measured 73 ms (P50, bitesizedserverless.com, 2022-09) when the 49 ms of Lambda's dispatch are taken off. */
  "sns.standard.toLambda": { type: "lognormal", median: 22_000, sigma: 0.55 },
  /** What is left of the measured 40.1 ms (P50) when the 28.1 ms from queue to handler are taken off. */
  "sns.fifo.toQueue": { type: "lognormal", median: 12_000, sigma: 0.4 },
  "sns.toEndpoint": firstAttempt,
} as const satisfies Readonly<Record<string, Distribution>>;

/** How long CloudFormation takes, which a scenario's `assumptions` may say otherwise. */
export const snsDeploymentTimes = assumedFigures("sns", {
  topicDeployment: assumedDuration({
    default: seconds(10),
    min: seconds(0),
    max: hours(12),
    text: "How long CloudFormation takes to make, change or remove a topic.",
    source: "Ours: AWS gives no time.",
  }),
  subscriptionDeployment: assumedDuration({
    default: seconds(5),
    min: seconds(0),
    max: hours(12),
    text: "How long CloudFormation takes to make, change or remove a subscription.",
    source: "Ours: AWS gives no time.",
  }),
});
