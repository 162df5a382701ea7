import {
  ring,
  slab,
  type Instant,
  type RequestId,
  type Ring,
  type Slab,
  type SlabId,
} from "@orrery/kernel";
import type { TopicSettings } from "../config.ts";
import type { TopicRecord } from "../protocol.ts";

/** A topic: its partitions, and how far groups of readers have come. */
export interface TopicState {
  /** In order. A value. */
  readonly partitionIds: readonly SlabId[];
  readonly partitions: Slab<Partition>;
  /** Records ever taken; numbers the next one. */
  readonly recordCount: number;
  readonly expiredCount: number;
  /** The partition that had the last record without a key. */
  readonly turn: number;
  readonly groups: Slab<Group>;
  readonly members: Slab<Member>;
  readonly retentionArmed: boolean;
}

/** A partition: its records in order. */
export interface Partition {
  readonly records: Slab<{ readonly record: TopicRecord }>;
  readonly order: Ring<SlabId>;
  /** How many expired: the first record that is there has the next place. */
  readonly trimmed: number;
}

/** Readers who have the partitions among them. */
export interface Group {
  readonly reader: string;
  /** Of readers, at least and at most. */
  readonly least: number;
  readonly most: number;
  /** The place of the next record by partition; 0: nobody has begun there. A value. */
  readonly positions: readonly number[];
  /** Those who read now: partition p is read by the one at p modulo their number. A value. */
  readonly members: readonly SlabId[];
  /** Readers ever; numbers the next one. */
  readonly memberCount: number;
  readonly isArmed: boolean;
  /** Records of the topic when it was looked at last. */
  readonly seenCount: number;
}

/** One reader of a group, from one assignment of partitions to the next. */
export interface Member {
  readonly group: SlabId;
  readonly number: number;
  /** Numbers of those of the assignment before. A value. */
  readonly parents: readonly number[];
  readonly createdAt: Instant;
  /** Its partitions. A value. */
  readonly partitions: readonly number[];
  /** How many records it was given. */
  readonly given: number;
  /** `null`: it reads on. */
  readonly closedAt: Instant | null;
  /** Who waits for records; -1: nobody. */
  readonly waiter: RequestId | -1;
  /** How many it takes at most. */
  readonly limit: number;
}

/** A partition without records. */
export const emptyPartition = (): Partition => ({
  records: slab.empty(),
  order: ring.empty(),
  trimmed: 0,
});

/** A topic that nothing was put into. */
export function initialTopic({ partitions: count }: TopicSettings): TopicState {
  const partitions = slab.empty<Partition>();
  const partitionIds = Array.from({ length: count }, () =>
    slab.insert(partitions, emptyPartition()),
  );
  return {
    partitionIds,
    partitions,
    recordCount: 0,
    expiredCount: 0,
    turn: -1,
    groups: slab.empty(),
    members: slab.empty(),
    retentionArmed: false,
  };
}
