import {
  ConfigError,
  shownValue,
  start,
  type Distribution,
  type Duration,
  type Instant,
} from "@orrery/kernel";
import { figureValues, type Assumptions, type FigureValues } from "../../service/assumed-figure.ts";
import { parseWallClock } from "../../text/wall-clock.ts";
import {
  usualTraits,
  type ArchiveTier,
  type ObjectTraits,
  type Retention,
} from "./content/object-traits.ts";
import { s3Assumptions, s3Limits, usualLatencies, type TimedUse } from "./limits.ts";

/** Whether a bucket keeps versions: it never did, it does, or it does no longer. */
export type Versioning = "off" | "Enabled" | "Suspended";

/** What a scenario says of a bucket for which AWS has no parameter. Simulation only. */
export interface BucketBehavior {
  /** The part of notifications that reach their destination twice, 0 to 1. @defaultValue 0 */
  readonly duplicateRate?: number;
  /** The part of writes soon after another of the same key of which no notification tells by itself, 0 to 1. @defaultValue 0 */
  readonly mergeRate?: number;
  /** The part of objects of REDUCED_REDUNDANCY that S3 loses in a year, 0 to 1. @defaultValue 0 */
  readonly lossRate?: number;
  /** The key of what workloads and services bring. @defaultValue `{number}` */
  readonly key?: string;
  /** Up to how many bytes of what they bring is kept; of more, its size alone. @defaultValue 16,384 */
  readonly keeps?: number;
  /** PUT, COPY, POST and DELETE requests a second of each partition. @defaultValue 3,500 */
  readonly writeRate?: number;
  /** GET and HEAD requests a second of each partition. @defaultValue 5,500 */
  readonly readRate?: number;
}

/** Where events of a bucket go. */
export interface NotificationRule {
  /** The id of the configuration. */
  readonly id: string;
  /** Its number among the bucket's destinations. */
  readonly destination: number;
  readonly arn: string;
  /** The kind of the destination, by whose entry events come in; `null`: nothing that is modeled. */
  readonly kind: string | null;
  /** What the destination is told in: the records of S3, or an event of EventBridge. */
  readonly form: "records" | "event";
  /** All names that it wants, such as `ObjectCreated:Put`; `null`: whatever happens. */
  readonly events: readonly string[] | null;
  /** In the form that keys compare in. */
  readonly prefix: string;
  readonly suffix: string;
}

/** By which rule versions are copied to another bucket. */
export interface ReplicationRule {
  readonly id: string;
  readonly prefix: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** Its number among the bucket's destinations. */
  readonly destination: number;
  readonly arn: string;
  /** Whether a bucket of this account gets the copies. */
  readonly isBucket: boolean;
  /** `null`: as the version's. */
  readonly storageClass: string | null;
  readonly copiesMarkers: boolean;
  readonly copiesKms: boolean;
  /** How long copies take at most, by what S3 promises; `null`: it promises nothing. */
  readonly threshold: Duration | null;
  /** Whether events tell of copies that failed. */
  readonly isTold: boolean;
}

/** A rule of a lifecycle that is in effect. */
export interface LifecycleRule {
  readonly id: string;
  readonly prefix: string;
  readonly tags: readonly { readonly key: string; readonly value: string }[];
  /** Bytes; what has as many or fewer is left alone. */
  readonly above: number;
  readonly below: number;
  /** What becomes of the newest version. */
  readonly steps: readonly LifecycleStep[];
  /** What becomes of older ones, counted from when they were no longer the newest. */
  readonly olderSteps: readonly (LifecycleStep & { readonly keepsNewest: number })[];
  /** Whether delete markers go that hide nothing. */
  readonly removesMarkers: boolean;
  /** After so many days uploads are given up; `null`: they are not. */
  readonly abortDays: number | null;
  /** Where objects go that S3 tiers by itself, so many days after somebody read them last. */
  readonly tierSteps: readonly TierStep[];
}

/** When an object goes to a tier of which it has to be restored. */
export interface TierStep {
  readonly days: number;
  readonly tier: ArchiveTier;
}

/** What a rule does with a version. */
export interface LifecycleStep {
  /** So many days after the version was written; 0 from the instant {@link from} on. */
  readonly days: number;
  /** `null`: always. */
  readonly from: Instant | null;
  /** The class that it gets; `null`: it expires. */
  readonly storageClass: string | null;
}

/** How a bucket is set, complete and checked: what its machine needs. */
export interface BucketSettings {
  /** The resource number. */
  readonly bucket: number;
  readonly name: string;
  readonly arn: string;
  readonly region: string;
  readonly partition: string;
  readonly accountId: string;
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
  readonly versioning: Versioning;
  readonly hasObjectLock: boolean;
  /** Of new versions; `null` for none. */
  readonly defaultRetention: { readonly mode: Retention["mode"]; readonly time: Duration } | null;
  /** Of what workloads and services bring. */
  readonly traits: ObjectTraits;
  readonly behavior: Required<BucketBehavior>;
  readonly notifications: readonly NotificationRule[];
  /** What holds until {@link notificationsFrom}. */
  readonly notificationsBefore: readonly NotificationRule[];
  readonly notificationsFrom: Instant;
  readonly lifecycle: readonly LifecycleRule[];
  /** Those of higher priority first. */
  readonly replication: readonly ReplicationRule[];
  readonly latencies: Readonly<Record<TimedUse, Distribution>>;
  readonly assumed: FigureValues<typeof s3Assumptions>;
}

const usualBehavior: Required<BucketBehavior> = {
  duplicateRate: 0,
  mergeRate: 0,
  lossRate: 0,
  key: "{number}",
  keeps: s3Limits.keptOfBrought.default,
  writeRate: s3Limits.writeRate.default,
  readRate: s3Limits.readRate.default,
};

/** Checks what a scenario says. Errors name the bucket by `name`. @throws ConfigError */
export function behaviorOf(name: string, said: BucketBehavior = {}): Required<BucketBehavior> {
  const behavior = { ...usualBehavior, ...said };
  const path = (setting: string) => `bucket "${name}" ${setting}`;
  const { duplicateRate, mergeRate, lossRate, key, writeRate, readRate } = behavior;
  for (const [setting, share] of [
    ["duplicates", duplicateRate],
    ["merged", mergeRate],
    ["lost", lossRate],
  ] as const) {
    if (!(share >= 0 && share <= 1)) {
      throw new ConfigError(path(setting), "0 to 1", shownValue(share));
    }
  }
  if (key === "") throw new ConfigError(path("key"), "a text with a character at least", '""');
  for (const [setting, rate] of [
    ["writeRate", writeRate],
    ["readRate", readRate],
  ] as const) {
    if (!(rate >= 1)) throw new ConfigError(path(setting), "1 or more", shownValue(rate));
  }
  return behavior;
}

/** Where and when a bucket is. */
export interface BucketPlace {
  readonly bucket?: number;
  readonly accountId?: string;
  readonly region?: string;
  readonly partition?: string;
  /** Milliseconds since 1970 at instant 0. @defaultValue 2026-01-01 */
  readonly epochMilliseconds?: number;
  /** In place of ours. */
  readonly latencies?: Readonly<Record<string, Distribution>>;
  readonly assumptions?: Assumptions;
}

/** The settings of a bucket without any configuration. */
export function bucketSettings(
  name: string,
  {
    bucket = 1,
    accountId = "123456789012",
    region = "us-east-1",
    partition = "aws",
    epochMilliseconds = parseWallClock("the start", "2026-01-01"),
    latencies = {},
    assumptions = {},
  }: BucketPlace = {},
  behavior: BucketBehavior = {},
): BucketSettings {
  return {
    bucket,
    name,
    arn: `arn:${partition}:s3:::${name}`,
    region,
    partition,
    accountId,
    epochMilliseconds,
    versioning: "off",
    hasObjectLock: false,
    defaultRetention: null,
    traits: usualTraits,
    behavior: behaviorOf(name, behavior),
    notifications: [],
    notificationsBefore: [],
    notificationsFrom: start,
    lifecycle: [],
    replication: [],
    latencies: {
      get: latencies["s3.get"] ?? usualLatencies.get,
      put: latencies["s3.put"] ?? usualLatencies.put,
      delete: latencies["s3.delete"] ?? usualLatencies.delete,
      list: latencies["s3.list"] ?? usualLatencies.list,
    },
    assumed: figureValues(s3Assumptions, assumptions),
  };
}
