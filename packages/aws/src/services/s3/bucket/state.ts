import {
  slab,
  start,
  table,
  type Instant,
  type Slab,
  type SlabId,
  type Table,
} from "@orrery/kernel";
import { noDeliveries, type Deliveries } from "../../../delivery/deliveries.ts";
import type { ObjectTraits } from "../content/object-traits.ts";
import type { Notification, UploadedPart } from "../protocol.ts";
import { noItems, type OrderedItems } from "../store/ordered-items.ts";
import type { StoredVersion } from "../store/stored-version.ts";
import { noUse, type StorageUse } from "./storage-use.ts";

/** A bucket: its objects, and what it remembers of its requests. */
export interface BucketState extends Deliveries<Notification> {
  /** The newest version of each key, delete markers among them. */
  readonly current: Table<StoredVersion>;
  /** Its keys, in the form that compares. A value. */
  readonly keys: OrderedItems<string>;
  /** All others. A value. */
  readonly older: OrderedItems<StoredVersion>;
  /** The numbers of older versions whose id is `null`, by key. */
  readonly oldNulls: Table<number>;
  /** Delete markers among all versions. */
  readonly markerCount: number;
  /** Writes and deletes ever: numbers versions, and puts events of a key in order. */
  readonly count: number;
  /** Notifications of events ever, and what became of them. */
  readonly notificationCount: number;
  readonly takenCount: number;
  readonly lostCount: number;
  readonly withdrawnCount: number;
  /** Requests ever that events speak of. */
  readonly requestCount: number;
  /** Uploads in parts that are not complete. A value. */
  readonly uploads: OrderedItems<Upload>;
  readonly uploadCount: number;
  /** Parts of the range of keys that have rates of their own, and where each begins. */
  readonly partitions: Slab<Partition>;
  readonly partitionIds: Table<SlabId>;
  /** Bytes by storage class, and the time that they have been there. A value. */
  readonly use: StorageUse;
  /** What lifecycle rules are about, in the order of its coming; without rules nothing. Values. */
  readonly newest: OrderedItems<Aging>;
  readonly noncurrent: OrderedItems<Aging>;
  readonly begun: OrderedItems<Aging>;
  /** What was looked at last, by the age that it had come to. A value. */
  readonly looked: Readonly<Record<string, Aging>>;
  /** When lifecycle rules are carried out next; -1: there is nothing to do. */
  readonly lifecycleAt: Instant | -1;
  /** Objects of archives that are being restored, or are. */
  readonly restores: Slab<Restoring>;
  /** Copies that are to be there by an instant. */
  readonly tracked: Slab<TrackedReplica>;
  /** Copies ever begun, and ended. */
  readonly replicaCount: number;
  readonly replicasEndedCount: number;
  /** Objects that will be lost. */
  readonly losing: Slab<Losing>;
}

/** An upload in parts. A value. */
export interface Upload {
  readonly key: string;
  /** From 1 in its bucket. */
  readonly number: number;
  readonly createdAt: Instant;
  readonly traits: ObjectTraits;
  /** In order of their numbers. */
  readonly parts: OrderedItems<UploadedPart>;
  /** Whether the object of this key was written or deleted since. */
  readonly isDisturbed: boolean;
}

/** Keys that share a rate. */
export interface Partition {
  /** All its keys begin with it. */
  readonly prefix: string;
  /** Keys that begin so and go on have partitions of their own, by the next character; `null`: it has all its keys itself. */
  readonly splitAt: string | null;
  /** What it may take now, in millionths of a request; as of the instant. */
  readonly reads: number;
  readonly writes: number;
  readonly filledAt: Instant;
  /** What was asked of it since then. */
  readonly windowFrom: Instant;
  readonly windowReads: number;
  readonly windowWrites: number;
}

/** A version or an upload that comes of age. A value. */
export interface Aging {
  readonly key: string;
  readonly number: number;
  readonly since: Instant;
}

/** A copy in another bucket that is to be there by an instant. */
export interface TrackedReplica {
  readonly key: string;
  readonly number: number;
  readonly destination: number;
}

/** An object that S3 will lose. */
export interface Losing {
  readonly key: string;
  readonly number: number;
}

/** A copy of an archived object. */
export interface Restoring {
  readonly key: string;
  readonly number: number;
  readonly isThere: boolean;
}

/** A bucket without objects. */
export const initialBucket = (): BucketState => ({
  ...noDeliveries<Notification>(),
  current: table.empty(),
  keys: noItems(),
  older: noItems(),
  oldNulls: table.empty(),
  markerCount: 0,
  count: 0,
  notificationCount: 0,
  takenCount: 0,
  lostCount: 0,
  withdrawnCount: 0,
  requestCount: 0,
  uploads: noItems(),
  uploadCount: 0,
  partitions: slab.empty(),
  partitionIds: table.empty(),
  use: noUse(start),
  newest: noItems(),
  noncurrent: noItems(),
  begun: noItems(),
  looked: {},
  lifecycleAt: -1,
  restores: slab.empty(),
  tracked: slab.empty(),
  replicaCount: 0,
  replicasEndedCount: 0,
  losing: slab.empty(),
});
