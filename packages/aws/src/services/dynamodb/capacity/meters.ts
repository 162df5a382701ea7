import { figureMeters } from "../../../service/assumed-figure.ts";
import type { MetricForms } from "../../../service/metric.ts";
import { capacityAssumptions } from "./limits.ts";

/**
 * What a table counts of its throughput: AWS's metrics, and ours. Units are those of the table; those of its
 * global secondary indexes together are in *Index…*: CloudWatch has each index by itself. *Billed…* are request units on demand.
 * *PartitionSplits* are those for heat.
 */
export const capacityMeters = {
  ConsumedReadCapacityUnits: "level",
  ConsumedWriteCapacityUnits: "level",
  IndexConsumedReadCapacityUnits: "level",
  IndexConsumedWriteCapacityUnits: "level",
  IndexReadThrottleEvents: "count",
  IndexWriteThrottleEvents: "count",
  BilledReadRequestUnits: "level",
  BilledWriteRequestUnits: "level",
  ReadThrottleEvents: "count",
  WriteThrottleEvents: "count",
  ReadProvisionedThroughputThrottleEvents: "count",
  WriteProvisionedThroughputThrottleEvents: "count",
  ReadKeyRangeThroughputThrottleEvents: "count",
  WriteKeyRangeThroughputThrottleEvents: "count",
  ReadAccountLimitThrottleEvents: "count",
  WriteAccountLimitThrottleEvents: "count",
  ReadMaxOnDemandThroughputThrottleEvents: "count",
  WriteMaxOnDemandThroughputThrottleEvents: "count",
  PartitionSplits: "count",
  ...figureMeters(capacityAssumptions),
} as const satisfies MetricForms;

/** What can be read off it at any instant; *Billed…* in unit-milliseconds of provisioned throughput. */
export const capacityGauges = {
  ProvisionedReadCapacityUnits: "level",
  ProvisionedWriteCapacityUnits: "level",
  Partitions: "level",
  BilledProvisionedReadTime: "level",
  BilledProvisionedWriteTime: "level",
} as const satisfies MetricForms;
