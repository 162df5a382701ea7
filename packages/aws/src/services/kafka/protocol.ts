import type { Instant, Reply, SetTimer, SettingsChanged, TimerFired } from "@orrery/kernel";
import type { Trailed } from "../../service/origin.ts";
import type { ItemIdentity } from "../../service/payload.ts";
import type { Refused } from "../../service/refusal.ts";
import type {
  DescribeShards,
  NextEvent,
  RecordsGot,
  ShardItem,
  ShardsDescribed,
  OpenSubscription,
  Subscribed,
  SubscriptionEnded,
} from "../../service/source.ts";
import type { TopicSettings } from "./config.ts";

/** What a record says. A value: may be shared by many records. */
export interface RecordContent {
  /** As it is, or in base64. */
  readonly data: string;
  readonly isBase64: boolean;
  /** Bytes of the data. */
  readonly size: number;
}

/** What all records of a topic have. A value: one object for all of them. */
export interface TopicMark {
  readonly name: string;
  readonly bootstrapServers: string;
  /** Milliseconds since 1970 at instant 0. */
  readonly epochMilliseconds: number;
}

/** A record as a partition keeps it. A value. */
export interface TopicRecord extends ShardItem {
  readonly content: RecordContent;
  /** `null`: it has none. */
  readonly key: string | null;
  /** Bytes of key and value. */
  readonly size: number;
  readonly identity: ItemIdentity;
  readonly topic: TopicMark;
  readonly partition: number;
  /** From 0. */
  readonly offset: number;
}

/** A record that is to be appended. */
export interface ProduceEntry {
  readonly content: RecordContent;
  readonly key: string | null;
  readonly size: number;
}

/** Appends a record to the partition of its key, or to any. */
export interface Produce extends ProduceEntry, Trailed {
  readonly type: "produce";
}

/** All that a topic reacts to. */
export type TopicInput =
  | Produce
  | DescribeShards
  | OpenSubscription
  | NextEvent
  | SettingsChanged<TopicSettings>
  | TimerFired;

/** All that a topic asks for. */
export type TopicEffect = Reply<TopicReply> | SetTimer;

/** How a topic answers a request. */
export type TopicReply =
  Produced | ShardsDescribed | Subscribed | SubscriptionEnded | RecordsGot<TopicRecord> | Refused;

/** A record was appended. */
export interface Produced {
  readonly type: "recordPut";
  readonly partition: number;
  readonly offset: number;
  readonly writtenAt: Instant;
  /** The resource number of the topic, and its number there. */
  readonly topic: number;
  readonly number: number;
}
