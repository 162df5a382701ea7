import {
  bytesLimit,
  countBounds,
  countLimit,
  durationLimit,
  hours,
  milliseconds,
  minutes,
  seconds,
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
 * Quotas and defaults of EventBridge.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 * - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-putevents.html
 * - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-rule-retry-policy.html
 * - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-api-destinations.html
 * - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-archive.html
 */
export const eventsLimits = {
  /** Entries of one PutEvents. */
  entries: countBounds({ min: 1, max: 10 }),
  /** Characters of a detail type. */
  detailType: countBounds({ min: 1, max: 128 }),
  /** Targets of one PutTargets. */
  targetsOfCall: 10,
  /** Variables of an input transformer. */
  inputPaths: 100,
  retry: {
    maximumEventAge: durationLimit({ default: hours(24), min: seconds(60), max: hours(24) }),
    maximumRetryAttempts: countLimit({ default: 185, min: 0, max: 185 }),
  },
  /** What one event of any kind may be that is billed as one, in bytes. */
  billedChunk: 65_536,
  /** How long an API destination has to answer. */
  endpointTimeout: seconds(5),
  /** Requests a second to one API destination. */
  endpointRate: countLimit({ default: 300, min: 1, max: 300 }),
  archiveName: countBounds({ min: 1, max: 48 }),
  page: countLimit({ default: 100, min: 1, max: 100 }),
  tags: 50,
} as const;

/** What all entries of a PutEvents together must stay below, in bytes. */
export const entriesSize: Dated<number> = [
  { since: "2016-01-14", value: 262_144 },
  { since: "2026-01-29", value: 1_048_576 },
];

/** How large an event may be that a workload brings. */
export const eventSize = bytesLimit({ default: 1_048_575, min: 1, max: 1_048_575 });

/** How long senders outside wait for an answer. Assumed: the read timeout of botocore. */
export const senderTimeout = durationLimit({
  default: seconds(60),
  min: milliseconds(1),
  max: minutes(60),
});

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
export const eventsAssumptions = assumedFigures("events", {
  retryBase: assumedDuration({
    default: seconds(1),
    min: milliseconds(1),
    max: hours(1),
    text: "The wait before the first retry of a target, before jitter; it doubles with each.",
    source: "Ours: AWS says exponential backoff with jitter.",
  }),
  retryCap: assumedDuration({
    default: seconds(650),
    min: seconds(1),
    max: hours(24),
    text: "The longest wait between two attempts at a target, before jitter.",
    source:
      "Ours: with it 185 retries and 24 hours end at about the same time, as the two limits suggest.",
  }),
  leastJitter: assumedShare({
    default: 0.5,
    text: "The smallest part of a wait between two attempts that is really waited.",
    source: "Ours: AWS says that there is jitter.",
  }),
  targetPatience: assumedDuration({
    default: seconds(30),
    min: milliseconds(1),
    max: hours(1),
    text: "How long a bus waits for the answer of a target that is no API destination.",
    source: "Ours: AWS gives no time.",
  }),
  duplicateRate: assumedShare({
    default: 0,
    text: "The part of deliveries that reach their target twice.",
    source: "AWS says at least once, and in rare cases more often; no figure is public.",
  }),
  scheduleSpread: assumedDuration({
    default: seconds(5),
    min: seconds(0),
    max: milliseconds(59_999),
    text: "How much later than its minute begins a scheduled rule runs at most; each time is drawn evenly.",
    source: "AWS says within the minute, and not at its first second.",
  }),
  replayStart: assumedDuration({
    default: seconds(30),
    min: seconds(0),
    max: hours(1),
    text: "How long a replay is STARTING.",
    source: "Ours: AWS gives no time.",
  }),
  replayInterval: assumedDuration({
    default: milliseconds(100),
    min: milliseconds(1),
    max: hours(1),
    text: "How long a replay waits between two batches of events.",
    source: "Ours: AWS says as fast as the system allows.",
  }),
  replayBatch: assumedCount({
    default: 100,
    min: 1,
    max: 10_000,
    text: "How many events of one minute a replay puts on its bus at once.",
    source: "Ours: AWS gives no rate.",
  }),
});

/**
 * What is left of the time from an event to a warm function when the 49 ms of Lambda's dispatch are taken off.
 *
 * Source: bitesizedserverless.com, 2022-09 and 2023-02: P50 395 ms, P90 579, P99 794; from 2023-02-17 on
 * P50 148 ms, P90 241, P99 387.
 */
export const toTarget: Dated<Distribution> = [
  { since: "2016-01-14", value: { type: "lognormal", median: 346_000, sigma: 0.32 } },
  { since: "2023-02-17", value: { type: "lognormal", median: 99_000, sigma: 0.52 } },
];

/** Ours; named latencies that are left out here take no time. */
export const usualLatencies = {
  /** As of SendMessage, since no figure is public. */
  "events.toSender": { type: "lognormal", median: 6_700, sigma: 0.4 },
  /** AWS says to wait ten minutes before recent events are replayed; recorded archives had theirs within six. */
  "events.toArchive": { type: "constant", value: minutes(2) },
  /** Assumed: no figure is public. */
  "events.endpoint": { type: "lognormal", median: 80_000, sigma: 0.5 },
} as const satisfies Readonly<Record<string, Distribution>>;
