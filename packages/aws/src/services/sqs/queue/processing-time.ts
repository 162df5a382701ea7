import { slab, type Duration, type Instant } from "@orrery/kernel";
import type { Queue, QueueContext } from "./declarations.ts";
import { groupIn, none, type ProcessingTime, type StoredMessage } from "./state.ts";

/** Standard: counts the time in flight of a message that is not in flight any more. */
export function noteProcessed(queue: Queue, stored: StoredMessage, context: QueueContext): void {
  // Without groups, nobody compares it with anything.
  if (queue.processingSince !== null || queue.groups.size > 0) count(queue, stored, context);
}

function count(queue: Queue, stored: StoredMessage, { now, settings }: QueueContext): void {
  const { processingTimeWindow: window } = settings.assumed;
  queue.processingSince ??= now - (now % window);
  const hiddenAt = stored.delivery?.hiddenAt ?? now;
  add(queue, now - hiddenAt, now, window);
  const group = groupIn(stored);
  if (group !== none) add(slab.edit(queue.groups, group)!, now - hiddenAt, now, window);
}

type Writable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

function add(of: Writable<ProcessingTime>, time: number, now: Instant, window: Duration): void {
  const age = now - (of.processingSince ?? 0);
  if (of.processingSince === null || age >= window) {
    of.processedBefore = age < 2 * window ? of.processed : 0;
    of.processed = 0;
    of.processingSince = now - (now % window);
  }
  of.processed += time;
}

/** The processing time of the last while: of this window, and of the part of the one before that is as recent. */
export function recentProcessing(
  { processingSince, processed, processedBefore }: ProcessingTime,
  now: Instant,
  window: Duration,
): number {
  if (processingSince === null) return 0;
  const age = now - processingSince;
  if (age >= 2 * window) return 0;
  if (age >= window) return processed * (2 - age / window);
  return processed + processedBefore * (1 - age / window);
}
