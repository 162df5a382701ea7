import type { Refused } from "../../../service/refusal.ts";
import { refused } from "../../../service/refusal.ts";
import { contentBrought } from "../content/content.ts";
import { tagOf } from "../content/entity-tag.ts";
import { orderedKey, shownKey } from "../store/key-order.ts";
import type { BringObject, BucketEffect, PutObject, WriteCondition } from "../protocol.ts";
import { metrics, notes, type Bucket, type BucketContext } from "./declarations.ts";
import { disturbUploads } from "./uploads.ts";
import type { Happened, Notifying } from "./telling.ts";
import { lockedTraits } from "./lock.ts";
import { takes } from "./rate.ts";
import { answer, noSuchKey, preconditionFailed, served, slowDown } from "./reply.ts";
import { objectOf, write } from "./versions.ts";
import { armLoss } from "./losing.ts";
import { armLifecycle } from "./lifecycle-time.ts";

/** Puts an object. */
export function putObject(
  bucket: Bucket,
  input: PutObject,
  notifications: Notifying,
  context: BucketContext,
): readonly BucketEffect[] {
  const { size, content, contentOf, by, trail } = input;
  const key = orderedKey(input.key);
  // A copy brings its bytes from elsewhere in S3: they take no way of the client's.
  const request =
    by === "Copy" ? served.put : { ...served[by === "Post" ? "post" : "put"], bytes: size };
  if (!takes(bucket, key, "write", context)) return [answer(request, slowDown, context)];
  const wrong = againstCondition(bucket, key, input.condition);
  if (wrong !== null) return [answer(request, wrong, context)];
  const traits = lockedTraits(input.traits, context);
  const replaced = objectOf(bucket, key)?.writtenAt;
  const version = write(bucket, { key, size, content, contentOf, traits, trail }, context);
  if (by !== "Copy") context.observe(metrics.BytesUploaded, size);
  const answered = answer(request, { type: "objectPut", version }, context);
  const name = `ObjectCreated:${by}`;
  return [answered, ...isPut(bucket, { name, version, trail, replaced }, notifications, context)];
}

/** Puts what a workload or another service brings, under a key of its own. */
export function bringObject(
  bucket: Bucket,
  { size, text, key, isRefused = false, group, trail }: BringObject,
  notifications: Notifying,
  context: BucketContext,
): readonly BucketEffect[] {
  const { behavior, traits } = context.settings;
  if (isRefused) return [answer(served.put, slowDown, context)];
  const input: PutObject = {
    type: "putObject",
    key: key ?? keyBy(behavior.key, bucket.count + 1, group),
    size,
    content: contentBrought(text, behavior.keeps),
    contentOf: 0,
    traits,
    by: "Put",
    condition: null,
    trail,
  };
  return putObject(bucket, input, notifications, context);
}

/** A key by a pattern. */
const keyBy = (pattern: string, number: number, group: string | null): string =>
  pattern === "{number}"
    ? `${number}`
    : pattern.replaceAll("{number}", `${number}`).replaceAll("{group}", group ?? "");

/** What follows from a version that was written. */
export function isPut(
  bucket: Bucket,
  happened: Happened,
  notifications: Notifying,
  context: BucketContext,
): readonly BucketEffect[] {
  const { number, key, trail } = happened.version;
  context.note(notes.put, number, context.settings.bucket);
  context.observe(metrics.EndToEndLatency, context.now - trail.at);
  disturbUploads(bucket, key);
  const armed = armLifecycle(bucket, context);
  const lost = armLoss(bucket, happened.version, context);
  const told = notifications.tell(bucket, happened, context);
  const copied = notifications.replicate(bucket, happened.version, context);
  return armed.length + lost.length + copied.length === 0
    ? told
    : [...armed, ...lost, ...told, ...copied];
}

/** What is wrong with a write by what is there; `null` for nothing. */
export function againstCondition(
  bucket: Bucket,
  key: string,
  condition: WriteCondition | null,
): Refused | null {
  if (condition === null) return null;
  const there = objectOf(bucket, key);
  if (condition.type === "absent") {
    return there === undefined ? null : preconditionFailed("If-None-Match");
  }
  if (there === undefined) return noSuchKey(shownKey(key));
  const isMatch = condition.tag === "*" || condition.tag === tagOf(there);
  return isMatch ? null : preconditionFailed("If-Match");
}

/** What those hear whose condition holds, while somebody else wrote the object. */
export const conflicting = (key: string, condition: string): Refused =>
  refused(
    "ConditionalRequestConflict",
    "The conditional request cannot succeed due to a conflicting operation against this resource.",
    { Condition: condition, Key: key },
  );
