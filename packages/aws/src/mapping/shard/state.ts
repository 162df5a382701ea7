import {
  slab,
  type Duration,
  type Instant,
  type Plain,
  type Slab,
  type SlabId,
} from "@orrery/kernel";
import type { ShardItem } from "../../service/source.ts";

/** How far a mapping has come in a stream, and what it has read and not done with. */
export interface StreamMappingState {
  /** Shards that are read, or are to be read after others. */
  readonly shards: Slab<ReadShard>;
  /** Where batches of a shard are worked off one after the other: so many of each shard as it has at once. */
  readonly lanes: Slab<Lane>;
  /** What lanes have, in the order of its coming. */
  readonly pieces: Slab<Piece>;
  /** Whether it has begun to read since it was enabled last. */
  readonly isStarted: boolean;
  /** Whether it knows the shards that were there when it began. */
  readonly isListed: boolean;
  /** How long it pauses after the next listing that is refused. */
  readonly listPause: Duration;
}

/** A shard that is read. */
export interface ReadShard {
  readonly number: number;
  readonly condition:
    /** Waits until other shards are done with. */
    | "waiting"
    /** Waits for the answer of where to begin, or for a subscription. */
    | "finding"
    /** Waits for the answer to a read. */
    | "reading"
    /** Lets time pass before it is read again. */
    | "pausing"
    /** Is not read on for now: its lanes have enough, or the mapping is off. */
    | "resting"
    /** All of it was read. */
    | "ended";
  /** Shards that it came after and that are not done with. A value. */
  readonly parents: readonly number[];
  /** Shards that came after it, once it is `ended`. A value. */
  readonly children: readonly Child[];
  /** The place of the next record. */
  readonly sequence: number;
  /** Tells apart what it is pushed one after the other; -1: nothing. */
  readonly subscription: number;
  /** Whether what expired before the first read of it was missed. */
  readonly isFollowed: boolean;
  readonly polledAt: Instant;
  readonly nextPollAt: Instant;
  readonly refusalPause: Duration;
  /** How long its records are kept, as it was told last. */
  readonly retention: Duration;
  /** As many as it has batches at once. A value. */
  readonly lanes: readonly SlabId[];
  /** Records that its lanes have. */
  readonly held: number;
}

/** A shard that came after another. */
export interface Child {
  readonly number: number;
  readonly parents: readonly number[];
}

/** One batch at a time of a shard, or of those of its keys that are its. */
export interface Lane {
  readonly shard: SlabId;
  readonly condition:
    /** Has nothing in work. */
    | "idle"
    /** Its first piece is with the function. */
    | "invoked"
    /** Its first piece is to be tried again. */
    | "pausing"
    /** Likewise, as soon as the mapping is on again. */
    | "held";
  /** The piece that is worked off, or is next; -1: none. */
  readonly first: SlabId | -1;
  /** The piece that records come to; -1: none. */
  readonly last: SlabId | -1;
  /** When what there is goes out at the latest. */
  readonly windowEndsAt: Instant;
  /** Whether the timer of that is set. */
  readonly isWindowSet: boolean;
  /** How often in a row an invocation came to nothing. */
  readonly failures: number;
  /** Since when its first piece fails; -1: it does not. */
  readonly blockedSince: Instant | -1;
  /** The tumbling window that is open; `null`: none. A value. */
  readonly window: OpenWindow | null;
}

/** A tumbling window of a lane. A value. */
export interface OpenWindow {
  /** When it begins and ends, on the clock of the simulation; the beginning may be before instant 0. */
  readonly from: number;
  readonly until: number;
  readonly state: Plain;
  /** The shard as AWS names it. */
  readonly shardName: string;
  /** What its next invocation without records says; `null`: none is due. */
  readonly ending: "final" | "early" | null;
}

/** Records that go to the function together. */
export interface Piece {
  /** In order. A value. */
  readonly items: readonly ShardItem[];
  /** About how many bytes they are in an event. */
  readonly size: number;
  /** Whether no more records come to it. */
  readonly isClosed: boolean;
  /** How often it failed, of what counts as an attempt. */
  readonly attempts: number;
  /** The piece behind it; -1: none. */
  readonly next: SlabId | -1;
}

/** To be written on. */
export type Edited<Part> = { -readonly [Field in keyof Part]: Part[Field] };

/** A mapping that has not begun. */
export const initialStreamMapping = (pause: Duration): StreamMappingState => ({
  shards: slab.empty(),
  lanes: slab.empty(),
  pieces: slab.empty(),
  isStarted: false,
  isListed: false,
  listPause: pause,
});

/** A lane without anything. */
export const emptyLane = (shard: SlabId, windowEndsAt: Instant): Lane => ({
  shard,
  condition: "idle",
  first: -1,
  last: -1,
  windowEndsAt,
  isWindowSet: false,
  failures: 0,
  blockedSince: -1,
  window: null,
});
