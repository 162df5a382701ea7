import type { Refused } from "../../../service/refusal.ts";
import type { Trail } from "../../../service/origin.ts";
import { usualTraits } from "../content/object-traits.ts";
import type { BucketEffect, DeletedEntry, DeleteObjects, ObjectDeleted } from "../protocol.ts";
import { orderedKey, shownKey } from "../store/key-order.ts";
import { notes, type Bucket, type BucketContext } from "./declarations.ts";
import { armLifecycle } from "./lifecycle-time.ts";
import { againstDeletion } from "./lock.ts";
import type { Notifying } from "./telling.ts";
import { againstCondition } from "./put.ts";
import { takes } from "./rate.ts";
import { answer, isRefused, noSuchVersion, served, slowDown } from "./reply.ts";
import { disturbUploads } from "./uploads.ts";
import { newestOf } from "./newest-versions.ts";
import { remove, versionOf, write } from "./versions.ts";

/** Deletes objects, or versions of them. */
export function deleteObjects(
  bucket: Bucket,
  { entries, bypasses, isSingle, trail }: DeleteObjects,
  notifications: Notifying,
  context: BucketContext,
): readonly BucketEffect[] {
  const request = isSingle ? served.delete : { ...served.post, billed: null };
  if (!takes(bucket, orderedKey(entries[0]?.key ?? ""), "write", context)) {
    return [answer(request, slowDown, context)];
  }
  const told: BucketEffect[] = [];
  const results = entries.map((entry) => {
    const key = orderedKey(entry.key);
    const result = deleteOne(bucket, key, entry, bypasses, trail, context);
    if (!isRefused(result)) {
      told.push(...tellDeletion(bucket, result, trail, notifications, context));
    }
    return result;
  });
  const [first] = results;
  const answered =
    isSingle && isRefused(first)
      ? answer(request, first, context)
      : answer(request, { type: "objectsDeleted", results }, context);
  return [answered, ...armLifecycle(bucket, context), ...told];
}

function deleteOne(
  bucket: Bucket,
  key: string,
  { version: asked, condition }: DeletedEntry,
  bypasses: boolean,
  trail: Trail,
  context: BucketContext,
): ObjectDeleted | Refused {
  const wrong = againstCondition(bucket, key, condition);
  if (wrong !== null) return wrong;
  const { versioning } = context.settings;
  if (asked === "newest" && versioning !== "off") return hide(bucket, key, trail, context);
  const gone = versionOf(bucket, key, asked);
  if (gone === undefined) {
    // To delete what is not there is no mistake.
    return typeof asked === "number" ? noSuchVersion(shownKey(key)) : nothing;
  }
  const held = againstDeletion(gone, bypasses, context);
  if (held !== null) return held;
  remove(bucket, gone, context);
  disturbUploads(bucket, key);
  context.note(notes.deleted, gone.number);
  return { type: "objectDeleted", gone, marker: null };
}

const nothing: ObjectDeleted = Object.freeze({ type: "objectDeleted", gone: null, marker: null });

/** Puts a delete marker in front of what is there; a key that has nothing gets one, too. */
export function hide(
  bucket: Bucket,
  key: string,
  trail: Trail,
  context: BucketContext,
): ObjectDeleted {
  const before = newestOf(bucket, key);
  const marker = write(
    bucket,
    { key, size: -1, content: null, contentOf: 0, traits: usualTraits, trail },
    context,
  );
  disturbUploads(bucket, key);
  if (before !== undefined) context.note(notes.hidden, before.number, marker.number);
  return { type: "objectDeleted", gone: null, marker };
}

function tellDeletion(
  bucket: Bucket,
  { gone, marker }: ObjectDeleted,
  trail: Trail,
  notifications: Notifying,
  context: BucketContext,
): readonly BucketEffect[] {
  const version = marker ?? gone;
  if (version === null) return [];
  // What is gone for good makes the next number of its key, as a write does.
  if (marker === null) bucket.count += 1;
  const name = marker === null ? "ObjectRemoved:Delete" : "ObjectRemoved:DeleteMarkerCreated";
  const told = notifications.tell(bucket, { name, version, trail }, context);
  const copied = marker === null ? [] : notifications.replicate(bucket, marker, context);
  return copied.length === 0 ? told : [...told, ...copied];
}
