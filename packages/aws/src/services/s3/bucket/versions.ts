import { table } from "@orrery/kernel";
import type { Trail } from "../../../service/origin.ts";
import type { Measured } from "../content/content.ts";
import type { ObjectTraits } from "../content/object-traits.ts";
import type { VersionAsked } from "../protocol.ts";
import { itemAt, visitFrom, withItem, withoutItem } from "../store/ordered-items.ts";
import {
  byKeyAndAge,
  isDeleteMarker,
  type StoredVersion,
  type VersionPlace,
} from "../store/stored-version.ts";
import { ageNewest, ageNoncurrent } from "./age.ts";
import { dropNewest, newestOf, setNewest } from "./newest-versions.ts";
import { notes, type Bucket, type BucketContext } from "./declarations.ts";
import { countVersion } from "./storage-use.ts";

/** What is written. */
export interface Written extends Measured {
  readonly key: string;
  readonly traits: ObjectTraits;
  readonly trail: Trail;
}

/** Apart from all contents of other buckets. */
const contentsOfBucket = 2 ** 32;

/** The version that is asked for; `undefined`: it is not there. */
export function versionOf(
  bucket: Pick<Bucket, "current" | "keys" | "older" | "oldNulls">,
  key: string,
  asked: VersionAsked,
): StoredVersion | undefined {
  const newest = newestOf(bucket, key);
  if (asked === "newest") return newest;
  if (asked === "null") {
    if (newest?.isNull === true) return newest;
    const number = table.get(bucket.oldNulls, key);
    return number === undefined ? undefined : olderOf(bucket, key, number);
  }
  return newest?.number === asked && !newest.isNull ? newest : olderOf(bucket, key, asked);
}

const olderOf = ({ older }: Pick<Bucket, "older">, key: string, number: number) =>
  itemAt<VersionPlace>(older, { key, number }, byKeyAndAge) as StoredVersion | undefined; // Likewise.

/** Writes a version, the newest of its key from now on. */
export function write(bucket: Bucket, written: Written, context: BucketContext): StoredVersion {
  const { now, settings } = context;
  bucket.count += 1;
  const { key, size, content, contentOf, traits, trail } = written;
  const version: StoredVersion = {
    key,
    number: bucket.count,
    isNull: settings.versioning !== "Enabled",
    size,
    writtenAt: now,
    accessedAt: now,
    content,
    contentOf:
      content === null && contentOf === 0
        ? settings.bucket * contentsOfBucket + bucket.count
        : contentOf,
    traits,
    replication: null,
    trail,
  };
  makeRoom(bucket, version, context);
  setNewest(bucket, version);
  countVersion(bucket, version, 1, now);
  ageNewest(bucket, version, context);
  return version;
}

/** What was the newest becomes an older version; or, with the same id, it is gone. */
function makeRoom(bucket: Bucket, version: StoredVersion, context: BucketContext): void {
  const { key, isNull, number } = version;
  const before = newestOf(bucket, key);
  if (before === undefined) return;
  if (isNull && before.isNull) {
    countVersion(bucket, before, -1, context.now);
    context.note(notes.replaced, before.number, number);
    return;
  }
  if (isNull) dropOldNull(bucket, key, context);
  bucket.older = withItem<StoredVersion>(bucket.older, before, byKeyAndAge);
  if (before.isNull) table.set(bucket.oldNulls, key, before.number);
  ageNoncurrent(bucket, before, context);
}

function dropOldNull(bucket: Bucket, key: string, context: BucketContext): void {
  const number = table.get(bucket.oldNulls, key);
  if (number !== undefined) remove(bucket, olderOf(bucket, key, number)!, context);
}

/** Takes a version away for good. The newest of the older ones takes the place of the newest. */
export function remove(bucket: Bucket, version: StoredVersion, { now }: BucketContext): void {
  const { key, number } = version;
  countVersion(bucket, version, -1, now);
  if (newestOf(bucket, key)?.number !== number) {
    bucket.older = withoutItem<VersionPlace>(bucket.older, version, byKeyAndAge) as Bucket["older"];
    if (version.isNull) table.remove(bucket.oldNulls, key);
    return;
  }
  const next = newestOlder(bucket, key);
  if (next === null) {
    dropNewest(bucket, key);
    return;
  }
  bucket.older = withoutItem<VersionPlace>(bucket.older, next, byKeyAndAge) as Bucket["older"];
  if (next.isNull) table.remove(bucket.oldNulls, key);
  setNewest(bucket, next);
}

/** The newest of a key's older versions; `null`: it has none. */
export function newestOlder({ older }: Pick<Bucket, "older">, key: string): StoredVersion | null {
  let found: StoredVersion | null = null;
  const first: VersionPlace = { key, number: Number.MAX_SAFE_INTEGER };
  visitFrom<VersionPlace>(older, first, byKeyAndAge, (version) => {
    if (version.key === key) found = version as StoredVersion; // Of this tree.
    return false;
  });
  return found;
}

/** Puts another form of a version in its place. */
export function replace(bucket: Bucket, version: StoredVersion, changed: StoredVersion): void {
  if (newestOf(bucket, version.key)?.number === version.number) {
    setNewest(bucket, changed);
  } else bucket.older = withItem<StoredVersion>(bucket.older, changed, byKeyAndAge);
}

/** The object of a key, as those see it who name no version; `undefined`: there is none. */
export function objectOf(
  bucket: Pick<Bucket, "current" | "keys">,
  key: string,
): StoredVersion | undefined {
  const newest = newestOf(bucket, key);
  return newest === undefined || isDeleteMarker(newest) ? undefined : newest;
}
