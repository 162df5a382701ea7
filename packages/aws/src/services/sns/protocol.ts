import type {
  Instant,
  Replied,
  Reply,
  Send,
  SetTimer,
  SettingsChanged,
  Tagged,
  TimerFired,
} from "@orrery/kernel";
import type { Trailed } from "../../service/origin.ts";
import type { Refused } from "../../service/refusal.ts";
import type { TopicSettings } from "./config.ts";

/** What a message says. A value: passed on to every subscriber, and never written on. */
export interface TopicContent {
  /** The message; of one with a text for each protocol, the one under `default`. */
  readonly message: string;
  /** `null` for none. */
  readonly subject: string | null;
  /** In order of their names; empty for none. */
  readonly attributes: readonly MessageAttribute[];
  /** The texts of MessageStructure json, by protocol; `null` for none. */
  readonly byProtocol: Readonly<Record<string, string>> | null;
  /** Bytes of body and message attributes, counted where the message enters. */
  readonly size: number;
}

/** A message attribute with its name. */
export interface MessageAttribute {
  readonly name: string;
  /** `String`, `String.Array`, `Number` or `Binary`, or one of them with a suffix. */
  readonly dataType: string;
  /** Of Binary in base64. */
  readonly value: string;
}

/** All that a topic reacts to. */
export type TopicInput =
  | Publish
  | PublishBatch
  | RequestConfirmation
  | StartReplay
  | DescribeReplay
  | SettingsChanged<TopicSettings>
  | Replied<Tagged>
  | TimerFired;

export interface Publish extends PublishEntry, Trailed {
  readonly type: "publish";
}

/** A message that is published, alone or with others. */
export interface PublishEntry {
  readonly content: TopicContent;
  /** `null` for none. */
  readonly groupId: string | null;
  /** `null` for none; a topic with content-based deduplication makes one of the message then. */
  readonly deduplicationId: string | null;
}

/** Up to 10 messages in one request, each taken or refused by itself. */
export interface PublishBatch extends Trailed {
  readonly type: "publishBatch";
  /** Each bears the trail of what led to it, or else that of the request. */
  readonly entries: readonly (PublishEntry & Partial<Trailed>)[];
}

/** Asks an endpoint whether it wants its subscription. Not an operation of the API: Subscribe does it. */
export interface RequestConfirmation extends Trailed {
  readonly type: "requestConfirmation";
  /** The number of the subscription in its topic. */
  readonly subscription: number;
  readonly token: string;
}

/** Delivers what is archived to a subscription. Not an operation of the API: a replay policy does it. */
export interface StartReplay {
  readonly type: "startReplay";
  readonly subscription: number;
  readonly from: Instant;
  /** `null`: it goes on with new messages. */
  readonly until: Instant | null;
}

/** Asks how far the replay of a subscription is. */
export interface DescribeReplay {
  readonly type: "describeReplay";
  readonly subscription: number;
}

/** All that a topic asks for: of its subscribers, their dead-letter queues and the account. */
export type TopicEffect = Reply<TopicReply> | Send<Tagged> | SetTimer;

/** How a topic answers a request. */
export type TopicReply =
  | Published
  | PublishedBatch
  | { readonly type: "confirmationRequested" }
  | { readonly type: "replayStarted" }
  | { readonly type: "replayDescribed"; readonly status: ReplayStatus | null }
  | Refused;

export interface Published {
  readonly type: "published";
  /** Which of the topic's messages it is, from 1; of a duplicate, the one that it repeats. */
  readonly message: number;
  /** Of FIFO topics; `null` on standard ones. */
  readonly sequenceNumber: number | null;
}

/** One for each entry, in order. */
export interface PublishedBatch {
  readonly type: "publishedBatch";
  readonly results: readonly (Published | Refused)[];
}

/** How far a replay is, as SNS says it. */
export type ReplayStatus = "Pending" | "In progress" | "Completed" | "Failed";

/** What the account's quota of published messages reacts to. */
export interface TakePublishes {
  readonly type: "takePublishes";
  /** How many messages. */
  readonly messages: number;
  /** Whether the topic is FIFO. */
  readonly fifo: boolean;
}

/** What a place outside AWS reacts to that a topic delivers to: a request to an HTTP endpoint, an e-mail. */
export interface Notify extends Trailed {
  readonly type: "notify";
  readonly body: string;
  readonly size: number;
}

export type OutsideReply = { readonly type: "notified"; readonly number: number } | Refused;

/** A message that a topic has taken. A value. */
export interface TopicMessage extends Trailed {
  /** From 1. */
  readonly number: number;
  readonly content: TopicContent;
  readonly publishedAt: Instant;
  readonly groupId: string | null;
  readonly deduplicationId: string | null;
  /** `null` on standard topics. */
  readonly sequenceNumber: number | null;
}

/** A message on its way to a subscription; or, with a token, the question whether it is wanted. */
export interface Notification {
  readonly subscription: number;
  readonly message: TopicMessage;
  readonly isReplayed: boolean;
  /** Of a confirmation request; `null` of a message. */
  readonly token: string | null;
  /** The lane that it holds up; `null` on standard topics. */
  readonly lane: string | null;
}
