import {
  bytesLimit,
  countBounds,
  countLimit,
  days,
  durationLimit,
  hours,
  milliseconds,
  minutes,
  seconds,
  type Dated,
  type Distribution,
} from "@orrery/kernel";
import { assumedDuration, assumedFigures } from "../../service/assumed-figure.ts";
import type { Quota } from "../../service/service-model.ts";

/**
 * Quotas and defaults of Kinesis Data Streams. A megabyte is 1,048,576 bytes.
 *
 * Sources, read 2026-10:
 * - https://docs.aws.amazon.com/streams/latest/dev/service-sizes-and-limits.html
 * - https://docs.aws.amazon.com/streams/latest/dev/how-do-i-size-a-stream.html
 * - https://docs.aws.amazon.com/kinesis/latest/APIReference/API_GetRecords.html
 * - https://docs.aws.amazon.com/kinesis/latest/APIReference/API_PutRecords.html
 * - https://docs.aws.amazon.com/kinesis/latest/APIReference/API_UpdateShardCount.html
 * - https://docs.aws.amazon.com/kinesis/latest/APIReference/API_SubscribeToShard.html
 */
export const kinesisLimits = {
  /** What a shard takes in a second. */
  writeBytes: 1_048_576,
  writeRecords: 1_000,
  /** What a shard gives in a second to all who poll it together. */
  readBytes: 2_097_152,
  getRecordsCalls: 5,
  /** Records that one GetRecords gives. */
  getRecords: countLimit({ default: 10_000, min: 1, max: 10_000 }),
  /** Bytes that one GetRecords gives. */
  getRecordsBytes: 10_485_760,
  putRecords: countBounds({ min: 1, max: 500 }),
  /** Of a partition key, in characters. */
  partitionKey: countBounds({ min: 1, max: 256 }),
  /** Data and partition key of one record. */
  recordSize: bytesLimit({ default: 1_048_576, min: 1_048_576, max: 10_485_760 }),
  retention: durationLimit({ default: hours(24), min: hours(24), max: days(365) }),
  iteratorLife: minutes(5),
  /** What a shard gives in a second to each consumer with enhanced fan-out. */
  fanOutBytes: 2_097_152,
  /** How long a subscription of such a consumer to a shard holds. */
  subscriptionLife: minutes(5),
  /** How long after the last another subscription of the same consumer and shard is refused. */
  subscriptionPause: seconds(5),
  shardListTokenLife: seconds(300),
  /** Shards that an on-demand stream begins with: 4 MB a second of writes. */
  onDemandShards: 4,
  /** A shard of an on-demand stream is split that takes more bytes than this in a second … */
  onDemandSplitBytes: 512_000,
  /** … or more records. Ours: the same share of what a shard takes. */
  onDemandSplitRecords: 500,
  /** What an on-demand stream takes in a second, in megabytes, as one shard takes one; more in the largest Regions. */
  onDemandMegabytes: { usual: 200, large: 10_240 },
  /** On-demand streams of an account. */
  onDemandStreams: 50,
  /** Changes between the modes of a stream in 24 hours. */
  modeSwitches: 2,
  /** UpdateShardCount of one stream in 24 hours. */
  shardCountUpdates: 10,
  shardCount: countBounds({ min: 1, max: 10_000 }),
  /** Streams that are being made at once. */
  streamsInCreation: 5,
  consumersInCreation: 5,
  shardPage: countLimit({ default: 1_000, min: 1, max: 10_000 }),
  describedShards: countLimit({ default: 100, min: 1, max: 10_000 }),
  streamPage: countLimit({ default: 100, min: 1, max: 10_000 }),
  consumerPage: countLimit({ default: 100, min: 1, max: 10_000 }),
  tags: 50,
} as const;

/** What one PutRecords may hold, in bytes. */
export const putRecordsBytes: Dated<number> = [
  { since: "2013-12-16", value: 5_242_880 },
  { since: "2025-10-27", value: 10_485_760 },
];

/** What a stream may be set to take at most in one record, in bytes. */
export const recordSizeQuota: Dated<number> = [
  { since: "2013-12-16", value: 1_048_576 },
  { since: "2025-10-27", value: kinesisLimits.recordSize.max },
];

/** Consumers with enhanced fan-out of a stream. */
export const consumersOfStream: Dated<number> = [
  { since: "2018-08-02", value: 5 },
  { since: "2019-11-20", value: 20 },
];

const calls = (most: number): Quota => countLimit({ default: most, min: 1, max: most });

/** How many calls of operations an account may make in a second: hard limits, of which a scenario may set less. */
const kinesisCallQuotas: Readonly<Record<string, Quota>> = {
  /** Of each operation that makes, deletes, lists, splits, merges or tags. */
  "kinesis.controlCallsPerSecond": calls(5),
  "kinesis.describeStreamCallsPerSecond": calls(10),
  "kinesis.describeStreamSummaryCallsPerSecond": calls(20),
  /** Of one stream. */
  "kinesis.listShardsCallsPerSecond": calls(1_000),
  /** Of one stream, of each operation that registers, deregisters or lists. */
  "kinesis.consumerCallsPerSecond": calls(5),
  "kinesis.describeStreamConsumerCallsPerSecond": calls(20),
  /** Of one shard. */
  "kinesis.shardIteratorCallsPerSecond": calls(5),
};

/** Quotas of the account that a scenario may set. */
export const kinesisQuotas: Readonly<Record<string, Quota>> = {
  ...kinesisCallQuotas,
  /** What an on-demand stream grows to, in megabytes written a second: 10 GB in three Regions. */
  "kinesis.onDemandMegabytesPerSecond": {
    ...countLimit({ default: kinesisLimits.onDemandMegabytes.usual, min: 4, max: 1_000_000 }),
    byRegion: Object.fromEntries(
      ["us-east-1", "us-west-2", "eu-west-1"].map((region) => [
        region,
        kinesisLimits.onDemandMegabytes.large,
      ]),
    ),
  },
  "kinesis.shards": {
    ...countLimit({ default: 20_000, min: 1, max: 1_000_000 }),
    byRegion: Object.fromEntries(
      [
        "us-east-2",
        "us-west-1",
        "ap-south-1",
        "ap-northeast-1",
        "ap-northeast-2",
        "ap-southeast-1",
        "ap-southeast-2",
        "ca-central-1",
        "eu-central-1",
        "eu-west-2",
        "eu-west-3",
        "eu-north-1",
        "sa-east-1",
      ].map((region) => [region, 1_000]),
    ),
  },
};

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
export const kinesisAssumptions = assumedFigures("kinesis", {
  reshardingTime: assumedDuration({
    default: seconds(30),
    min: seconds(0),
    max: hours(1),
    text: "How long a split, a merge or a change of the shard count keeps a stream UPDATING.",
    source: "Ours: AWS says a few seconds for a split, and minutes for a change of the count.",
  }),
  shardTime: assumedDuration({
    default: milliseconds(500),
    min: seconds(0),
    max: minutes(10),
    text: "How much longer a change of the shard count takes for each shard that it makes.",
    source: "Ours: AWS says that it depends on the number of shards.",
  }),
  onDemandWindow: assumedDuration({
    default: minutes(1),
    min: seconds(1),
    max: minutes(15),
    text: "Over how long the traffic of a shard of an on-demand stream is looked at.",
    source: "Ours: AWS says that a shard is split that takes more than 500 KB a second.",
  }),
  onDemandDelay: assumedDuration({
    default: minutes(15),
    min: seconds(0),
    max: hours(1),
    text: "How much later a busy shard of an on-demand stream is split.",
    source: "The guide: traffic that more than doubles within 15 minutes may be throttled.",
  }),
});

/**
 * How long the answer to a record of a producer outside takes: median 10 ms, P99 60 ms. Assumed: AWS
 * publishes none.
 */
export const toProducer: Distribution = { type: "lognormal", median: 10_000, sigma: 0.77 };

/**
 * How long a mapping has records after it polled, until its function begins: with a poll a second, from producer to
 * function P50 627 ms and P99 1,580 ms. Fitted: median 110 ms, P99 670 ms.
 *
 * Source: bitesizedserverless.com, 2022-09.
 */
export const toReader: Distribution = { type: "lognormal", median: 110_000, sigma: 0.777 };

/**
 * What records take from a shard to the function of a mapping that they are pushed to: from producer to function P50
 * 49.4 ms and P99 109 ms. AWS says about 70 ms.
 *
 * Source: bitesizedserverless.com, 2022-09; https://docs.aws.amazon.com/streams/latest/dev/enhanced-consumers.html.
 */
export const toConsumer: Distribution = { type: "lognormal", median: 49_400, sigma: 0.34 };

/**
 * How long a stream that a call makes in mid-run is CREATING, and a consumer likewise. Assumed: AWS gives no
 * times; what stands at instant 0 is ACTIVE.
 */
export const creationTimes: Readonly<Record<"stream" | "consumer", Distribution>> = {
  stream: { type: "constant", value: seconds(10) },
  consumer: { type: "constant", value: seconds(5) },
};

/** How long producers outside wait for an answer. Assumed: the read timeout of botocore. */
export const producerTimeout = durationLimit({
  default: seconds(60),
  min: milliseconds(1),
  max: minutes(60),
});
