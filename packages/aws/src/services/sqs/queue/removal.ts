import {
  invariant,
  ring,
  slab,
  table,
  type Instant,
  type SlabId,
  type TimerFired,
  type EffectList,
} from "@orrery/kernel";
import { refused, type Refused } from "../../../service/refusal.ts";
import { metrics, notes, timers, type Queue, type QueueContext } from "./declarations.ts";
import { sqsLimits } from "../limits.ts";
import { arrivedAt, discard } from "./messages.ts";
import type { QueueReply } from "../protocol.ts";
import { bill, respond } from "./reply.ts";
import type { StoredMessage } from "./state.ts";

const inProgress: Refused = Object.freeze(
  refused(
    "AWS.SimpleQueueService.PurgeQueueInProgress",
    "Only one PurgeQueue operation is allowed every 60 seconds.",
  ),
);

const purged: QueueReply = Object.freeze({ type: "purged" });
const purgedNothing: QueueReply = Object.freeze({ type: "purged", changedNothing: true });

/** Removes every message, and forgets which were sent. */
export function purge(queue: Queue, context: QueueContext): EffectList {
  const { now } = context;
  bill(0, context, false);
  if (queue.purgedAt !== null && now - queue.purgedAt < sqsLimits.purgeInterval) {
    return respond(inProgress, context);
  }
  const { effects } = context;
  queue.purgedAt = now;
  const before = queue.purgedCount;
  for (let left = queue.arrivals.size; left > 0 && queue.arrivals.size > 0; left -= 1) {
    const id = ring.shift(queue.arrivals);
    const stored = slab.read(queue.messages, id);
    if (stored === undefined) continue;
    if (stored.condition === "leaving") {
      ring.push(queue.arrivals, id);
      continue;
    }
    queue.purgedCount += 1;
    discard(queue, slab.slotOf(id), stored, notes.purged, context, effects);
  }
  if (table.sizeOf(queue.deduplication) > 0) {
    table.clear(queue.deduplication);
    effects.clearTimer(timers.deduplication, 0);
  }
  return respond(queue.purgedCount > before ? purged : purgedNothing, context);
}

/**
 * Removes what is older than the retention period, from the oldest on. What another queue gave up to a
 * standard queue is gone by then: it has a timer of its own, since it counts from its sending.
 */
export function expire(queue: Queue, context: QueueContext): EffectList {
  const { now, settings } = context;
  const { effects } = context;
  queue.retentionArmed = false;
  while (queue.arrivals.size > 0) {
    const id = ring.peek(queue.arrivals) as SlabId; // It is not empty.
    const stored = slab.read(queue.messages, id);
    if (stored === undefined) {
      ring.shift(queue.arrivals);
      continue;
    }
    // What is on its way to another queue may come back, and is looked at again then.
    const isLeaving = stored.condition === "leaving";
    const ends = arrivedAt(stored) + settings.retentionPeriod;
    const end = Math.max(
      ends,
      isLeaving ? now + settings.assumed.deadLetterPatience : 0,
    ) as Instant;
    if (end > now) {
      queue.retentionArmed = true;
      effects.setTimer(timers.retention, 0, end);
      break;
    }
    ring.shift(queue.arrivals);
    remove(queue, slab.slotOf(id), stored, context, effects);
  }
  return effects;
}

function remove(
  queue: Queue,
  slot: number,
  stored: StoredMessage,
  context: QueueContext,
  effects: EffectList,
): void {
  queue.expiredCount += 1;
  context.observe(metrics.MessagesExpired, 1);
  discard(queue, slot, stored, notes.expired, context, effects);
}

/** Removes a message that another queue gave up, when it is too old by the time of its sending. */
export function expireOne(queue: Queue, { index }: TimerFired, context: QueueContext): EffectList {
  const id = slab.idAt(queue.messages, index);
  invariant(id !== undefined, "a message expires that is gone");
  const stored = slab.read(queue.messages, id)!;
  const { effects } = context;
  if (stored.condition === "leaving") {
    const at = (context.now + context.settings.assumed.deadLetterPatience) as Instant;
    effects.setTimer(timers.expiry, index, at);
  } else {
    remove(queue, index, stored, context, effects);
  }
  return effects;
}
