import type {
  ClearTimer,
  Duration,
  Instant,
  Replied,
  Reply,
  Send,
  SetTimer,
  SettingsChanged,
  SlabId,
  TimerFired,
} from "@orrery/kernel";
import type { Unchanging } from "../../service/call.ts";
import type { Trail, Trailed } from "../../service/origin.ts";
import type { ItemIdentity } from "../../service/payload.ts";
import type { Refused } from "../../service/refusal.ts";
import type { Done, EntryResults, Receive, Received, SourceItem } from "../../service/source.ts";
import type { QueueSettings } from "./config.ts";

/** What a message says. A value: passed on from queue to queue, and never written on. May be shared by many messages. */
export interface MessageContent {
  readonly body: string;
  /** Bytes of body and message attributes, counted where the message enters. */
  readonly size: number;
  /** In order of their names; empty for none. */
  readonly attributes: readonly MessageAttribute[];
  /** AWSTraceHeader; `null` for none. */
  readonly traceHeader: string | null;
}

/** A message attribute with its name. */
export interface MessageAttribute {
  readonly name: string;
  /** `String`, `Number` or `Binary`, each with an optional `.custom`. */
  readonly dataType: string;
  /** Of String and Number; base64 of Binary. */
  readonly value: string;
}

/** What a message is told from all others by: the queue it was sent to, and its number there. Kept when it moves to a dead-letter queue. */
export type MessageIdentity = ItemIdentity;

/** One receive of one message. A later receive of the message, or its deletion, makes it stale. */
export interface Receipt {
  readonly id: SlabId;
  /** The resource number of the queue that gave it. */
  readonly queue: number;
  /** How many messages the queue had stored when this one was: tells it from all others there. */
  readonly message: number;
  /** How often the message had been received by then. */
  readonly receive: number;
}

/** All that a queue reacts to. The operations of the API have their names. */
export type QueueInput =
  | SendMessage
  | SendMessageBatch
  | MoveMessage
  | ReceiveMessage
  | DeleteMessage
  | DeleteMessageBatch
  | ChangeMessageVisibility
  | ChangeMessageVisibilityBatch
  | PurgeQueue
  | GetQueueAttributes
  | AcceptDeadLetter
  | StartMessageMoveTask
  | CancelMessageMoveTask
  | ListMessageMoveTasks
  | SettingsChanged<QueueSettings>
  | Replied<QueueReply>
  | TimerFired;

export interface SendMessage extends SendEntry, Trailed {
  readonly type: "sendMessage";
}

/** A message that is sent, alone or with others. */
export interface SendEntry {
  readonly content: MessageContent;
  /** `null`: the queue's. */
  readonly delay: Duration | null;
  /** `null` for none. */
  readonly groupId: string | null;
  /** `null` for none; a FIFO queue with content-based deduplication makes one of the body then. */
  readonly deduplicationId: string | null;
}

/** Up to 10 messages in one request, each taken or refused by itself. */
export interface SendMessageBatch extends Trailed {
  readonly type: "sendMessageBatch";
  /** Each bears the trail of what led to it, or else that of the request. */
  readonly entries: readonly (SendEntry & Partial<Trailed>)[];
}

/** A message that a move task brings. Not an operation of the API: SQS moves it inside. */
export interface MoveMessage extends Trailed {
  readonly type: "moveMessage";
  readonly content: MessageContent;
  /** `null` for none. */
  readonly groupId: string | null;
}

export type ReceiveMessage = Receive;

export interface DeleteMessage {
  readonly type: "deleteMessage";
  readonly receipt: Receipt;
}

export interface DeleteMessageBatch extends Done {
  readonly receipts: readonly Receipt[];
}

export interface ChangeMessageVisibility {
  readonly type: "changeMessageVisibility";
  readonly receipt: Receipt;
  /** Counted from now, not from the receive. */
  readonly visibilityTimeout: Duration;
}

export interface ChangeMessageVisibilityBatch {
  readonly type: "changeMessageVisibilityBatch";
  readonly entries: readonly ChangeMessageVisibility[];
}

export interface PurgeQueue {
  readonly type: "purgeQueue";
}

/** Asks for the approximate counts; the other attributes are known to the control plane. */
export interface GetQueueAttributes {
  readonly type: "getQueueAttributes";
}

/** A message that another queue gave up. Not an operation of the API: SQS moves it inside. */
export interface AcceptDeadLetter extends Trailed {
  readonly type: "acceptDeadLetter";
  readonly identity: MessageIdentity;
  readonly content: MessageContent;
  readonly sentAt: Instant;
  readonly receiveCount: number;
  readonly firstReceivedAt: Instant;
  readonly groupId: string | null;
  readonly deduplicationId: string | null;
  /** The resource number of the queue that gave it up. */
  readonly source: number;
  /** The name of that queue. */
  readonly sourceName: string;
}

export interface StartMessageMoveTask {
  readonly type: "startMessageMoveTask";
  /** Names the task at the edge. */
  readonly task: string;
  /** Resource number of the destination; `null`: back to where each message came from. */
  readonly destination: number | null;
  /** Messages a second, 1 to 500; `null`: as fast as SQS sees fit. */
  readonly maxNumberOfMessagesPerSecond: number | null;
}

export interface CancelMessageMoveTask {
  readonly type: "cancelMessageMoveTask";
  readonly task: string;
}

export interface ListMessageMoveTasks {
  readonly type: "listMessageMoveTasks";
  /** 1 to 10. */
  readonly maxResults: number;
}

/** All that a queue asks for: of its dead-letter queue, or of the destinations of a move task. */
export type QueueEffect =
  Reply<QueueReply> | Send<AcceptDeadLetter | MoveMessage> | SetTimer | ClearTimer;

/** How a queue answers a request. */
export type QueueReply =
  | Sent
  | SentBatch
  | Received<ReceivedMessage>
  | { readonly type: "deleted" }
  | EntryResults
  | { readonly type: "visibilityChanged" }
  | ({ readonly type: "purged" } & Unchanging)
  | QueueCounts
  | { readonly type: "accepted" }
  | ({ readonly type: "moveTaskStarted"; readonly task: string } & Unchanging)
  | { readonly type: "moveTaskCancelled"; readonly movedCount: number }
  | { readonly type: "moveTasks"; readonly tasks: readonly MoveTask[] }
  | Refused;

/** A message that is taken, by its identity. */
export interface Sent extends MessageIdentity {
  readonly type: "sent";
  /** On FIFO queues: grows inside a group. `null` on standard queues. */
  readonly sequenceNumber: number | null;
}

/** One for each entry, in order. */
export interface SentBatch {
  readonly type: "sentBatch";
  readonly results: readonly (Sent | Refused)[];
}

export interface QueueCounts {
  readonly type: "queueCounts";
  readonly visible: number;
  readonly inFlight: number;
  readonly delayed: number;
}

export interface MoveTask {
  readonly task: string;
  readonly status: "RUNNING" | "COMPLETED" | "CANCELLING" | "CANCELLED" | "FAILED";
  readonly destination: number | null;
  readonly maxNumberOfMessagesPerSecond: number | null;
  readonly movedCount: number;
  readonly toMoveCount: number;
  readonly failureReason: string | null;
  readonly startedAt: Instant;
}

/** A message as a consumer gets it. A value. */
export interface ReceivedMessage extends SourceItem {
  readonly receipt: Receipt;
  readonly identity: MessageIdentity;
  readonly content: MessageContent;
  readonly trail: Trail;
  readonly sentAt: Instant;
  readonly firstReceivedAt: Instant;
  /** This receive included. */
  readonly receiveCount: number;
  readonly groupId: string | null;
  readonly deduplicationId: string | null;
  /** `null` on standard queues. */
  readonly sequenceNumber: number | null;
  /** The name of the queue that gave it up; `null` when none did. */
  readonly deadLetterSource: string | null;
}
