import { recentProcessing } from "./processing-time.ts";
import { ring, slab, type Instant, type SlabId } from "@orrery/kernel";
import { metrics, type Queue, type QueueContext } from "./declarations.ts";
import { sqsLimits } from "../limits.ts";
import { linkLast, unlink } from "./message-groups.ts";
import { become, type EditedMessage } from "./messages.ts";
import { none, type Group } from "./state.ts";

/*
 * Fair queues: what a standard queue with message groups does for those whose messages would wait
 * behind a noisy group's. Messages of noisy groups are put aside when a receive comes to them.
 */

const { noisyInFlightMessages, noisyShare, quietInterval } = sqsLimits;

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
