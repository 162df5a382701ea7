import { slab, type EffectList } from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import { noteLateDeletion } from "./dead-letters.ts";
import { choices, metrics, notes, type Queue, type QueueContext } from "./declarations.ts";
import { groupIdOf } from "./message-groups.ts";
import { discard } from "./messages.ts";
import type { EntryResults } from "../../../service/source.ts";
import type { DeleteMessage, DeleteMessageBatch, Receipt } from "../protocol.ts";
import { bill, invalidParameter, respond } from "./reply.ts";
import { groupIn, receiveCountOf, type StoredMessage } from "./state.ts";
import { actions } from "./action-buckets.ts";
import { throttle } from "./throughput.ts";

/** What FIFO queues say of a receipt whose time in flight is over, or that was replaced. */
export const expiredReceipt: Refused = Object.freeze(
  invalidParameter("The receipt handle has expired."),
);

/** Deletes a message by its receipt. */
export function deleteMessage(
  queue: Queue,
  { receipt }: DeleteMessage,
  context: QueueContext,
): EffectList {
  bill(0, context);
  const { effects } = context;
  const throttled = throttle(queue, actions.deleteMessage, groupOfReceipt(queue, receipt), context);
  const refusal = throttled ?? remove(queue, receipt, context, effects);
  return respond(refusal ?? { type: "deleted" }, context);
}

/** Deletes messages by their receipts, each by itself. */
export function deleteMessageBatch(
  queue: Queue,
  { receipts }: DeleteMessageBatch,
  context: QueueContext,
): EffectList {
  bill(0, context);
  const { effects } = context;
  const groupId = receipts.length === 0 ? null : groupOfReceipt(queue, receipts[0]!);
  const throttled = throttle(queue, actions.deleteMessageBatch, groupId, context);
  if (throttled !== null) return respond(throttled, context);
  let results: (Refused | null)[] | null = null;
  for (let place = 0; place < receipts.length; place += 1) {
    const refusal = remove(queue, receipts[place]!, context, effects);
    if (refusal !== null) results ??= new Array<Refused | null>(receipts.length).fill(null);
    if (results !== null) results[place] = refusal;
  }
  return respond(
    results === null ? allDone(receipts.length) : { type: "entryResults", results },
    context,
  );
}

// A memo of a pure function: most batches are deleted whole.
const done: EntryResults[] = [];

/** What is answered where nothing is refused of so many entries. */
function allDone(count: number): EntryResults {
  return (done[count] ??= {
    type: "entryResults",
    results: Array.from({ length: count }, () => null), // Not frozen: V8 goes through such lists slowly.
  });
}

/** The message of a receipt, whatever was received since. */
export const messageOf = (queue: Queue, { id }: Receipt): StoredMessage | undefined =>
  slab.read(queue.messages, id);

/** The partition that a request on a receipt counts in. */
export function groupOfReceipt(queue: Queue, receipt: Receipt): string | null {
  const stored = messageOf(queue, receipt);
  return stored === undefined ? null : groupIdOf(queue, groupIn(stored));
}

function remove(
  queue: Queue,
  receipt: Receipt,
  context: QueueContext,
  effects: EffectList,
): Refused | null {
  const { fifo, duplicateRate } = context.settings;
  const stored = messageOf(queue, receipt);
  if (stored === undefined || !isDeletedBy(receipt, stored, fifo)) {
    return removeNothing(queue, receipt, stored, context);
  }
  if (duplicateRate > 0 && isKept(stored, context)) {
    noteLateDeletion(queue, receipt, context);
    return deletedNothing(context);
  }
  context.observe(metrics.NumberOfMessagesDeleted, 1);
  queue.deletedCount += 1;
  discard(queue, slab.slotOf(receipt.id), stored, notes.deleted, context, effects);
  return null;
}

/**
 * Whether a receipt deletes its message. A standard queue accepts an earlier one, and deletes nothing while a later one
 * holds the message.
 */
function isDeletedBy({ receive }: Receipt, stored: StoredMessage, fifo: boolean): boolean {
  const { condition } = stored;
  if (receiveCountOf(stored) === receive) {
    return fifo ? condition === "inFlight" : condition !== "leaving";
  }
  return !fifo && condition === "visible" && receive < receiveCountOf(stored);
}

function removeNothing(
  queue: Queue,
  receipt: Receipt,
  stored: StoredMessage | undefined,
  context: QueueContext,
): Refused | null {
  noteLateDeletion(queue, receipt, context);
  const isGone = stored === undefined || stored.condition === "leaving";
  return context.settings.fifo && !isGone ? expiredReceipt : deletedNothing(context);
}

/** Whether a deleted message comes back when its time in flight ends. */
function isKept({ message }: StoredMessage, context: QueueContext): boolean {
  const { duplicateRate } = context.settings;
  if (context.choose(choices.deletion, message, [1 - duplicateRate, duplicateRate]) === 0) {
    return false;
  }
  context.note(notes.kept, message);
  return true;
}

function deletedNothing(context: QueueContext): null {
  context.observe(metrics.NumberOfMessagesDeleted, 1);
  context.observe(metrics.DeletionsWithoutEffect, 1);
  return null;
}
