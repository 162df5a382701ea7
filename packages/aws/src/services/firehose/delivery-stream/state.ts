import {
  ring,
  slab,
  table,
  type Instant,
  type Ring,
  type Slab,
  type SlabId,
  type Table,
} from "@orrery/kernel";
import { noDeliveries, type Deliveries } from "../../../delivery/deliveries.ts";
import type { Trail } from "../../../service/origin.ts";
import type { TakenRecord } from "../protocol.ts";

/** A delivery stream: what it has taken, and how far that is. */
export interface DeliveryStreamState extends Deliveries<OutgoingObject> {
  /** What is buffered, in each of {@link buffers}. */
  readonly records: Slab<Buffered>;
  readonly buffers: Slab<RecordBuffer>;
  /** Those that are open, by their names. */
  readonly bufferIds: Table<SlabId>;
  /** Shards of its stream that it reads, or is to read after others. */
  readonly shards: Slab<ReadShard>;
  /** Whether it has begun to read its stream. */
  readonly isBegun: boolean;
  /** Records that are with the function. */
  readonly transforms: Slab<Transforming>;
  /** Objects ever made; numbers the next one. */
  readonly objectCount: number;
  /** Of {@link buffers}: those of partitions. */
  readonly partitionCount: number;

  /** Records ever taken; numbers the next one. */
  readonly taken: number;
  /** What became of those that are no longer held. */
  readonly dropped: number;
  readonly delivered: number;
  readonly givenUp: number;
  /** Copies of records for the backup that are no longer held. */
  readonly backedUp: number;
  /** Copies that were ever made. */
  readonly copied: number;

  /** What it may take now, in millionths; as of the instant. */
  readonly recordRoom: number;
  readonly requestRoom: number;
  readonly byteRoom: number;
  readonly filledAt: Instant;
}

/** A shard that is read. */
export interface ReadShard {
  readonly number: number;
  readonly condition:
    /** Others that it came after are not read to their ends. */
    | "waiting"
    /** It is asked where it is at the moment. */
    | "finding"
    /** Waits for the answer to a read, or for the next one. */
    | "reading";
  /** Shards that it came after and that are not read to their ends. A value. */
  readonly parents: readonly number[];
  /** The place of the next record. */
  readonly sequence: number;
  readonly polledAt: Instant;
}

/** A record in a buffer. */
export interface Buffered {
  readonly record: HeldRecord;
}

/** A record on its way. A value. */
export interface HeldRecord extends TakenRecord {
  /** Why it failed; left out: it did not. */
  readonly failure?: Failure;
}

/** Why a record is among those that failed. A value. */
export interface Failure {
  readonly attempts: number;
  readonly code: string;
  readonly message: string;
  readonly at: Instant;
  /** How keys of objects name it. @defaultValue processing-failed */
  readonly type?: string;
}

/** What a buffer is for. */
export type BufferUse =
  /** The function. */
  | "transform"
  /** The destination. */
  | "delivery"
  /** The copy of all that comes. */
  | "backup"
  /** What failed. */
  | "failed";

/** Records that go on together. */
export interface RecordBuffer {
  readonly use: BufferUse;
  /** Of what goes to the destination: its prefix with the partition keys. */
  readonly prefix: string;
  readonly name: string;
  readonly order: Ring<SlabId>;
  readonly bytes: number;
}

/** Records that are with the function. */
export interface Transforming {
  /** A value. */
  readonly records: readonly HeldRecord[];
  /** How often the function was invoked with them. */
  readonly attempts: number;
  readonly sentAt: Instant;
}

/** What goes to a destination in one piece. A value. */
export interface OutgoingObject {
  readonly use: Exclude<BufferUse, "transform">;
  readonly number: number;
  readonly key: string;
  readonly body: string;
  /** Of the body, in bytes. */
  readonly size: number;
  /** The records in it, each with its number and its trail. */
  readonly records: readonly ObjectRecord[];
  /** The records themselves, where a bucket gets what the destination does not take; `null`: none does. A value. */
  readonly held: readonly HeldRecord[] | null;
  readonly oldestAt: Instant;
}

/** What is still known of a record in an object. */
export interface ObjectRecord {
  readonly number: number;
  readonly trail: Trail;
}

/** In one. */
export const millionths = 1_000_000;

/** A delivery stream that was given nothing. */
export const initialDeliveryStream = ({
  records,
  requests,
  bytes,
}: {
  readonly records: number;
  readonly requests: number;
  readonly bytes: number;
}): DeliveryStreamState => ({
  ...noDeliveries(),
  records: slab.empty(),
  buffers: slab.empty(),
  bufferIds: table.empty(),
  shards: slab.empty(),
  isBegun: false,
  transforms: slab.empty(),
  objectCount: 0,
  partitionCount: 0,
  taken: 0,
  dropped: 0,
  delivered: 0,
  givenUp: 0,
  backedUp: 0,
  copied: 0,
  recordRoom: records * millionths,
  requestRoom: requests * millionths,
  byteRoom: bytes * millionths,
  filledAt: 0 as Instant,
});

/** A buffer without records. */
export const newBuffer = (use: BufferUse, name: string, prefix: string): RecordBuffer => ({
  use,
  prefix,
  name,
  order: ring.empty(),
  bytes: 0,
});
