import { after, days, slab, type Instant, type SetTimer, type TimerFired } from "@orrery/kernel";
import { refused, type Refused } from "../../../service/refusal.ts";
import { isArchived, type ObjectTraits } from "../content/object-traits.ts";
import { s3Limits } from "../limits.ts";
import type { BucketEffect, ChangeObject, ObjectChange } from "../protocol.ts";
import { orderedKey } from "../store/key-order.ts";
import { isDeleteMarker, type StoredVersion } from "../store/stored-version.ts";
import { metrics, timers, type Bucket, type BucketContext } from "./declarations.ts";
import { againstRetention } from "./lock.ts";
import type { Notifying } from "./telling.ts";
import { takes } from "./rate.ts";
import {
  answer,
  isRefused,
  noSuchKey,
  noSuchVersion,
  notAllowedOnMarker,
  served,
  slowDown,
} from "./reply.ts";
import type { Restoring } from "./state.ts";
import { bringBack, restoreTimeOf } from "./tiering.ts";
import { replace, versionOf } from "./versions.ts";

/** Changes what is said of an object. */
export function changeObject(
  bucket: Bucket,
  { key: shown, version: asked, change, trail }: ChangeObject,
  notifications: Notifying,
  context: BucketContext,
): readonly BucketEffect[] {
  const key = orderedKey(shown);
  const request = change.type === "restore" ? served.post : served.put;
  const refuse = (why: Refused) => [answer(request, why, context)];
  if (!takes(bucket, key, "write", context)) return refuse(slowDown);
  const version = versionOf(bucket, key, asked);
  if (version === undefined)
    return refuse(asked === "newest" ? noSuchKey(shown) : noSuchVersion(shown));
  if (isDeleteMarker(version))
    return refuse(notAllowedOnMarker(request === served.post ? "POST" : "PUT"));
  if (change.type === "restore") {
    return restoreObject(bucket, version, change, { notifications, context, trail });
  }
  const traits = changed(version.traits, change, context);
  if (isRefused(traits)) return refuse(traits);
  const isOther = JSON.stringify(traits) !== JSON.stringify(version.traits);
  const made: StoredVersion = isOther ? { ...version, traits } : version;
  if (isOther) replace(bucket, version, made);
  const body = { type: "objectChanged", version: made, wasThere: !isOther } as const;
  const name = eventNameOf(change, isOther);
  const told =
    name === null ? [] : notifications.tell(bucket, { name, version: made, trail }, context);
  return [answer(request, body, context), ...told];
}

/** The event that a change makes; `null`: none. Grants that stay as they are make none. */
function eventNameOf(change: ObjectChange, isOther: boolean): string | null {
  if (change.type === "tags")
    return change.isDeletion ? "ObjectTagging:Delete" : "ObjectTagging:Put";
  return change.type === "grants" && isOther ? "ObjectAcl:Put" : null;
}

function changed(
  traits: ObjectTraits,
  change: Exclude<ObjectChange, { readonly type: "restore" }>,
  context: BucketContext,
): ObjectTraits | Refused {
  switch (change.type) {
    case "tags":
      return { ...traits, tags: change.tags };
    case "grants":
      return { ...traits, grants: change.grants };
    case "legalHold":
      return { ...traits, legalHold: change.on };
    case "retention": {
      const { retention, bypasses } = change;
      return (
        againstRetention(traits.retention, retention, bypasses, context) ?? { ...traits, retention }
      );
    }
  }
}

const withoutDays = Object.freeze(
  refused(
    "MalformedXML",
    "The XML you provided was not well-formed or did not validate against our published schema",
  ),
);

type Telling = Pick<ChangeObject, "trail"> & {
  readonly notifications: Notifying;
  readonly context: BucketContext;
};

/** Begins to make a copy of an archived object that can be read, or keeps the one that is there for longer. */
function restoreObject(
  bucket: Bucket,
  version: StoredVersion,
  { days: count, tier }: Extract<ObjectChange, { readonly type: "restore" }>,
  { notifications, context, trail }: Telling,
): readonly BucketEffect[] {
  const { traits, key, number } = version;
  const { now } = context;
  if (!isArchived(traits)) {
    return [
      answer(
        served.post,
        refused(
          "InvalidObjectState",
          "Restore is not allowed for the object's current storage class",
          { StorageClass: traits.storageClass },
        ),
        context,
      ),
    ];
  }
  const { restore } = traits;
  if (restore !== null && restore.from > now) {
    const wrong = refused("RestoreAlreadyInProgress", "Object restore is already in progress");
    return [answer(served.post, wrong, context)];
  }
  if (traits.tier === null && count === null) return [answer(served.post, withoutDays, context)];
  const wasThere = restore !== null && now < restore.until;
  const from = wasThere ? restore.from : after(now, restoreTimeOf(traits, tier));
  // What goes back to the tier of frequent access has no copy that goes.
  const stays = traits.tier === null ? days(count!) : s3Limits.withoutEnd; // See above.
  const until = midnightAfter(after(wasThere ? now : from, stays), context);
  const made: StoredVersion = { ...version, traits: { ...traits, restore: { from, until } } };
  replace(bucket, version, made);
  const body = { type: "objectChanged", version: made, wasThere } as const;
  const answered = answer(served.post, body, context);
  if (wasThere) return [answered];
  const restoring: Restoring = { key, number, isThere: false };
  const id = slab.insert(bucket.restores, restoring);
  const event = { name: "ObjectRestore:Post", version: made, trail };
  return [answered, timerAt(slab.slotOf(id), from), ...notifications.tell(bucket, event, context)];
}

const timerAt = (index: number, at: Instant): SetTimer => ({
  type: "setTimer",
  timer: timers.restore,
  index,
  at,
});

const day = days(1);

/** The next midnight in UTC, when copies go. */
function midnightAfter(at: Instant, { settings }: BucketContext): Instant {
  const epoch = settings.epochMilliseconds * 1_000;
  return (Math.ceil((epoch + at) / day) * day - epoch) as Instant;
}

/** A copy is there, or its time is over. */
export function goOnRestoring(
  bucket: Bucket,
  { index }: TimerFired,
  notifications: Notifying,
  context: BucketContext,
): readonly BucketEffect[] {
  const id = slab.idAt(bucket.restores, index)!; // Its timer is set while it is there.
  const { key, number, isThere } = slab.read(bucket.restores, id)!;
  const version = versionOf(bucket, key, number) ?? versionOf(bucket, key, "null");
  const restore = version?.number === number ? version.traits.restore : null;
  if (version === undefined || restore === null) {
    slab.remove(bucket.restores, id);
    return [];
  }
  // It is kept for longer, since somebody asked again.
  if (isThere && context.now < restore.until) return [timerAt(index, restore.until)];
  if (!isThere) {
    context.observe(metrics.ObjectsRestored, 1);
    if (version.traits.tier !== null) {
      slab.remove(bucket.restores, id);
      const [back, armed] = bringBack(bucket, version, context);
      const done = { name: "ObjectRestore:Completed", version: back, trail: version.trail };
      return [...armed, ...notifications.tell(bucket, done, context)];
    }
    slab.edit(bucket.restores, id)!.isThere = true;
    const event = { name: "ObjectRestore:Completed", version, trail: version.trail };
    return [timerAt(index, restore.until), ...notifications.tell(bucket, event, context)];
  }
  slab.remove(bucket.restores, id);
  const made: StoredVersion = { ...version, traits: { ...version.traits, restore: null } };
  replace(bucket, version, made);
  const event = { name: "ObjectRestore:Delete", version: made, trail: version.trail };
  return notifications.tell(bucket, event, context);
}
