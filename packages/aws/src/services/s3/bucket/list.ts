import type { BucketEffect, ListObjects, ListVersions, VersionListed } from "../protocol.ts";
import { behindPrefix, orderedKey } from "../store/key-order.ts";
import { visitFrom } from "../store/ordered-items.ts";
import {
  byKeyAndAge,
  isDeleteMarker,
  type StoredVersion,
  type VersionPlace,
} from "../store/stored-version.ts";
import type { Bucket, BucketContext } from "./declarations.ts";
import { listing } from "./listing.ts";
import { takes } from "./rate.ts";
import { answer, served, slowDown } from "./reply.ts";
import { visitNewest } from "./newest-versions.ts";
import { versionOf } from "./versions.ts";

/** Lists the objects that are there. */
export function listObjects(
  bucket: Bucket,
  { prefix: shownPrefix, delimiter: shownDelimiter, after, most }: ListObjects,
  context: BucketContext,
): readonly BucketEffect[] {
  const prefix = orderedKey(shownPrefix);
  const delimiter = orderedKey(shownDelimiter);
  if (!takes(bucket, prefix, "read", context)) return [answer(served.list, slowDown, context)];
  const { items, isTruncated } = listing<VersionPlace, StoredVersion>(
    { prefix, delimiter, most },
    startBehind(orderedKey(after), prefix, delimiter),
    (place, visit) => {
      visitNewest(bucket, place === null ? null : place.key, (version) =>
        isDeleteMarker(version) ? true : visit(version),
      );
    },
    (key) => ({ key, number: 0 }),
    (version) => version as StoredVersion, // Likewise.
  );
  const body = { type: "objectsListed", items, isTruncated, changedNothing: true } as const;
  return [answer(served.list, body, context)];
}

/** The first place behind a key, or behind all keys that have it as their common prefix; `null`: the first of all. */
function startBehind(after: string, prefix: string, delimiter: string): VersionPlace | null {
  if (after === "") return null;
  const isCommon =
    delimiter !== "" &&
    after.startsWith(prefix) &&
    after.indexOf(delimiter, prefix.length) === after.length - delimiter.length;
  const behind = isCommon ? behindPrefix(after) : null;
  return { key: behind ?? `${after}\u0000`, number: 0 };
}

/** Lists all versions: of each key from the newest on. */
export function listVersions(
  bucket: Bucket,
  { prefix: shownPrefix, delimiter: shownDelimiter, after, afterVersion, most }: ListVersions,
  context: BucketContext,
): readonly BucketEffect[] {
  const prefix = orderedKey(shownPrefix);
  const delimiter = orderedKey(shownDelimiter);
  if (!takes(bucket, prefix, "read", context)) return [answer(served.list, slowDown, context)];
  const key = orderedKey(after);
  const marker = afterVersion === null ? undefined : versionOf(bucket, key, afterVersion);
  // Behind a version of the key come its older ones.
  const number = marker?.number ?? (typeof afterVersion === "number" ? afterVersion : undefined);
  const start =
    number === undefined ? startBehind(key, prefix, delimiter) : { key, number: number - 1 };
  const { items, isTruncated } = listing<VersionPlace, VersionListed>(
    { prefix, delimiter, most },
    start,
    (place, visit) => {
      visitVersions(bucket, place, visit);
    },
    (from) => ({ key: from, number: newestFirst }),
    (place) => place as VersionPlace & VersionListed, // As visitVersions makes them.
  );
  const shown = items.map((item) =>
    typeof item === "string" ? item : { version: item.version, isLatest: item.isLatest },
  );
  const body = { type: "versionsListed", items: shown, isTruncated, changedNothing: true } as const;
  return [answer(served.list, body, context)];
}

const newestFirst = Number.MAX_SAFE_INTEGER;

/** Visits versions from a place on: of each key the newest, then the older ones. */
function visitVersions(
  bucket: Bucket,
  place: VersionPlace,
  visit: (item: VersionPlace & VersionListed) => boolean,
): void {
  let goesOn = true;
  const show = (version: StoredVersion, isLatest: boolean): boolean => {
    goesOn = visit({ key: version.key, number: version.number, version, isLatest });
    return goesOn;
  };
  const showOlder = (key: string, number: number): void => {
    if (bucket.older.size === 0) return;
    visitFrom<VersionPlace>(
      bucket.older,
      { key, number },
      byKeyAndAge,
      (older) => (older.key === key ? show(older as StoredVersion, false) : false), // Of this tree.
    );
  };
  visitNewest(bucket, place.key, (newest) => {
    const isBegun = newest.key === place.key && newest.number > place.number;
    if (!isBegun && !show(newest, true)) return false;
    showOlder(newest.key, isBegun ? place.number : newestFirst);
    return goesOn;
  });
}
