import {
  declare,
  invariant,
  ring,
  slab,
  unreachable,
  type Machine,
  type SlabId,
  type TimerFired,
  type EffectList,
} from "@orrery/kernel";
import { canonical, canonicalTag, canonicalTimer } from "./canonical.ts";
import { changeVisibility, changeVisibilityBatch } from "./change-visibility.ts";
import type { QueueSettings } from "../config.ts";
import { acceptDeadLetter, finishLeaving } from "./dead-letters.ts";
import {
  choices,
  metrics,
  ports,
  purposes,
  notes,
  timers,
  type Queue,
  type QueueContext,
} from "./declarations.ts";
import { deleteMessage, deleteMessageBatch } from "./delete-message.ts";
import { gaugesOf } from "./gauges.ts";
import { forgetGone, show } from "./messages.ts";
import { moveNext, moveTaskOperation } from "./move-tasks.ts";
import type { QueueEffect, QueueInput } from "../protocol.ts";
import { endWait, receiveMessage, serveWaiters } from "./receive-message.ts";
import { expire, expireOne, purge } from "./removal.ts";
import { bill, respond } from "./reply.ts";
import { sendMessage, sendMessageBatch, takeMoved } from "./send-message.ts";
import { changeSettings, forgetAttempts, forgetDuplicates } from "./settings-change.ts";
import { initialQueue, type QueueState } from "./state.ts";

/** The machine of a queue. */
export type QueueMachine = Machine<QueueSettings, QueueState, QueueInput, QueueEffect>;

/** An SQS queue, standard or FIFO. */
export const queueMachine: QueueMachine = {
  kind: "sqs.queue",
  stateVersion: 7,
  inputs: declare(
    "sendMessage",
    "sendMessageBatch",
    "moveMessage",
    "receive",
    "deleteMessage",
    "finish",
    "changeMessageVisibility",
    "changeMessageVisibilityBatch",
    "purgeQueue",
    "getQueueAttributes",
    "acceptDeadLetter",
    "startMessageMoveTask",
    "cancelMessageMoveTask",
    "listMessageMoveTasks",
    "settingsChanged",
    "replied",
    "timerFired",
  ),
  timers,
  ports,
  purposes,
  choices,
  metrics,
  notes,

  initialState: initialQueue,

  transition(queue, input, context) {
    const before = queue.messages.size;
    react(queue, input, context);
    if (queue.messages.size < before) forgetGone(queue);
    // Whatever made a message visible, or made room for one in flight, serves those who wait.
    if (queue.waiting.size > 0) serveWaiters(queue, context);
    return context.effects;
  },

  fingerprint(input) {
    switch (input.type) {
      case "sendMessage":
        return input.content.size;
      case "sendMessageBatch":
        return input.entries.length;
      case "moveMessage":
        return input.content.size;
      case "receive":
        return input.maxNumberOfMessages;
      case "deleteMessage":
      case "changeMessageVisibility":
        return input.receipt.message;
      case "finish":
        return input.receipts.length === 0 ? 0 : input.receipts[0]!.message;
      case "changeMessageVisibilityBatch":
        return input.entries.length;
      case "acceptDeadLetter":
        return input.identity.message;
      case "replied":
        return input.body.type.length;
      default:
        return 0;
    }
  },

  canonical,
  canonicalTag,
  canonicalTimer,
  gauges: gaugesOf,
};

function react(queue: Queue, input: QueueInput, context: QueueContext): EffectList {
  switch (input.type) {
    case "sendMessage":
      return sendMessage(queue, input, context);
    case "sendMessageBatch":
      return sendMessageBatch(queue, input, context);
    case "moveMessage":
      return takeMoved(queue, input, context);
    case "receive":
      return receiveMessage(queue, input, context);
    case "deleteMessage":
      return deleteMessage(queue, input, context);
    case "finish":
      return deleteMessageBatch(queue, input, context);
    case "changeMessageVisibility":
      return changeVisibility(queue, input, context);
    case "changeMessageVisibilityBatch":
      return changeVisibilityBatch(queue, input, context);
    case "purgeQueue":
      return purge(queue, context);
    case "getQueueAttributes":
      return count(queue, context);
    case "acceptDeadLetter":
      return acceptDeadLetter(queue, input, context);
    case "startMessageMoveTask":
    case "cancelMessageMoveTask":
    case "listMessageMoveTasks":
      return moveTaskOperation(queue, input, context);
    case "settingsChanged":
      return changeSettings(queue, input, context);
    case "replied":
      return finishLeaving(queue, input, context);
    case "timerFired":
      return fire(queue, input, context);
    default:
      return unreachable(input);
  }
}

function fire(queue: Queue, input: TimerFired, context: QueueContext): EffectList {
  switch (input.timer) {
    case timers.visibility:
    case timers.delay:
      return reappear(queue, input, context);
    case timers.queueDelay:
      return endQueueDelay(queue, context);
    case timers.retention:
      return expire(queue, context);
    case timers.expiry:
      return expireOne(queue, input, context);
    case timers.wait:
      return endWait(queue, input, context);
    case timers.deduplication:
      return forgetDuplicates(queue, context);
    case timers.attempt:
      return forgetAttempts(queue, context);
    case timers.scope:
      queue.deduplicationScope = context.settings.deduplicationScope;
      return context.effects;
    default:
      return moveNext(queue, context);
  }
}

function reappear(queue: Queue, { index }: TimerFired, context: QueueContext): EffectList {
  const id = slab.idAt(queue.messages, index);
  invariant(id !== undefined, "a message is to be visible that is gone");
  show(queue, id, slab.edit(queue.messages, id)!, context);
  return context.effects;
}

function endQueueDelay(queue: Queue, context: QueueContext): EffectList {
  const { now } = context;
  const { effects } = context;
  while (queue.delayed.size > 0) {
    const id = ring.peek(queue.delayed) as SlabId; // It is not empty.
    const stored = slab.edit(queue.messages, id);
    if (stored?.condition === "delayed") {
      const at = stored.delivery!.until!; // It is delayed.
      if (at > now) {
        effects.setTimer(timers.queueDelay, 0, at);
        break;
      }
      show(queue, id, stored, context);
    }
    ring.shift(queue.delayed);
  }
  return effects;
}

function count(queue: Queue, context: QueueContext): EffectList {
  bill(0, context, false);
  const { visibleCount: visible, inFlightCount: inFlight, delayedCount: delayed } = queue;
  return respond({ type: "queueCounts", visible, inFlight, delayed }, context);
}
