import { countBounds, countLimit, hours, minutes, seconds, type Dated } from "@orrery/kernel";
import { assumedDuration, assumedFigures, assumedShare } from "../../../service/assumed-figure.ts";
import type { Quota } from "../../../service/service-model.ts";

/**
 * What a table's throughput is bound by.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/ServiceQuotas.html
 * - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/on-demand-capacity-mode.html
 * - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/burst-adaptive-capacity.html
 * - https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/bp-partition-key-design.html
 * - https://repost.aws/knowledge-center/on-demand-table-throttling-dynamodb
 */
export const capacityLimits = {
  /** What a partition gives in a second: read units, or write units that weigh three times as much, or both. */
  partitionRead: 3_000,
  partitionWrite: 1_000,
  /** Bytes of a partition. */
  partitionSize: 10_737_418_240,
  /** How long capacity that was not used is kept for later. */
  burst: seconds(300),
  /** What a new on-demand table gives in a second. */
  onDemandRead: 12_000,
  onDemandWrite: 4_000,
  /** Before how long a peak was reached of which an on-demand table gives twice as much. */
  peakAge: minutes(30),
  provisionedUnits: countBounds({ min: 1, max: 1_000_000_000 }),
  /** Decreases of provisioned throughput in a day (UTC) that need not wait. */
  decreases: 4,
  /** How long after the last one each further one waits. */
  decreaseInterval: hours(1),
} as const;

/** Changes to on-demand capacity of a table in 24 hours. */
export const modeSwitches: Dated<number> = [
  { since: "2018-11-28", value: 1 },
  { since: "2025-04-01", value: 4 },
];

/** Errors of throttling say for which resource and why. */
export const throttlingReasons: Dated<boolean> = [
  { since: "2012-01-18", value: false },
  { since: "2025-08-14", value: true },
];

/** Quotas of the account that a scenario may set. */
export const capacityQuotas: Readonly<Record<string, Quota>> = {
  "dynamodb.tableReadUnits": countLimit({ default: 40_000, min: 1, max: 1_000_000_000 }),
  "dynamodb.tableWriteUnits": countLimit({ default: 40_000, min: 1, max: 1_000_000_000 }),
  "dynamodb.accountReadUnits": countLimit({ default: 80_000, min: 1, max: 1_000_000_000 }),
  "dynamodb.accountWriteUnits": countLimit({ default: 80_000, min: 1, max: 1_000_000_000 }),
};

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
export const capacityAssumptions = assumedFigures("dynamodb", {
  burstAtStart: assumedShare({
    default: 0,
    text: "How much of its burst capacity a provisioned table or index has that is new.",
    source:
      "Ours: AWS says that unused capacity of the last five minutes is kept; a new table has none.",
  }),
  onDemandGrowth: assumedShare({
    default: 0.1,
    text: "By how much an on-demand table gives more each minute in which it refuses work.",
    source: "Ours: the guide says that it gets more as traffic rises, not how fast.",
  }),
  splitForHeat: assumedDuration({
    default: minutes(1),
    min: seconds(1),
    max: hours(24),
    text: "How long a partition refuses work until it is split.",
    source: "Ours: AWS says that partitions are split for heat, not when.",
  }),
});
