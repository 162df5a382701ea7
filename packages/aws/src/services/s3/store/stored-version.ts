import type { Instant } from "@orrery/kernel";
import type { Content } from "../content/content.ts";
import type { ObjectTraits } from "../content/object-traits.ts";
import type { Trailed } from "../../../service/origin.ts";
import type { Compare } from "./ordered-items.ts";

/** A version of an object where it is kept: in a bucket without versions, the object. A value. */
export interface StoredVersion extends Trailed {
  /** In the form that compares: see `orderedKey`. */
  readonly key: string;
  /** Which of the bucket's versions it is, from 1: the later, the higher. */
  readonly number: number;
  /** Whether its version id is `null`: it was written while versioning was not on. */
  readonly isNull: boolean;
  /** In bytes; -1: it is a delete marker. */
  readonly size: number;
  readonly writtenAt: Instant;
  /** When it was written or, where tiers go by that, read last. */
  readonly accessedAt: Instant;
  /** What it says; `null`: its size alone is known. */
  readonly content: Content | null;
  /** The version whose content it has, where that is not known: copies have the same. */
  readonly contentOf: number;
  /** One object for all that are alike. */
  readonly traits: ObjectTraits;
  /** S3 has lost it. @defaultValue false */
  readonly isLost?: true;
  /** Its copies in other buckets, or that it is one; `null`: neither. */
  readonly replication: Replication | null;
}

/** What becomes of the copies of a version. A value. */
export interface Replication {
  readonly isReplica: boolean;
  /** Numbers of the bucket's destinations that do not have it yet. */
  readonly pending: readonly number[];
  /** One of them will never have it. */
  readonly hasFailed: boolean;
}

/** The place of a version: of the newest of a key, and of the older ones. */
export type VersionPlace = Pick<StoredVersion, "key" | "number">;

/** Orders older versions: those of a key from the newest on. */
export const byKeyAndAge: Compare<VersionPlace> = (one, other) =>
  one.key === other.key ? other.number - one.number : one.key < other.key ? -1 : 1;

/** Whether a version says that its object is deleted. */
export const isDeleteMarker = ({ size }: Pick<StoredVersion, "size">): boolean => size < 0;
