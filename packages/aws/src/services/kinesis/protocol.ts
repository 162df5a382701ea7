import type {
  ClearTimer,
  Instant,
  Reply,
  SetTimer,
  SettingsChanged,
  TimerFired,
} from "@orrery/kernel";
import type { Unchanging } from "../../service/call.ts";
import type { Measured, Unpublished } from "../../service/cloudwatch-metric.ts";
import type { Trail, Trailed } from "../../service/origin.ts";
import type { ItemIdentity } from "../../service/payload.ts";
import type { Refused } from "../../service/refusal.ts";
import type {
  DescribeShards,
  FindPlace,
  NextEvent,
  PlaceFound,
  ReadShard,
  RecordsGot,
  ShardFacts,
  ShardItem,
  ShardsDescribed,
  Subscribed,
  OpenSubscription,
  SubscriptionEnded,
} from "../../service/source.ts";
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
export interface StreamRecord extends ShardItem {
  readonly content: RecordContent;
  readonly partitionKey: string;
  /** Bytes of data and partition key. */
  readonly size: number;
  /** The resource number of the stream, and its number there, from 1. */
  readonly identity: ItemIdentity;
  readonly shard: ShardMark;
  /** Its place in the shard, from 1. */
  readonly sequence: number;
}

/** What the names of a shard and of its records are made of. A value: one object for all its records. */
export interface ShardMark {
  readonly number: number;
  readonly createdAt: Instant;
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
}

/** All that a stream reacts to. The operations of the API have their names. */
export type StreamInput =
  | PutRecord
  | PutRecords
  | ReadShard
  | FindPlace
  | DescribeShards
  | OpenSubscription
  | NextEvent
  | SplitShard
  | MergeShards
  | UpdateShardCount
  | MeasureShard
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

/** Asks what a metric of a shard came to in a minute of virtual time, counted from 0. */
export interface MeasureShard {
  readonly type: "measureShard";
  readonly shard: number;
  readonly metric: string;
  readonly minute: number;
}

export interface UpdateShardCount {
  readonly type: "updateShardCount";
  readonly target: number;
  /** Shards that the account may have besides those that are open. */
  readonly room: number;
}

/** All that a stream asks for. */
export type StreamEffect = Reply<StreamReply> | SetTimer | ClearTimer;

/** How a stream answers a request. */
export type StreamReply =
  | Measured
  | Unpublished
  | RecordPut
  | RecordsPut
  | StreamRecordsGot
  | (PlaceFound & Unchanging)
  | (StreamShards & Unchanging)
  | Subscribed
  | SubscriptionEnded
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

/** All shards that have records or may get some, in order of their making. */
export interface StreamShards extends ShardsDescribed<ShardView> {
  /** Whether shards are being split or merged. */
  readonly isUpdating: boolean;
}

/** A shard, as everybody may know it. */
export interface ShardView extends ShardFacts {
  readonly start: HashKey;
  readonly end: HashKey;
}

/** Records of a shard, in order. */
export interface StreamRecordsGot extends RecordsGot<StreamRecord> {
  readonly children: readonly ShardView[];
}

/** What led to an entry of a request. */
export const trailOf = (entry: Partial<Trailed>, request: Trailed): Trail =>
  entry.trail ?? request.trail;
