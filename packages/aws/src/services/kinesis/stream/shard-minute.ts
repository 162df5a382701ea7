import type { Measured } from "../../../service/cloudwatch-metric.ts";

/** AWS's metrics of single shards, which a stream publishes where it is told to. */
export type ShardMetric =
  | "IncomingBytes"
  | "IncomingRecords"
  | "OutgoingBytes"
  | "OutgoingRecords"
  | "WriteProvisionedThroughputExceeded"
  | "ReadProvisionedThroughputExceeded"
  | "IteratorAgeMilliseconds";

/** What metrics of a shard came to in one minute. A value. */
export interface ShardMinute {
  readonly minute: number;
  readonly samples: Readonly<Partial<Record<ShardMetric, Sample>>>;
}

/** What a metric came to. */
export type Sample = Pick<Measured, "count" | "sum" | "min" | "max">;
