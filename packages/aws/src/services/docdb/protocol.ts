import type { Instant, Reply, SetTimer, TimerFired } from "@orrery/kernel";
import type { Trailed } from "../../service/origin.ts";
import type { ItemIdentity } from "../../service/payload.ts";
import type { Refused } from "../../service/refusal.ts";
import type {
  DescribeShards,
  NextEvent,
  OpenSubscription,
  RecordsGot,
  ShardItem,
  ShardsDescribed,
  Subscribed,
  SubscriptionEnded,
} from "../../service/source.ts";

/** A document, as a text. A value: may be shared by many changes. */
export interface DocumentContent {
  readonly data: string;
  /** Bytes of the data. */
  readonly size: number;
}

/** A document that was inserted. A value. */
export interface DocumentChange extends ShardItem {
  readonly content: DocumentContent;
  readonly database: string;
  readonly collection: string;
  readonly identity: ItemIdentity;
  readonly size: number;
}

/** Inserts a document. */
export interface InsertDocument extends Trailed {
  readonly type: "insertDocument";
  readonly content: DocumentContent;
  /** Such as `shop.orders`; `null`: the collection that was read first. */
  readonly namespace: string | null;
}

/** All that a cluster reacts to. */
export type ClusterInput =
  InsertDocument | DescribeShards | OpenSubscription | NextEvent | TimerFired;

/** All that a cluster asks for. */
export type ClusterEffect = Reply<ClusterReply> | SetTimer;

/** A document was inserted. */
export interface DocumentInserted {
  readonly type: "documentInserted";
  readonly cluster: number;
  readonly number: number;
  readonly at: Instant;
}

/** How a cluster answers a request. */
export type ClusterReply =
  | DocumentInserted
  | ShardsDescribed
  | Subscribed
  | SubscriptionEnded
  | RecordsGot<DocumentChange>
  | Refused;
