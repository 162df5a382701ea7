import { declare, type Context, type Draft, type Instant } from "@orrery/kernel";
import { figureMeters } from "../../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { StreamSettings } from "../config.ts";
import { kinesisAssumptions } from "../limits.ts";
import type { Shard, StreamState } from "./state.ts";

/** What a stream's handlers write on. */
export type Stream = Draft<StreamState>;
/** A shard that is written on. */
export type WritableShard = { -readonly [Member in keyof Shard]: Shard[Member] };

/** What a stream's handlers may know besides. */
export type StreamContext = Context<StreamSettings>;

/** The timers of a stream. */
export const timers = declare(
  "resharding", // Shards that were asked for are there.
  "retention", // Is when the oldest record expires, or earlier.
  "window", // On demand: ends a span over which traffic is looked at.
  "subscription", // A subscription had its time; its index is the subscription's slot.
);

/** Sets one of the timers of a stream. */
export const timerAt = (timer: number, at: Instant) =>
  ({ type: "setTimer", timer, index: 0, at }) as const;

/** A stream asks nobody. */
export const ports = declare();
/** A stream draws nothing. */
export const purposes = declare();
/** A stream asks the oracle nothing. */
export const choices = declare();

/** What a stream says of single records, each first by its number there. */
export const notes = declare(
  "stored", // In the shard whose number follows, at the place that follows.
  "read", // From the shard whose number follows.
  "expired",
);

/**
 * What a stream counts and measures: AWS's metrics, and ours. *RecordsExpired* were kept as long as the
 * stream keeps them; *OnDemandBytesFannedOut* were pushed to consumers with enhanced fan-out;
 * *ShardSplits* are those that on-demand streams make by themselves, *WithheldSplits* those that their quota does not
 * give. What bears the name of a figure of ours is how often that decided.
 */
export const meters = {
  IncomingBytes: "bytes",
  IncomingRecords: "count",
  "PutRecord.Bytes": "bytes",
  "PutRecord.Success": "count",
  "PutRecords.Bytes": "bytes",
  "PutRecords.Success": "count",
  "PutRecords.TotalRecords": "count",
  "PutRecords.SuccessfulRecords": "count",
  "PutRecords.FailedRecords": "count",
  "PutRecords.ThrottledRecords": "count",
  "GetRecords.Bytes": "bytes",
  "GetRecords.Records": "count",
  "GetRecords.Success": "count",
  "GetRecords.IteratorAgeMilliseconds": "time",
  "SubscribeToShard.RateExceeded": "count",
  "SubscribeToShard.Success": "count",
  "SubscribeToShardEvent.Bytes": "bytes",
  "SubscribeToShardEvent.MillisBehindLatest": "time",
  "SubscribeToShardEvent.Records": "count",
  "SubscribeToShardEvent.Success": "count",
  ReadProvisionedThroughputExceeded: "count",
  WriteProvisionedThroughputExceeded: "count",
  RecordsExpired: "count",
  ShardSplits: "count",
  WithheldSplits: "count",
  PutPayloadUnits: "level",
  OnDemandBytesIn: "bytes",
  OnDemandBytesOut: "bytes",
  OnDemandBytesFannedOut: "bytes",
  ...figureMeters(kinesisAssumptions),
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off it at any instant; what is billed by the hour in microseconds. */
export const gauges = {
  OpenShardCount: "level",
  RecordsKept: "level",
  OldestRecordAge: "time",
  BilledShardTime: "level",
  BilledExtendedShardTime: "level",
  BilledOnDemandTime: "level",
  BilledConsumerTime: "level",
} as const satisfies MetricForms;
