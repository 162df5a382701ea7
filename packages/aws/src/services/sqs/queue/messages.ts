import {
  between,
  ring,
  slab,
  unreachable,
  type Instant,
  type Ring,
  type SlabId,
  type EffectList,
} from "@orrery/kernel";
import { notes, timers, type Queue, type QueueContext } from "./declarations.ts";
import { noteProcessed } from "./processing-time.ts";
import { forgetGroup, linkAgain, linkLast, listGroup, unlink } from "./message-groups.ts";
import type { Trail } from "../../../service/origin.ts";
import type { MessageContent } from "../protocol.ts";
import {
  groupIn,
  none,
  receiveCountOf,
  undelivered,
  type Condition,
  type Sender,
  type StoredMessage,
} from "./state.ts";

/** A record of the messages, to write on. */
export type EditedMessage = { -readonly [Field in keyof StoredMessage]: StoredMessage[Field] };

/** A message that comes to a queue, before that gives it a number and a place. */
export function newMessage(
  queue: Queue,
  content: MessageContent,
  trail: Trail,
  sentAt: Instant,
): EditedMessage {
  const by = senderOf(trail);
  const { number: arrival } = trail;
  const sentAfter = between(trail.at, sentAt);
  const stored = slab.spare(queue.messages);
  if (stored === undefined) {
    return {
      content,
      message: 0,
      sentAt,
      condition: "visible",
      delivery: null,
      membership: null,
      former: null,
      isProcessed: false,
      by,
      arrival,
      sentAfter,
    };
  }
  stored.content = content;
  stored.message = 0;
  stored.sentAt = sentAt;
  stored.condition = "visible";
  stored.delivery = null;
  stored.membership = null;
  stored.former = null;
  stored.isProcessed = false;
  stored.by = by;
  stored.arrival = arrival;
  stored.sentAfter = sentAfter;
  return stored;
}

// A memo of a pure function: the messages of one sender come in a row.
let lastSender: Sender = Object.freeze({ from: 0, lineage: null });

function senderOf({ from, lineage }: Trail): Sender {
  if (lastSender.from !== from || lastSender.lineage !== lineage) {
    lastSender = Object.freeze({ from, lineage });
  }
  return lastSender;
}

/** When a message came to this queue. */
export const arrivedAt = ({ former, sentAt }: StoredMessage): Instant =>
  former === null ? sentAt : former.movedAt;

/** How often a message was received from this queue. */
export const receivesHere = (stored: StoredMessage): number =>
  receiveCountOf(stored) - (stored.former === null ? 0 : stored.former.receiveCount);

/** Counts a message in or out. */
function tally(queue: Queue, condition: Condition, group: SlabId, by: 1 | -1): void {
  switch (condition) {
    case "visible":
    case "aside":
    case "beyond":
      queue.visibleCount += by;
      if (group !== none) tallyVisible(queue, group, by);
      return;
    case "inFlight":
    case "hiddenAgain":
      queue.inFlightCount += by;
      if (group !== none) tallyInFlight(queue, group, by);
      return;
    case "delayed":
    case "delayedAlone":
      queue.delayedCount += by;
      if (group !== none) slab.edit(queue.groups, group)!.delayedCount += by;
      return;
    case "leaving":
      queue.leavingCount += by;
      return;
    default:
      unreachable(condition);
  }
}

function tallyVisible(queue: Queue, id: SlabId, by: 1 | -1): void {
  const group = slab.edit(queue.groups, id)!;
  group.visibleCount += by;
  // A noisy group is quiet again when its backlog is consumed.
  if (group.visibleCount === 0) group.noisy = false;
}

function tallyInFlight(queue: Queue, id: SlabId, by: 1 | -1): void {
  const group = slab.edit(queue.groups, id)!;
  if (group.inFlightCount === (by === 1 ? 0 : 1)) queue.groupsInFlightCount += by;
  group.inFlightCount += by;
}

/** Changes a message's condition, and the counts with it. */
export function become(queue: Queue, stored: EditedMessage, condition: Condition): void {
  // In before out: a group that keeps its last message passes no moment without any.
  const group = groupIn(stored);
  tally(queue, condition, group, 1);
  tally(queue, stored.condition, group, -1);
  stored.condition = condition;
}

/** Says until when a message is in flight, and since when; or, since `null`, delayed. */
export function hideUntil(stored: EditedMessage, hiddenAt: Instant | null, until: Instant): void {
  const { receiveCount, firstReceivedAt } = stored.delivery ?? undelivered;
  stored.delivery = { receiveCount, firstReceivedAt, hiddenAt, until };
}

/** Ends the time in flight, or the delay, of a message. */
function unhide(stored: EditedMessage): void {
  const { receiveCount, firstReceivedAt } = stored.delivery ?? undelivered;
  stored.delivery =
    firstReceivedAt === null
      ? null
      : { receiveCount, firstReceivedAt, hiddenAt: null, until: null };
}

/** Puts a message behind the others that wait for the queue's own delay. */
export function waitWithQueue(queue: Queue, id: SlabId, until: Instant, effects: EffectList): void {
  if (queue.delayed.size === 0) {
    effects.setTimer(timers.queueDelay, 0, until);
  }
  ring.push(queue.delayed, id);
  queue.delayedUntil = until;
}

/** Stores a message under an id; the caller says afterwards what becomes of it. */
export function keep(
  queue: Queue,
  stored: StoredMessage,
  context: QueueContext,
  effects: EffectList,
): SlabId {
  const id = slab.insert(queue.messages, stored);
  ring.push(queue.arrivals, id);
  const group = groupIn(stored);
  if (group !== none) slab.edit(queue.groups, group)!.messageCount += 1;
  tally(queue, stored.condition, group, 1);
  if (!queue.retentionArmed) armRetention(queue, stored, context, effects);
  return id;
}

function armRetention(
  queue: Queue,
  stored: StoredMessage,
  { settings }: QueueContext,
  effects: EffectList,
): void {
  queue.retentionArmed = true;
  const at = (arrivedAt(stored) + settings.retentionPeriod) as Instant;
  effects.setTimer(timers.retention, 0, at);
}

/** Makes a message one that can be received; whoever waits is served by the caller. */
export function show(queue: Queue, id: SlabId, stored: EditedMessage, context: QueueContext): void {
  const { settings } = context;
  context.note(notes.visible, stored.message);
  const isListed = stored.condition === "hiddenAgain";
  if (!settings.fifo && (isListed || stored.condition === "inFlight")) {
    noteProcessed(queue, stored, context);
  }
  become(queue, stored, "visible");
  unhide(stored);
  if (settings.fifo) listGroup(queue, groupIn(stored));
  else if (!isListed) list(queue, id, stored);
}

/** Standard: puts a visible message on the ring where it belongs by its age and its receives. */
export function list(queue: Queue, id: SlabId, stored: StoredMessage): void {
  ring.push(receivesHere(stored) >= 3 ? queue.visible : queue.returned, id);
}

/** FIFO: puts a message that left and came back where it was in its group. */
export function rejoin(queue: Queue, id: SlabId, group: SlabId): void {
  linkAgain(queue, id, group);
  queue.discoveredCount += 1;
}

/** FIFO: takes a message out of its group, of which the next one may be received then. */
function leaveGroup(
  queue: Queue,
  id: SlabId,
  group: SlabId,
  context: QueueContext,
  effects: EffectList,
): void {
  unlink(queue, id, group);
  queue.discoveredCount -= 1;
  listGroup(queue, group);
  if (queue.beyond.size > 0) discover(queue, context, effects);
}

/** Takes a visible message out of what receives look at, until another queue has it or not. */
export function leave(
  queue: Queue,
  id: SlabId,
  stored: EditedMessage,
  context: QueueContext,
  effects: EffectList,
): void {
  become(queue, stored, "leaving");
  context.note(notes.leaves, stored.message);
  if (context.settings.fifo) leaveGroup(queue, id, groupIn(stored), context, effects);
}

/** FIFO: lets receives look at as many messages as they may. */
function discover(queue: Queue, context: QueueContext, effects: EffectList): void {
  const { now, settings } = context;
  while (queue.beyond.size > 0 && queue.discoveredCount < settings.discoveryLimit) {
    const id = ring.shift(queue.beyond);
    const stored = slab.edit(queue.messages, id);
    if (stored === undefined) continue; // It expired before a receive could look at it.
    const group = groupIn(stored);
    linkLast(queue, id, group);
    queue.discoveredCount += 1;
    const until = stored.delivery?.until ?? null;
    if (until !== null && until > now) {
      become(queue, stored, "delayed");
      waitWithQueue(queue, id, until, effects);
      continue;
    }
    if (until !== null) context.note(notes.visible, stored.message);
    become(queue, stored, "visible");
    unhide(stored);
    listGroup(queue, group);
  }
}

/**
 * Removes the message of a slot for good, with its timers and from its group; nobody may look at `stored` afterwards.
 * `ending` is the note of how. The order of arrival is put right by {@link forgetGone}.
 */
export function discard(
  queue: Queue,
  slot: number,
  stored: StoredMessage,
  ending: number,
  context: QueueContext,
  effects: EffectList,
): void {
  const { condition, former } = stored;
  const { fifo } = context.settings;
  context.note(ending, stored.message);
  if (condition === "inFlight" || condition === "hiddenAgain") {
    effects.clearTimer(timers.visibility, slot);
    if (!fifo) noteProcessed(queue, stored, context);
  } else if (condition === "delayedAlone") {
    effects.clearTimer(timers.delay, slot);
  }
  if (former !== null && !fifo) effects.clearTimer(timers.expiry, slot);
  const group = groupIn(stored);
  tally(queue, condition, group, -1);
  if (group !== none) partWithGroup(queue, slot, stored, context, effects);
  slab.releaseAt(queue.messages, slot);
  if (condition === "visible" || condition === "hiddenAgain") compactVisible(queue);
}

function partWithGroup(
  queue: Queue,
  slot: number,
  stored: StoredMessage,
  context: QueueContext,
  effects: EffectList,
): void {
  const { condition } = stored;
  const groupId = groupIn(stored);
  const { fifo } = context.settings;
  const isLinked = fifo ? condition !== "beyond" && condition !== "leaving" : condition === "aside";
  if (isLinked) {
    const id = slab.idAt(queue.messages, slot)!; // It is there.
    if (fifo) leaveGroup(queue, id, groupId, context, effects);
    else unlink(queue, id, groupId);
  }
  const group = slab.edit(queue.groups, groupId)!;
  group.messageCount -= 1;
  if (group.messageCount === 0) forgetGroup(queue, groupId, group);
}

/** Drops what is gone from the front of the order of arrival: most messages go in about that order. */
export function forgetGone(queue: Queue): void {
  const { arrivals, messages } = queue;
  for (let id = ring.peek(arrivals); id !== -1; id = ring.peek(arrivals)) {
    if (slab.read(messages, id) !== undefined) break;
    ring.shift(arrivals);
  }
  if (arrivals.size > mostOf(queue)) compact(queue, arrivals);
}

/** Likewise of the rings that visible messages are on. */
function compactVisible(queue: Queue): void {
  if (queue.returned.size > mostOf(queue)) compact(queue, queue.returned);
  if (queue.visible.size > mostOf(queue)) compact(queue, queue.visible);
}

/** How many entries a ring of messages has at most. */
const mostOf = ({ messages }: Queue): number => 2 * messages.size + 128;

/** Drops from a ring what is gone. Called when that is the greater part: each entry once, on average. */
function compact(queue: Queue, entries: Ring<SlabId>): void {
  for (let left = entries.size; left > 0; left -= 1) {
    const id = ring.shift(entries);
    if (slab.read(queue.messages, id) !== undefined) ring.push(entries, id);
  }
}
