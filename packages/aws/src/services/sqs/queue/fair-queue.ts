import { ring, slab, type Duration, type Instant, type SlabId } from "@orrery/kernel";
import { metrics, type Queue, type QueueContext } from "./declarations.ts";
import { sqsLimits } from "../limits.ts";
import { linkLast, unlink } from "./message-groups.ts";
import { become, type EditedMessage } from "./messages.ts";
import { groupIn, none, type Group, type ProcessingTime, type StoredMessage } from "./state.ts";

/*
 * Fair queues: what a standard queue with message groups does for those whose messages would wait
 * behind a noisy group's. Messages of noisy groups are put aside when a receive comes to them.
 */

const { noisyInFlightMessages, noisyShare, quietInterval } = sqsLimits;

/** Standard: counts the time in flight of a message that is not in flight any more. */
export function noteProcessed(
  queue: Queue,
  stored: StoredMessage,
  { now, settings }: QueueContext,
): void {
  const { processingTimeWindow: window } = settings.assumed;
  if (queue.processingSince === null) {
    if (queue.groups.size === 0) return; // Nobody compares it with anything.
    queue.processingSince = now - (now % window);
  }
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

/** Whether a noisy group stays one: not when nothing was sent to it for a while. */
export const isStillNoisy = ({ noisy, sentAt }: Group, now: Instant): boolean =>
  noisy && now - sentAt < quietInterval;

/** Standard: whether a group takes more than its share. */
export function isNoisy(queue: Queue, id: SlabId, context: QueueContext): boolean {
  const { now } = context;
  const group = slab.read(queue.groups, id)!;
  if (isStillNoisy(group, now)) return true;
  const { inFlightCount } = group;
  const isCrowding =
    inFlightCount >= noisyInFlightMessages && inFlightCount * noisyShare > queue.inFlightCount;
  const isSent = now - group.sentAt < quietInterval;
  const isNow = isSent && (isCrowding || isSlow(queue, group, context));
  if (isNow && !isCrowding) context.observe(metrics["sqs.processingTimeWindow"], 1);
  if (isNow !== group.noisy) slab.edit(queue.groups, id)!.noisy = isNow;
  return isNow;
}

function isSlow(queue: Queue, group: Group, { now, settings }: QueueContext): boolean {
  const { processingTimeWindow: window } = settings.assumed;
  const own = recentProcessing(group, now, window);
  return own > 0 && own * noisyShare > recentProcessing(queue, now, window);
}

/** Standard: puts a message of a noisy group aside, for when nothing else is there to receive. */
export function putAside(queue: Queue, id: SlabId, stored: EditedMessage, groupId: SlabId): void {
  become(queue, stored, "aside");
  linkLast(queue, id, groupId);
  const group = slab.edit(queue.groups, groupId)!;
  if (group.listed) return;
  group.listed = true;
  ring.push(queue.served, groupId);
}

/**
 * Takes the next message that was put aside, of a group that is noisy or quiet again: of those, the
 * one with the fewest messages in flight. {@link none} where there is none.
 */
export function takeAside(queue: Queue, which: "noisy" | "quiet", now: Instant): SlabId {
  const id = nextGroup(queue, which, now);
  if (id === none) return none;
  const { head } = slab.read(queue.groups, id)!;
  unlink(queue, head, id);
  become(queue, slab.edit(queue.messages, head)!, "visible");
  return head;
}

/** Few groups have messages aside at one time: each had more than a tenth of something. */
function nextGroup(queue: Queue, which: "noisy" | "quiet", now: Instant): SlabId {
  let best = none;
  let fewest = Infinity;
  for (let left = queue.served.size; left > 0; left -= 1) {
    const id = ring.shift(queue.served);
    const group = slab.edit(queue.groups, id);
    if (group === undefined) continue;
    if (group.head === none) {
      group.listed = false;
      continue;
    }
    ring.push(queue.served, id);
    if (group.noisy && !isStillNoisy(group, now)) group.noisy = false;
    if (group.noisy === (which === "noisy") && group.inFlightCount < fewest) {
      fewest = group.inFlightCount;
      best = id;
    }
  }
  return best;
}
