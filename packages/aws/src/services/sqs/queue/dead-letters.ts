import { after, slab, table, type Replied, type SlabId, type EffectList } from "@orrery/kernel";
import { metrics, notes, ports, timers, type Queue, type QueueContext } from "./declarations.ts";
import { sqsLimits } from "../limits.ts";
import { groupIdOf } from "./message-groups.ts";
import {
  become,
  discard,
  hideUntil,
  leave,
  newMessage,
  rejoin,
  type EditedMessage,
} from "./messages.ts";
import { finishMove } from "./move-tasks.ts";
import type { AcceptDeadLetter, MessageIdentity, QueueReply, Receipt } from "../protocol.ts";
import { respond } from "./reply.ts";
import { duplicateOf, store } from "./send-message.ts";
import { groupIn, trailOf, undelivered, type StoredMessage } from "./state.ts";

/** Gives a message up to the dead-letter queue, which has it once it says so. */
export function sendToDeadLetterQueue(
  queue: Queue,
  id: SlabId,
  stored: EditedMessage,
  context: QueueContext,
  effects: EffectList,
): void {
  const { now, settings } = context;
  const { receiveCount, firstReceivedAt } = stored.delivery ?? undelivered;
  const input: AcceptDeadLetter = {
    type: "acceptDeadLetter",
    identity: identityOf(stored, settings.queue),
    content: stored.content,
    trail: trailOf(stored),
    sentAt: stored.sentAt,
    receiveCount,
    firstReceivedAt: firstReceivedAt ?? now,
    groupId: groupIdOf(queue, groupIn(stored)),
    deduplicationId: stored.membership === null ? null : stored.membership.deduplicationId,
    source: settings.queue,
    sourceName: settings.name,
  };
  leave(queue, id, stored, context, effects);
  const deadline = after(now, settings.assumed.deadLetterPatience);
  effects.send(ports.deadLetterQueue, 0, input, id, deadline);
}

/** What a message is told from all others by. */
const identityOf = ({ former, message }: StoredMessage, queue: number): MessageIdentity =>
  former === null ? { queue, message } : former.identity;

/** Hears what became of a message that left. */
export function finishLeaving(
  queue: Queue,
  { port, tag, body }: Replied<QueueReply>,
  context: QueueContext,
): EffectList {
  const id = tag as SlabId; // The tag that was given when it left.
  const { effects } = context;
  const stored = slab.edit(queue.messages, id);
  const isTaken = body.type === "accepted" || body.type === "sent";
  if (body.type === "lost") context.observe(metrics["sqs.deadLetterPatience"], 1);
  if (stored?.condition === "leaving") {
    if (isTaken) {
      queue.movedCount += 1;
      if (port === ports.deadLetterQueue) {
        context.observe(metrics.MessagesMovedToDeadLetterQueue, 1);
        countDeadLetter(queue, stored, context);
      }
      discard(queue, slab.slotOf(id), stored, notes.moved, context, effects);
    } else {
      comeBack(queue, id, stored, context, effects);
    }
  }
  if (port === ports.redrive) finishMove(queue, body, context, effects);
  return effects;
}

/** Counts a dead letter that had been processed; of others, it is remembered that they left. */
function countDeadLetter(
  queue: Queue,
  { message, isProcessed }: StoredMessage,
  context: QueueContext,
): void {
  const { now } = context;
  if (isProcessed) {
    context.observe(metrics.DeadLettersProcessed, 1);
    return;
  }
  // No receive lasts longer than the longest time in flight: later nobody is at work on it.
  const { max: longest } = sqsLimits.visibilityTimeout;
  for (let key = table.firstKey(queue.deadLetters); key !== undefined;) {
    if (table.get(queue.deadLetters, key)! + longest > now) break;
    table.remove(queue.deadLetters, key);
    key = table.firstKey(queue.deadLetters);
  }
  table.set(queue.deadLetters, String(message), now);
}

/** A consumer is done with a message, too late to have it deleted: it may be a dead letter by now. */
export function noteLateDeletion(
  queue: Queue,
  { id, message }: Receipt,
  context: QueueContext,
): void {
  const stored = slab.edit(queue.messages, id);
  if (stored !== undefined) stored.isProcessed = true;
  else if (table.remove(queue.deadLetters, String(message))) {
    context.observe(metrics.DeadLettersProcessed, 1);
  }
}

/** A message that nobody took is hidden for a moment, and then visible again. */
function comeBack(
  queue: Queue,
  id: SlabId,
  stored: EditedMessage,
  context: QueueContext,
  effects: EffectList,
): void {
  const { now, settings } = context;
  if (settings.fifo) rejoin(queue, id, groupIn(stored));
  become(queue, stored, "inFlight");
  context.note(notes.returns, stored.message);
  context.observe(metrics["sqs.deadLetterRetry"], 1);
  const at = after(now, settings.assumed.deadLetterRetry);
  hideUntil(stored, now, at);
  effects.setTimer(timers.visibility, slab.slotOf(id), at);
}

/** Takes a message that another queue gave up. */
export function acceptDeadLetter(
  queue: Queue,
  input: AcceptDeadLetter,
  context: QueueContext,
): EffectList {
  const {
    identity,
    content,
    trail,
    sentAt,
    receiveCount,
    firstReceivedAt,
    groupId,
    source,
    sourceName,
  } = input;
  const { effects } = context;
  const stored = newMessage(queue, content, trail, sentAt);
  stored.delivery = { ...undelivered, receiveCount, firstReceivedAt };
  stored.former = { identity, source, sourceName, movedAt: context.now, receiveCount };
  const deduplicationId = keepsId(queue, input, context) ? input.deduplicationId : null;
  store(queue, stored, groupId, deduplicationId, null, context, effects);
  return respond({ type: "accepted" }, context);
}

/** FIFO: whether a dead letter's deduplication id is not one that the queue knows for another message. */
const keepsId = (
  queue: Queue,
  { groupId, deduplicationId }: AcceptDeadLetter,
  { now }: QueueContext,
): boolean =>
  deduplicationId !== null && duplicateOf(queue, groupId, deduplicationId, now) === undefined;
