import type { Instant } from "@orrery/kernel";
import { listItems, noItems, withItem, type Compare } from "../store/ordered-items.ts";
import type { StoredVersion } from "../store/stored-version.ts";
import type { Bucket, BucketContext } from "./declarations.ts";
import { listNewest } from "./newest-versions.ts";
import type { Aging, Upload } from "./state.ts";

/** What comes of age, by what lifecycle rules count from. */
export type AgeQueueName = "newest" | "noncurrent" | "begun";

/** Orders what comes of age by when it began. */
export const byAge: Compare<Aging> = (one, other) =>
  one.since === other.since ? one.number - other.number : one.since - other.since;

const hasRules = ({ settings }: BucketContext): boolean => settings.lifecycle.length > 0;

function age(bucket: Bucket, queue: AgeQueueName, aging: Aging): void {
  bucket[queue] = withItem(bucket[queue], aging, byAge);
}

/** A version is the newest of its key. */
export function ageNewest(
  bucket: Bucket,
  { key, number }: StoredVersion,
  context: BucketContext,
): void {
  if (hasRules(context)) age(bucket, "newest", { key, number, since: context.now });
}

/** A version is looked at once more, from an instant on that is not in the order of its coming. */
export function ageAgain(bucket: Bucket, { key, number }: StoredVersion, since: Instant): void {
  age(bucket, "newest", { key, number, since });
}

/** A version no longer is. */
export function ageNoncurrent(
  bucket: Bucket,
  { key, number }: StoredVersion,
  context: BucketContext,
): void {
  if (hasRules(context)) age(bucket, "noncurrent", { key, number, since: context.now });
}

/** An upload has begun. */
export function ageUpload(bucket: Bucket, { key, number }: Upload, context: BucketContext): void {
  if (hasRules(context)) age(bucket, "begun", { key, number, since: context.now });
}

/** Finds anew what comes of age: rules have come, changed or gone. It costs what the bucket has. */
export function ageAll(bucket: Bucket, context: BucketContext): void {
  bucket.newest = noItems();
  bucket.noncurrent = noItems();
  bucket.begun = noItems();
  bucket.looked = {};
  if (!hasRules(context)) return;
  for (const { key, number, writtenAt: since } of listNewest(bucket)) {
    age(bucket, "newest", { key, number, since });
  }
  const newer = new Map<string, Instant>();
  for (const { key, writtenAt } of listNewest(bucket)) newer.set(key, writtenAt);
  for (const { key, number, writtenAt } of listItems(bucket.older)) {
    age(bucket, "noncurrent", { key, number, since: newer.get(key)! });
    newer.set(key, writtenAt);
  }
  for (const { key, number, createdAt: since } of listItems(bucket.uploads)) {
    age(bucket, "begun", { key, number, since });
  }
}
