import {
  ring,
  slab,
  table,
  type Duration,
  type Instant,
  type RequestId,
  type Ring,
  type Slab,
  type SlabId,
  type Table,
} from "@orrery/kernel";
import type { Trail } from "../../../service/origin.ts";
import type { DeduplicationScope, QueueSettings } from "../config.ts";
import type { MessageContent, MessageIdentity, MoveTask, ReceivedMessage } from "../protocol.ts";
import { bucketsOf, type Bucket } from "./action-buckets.ts";

/** How long consumers took lately; what is counted for fair queues. */
export interface ProcessingTime {
  /** When the window began in which something ended last; `null`: nothing was counted yet. */
  readonly processingSince: number | null;
  /** In microseconds: the times in flight that ended in that window, and in the one before. */
  readonly processed: number;
  readonly processedBefore: number;
}

/** The messages of one queue, and who waits for them. Its processing time is that of all messages. */
export interface QueueState extends ProcessingTime {
  /** Every message not deleted yet. */
  readonly messages: Slab<StoredMessage>;
  /** All messages in order of arrival. May still name some that are gone. */
  readonly arrivals: Ring<SlabId>;
  /** Of a standard queue: visible messages in order of sending. May still name some that are gone. */
  readonly visible: Ring<SlabId>;
  /** Of a standard queue: messages that are visible again or no longer delayed, likewise. */
  readonly returned: Ring<SlabId>;
  /** Messages under the queue's own delay, in order of their ends. May still name some that are gone. */
  readonly delayed: Ring<SlabId>;
  /** When the delay ends of the message put last on {@link delayed}. */
  readonly delayedUntil: Instant;

  /** Message groups that have messages. */
  readonly groups: Slab<Group>;
  readonly groupIds: Table<SlabId>;
  /** FIFO: groups with a message to receive, in the order they are served. Standard: noisy groups. */
  readonly served: Ring<SlabId>;
  /** FIFO: messages that no receive looks at yet, in order of arrival. */
  readonly beyond: Ring<SlabId>;
  /** FIFO: messages in the lists of their groups. */
  readonly discoveredCount: number;
  readonly groupsInFlightCount: number;

  /** Long polls without a message yet. */
  readonly waiters: Slab<Waiter>;
  /** In order of their coming. May still name some that are gone. */
  readonly waiting: Ring<SlabId>;

  readonly visibleCount: number;
  readonly delayedCount: number;
  readonly inFlightCount: number;
  readonly leavingCount: number;

  /** FIFO: what was sent in the last five minutes, by deduplication id (and group). */
  readonly deduplication: Table<Deduplicated>;
  /** The scope that acts; the settings' own one minute later. */
  readonly deduplicationScope: DeduplicationScope;
  /** FIFO: receives of the last five minutes, by their attempt ids. */
  readonly attempts: Table<Attempt>;
  /** FIFO: tokens by API action and partition. */
  readonly buckets: Slab<Bucket>;

  /** When messages went to the dead-letter queue that nobody had asked to delete, by number; of 12 hours. */
  readonly deadLetters: Table<Instant>;

  /** The newest move tasks from this queue, oldest first. */
  readonly moveTasks: Table<MoveTask>;
  /** The one that is running or being cancelled. */
  readonly activeTask: string | null;
  /** Messages that it sent and whose answers are owed. */
  readonly movingCount: number;
  /** Whether it has nothing to move but these answers to wait for. */
  readonly moveWaits: boolean;

  readonly retentionArmed: boolean;
  readonly purgedAt: Instant | null;

  /** Messages ever stored; numbers the next one. */
  readonly storedCount: number;
  readonly deletedCount: number;
  readonly expiredCount: number;
  /** Given to a dead-letter queue, or to the destination of a move task. */
  readonly movedCount: number;
  readonly purgedCount: number;
}

/** A message from its arrival to its end. */
export interface StoredMessage {
  /** A value, shared with whoever has the message too. */
  readonly content: MessageContent;
  /** Its number in this queue, from 1. On FIFO queues its sequence number. */
  readonly message: number;
  readonly sentAt: Instant;
  readonly condition: Condition;
  /** `null` for one that waits for its first receive, as most of a backlog do. */
  readonly delivery: Delivery | null;
  /** `null` for one of no group and without a deduplication id. */
  readonly membership: Membership | null;
  /** What it was before another queue gave it up; `null` for one that was sent here. A value. */
  readonly former: FormerMessage | null;
  /** Whether a consumer was done with it and asked for its deletion, too late for that receive. */
  readonly isProcessed: boolean;
  /** Its trail, in parts: an object of its own for each message that waits would cost as much as half of it. */
  readonly by: Sender;
  readonly arrival: Trail["number"];
  /** How long after the trail's beginning it was sent: small, so that it needs no box as an instant does. */
  readonly sentAfter: Duration;
}

/** What all messages of one sender have in common of their trails. A value, shared by them. */
export type Sender = Pick<Trail, "from" | "lineage">;

/** What led to a message. */
export const trailOf = ({ by, arrival, sentAt, sentAfter }: StoredMessage): Trail => ({
  from: by.from,
  number: arrival,
  at: (sentAt - sentAfter) as Instant, // The sum with what is below 0 would be in a box: it might be −0.
  lineage: by.lineage,
});

/** What became of a message so far. A value. */
export interface Delivery {
  readonly receiveCount: number;
  readonly firstReceivedAt: Instant | null;
  /** When this time in flight began. */
  readonly hiddenAt: Instant | null;
  /** When the time in flight, or the delay, ends. */
  readonly until: Instant | null;
}

/** Which messages a message is in order with, and which it is the same as. A value. */
export interface Membership {
  readonly deduplicationId: string | null;
  /** -1: none. */
  readonly group: SlabId;
  /** The next and the previous one in the list of the group; -1: none. */
  readonly next: SlabId;
  readonly previous: SlabId;
}

/**
 * Where a message is. *Visible* is on a ring of the standard queue or in a FIFO group, *aside* in
 * the list of a noisy group, *beyond* what a FIFO queue looks at: all three count as visible.
 * *Delayed* is on the ring of the queue's delay, *delayedAlone* has a timer. *HiddenAgain* is in
 * flight while a ring still lists it. *Leaving* is on its way to another queue.
 */
export type Condition =
  | "visible"
  | "aside"
  | "beyond"
  | "delayed"
  | "delayedAlone"
  | "inFlight"
  | "hiddenAgain"
  | "leaving";

/** What a message was before it came. */
export interface FormerMessage {
  readonly identity: MessageIdentity;
  /** The resource number of the queue that gave it up. */
  readonly source: number;
  /** The name of that queue. */
  readonly sourceName: string;
  readonly movedAt: Instant;
  /** How often it had been received by then. */
  readonly receiveCount: number;
}

/** The messages of one message group. Processing time is counted on standard queues only. */
export interface Group extends ProcessingTime {
  readonly id: string;
  /** FIFO: its messages in order. Standard: those put aside. -1: none. */
  readonly head: SlabId;
  readonly tail: SlabId;
  /** All its messages, those that leave included. */
  readonly messageCount: number;
  readonly visibleCount: number;
  readonly delayedCount: number;
  readonly inFlightCount: number;
  /** Whether {@link QueueState.served} names it. */
  readonly listed: boolean;
  readonly noisy: boolean;
  /** When a message came to it last. */
  readonly sentAt: Instant;
}

/** A receive that waits. */
export interface Waiter {
  readonly request: RequestId;
  readonly maxNumberOfMessages: number;
  readonly visibilityTimeout: Duration | null;
  readonly receiveRequestAttemptId: string | null;
  readonly until: Instant;
}

/** The message that a deduplication id stands for. A value. */
export interface Deduplicated {
  readonly message: number;
  readonly until: Instant;
}

/** What a receive request attempt got. A value. */
export interface Attempt {
  readonly messages: readonly ReceivedMessage[];
  /** When their times in flight end, unless something happens to them. */
  readonly hiddenUntil: Instant;
  readonly until: Instant;
}

/** Stands for no message, no group. */
export const none = -1 as SlabId;

/** Of a message that was not received yet and is not delayed. */
export const undelivered: Delivery = Object.freeze({
  receiveCount: 0,
  firstReceivedAt: null,
  hiddenAt: null,
  until: null,
});

/** The group of a message; {@link none} for none. */
export const groupIn = ({ membership }: StoredMessage): SlabId =>
  membership === null ? none : membership.group;

/** How often a message was received in all. */
export const receiveCountOf = ({ delivery }: StoredMessage): number =>
  delivery === null ? 0 : delivery.receiveCount;

/** A queue without messages. */
export const initialQueue = (settings: QueueSettings): QueueState => ({
  messages: slab.empty(),
  arrivals: ring.empty(),
  visible: ring.empty(),
  returned: ring.empty(),
  delayed: ring.empty(),
  delayedUntil: 0 as Instant,
  groups: slab.empty(),
  groupIds: table.empty(),
  served: ring.empty(),
  beyond: ring.empty(),
  discoveredCount: 0,
  groupsInFlightCount: 0,
  waiters: slab.empty(),
  waiting: ring.empty(),
  visibleCount: 0,
  delayedCount: 0,
  inFlightCount: 0,
  leavingCount: 0,
  deduplication: table.empty(),
  deduplicationScope: settings.deduplicationScope,
  attempts: table.empty(),
  buckets: bucketsOf(settings),
  deadLetters: table.empty(),
  moveTasks: table.empty(),
  activeTask: null,
  movingCount: 0,
  moveWaits: false,
  processingSince: null,
  processed: 0,
  processedBefore: 0,
  retentionArmed: false,
  purgedAt: null,
  storedCount: 0,
  deletedCount: 0,
  expiredCount: 0,
  movedCount: 0,
  purgedCount: 0,
});
