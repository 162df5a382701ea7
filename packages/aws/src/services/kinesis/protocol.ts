import type {
  Duration,
  Instant,
  Reply,
  SetTimer,
  SettingsChanged,
  TimerFired,
} from "@orrery/kernel";
import type { Unchanging } from "../../service/call.ts";
import type { Trail, Trailed } from "../../service/origin.ts";
import type { Refused } from "../../service/refusal.ts";
import type { StreamSettings } from "./config.ts";
import type { HashKey } from "./hash-key.ts";

/** What a record says. A value: may be shared by many records. */
export interface RecordContent {
  /** As it is, or in base64. */
  readonly data: string;
  readonly isBase64: boolean;
  /** Bytes of the data. */
  readonly size: number;
}

/** A record that is put, alone or with others. */
export interface PutEntry {
  readonly content: RecordContent;
  readonly partitionKey: string;
  /** Where it goes in place of the MD5 of its partition key; `null`: there. */
  readonly explicitHashKey: HashKey | null;
  /** Bytes of data and partition key. */
  readonly size: number;
}

/** A record as a shard keeps it. A value. */
export interface StreamRecord extends Trailed {
  readonly content: RecordContent;
  readonly partitionKey: string;
  /** Bytes of data and partition key. */
  readonly size: number;
  readonly writtenAt: Instant;
  /** Its number in the stream, from 1. */
  readonly number: number;
}

/** All that a stream reacts to. The operations of the API have their names. */
export type StreamInput =
  | PutRecord
  | PutRecords
  | GetRecords
  | FindPlace
  | DescribeShards
  | SplitShard
  | MergeShards
  | UpdateShardCount
  | SettingsChanged<StreamSettings>
  | TimerFired;

export interface PutRecord extends PutEntry, Trailed {
  readonly type: "putRecord";
}

/** Up to 500 records in one request, each taken or refused by itself. */
export interface PutRecords extends Trailed {
  readonly type: "putRecords";
  /** Each bears the trail of what led to it, or else that of the request. */
  readonly entries: readonly (PutEntry & Partial<Trailed>)[];
}

/** Reads a shard from a place on. */
export interface GetRecords {
  readonly type: "getRecords";
  readonly shard: number;
  /** The first record to be read, from 1. */
  readonly sequence: number;
  /** At most so many. */
  readonly limit: number;
}

/** Where a reader begins in a shard. */
export type StartingPlace =
  | { readonly type: "trimHorizon" }
  | { readonly type: "latest" }
  | { readonly type: "sequence"; readonly sequence: number }
  | { readonly type: "timestamp"; readonly timestamp: Instant };

/** Finds the place in a shard that an iterator begins at. */
export interface FindPlace {
  readonly type: "findPlace";
  readonly shard: number;
  readonly start: StartingPlace;
}

/** Asks for all shards. */
export interface DescribeShards {
  readonly type: "describeShards";
}

export interface SplitShard {
  readonly type: "splitShard";
  readonly shard: number;
  /** Where the second child begins. */
  readonly at: HashKey;
}

export interface MergeShards {
  readonly type: "mergeShards";
  readonly shard: number;
  readonly adjacent: number;
}

export interface UpdateShardCount {
  readonly type: "updateShardCount";
  readonly target: number;
  /** Shards that the account may have besides those that are open. */
  readonly room: number;
}

/** All that a stream asks for. */
export type StreamEffect = Reply<StreamReply> | SetTimer;

/** How a stream answers a request. */
export type StreamReply =
  | RecordPut
  | RecordsPut
  | RecordsGot
  | ({ readonly type: "placeFound"; readonly sequence: number } & Unchanging)
  | (ShardsDescribed & Unchanging)
  | { readonly type: "resharding" }
  | { readonly type: "shardCountUpdated"; readonly current: number }
  | Refused;

/** A record was taken. */
export interface RecordPut {
  readonly type: "recordPut";
  readonly shard: number;
  /** Its place in the shard, from 1. */
  readonly sequence: number;
  readonly shardCreatedAt: Instant;
  readonly writtenAt: Instant;
  /** The resource number of the stream, and its number there. */
  readonly stream: number;
  readonly number: number;
}

/** One for each entry, in order. */
export interface RecordsPut {
  readonly type: "recordsPut";
  readonly results: readonly (RecordPut | Refused)[];
}

/** Records of a shard, in order. */
export interface RecordsGot {
  readonly type: "recordsGot";
  readonly shard: number;
  readonly shardCreatedAt: Instant;
  /** The place of the first, from 1. */
  readonly first: number;
  readonly records: readonly StreamRecord[];
  /** Where reading goes on; `null`: the shard is closed, and all of it was read. */
  readonly next: number | null;
  /** How long ago what is read next came; no time at the tip. */
  readonly behind: Duration;
  /** Where the shard is closed and all of it was read: what came after it. */
  readonly children: readonly ShardView[];
}

/** All shards that have records or may get some, in order of their making. */
export interface ShardsDescribed {
  readonly type: "shardsDescribed";
  readonly shards: readonly ShardView[];
  /** Whether shards are being split or merged. */
  readonly isUpdating: boolean;
}

/** A shard, as everybody may know it. */
export interface ShardView {
  readonly number: number;
  /** None, one that was split, or two that were merged. */
  readonly parents: readonly number[];
  readonly start: HashKey;
  readonly end: HashKey;
  readonly createdAt: Instant;
  /** `null`: it is open. */
  readonly closedAt: Instant | null;
}

/** What led to an entry of a request. */
export const trailOf = (entry: Partial<Trailed>, request: Trailed): Trail =>
  entry.trail ?? request.trail;
