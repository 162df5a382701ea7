import type { LifecycleRule, TierStep } from "../config.ts";
import { restoreTimes, s3Limits } from "../limits.ts";
import type { BucketEffect } from "../protocol.ts";
import { isDeleteMarker, type StoredVersion } from "../store/stored-version.ts";
import { ageAgain } from "./age.ts";
import { metrics, type Bucket, type BucketContext } from "./declarations.ts";
import type { Task } from "./lifecycle-task.ts";
import { armLifecycle, dueAt, matches } from "./lifecycle-time.ts";
import { countVersion } from "./storage-use.ts";
import { replace, versionOf } from "./versions.ts";

const isTiered = ({ traits }: StoredVersion): boolean =>
  traits.storageClass === "INTELLIGENT_TIERING";

const deeper: Readonly<Record<string, number>> = { ARCHIVE_ACCESS: 1, DEEP_ARCHIVE_ACCESS: 2 };
const depthOf = ({ tier }: Pick<StoredVersion["traits"], "tier">): number =>
  deeper[tier ?? ""] ?? 0;

/** Moves what nobody read for so many days to a tier of archives. */
export const tierTask = (rule: LifecycleRule, { days, tier }: TierStep): Task => ({
  queue: "newest",
  days,
  from: null,
  perform(bucket, { key, number, since }, notifications, context) {
    const version = versionOf(bucket, key, number) ?? versionOf(bucket, key, "null");
    if (version?.number !== number || isDeleteMarker(version) || !isTiered(version)) return [];
    const { traits, accessedAt, size } = version;
    if (size < s3Limits.transitionSize || !matches(rule, version)) return [];
    if (depthOf(traits) >= depthOf({ tier })) return [];
    if (dueAt(accessedAt, days, null, context) > context.now) {
      // Somebody read it meanwhile: it is looked at as many days after that.
      if (accessedAt !== since) ageAgain(bucket, version, accessedAt);
      return [];
    }
    const moved: StoredVersion = { ...version, traits: { ...traits, tier } };
    change(bucket, version, moved, context);
    context.observe(metrics.ObjectsTiered, 1);
    return notifications.tell(
      bucket,
      { name: "IntelligentTiering", version: moved, trail: version.trail, isLifecycle: true },
      context,
    );
  },
});

function change(
  bucket: Bucket,
  version: StoredVersion,
  changed: StoredVersion,
  { now }: BucketContext,
): void {
  countVersion(bucket, version, -1, now);
  countVersion(bucket, changed, 1, now);
  replace(bucket, version, changed);
}

const hasTiers = ({ settings }: BucketContext): boolean =>
  settings.lifecycle.some(({ tierSteps }) => tierSteps.length > 0);

/** Somebody reads an object: its days without access begin anew. */
export function touch(bucket: Bucket, version: StoredVersion, context: BucketContext): void {
  if (!isTiered(version) || !hasTiers(context)) return;
  replace(bucket, version, { ...version, accessedAt: context.now });
}

/** How long it takes to restore an object from where it is. */
export function restoreTimeOf(
  { tier, storageClass }: StoredVersion["traits"],
  asked: string,
): (typeof restoreTimes)["GLACIER"]["Bulk"] {
  const times = restoreTimes[(tier ?? storageClass) as keyof typeof restoreTimes]; // It is archived.
  return times[(asked in times ? asked : "Standard") as keyof typeof times];
}

/** An object is among those that are read often again. */
export function bringBack(
  bucket: Bucket,
  version: StoredVersion,
  context: BucketContext,
): readonly [StoredVersion, readonly BucketEffect[]] {
  const traits = { ...version.traits, tier: null, restore: null };
  const back: StoredVersion = { ...version, traits, accessedAt: context.now };
  change(bucket, version, back, context);
  if (!hasTiers(context)) return [back, []];
  ageAgain(bucket, back, context.now);
  return [back, armLifecycle(bucket, context)];
}
