import { withDefault, type Duration } from "@orrery/kernel";
import { figureValues, type Assumptions, type FigureValues } from "../../service/assumed-figure.ts";
import { parseWallClock } from "../../text/wall-clock.ts";
import {
  bufferIntervals,
  bufferSizes,
  destinationRetries,
  firehoseAssumptions,
  firehoseLimits,
  firehoseQuotas,
  mebibyte,
  type DestinationName,
} from "./limits.ts";
import { defaultErrorPrefix } from "./object-key.ts";

/** How a delivery stream is configured. What is left out takes the default of Firehose. */
export interface DeliveryStreamConfig {
  /** The ARN of the stream that it reads; `null`: producers put what it has. @defaultValue null */
  readonly sourceArn?: string | null;
  /** @defaultValue S3 */
  readonly destination?: DestinationName;
  /** The ARN of the bucket, or another name of where it delivers to. */
  readonly bucketArn: string;
  /** The ARN of the role with which it reads and delivers. @defaultValue none, which is asked for nothing */
  readonly role?: string | null;
  /** What keys of objects begin with, with expressions such as `!{timestamp:yyyy}`. @defaultValue none */
  readonly prefix?: string;
  /** The same of objects with what failed. @defaultValue `processing-failed/` after the prefix */
  readonly errorOutputPrefix?: string | null;
  /** What keys end with, such as `.json`. @defaultValue nothing */
  readonly fileExtension?: string;
  /** How long a destination other than S3 is tried again. @defaultValue 300 s; Redshift 3,600 s; Snowflake 60 s */
  readonly destinationRetry?: Duration;
  /** @defaultValue 5 MiB; Snowflake 1 MiB */
  readonly bufferSize?: number;
  /** 0 to 900 s. @defaultValue 300 s; Splunk 60 s; Snowflake 0 s */
  readonly bufferInterval?: Duration;
  /** @defaultValue none */
  readonly transform?: TransformConfig | null;
  /** The bucket that gets every record as it came. @defaultValue none */
  readonly backup?: Omit<BucketPlace, "kind"> | null;
  /** The bucket that gets what failed, where the destination is none. @defaultValue the destination */
  readonly failures?: Omit<BucketPlace, "kind"> | null;
  /** @defaultValue off */
  readonly partitioning?: { readonly queries: readonly PartitionQuery[] } | null;
  /** Ends each record in an object with a line feed. @defaultValue false */
  readonly appendsNewline?: boolean;
}

/** A function that changes records on their way. */
export interface TransformConfig {
  readonly arn: string;
  /** 0 to 300. @defaultValue 3 */
  readonly retries?: number;
  /** Bytes. @defaultValue 1 MB; 0.25 MB before Splunk */
  readonly bufferSize?: number;
  /** @defaultValue 60 s */
  readonly bufferInterval?: Duration;
}

/** What part of a record a partition key is: `name:` in the query, and the members that lead to it. */
export interface PartitionQuery {
  readonly name: string;
  readonly path: readonly string[];
}

/** A place that objects are written to. Plain data. */
export interface BucketPlace {
  readonly arn: string;
  /** The kind of resource that has the ARN; `null`: nothing that is modeled. */
  readonly kind: string | null;
  readonly prefix: string;
  readonly errorPrefix: string;
  readonly extension: string;
  /** Bytes. */
  readonly bufferSize: number;
  readonly bufferInterval: Duration;
}

/** What a delivery stream reads. Plain data. */
export interface SourcePlace {
  readonly arn: string;
  /** The kind of resource that has the ARN; `null`: nothing that is modeled. */
  readonly kind: string | null;
  /** How often it polls each shard. */
  readonly pollInterval: Duration;
}

/** A {@link TransformConfig} with its defaults filled in. Plain data. */
export interface Transform {
  readonly arn: string;
  /** The kind of resource that has the ARN; `null`: nothing that is modeled. */
  readonly kind: string | null;
  readonly retries: number;
  readonly bufferSize: number;
  readonly bufferInterval: Duration;
}

/** A {@link DeliveryStreamConfig} with its defaults filled in and its values checked: what the machine needs. */
export interface DeliveryStreamSettings {
  /** The resource number. */
  readonly stream: number;
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
  /** How often its destination was configured, from 1. */
  readonly version: number;
  /** The ARN of the role with which it reads and delivers; `null`: it has none. */
  readonly role: string | null;
  /** What it reads; `null`: producers put what it has. */
  readonly source: SourcePlace | null;
  readonly destination: DestinationName;
  /** How long it is tried again where it is not S3. */
  readonly destinationRetry: Duration;
  readonly place: BucketPlace;
  readonly transform: Transform | null;
  readonly backup: BucketPlace | null;
  readonly failures: BucketPlace | null;
  readonly partitioning: {
    readonly queries: readonly PartitionQuery[];
    readonly most: number;
  } | null;
  readonly appendsNewline: boolean;
  /** What it takes in a second. */
  readonly records: number;
  readonly requests: number;
  readonly bytes: number;
  /** What holds of what AWS does not say. */
  readonly assumed: FigureValues<typeof firehoseAssumptions>;
}

/** Where and how a delivery stream is. */
export interface DeliveryStreamPlace {
  /** The resource number. @defaultValue 1 */
  readonly stream?: number;
  /** @defaultValue us-east-1 */
  readonly region?: string;
  /** @defaultValue made of the name, the Region and account 123456789012 */
  readonly arn?: string;
  /** Milliseconds since 1970 at instant 0. @defaultValue 2026-01-01 */
  readonly epochMilliseconds?: number;
  /** @defaultValue 1 */
  readonly version?: number;
  /** The kind of resource that an ARN is of. @defaultValue of none */
  kindOf?(arn: string): string | null;
  /** A quota by its name. @defaultValue AWS's in us-east-1 */
  quota?(name: string): number;
  /** In place of figures of ours. @defaultValue none */
  readonly assumptions?: Assumptions;
}

const defaultQuota = (name: string): number => {
  const quota = firehoseQuotas[name]!; // Asked for by the names of the table only.
  return quota.byRegion?.["us-east-1"] ?? quota.default;
};

/** Checks `config` and fills in its defaults. Errors name the delivery stream by `name`. @throws ConfigError */
export function resolveDeliveryStreamConfig(
  name: string,
  config: DeliveryStreamConfig,
  {
    stream = 1,
    region = "us-east-1",
    arn = `arn:aws:firehose:${region}:123456789012:deliverystream/${name}`,
    epochMilliseconds = parseWallClock("the start", "2026-01-01"),
    version = 1,
    kindOf = () => null,
    quota = defaultQuota,
    assumptions = {},
  }: DeliveryStreamPlace = {},
): DeliveryStreamSettings {
  const path = (setting: string) => `delivery stream "${name}" ${setting}`;
  const { destination = "S3", transform = null, backup = null, failures = null } = config;
  const { sourceArn = null, partitioning = null, prefix = "", errorOutputPrefix = null } = config;
  const bucket = (place: Omit<BucketPlace, "kind">): BucketPlace => ({
    ...place,
    kind: kindOf(place.arn),
  });
  return {
    stream,
    name,
    arn,
    region,
    epochMilliseconds,
    version,
    role: config.role ?? null,
    source:
      sourceArn === null
        ? null
        : {
            arn: sourceArn,
            kind: kindOf(sourceArn),
            pollInterval: firehoseLimits.pollInterval,
          },
    destination,
    destinationRetry: withDefault(
      path("destinationRetry"),
      config.destinationRetry,
      destinationRetries[destination],
    ),
    place: bucket({
      arn: config.bucketArn,
      prefix,
      errorPrefix: errorOutputPrefix ?? defaultErrorPrefix(prefix),
      extension: config.fileExtension ?? "",
      bufferSize: withDefault(path("bufferSize"), config.bufferSize, bufferSizes[destination]),
      bufferInterval: withDefault(
        path("bufferInterval"),
        config.bufferInterval,
        bufferIntervals[destination],
      ),
    }),
    transform:
      transform === null ? null : transformOf(path("transform"), transform, destination, kindOf),
    backup: backup === null ? null : bucket(backup),
    failures: failures === null ? null : bucket(failures),
    partitioning:
      partitioning === null
        ? null
        : { queries: partitioning.queries, most: quota("firehose.activePartitions") },
    appendsNewline: config.appendsNewline ?? false,
    records: quota("firehose.recordsPerSecond"),
    requests: quota("firehose.requestsPerSecond"),
    bytes: quota("firehose.bytesPerSecond"),
    assumed: figureValues(firehoseAssumptions, assumptions),
  };
}

const splunkBuffer = 0.25 * mebibyte;

function transformOf(
  path: string,
  { arn, retries, bufferSize, bufferInterval }: TransformConfig,
  destination: DestinationName,
  kindOf: (arn: string) => string | null,
): Transform {
  const { transformRetries, transformBuffer, transformInterval } = firehoseLimits;
  return {
    arn,
    kind: kindOf(arn),
    retries: withDefault(`${path} retries`, retries, transformRetries),
    bufferSize: withDefault(
      `${path} bufferSize`,
      bufferSize ?? (destination === "Splunk" ? splunkBuffer : undefined),
      transformBuffer,
    ),
    bufferInterval: withDefault(`${path} bufferInterval`, bufferInterval, transformInterval),
  };
}
