import {
  invariant,
  ring,
  slab,
  table,
  type Instant,
  type SlabId,
  type TimerFired,
} from "@orrery/kernel";
import { refused, type Refused } from "../../../service/refusal.ts";
import { metrics, notes, timers, type Queue, type QueueContext } from "./declarations.ts";
import { sqsLimits } from "../limits.ts";
import { arrivedAt, discard } from "./messages.ts";
import type { QueueEffect, QueueReply } from "../protocol.ts";
import { bill, reply } from "./reply.ts";
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
export function purge(queue: Queue, context: QueueContext): QueueEffect[] {
  const { now } = context;
  bill(0, context, false);
  if (queue.purgedAt !== null && now - queue.purgedAt < sqsLimits.purgeInterval) {
    return [reply(context, inProgress)];
  }
  const effects: QueueEffect[] = [];
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
    discard(queue, id, stored, notes.purged, context, effects);
  }
  if (table.sizeOf(queue.deduplication) > 0) {
    table.clear(queue.deduplication);
    effects.push({ type: "clearTimer", timer: timers.deduplication, index: 0 });
  }
  effects.push(reply(context, queue.purgedCount > before ? purged : purgedNothing));
  return effects;
}

/**
 * Removes what is older than the retention period, from the oldest on. What another queue gave up to a
 * standard queue is gone by then: it has a timer of its own, since it counts from its sending.
 */
export function expire(queue: Queue, context: QueueContext): QueueEffect[] {
  const { now, settings } = context;
  const effects: QueueEffect[] = [];
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
      effects.push({ type: "setTimer", timer: timers.retention, index: 0, at: end });
      break;
    }
    ring.shift(queue.arrivals);
    remove(queue, id, stored, context, effects);
  }
  return effects;
}

function remove(
  queue: Queue,
  id: SlabId,
  stored: StoredMessage,
  context: QueueContext,
  effects: QueueEffect[],
): void {
  queue.expiredCount += 1;
  context.observe(metrics.MessagesExpired, 1);
  discard(queue, id, stored, notes.expired, context, effects);
}

/** Removes a message that another queue gave up, when it is too old by the time of its sending. */
export function expireOne(
  queue: Queue,
  { index }: TimerFired,
  context: QueueContext,
): QueueEffect[] {
  const id = slab.idAt(queue.messages, index);
  invariant(id !== undefined, "a message expires that is gone");
  const stored = slab.read(queue.messages, id)!;
  const effects: QueueEffect[] = [];
  if (stored.condition === "leaving") {
    const at = (context.now + context.settings.assumed.deadLetterPatience) as Instant;
    effects.push({ type: "setTimer", timer: timers.expiry, index, at });
  } else {
    remove(queue, id, stored, context, effects);
  }
  return effects;
}
