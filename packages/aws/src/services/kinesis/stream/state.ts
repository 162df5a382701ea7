import {
  ring,
  slab,
  type Instant,
  type RequestId,
  type Ring,
  type Slab,
  type SlabId,
} from "@orrery/kernel";
import type { StreamSettings } from "../config.ts";
import type { ShardMinute } from "./shard-minute.ts";
import { lastHashKey, placeBefore, startsOf, type HashKey } from "../hash-key.ts";
import { kinesisLimits } from "../limits.ts";
import type { StreamRecord } from "../protocol.ts";

/** A stream: its shards, and what becomes of them. */
export interface StreamState {
  /** Those that are open, and those that are closed and have records still. */
  readonly shards: Slab<Shard>;
  /** By their numbers; -1: it is gone. A value. */
  readonly shardIds: readonly (SlabId | -1)[];
  /** Those that are open, in order of their hash keys. A value. */
  readonly open: readonly OpenShard[];
  /** Records ever taken; numbers the next one. */
  readonly recordCount: number;
  readonly expiredCount: number;
  /** What shards are made for at the moment; `null`: for nothing. A value. */
  readonly resharding: Resharding | null;
  /** When the shard count was changed, in the last 24 hours. A value. */
  readonly countUpdates: readonly Instant[];
  /** The shard that has the next record where they are spread evenly: its place in {@link open}. */
  readonly turn: number;
  /** What is pushed to consumers with enhanced fan-out. */
  readonly subscriptions: Slab<Subscription>;
  /** Subscriptions ever opened; numbers the next one. */
  readonly subscriptionCount: number;
  readonly retentionArmed: boolean;
  readonly windowArmed: boolean;
  /** What AWS charges for by the hour, up to an instant. A value. */
  readonly hours: BilledHours;
}

/** What AWS charges for by the hour, in microseconds, up to {@link BilledHours.until}. */
export interface BilledHours {
  readonly until: Instant;
  /** Of a provisioned stream, all shards together. */
  readonly shards: number;
  /** The same while it keeps records for more than 24 hours. */
  readonly keepingShards: number;
  /** Of an on-demand stream. */
  readonly onDemand: number;
  /** Of a provisioned stream, for each consumer with enhanced fan-out all shards together. */
  readonly consumers: number;
}

/** A shard that takes records. A value. */
export interface OpenShard {
  readonly start: HashKey;
  readonly id: SlabId;
}

/** What shards are made for. A value. */
export type Resharding =
  | { readonly type: "split"; readonly shards: readonly Split[] }
  | { readonly type: "merge"; readonly shard: number; readonly adjacent: number }
  | { readonly type: "count"; readonly target: number };

/** A shard that becomes two. */
export interface Split {
  readonly shard: number;
  readonly at: HashKey;
}

/** What one consumer is pushed of one shard. */
export interface Subscription {
  readonly number: number;
  /** The ARN of the consumer. */
  readonly reader: string;
  readonly shard: SlabId;
  /** The place of the next record. */
  readonly sequence: number;
  readonly openedAt: Instant;
  /** Who waits for the next event; -1: nobody, so that none is pushed. */
  readonly waiter: RequestId | -1;
  /** When what was pushed is as long ago as it takes. */
  readonly freeAt: Instant;
}

/** A shard: its records in order, and what it may take and give at the moment. */
export interface Shard {
  readonly number: number;
  /** None, one that was split, or two that were merged. A value. */
  readonly parents: readonly number[];
  readonly start: HashKey;
  readonly end: HashKey;
  readonly createdAt: Instant;
  /** `null`: it takes records. */
  readonly closedAt: Instant | null;

  readonly records: Slab<Kept>;
  readonly order: Ring<SlabId>;
  /** How many expired: the first record that is there has the next place. */
  readonly trimmed: number;

  /** What it may take now, in millionths of a byte and of a record; as of the instant. */
  readonly bytes: number;
  readonly count: number;
  readonly filledAt: Instant;

  /** What it gave in the span that began then: bytes, calls. */
  readonly readSince: Instant;
  readonly readBytes: number;
  readonly readCalls: number;

  /** Those who are pushed what it takes. A value. */
  readonly subscribed: readonly SlabId[];

  /** On demand: what it took in the span that is looked at. */
  readonly windowBytes: number;
  readonly windowCount: number;

  /** What its own metrics came to in the last minutes, the oldest first. A value. */
  readonly minutes: readonly ShardMinute[];
}

/** A record where it is kept. */
export interface Kept {
  readonly record: StreamRecord;
}

/** What a shard holds at most of tokens, in millionths: what it takes in a second, and one record at least. */
export const bytesInReserve = ({ maximumRecordSize }: StreamSettings): number =>
  Math.max(kinesisLimits.writeBytes, maximumRecordSize) * millionths;
export const recordsInReserve = kinesisLimits.writeRecords * 1_000_000;
/** In one. */
export const millionths = 1_000_000;

/** A shard without records. */
export const newShard = (
  { number, parents, start, end }: Pick<Shard, "number" | "parents" | "start" | "end">,
  now: Instant,
  settings: StreamSettings,
): Shard => ({
  number,
  parents,
  start,
  end,
  createdAt: now,
  closedAt: null,
  records: slab.empty(),
  order: ring.empty(),
  trimmed: 0,
  bytes: bytesInReserve(settings),
  count: recordsInReserve,
  filledAt: now,
  readSince: now,
  readBytes: 0,
  readCalls: 0,
  subscribed: [],
  windowBytes: 0,
  windowCount: 0,
  minutes: [],
});

/** A stream that nothing was put into. */
export function initialStream(settings: StreamSettings): StreamState {
  const shards = slab.empty<Shard>();
  const starts = startsOf(settings.shardCount);
  const ids = starts.map((from, number) => {
    const next = starts[number + 1];
    const end = next === undefined ? lastHashKey : placeBefore(next);
    return slab.insert(
      shards,
      newShard({ number, parents: [], start: from, end }, settings.createdAt, settings),
    );
  });
  return {
    shards,
    shardIds: ids,
    open: ids.map((id, number) => ({ start: starts[number]!, id })),
    recordCount: 0,
    expiredCount: 0,
    resharding: null,
    countUpdates: [],
    turn: 0,
    subscriptions: slab.empty(),
    subscriptionCount: 0,
    retentionArmed: false,
    windowArmed: false,
    hours: { until: settings.createdAt, shards: 0, keepingShards: 0, onDemand: 0, consumers: 0 },
  };
}
