import {
  bytesLimit,
  countLimit,
  hours,
  microseconds,
  milliseconds,
  minutes,
  seconds,
  durationLimit,
} from "@orrery/kernel";
import {
  assumedCount,
  assumedDuration,
  assumedFigures,
  type AssumedFigure,
  assumedShare,
} from "../../service/assumed-figure.ts";

/**
 * Quotas and defaults of event source mappings that read streams.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-parameters.html
 * - https://docs.aws.amazon.com/lambda/latest/dg/services-ddb-params.html
 * - https://docs.aws.amazon.com/lambda/latest/dg/services-kinesis-windows.html
 * - https://docs.aws.amazon.com/lambda/latest/api/API_CreateEventSourceMapping.html
 */
export const streamMappingLimits = {
  batchSize: countLimit({ default: 100, min: 1, max: 10_000 }),
  batchingWindow: durationLimit({ default: seconds(0), min: seconds(0), max: seconds(300) }),
  /** Where a broker is read and nothing is said. */
  brokerWindow: milliseconds(500),
  /** Of a function whose mapping reads a broker. */
  brokerTimeout: minutes(14),
  /** Attempts beyond the first at a batch of a broker, where somebody is told of it and nothing is said. */
  brokerRetryAttempts: 10,
  /** Of a broker, where they are paid for. */
  minimumPollers: countLimit({ default: 1, min: 1, max: 200 }),
  maximumPollers: countLimit({ default: 200, min: 1, max: 2_000 }),
  /** Batches that one of those has at once. */
  invocationsOfPoller: 5,
  parallelizationFactor: countLimit({ default: 1, min: 1, max: 10 }),
  /** Of a record, in seconds; -1: as long as the stream keeps it. */
  maximumRecordAge: { default: -1, min: 60, max: 604_800 },
  /** -1: until the record expires. */
  maximumRetryAttempts: { default: -1, min: 0, max: 10_000 },
  tumblingWindow: durationLimit({ default: seconds(0), min: seconds(0), max: seconds(900) }),
  /** Bytes of the event of one invocation: 6 MB. */
  payload: 6_291_456,
  /** Bytes of the state of a tumbling window as JSON. */
  windowState: bytesLimit({ default: 1_048_576, min: 1_048_576, max: 1_048_576 }).default,
  /** How long a subscription of a consumer holds at most. */
  subscription: minutes(5),
  /** Records that one read brings. */
  read: 10_000,
} as const;

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
const figures = {
  retryPause: assumedDuration({
    default: seconds(1),
    min: microseconds(1),
    max: hours(1),
    text: "After how long a batch that failed or was throttled is tried again, then twice as long each time.",
    source:
      "Fitted to a recording of 2025-11: eight attempts at a record that fails always fit into what was left of its 60 s.",
  }),
  longestRetryPause: assumedDuration({
    default: seconds(10),
    min: microseconds(1),
    max: hours(1),
    text: "The longest such pause.",
    source: "Fitted, as before.",
  }),
  retryJitter: assumedShare({
    default: 0.2,
    text: "Up to which share shorter or longer such a pause is.",
    source: "Ours, as before.",
  }),
  readInterval: assumedDuration({
    default: milliseconds(200),
    min: microseconds(1),
    max: hours(1),
    text: "Between two reads of a shard that has more, at least.",
    source: "Ours: a shard of Kinesis answers five reads in a second.",
  }),
  heldRecords: assumedCount({
    default: 10_000,
    min: 1,
    max: 1_000_000,
    text: "A shard is not read on while so many of its records were read and not done with.",
    source: "Ours: as many as one read brings. AWS does not say how far it reads ahead.",
  }),
  windowGrace: assumedDuration({
    default: minutes(2),
    min: seconds(0),
    max: hours(1),
    text: "How long after its end a tumbling window is closed that no later record closes.",
    source: "The guide of 2021: up to two minutes.",
  }),
  readPatience: assumedDuration({
    default: minutes(1),
    min: milliseconds(1),
    max: hours(1),
    text: "How long the answer to a read may take, before it counts as lost.",
    source: "Ours: AWS says nothing of a stream that does not answer.",
  }),
  invocationPatience: assumedDuration({
    default: minutes(20),
    min: milliseconds(1),
    max: hours(24),
    text: "How long the answer to an invocation may take, before it counts as failed.",
    source: "Ours: longer than any invocation takes, which is 15 minutes.",
  }),
  destinationPatience: assumedDuration({
    default: minutes(1),
    min: milliseconds(1),
    max: hours(1),
    text: "How long the answer of an on-failure destination may take, before it counts as lost.",
    source: "Ours: AWS says nothing of a destination that does not answer.",
  }),
};

/** The figures under the names that a service has for them. */
export const shardFiguresNamed = <const Prefix extends string>(prefix: Prefix) =>
  assumedFigures(prefix, figures);

/** The figures under names of the library's own. */
export const shardFigures = shardFiguresNamed("mapping");

/** Under which names a service has a mapping: its kind, and what is assumed. */
export interface MappingNames {
  readonly kind: string;
  /** In the order of {@link shardFigures}. */
  readonly figures: Readonly<Record<keyof typeof shardFigures, AssumedFigure>>;
}
