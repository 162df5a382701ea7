import type { Instant, Reply } from "@orrery/kernel";
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
import type { BrokerSettings } from "./config.ts";

/** What a message says. A value: may be shared by many messages. */
export interface MessageContent {
  readonly data: string;
  /** Bytes of the data. */
  readonly size: number;
}

/** A message in a queue. A value. */
export interface BrokerMessage extends ShardItem {
  readonly content: MessageContent;
  readonly queue: string;
  readonly identity: ItemIdentity;
  /** One object for all messages of a broker. */
  readonly broker: BrokerSettings;
}

/** Puts a message into a queue, which need not be there before. */
export interface PutMessage extends Trailed {
  readonly type: "putMessage";
  readonly content: MessageContent;
  /** `null`: that which was read first. */
  readonly queue: string | null;
}

/** All that a broker reacts to. */
export type BrokerInput = PutMessage | DescribeShards | OpenSubscription | NextEvent;

/** All that a broker asks for. */
export type BrokerEffect = Reply<BrokerReply>;

/** A message was put. */
export interface MessagePut {
  readonly type: "messagePut";
  readonly broker: number;
  readonly number: number;
  readonly at: Instant;
}

/** How a broker answers a request. */
export type BrokerReply =
  | MessagePut
  | ShardsDescribed
  | Subscribed
  | SubscriptionEnded
  | RecordsGot<BrokerMessage>
  | Refused;
