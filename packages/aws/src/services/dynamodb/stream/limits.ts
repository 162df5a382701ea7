import {
  countBounds,
  countLimit,
  hours,
  milliseconds,
  minutes,
  type Distribution,
} from "@orrery/kernel";
import { assumedCount, assumedDuration, assumedFigures } from "../../../service/assumed-figure.ts";

/**
 * Quotas of DynamoDB Streams. A megabyte is 1,048,576 bytes.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Streams.html
 * - https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_GetRecords.html
 * - https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_streams_DescribeStream.html
 */
export const streamLimits = {
  /** How long a record is kept. */
  retention: hours(24),
  iteratorLife: minutes(15),
  /** Records and bytes that one GetRecords gives. */
  getRecords: countLimit({ default: 1_000, min: 1, max: 1_000 }),
  getRecordsBytes: 1_048_576,
  shardPage: countLimit({ default: 100, min: 1, max: 100 }),
  streamPage: countLimit({ default: 100, min: 1, max: 100 }),
  sequenceNumberLength: countBounds({ min: 21, max: 40 }),
  /** How often Lambda polls a shard. */
  pollInterval: milliseconds(250),
} as const;

/** What AWS does not say of streams: ours, which a scenario's `assumptions` may say otherwise. */
export const streamAssumptions = assumedFigures("dynamodb", {
  streamShards: assumedCount({
    default: 1,
    min: 1,
    max: 1_000,
    text: "How many open shards the stream of a table begins with.",
    source: "Ours: AWS makes shards by itself, and says no number.",
  }),
  shardLife: assumedDuration({
    default: hours(4),
    min: minutes(1),
    max: hours(24),
    text: "How long a shard of a table's stream takes records until another takes its place.",
    source: "Ours: seen to be about four hours; AWS says that shards come and go.",
  }),
  shardSplitRate: assumedCount({
    default: 1_000,
    min: 1,
    max: 1_000_000,
    text: "Records a second, over a minute, above which a shard of a table's stream is split.",
    source: "Ours: what a partition writes; AWS says that shards split under much writing.",
  }),
});

/**
 * How long a mapping has records after it polled, until its function begins: with four polls a second, from table to
 * function P50 213 ms and P99 552 ms. Fitted: median 85 ms, P99 400 ms.
 *
 * Source: bitesizedserverless.com, 2022-09.
 */
export const toReader: Distribution = { type: "lognormal", median: 85_000, sigma: 0.666 };
