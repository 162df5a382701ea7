import type { Instant } from "@orrery/kernel";
import { usualTraits, type ObjectTraits } from "../content/object-traits.ts";
import { isDeleteMarker, type StoredVersion } from "../store/stored-version.ts";

/** Storage classes that objects may be in, in the order in which their use is counted. */
export const storageClasses = [
  "STANDARD",
  "STANDARD_IA",
  "ONEZONE_IA",
  "INTELLIGENT_TIERING",
  "GLACIER_IR",
  "GLACIER",
  "DEEP_ARCHIVE",
  "REDUCED_REDUNDANCY",
] as const;

/** What storage is counted by: the class, and the tiers that have prices of their own. */
export const countedClasses = [...storageClasses, "ARCHIVE_ACCESS", "DEEP_ARCHIVE_ACCESS"] as const;

/** Where the storage of a version is counted. */
export const countedClassOf = ({ tier, storageClass }: ObjectTraits): string =>
  tier ?? storageClass;

/** Bytes by storage class, and what they come to over time. A value. */
export interface StorageUse {
  readonly until: Instant;
  /** Bytes as they are. */
  readonly bytes: readonly number[];
  /** Bytes as AWS bills them, times microseconds, up to {@link until}. */
  readonly time: readonly number[];
  readonly billed: readonly number[];
}

/** What counts its versions. */
interface Counted {
  use: StorageUse;
  markerCount: number;
}

const none: readonly number[] = Object.freeze(countedClasses.map(() => 0));

/** Nothing so far. */
export const noUse = (now: Instant): StorageUse => ({
  until: now,
  bytes: none,
  time: none,
  billed: none,
});

/** Objects of classes for infrequent access are billed as if they had this size at least. */
const leastBilled = 131_072;
const hasLeast: ReadonlySet<string> = new Set(["STANDARD_IA", "ONEZONE_IA", "GLACIER_IR"]);
/** Of archived objects, AWS bills an index of their own besides. */
const indexed: ReadonlySet<string> = new Set(["GLACIER", "DEEP_ARCHIVE"]);
const indexSize = 40_960;

function billedSize(size: number, storageClass: string): number {
  if (hasLeast.has(storageClass)) return Math.max(size, leastBilled);
  return indexed.has(storageClass) ? size + indexSize : size;
}

const placeOf = (storageClass: string): number =>
  Math.max(0, (countedClasses as readonly string[]).indexOf(storageClass));

/** The use as it is now. */
export function useAt({ until, bytes, time, billed }: StorageUse, now: Instant): StorageUse {
  const since = now - until;
  if (since === 0) return { until, bytes, time, billed };
  return { until: now, bytes, billed, time: time.map((so, place) => so + billed[place]! * since) };
}

/** Counts a version that is there from now on, or is not. */
export function countVersion(
  bucket: Counted,
  version: StoredVersion,
  sign: 1 | -1,
  now: Instant,
): void {
  if (isDeleteMarker(version)) {
    bucket.markerCount += sign;
    return;
  }
  count(bucket, version.size, countedClassOf(version.traits), sign, now);
}

/** Counts bytes of a part of an upload. */
export const countPart = (bucket: Counted, size: number, sign: 1 | -1, now: Instant): void => {
  count(bucket, size, usualTraits.storageClass, sign, now);
};

function count(
  bucket: Counted,
  size: number,
  storageClass: string,
  sign: 1 | -1,
  now: Instant,
): void {
  const use = useAt(bucket.use, now);
  const place = placeOf(storageClass);
  const bytes = use.bytes.slice();
  const billed = use.billed.slice();
  bytes[place]! += sign * size;
  billed[place]! += sign * billedSize(size, storageClass);
  bucket.use = { ...use, bytes, billed };
}
