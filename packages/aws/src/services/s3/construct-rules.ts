import { durationOf, type DurationSaid } from "@orrery/kernel";
import type { PlainObject } from "../../service/refusal.ts";

/** How long copies may take before S3 tells of it. */
export interface ReplicationTimeValue {
  readonly minutes: number;
}

/** What S3 takes as such a time. */
export const ReplicationTimeValue = { FIFTEEN_MINUTES: { minutes: 15 } } as const;

/** Which objects are copied to another bucket. */
export interface ReplicationRule {
  /** A bucket that keeps versions. */
  readonly destination: { readonly bucketArn: string };
  /** @defaultValue made by S3 */
  readonly id?: string;
  /** Of several rules of one destination, the highest holds. @defaultValue 0 */
  readonly priority?: number;
  /** @defaultValue all objects */
  readonly filter?: {
    readonly prefix?: string;
    readonly tags?: readonly { readonly key: string; readonly value: string }[];
  };
  /** @defaultValue false */
  readonly deleteMarkerReplication?: boolean;
  /** @defaultValue that of the object */
  readonly storageClass?: string;
  /** Whether S3 promises a time, and tells of copies that miss it; needs {@link metrics}. @defaultValue it does not */
  readonly replicationTimeControl?: ReplicationTimeValue;
  /** Whether S3 tells of copies that fail. @defaultValue it does not */
  readonly metrics?: ReplicationTimeValue;
}

/** When objects that S3 tiers by itself go to archives. */
export interface IntelligentTieringConfiguration {
  readonly name: string;
  /** @defaultValue all keys */
  readonly prefix?: string;
  /** @defaultValue whatever tags they have */
  readonly tags?: readonly { readonly key: string; readonly value: string }[];
  /** Whole days without access, 90 or more. @defaultValue they do not */
  readonly archiveAccessTierTime?: DurationSaid;
  /** Whole days without access, 180 or more. @defaultValue they do not */
  readonly deepArchiveAccessTierTime?: DurationSaid;
}

type Tags = readonly { readonly key: string; readonly value: string }[];

const day = 86_400_000_000;

function filterOf(prefix: string | undefined, tags: Tags = []): PlainObject {
  const Tags = tags.map(({ key, value }) => ({ Key: key, Value: value }));
  if (Tags.length === 0) return { Prefix: prefix ?? "" };
  return { And: { ...(prefix === undefined ? {} : { Prefix: prefix }), Tags } };
}

const switched = (isOn: boolean): PlainObject => ({ Status: isOn ? "Enabled" : "Disabled" });

/** A rule of copies as the API has it. */
export function renderedReplication({
  destination,
  id,
  priority = 0,
  filter = {},
  deleteMarkerReplication = false,
  storageClass,
  replicationTimeControl: time,
  metrics,
}: ReplicationRule): PlainObject {
  return {
    ...(id === undefined ? {} : { ID: id }),
    Status: "Enabled",
    Priority: priority,
    Filter: filterOf(filter.prefix, filter.tags),
    DeleteMarkerReplication: switched(deleteMarkerReplication),
    Destination: {
      Bucket: destination.bucketArn,
      ...(storageClass === undefined ? {} : { StorageClass: storageClass }),
      ...(time === undefined
        ? {}
        : { ReplicationTime: { ...switched(true), Time: { Minutes: time.minutes } } }),
      ...(metrics === undefined
        ? {}
        : { Metrics: { ...switched(true), EventThreshold: { Minutes: metrics.minutes } } }),
    },
  };
}

/** A tiering configuration as the API has it. @throws ConfigError about `path` */
export function renderedTiering(
  path: string,
  {
    name,
    prefix,
    tags,
    archiveAccessTierTime: archive,
    deepArchiveAccessTierTime: deep,
  }: IntelligentTieringConfiguration,
): PlainObject {
  const tier = (AccessTier: string, setting: string, said: DurationSaid | undefined) =>
    said === undefined
      ? []
      : [{ AccessTier, Days: Math.ceil(durationOf(`${path} ${setting}`, said) / day) }];
  return {
    Id: name,
    Status: "Enabled",
    Filter: filterOf(prefix, tags),
    Tierings: [
      ...tier("ARCHIVE_ACCESS", "archiveAccessTierTime", archive),
      ...tier("DEEP_ARCHIVE_ACCESS", "deepArchiveAccessTierTime", deep),
    ],
  };
}
