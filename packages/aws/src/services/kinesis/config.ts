import {
  ConfigError,
  start,
  valueAsOf,
  withDefault,
  withinBounds,
  type Duration,
  type Instant,
} from "@orrery/kernel";
import { figureValues, type Assumptions, type FigureValues } from "../../service/assumed-figure.ts";
import { parseWallClock } from "../../text/wall-clock.ts";
import { kinesisAssumptions, kinesisLimits, putRecordsBytes } from "./limits.ts";

/** Whether the user says how many shards a stream has, or AWS finds that out. */
export type StreamMode = "PROVISIONED" | "ON_DEMAND";

/** How records find their shards: by their partition keys, or evenly. */
export type RecordDistribution = "USER_PARTITION_KEY" | "AUTO";

/** How a stream is configured. What is left out takes the default of Kinesis. */
export interface StreamConfig {
  /** @defaultValue PROVISIONED */
  readonly mode?: StreamMode;
  /** Of a provisioned stream: 1 to 10,000. @defaultValue 1 */
  readonly shardCount?: number;
  /** How long a record is kept, 24 h to 365 d. @defaultValue 24 h */
  readonly retentionPeriod?: Duration;
  /** Data and partition key, 1,048,576 to 10,485,760 bytes. @defaultValue 1,048,576 */
  readonly maximumRecordSize?: number;
  /** Of an on-demand stream. @defaultValue USER_PARTITION_KEY */
  readonly distribution?: RecordDistribution;
  /** ARNs of consumers with enhanced fan-out. @defaultValue none */
  readonly consumers?: readonly string[];
  /** Metrics of single shards that it publishes. @defaultValue none */
  readonly monitoring?: readonly string[];
}

/** A {@link StreamConfig} with its defaults filled in and its values checked: what the machine needs. */
export interface StreamSettings {
  /** The resource number. */
  readonly stream: number;
  readonly name: string;
  readonly accountId: string;
  readonly arn: string;
  readonly region: string;
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
  readonly mode: StreamMode;
  /** When it was made. */
  readonly createdAt: Instant;
  /** How many it begins with. */
  readonly shardCount: number;
  readonly retentionPeriod: Duration;
  /** Open shards of an on-demand stream, at most. */
  readonly mostShards: number;
  /** In bytes. */
  readonly maximumRecordSize: number;
  /** Of one PutRecords, in bytes. */
  readonly putRecordsBytes: number;
  readonly distribution: RecordDistribution;
  /** ARNs of those that have a throughput of their own. */
  readonly consumers: readonly string[];
  /** Metrics of single shards that it publishes. */
  readonly monitoring: readonly string[];
  /** What holds of what AWS does not say. */
  readonly assumed: FigureValues<typeof kinesisAssumptions>;
}

/** Where and when a stream is. */
export interface StreamPlace {
  /** The resource number. @defaultValue 1 */
  readonly stream?: number;
  /** @defaultValue 123456789012 */
  readonly accountId?: string;
  /** @defaultValue us-east-1 */
  readonly region?: string;
  /** @defaultValue made of the name, the account and the Region */
  readonly arn?: string;
  /** Milliseconds since 1970 at instant 0. @defaultValue 2026-01-01 */
  readonly epochMilliseconds?: number;
  /** @defaultValue instant 0 */
  readonly createdAt?: Instant;
  /** The date whose quotas hold, `YYYY-MM-DD`. @defaultValue 2026-11-01 */
  readonly asOf?: string;
  /** Open shards that AWS splits an on-demand stream into, at most. @defaultValue as the quota of us-east-1 */
  readonly mostShards?: number;
  /** In place of figures of ours. @defaultValue none */
  readonly assumptions?: Assumptions;
}

/** Checks `config` and fills in its defaults. Errors name the stream by `name`. @throws ConfigError */
export function resolveStreamConfig(
  name: string,
  config: StreamConfig = {},
  {
    stream = 1,
    accountId = "123456789012",
    region = "us-east-1",
    arn = `arn:aws:kinesis:${region}:${accountId}:stream/${name}`,
    epochMilliseconds = parseWallClock("the start", "2026-01-01"),
    createdAt = start,
    asOf = "2026-11-01",
    mostShards = kinesisLimits.onDemandMegabytes.large,
    assumptions = {},
  }: StreamPlace = {},
): StreamSettings {
  const path = (setting: string) => `stream "${name}" ${setting}`;
  const { mode = "PROVISIONED", shardCount, distribution = "USER_PARTITION_KEY" } = config;
  if (mode === "ON_DEMAND" && shardCount !== undefined) {
    throw new ConfigError(path("shardCount"), "none on an on-demand stream", `${shardCount}`);
  }
  if (mode === "PROVISIONED" && distribution === "AUTO") {
    throw new ConfigError(path("distribution"), "USER_PARTITION_KEY unless on demand", "AUTO");
  }
  const count = mode === "ON_DEMAND" ? kinesisLimits.onDemandShards : (shardCount ?? 1);
  return {
    stream,
    name,
    accountId,
    arn,
    region,
    epochMilliseconds,
    mode,
    createdAt,
    shardCount: withinBounds(path("shardCount"), count, kinesisLimits.shardCount),
    mostShards,
    retentionPeriod: withDefault(
      path("retentionPeriod"),
      config.retentionPeriod,
      kinesisLimits.retention,
    ),
    maximumRecordSize: withDefault(
      path("maximumRecordSize"),
      config.maximumRecordSize,
      kinesisLimits.recordSize,
    ),
    putRecordsBytes: valueAsOf(putRecordsBytes, asOf),
    distribution,
    consumers: config.consumers ?? [],
    monitoring: config.monitoring ?? [],
    assumed: figureValues(kinesisAssumptions, assumptions),
  };
}
