import { after, days, slab, type Duration, type SetTimer, type TimerFired } from "@orrery/kernel";
import { noTrail } from "../../../service/origin.ts";
import type { BucketEffect } from "../protocol.ts";
import type { StoredVersion } from "../store/stored-version.ts";
import { metrics, purposes, timers, type Bucket, type BucketContext } from "./declarations.ts";
import type { Notifying } from "./telling.ts";
import { replace, versionOf } from "./versions.ts";

const year = days(365);

/** Draws whether and when S3 loses an object of a class that is less durable. */
export function armLoss(
  bucket: Bucket,
  { key, number, traits }: StoredVersion,
  context: BucketContext,
): readonly SetTimer[] {
  const { lossRate } = context.settings.behavior;
  if (lossRate === 0 || traits.storageClass !== "REDUCED_REDUNDANCY") return [];
  // Below its share, the draw says when in the year, too.
  const drawn = context.random(purposes.loss);
  if (drawn >= lossRate) return [];
  const index = slab.slotOf(slab.insert(bucket.losing, { key, number }));
  const at = after(context.now, Math.round((drawn / lossRate) * year) as Duration);
  return [{ type: "setTimer", timer: timers.loss, index, at }];
}

/** An object is lost, unless it is gone already: it cannot be read any more. */
export function loseObject(
  bucket: Bucket,
  { index }: TimerFired,
  notifications: Notifying,
  context: BucketContext,
): readonly BucketEffect[] {
  const id = slab.idAt(bucket.losing, index)!; // Its timer is set while it is there.
  const { key, number } = slab.read(bucket.losing, id)!;
  slab.remove(bucket.losing, id);
  const version = versionOf(bucket, key, number) ?? versionOf(bucket, key, "null");
  if (version?.number !== number || version.traits.storageClass !== "REDUCED_REDUNDANCY") return [];
  const lost: StoredVersion = { ...version, isLost: true };
  replace(bucket, version, lost);
  context.observe(metrics.ObjectsLost, 1);
  const name = "ReducedRedundancyLostObject";
  return notifications.tell(
    bucket,
    { name, version: lost, trail: noTrail, isLifecycle: true },
    context,
  );
}
