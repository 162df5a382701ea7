import { slab, type SlabId } from "@orrery/kernel";
import { rateOf, token } from "./action-buckets.ts";
import { metrics, type Queue, type QueueContext } from "./declarations.ts";
import { refused, type Refused } from "../../../service/refusal.ts";

const throttled = refused("RequestThrottled", "The request was denied due to request throttling.");

/**
 * Takes a token for an action on the messages of `groupId`; the refusal where there is none. A
 * bucket holds what a second gives.
 */
export function throttle(
  queue: Queue,
  action: number,
  groupId: string | null,
  context: QueueContext,
): Refused | null {
  const { now, settings } = context;
  if (!settings.fifo) return null;
  const partition = groupId === null ? 0 : partitionOf(groupId, settings.partitions);
  // The buckets are the only records of their slab, so their slots are their ids.
  const bucket = slab.edit(queue.buckets, (action * settings.partitions + partition) as SlabId)!;
  const rate = rateOf(action, settings);
  const filled = bucket.tokens + (now - bucket.filledAt) * rate;
  const tokens = Math.min(rate * token, filled);
  bucket.filledAt = now;
  if (tokens < token) {
    bucket.tokens = tokens;
    context.observe(metrics.ThrottledRequests, 1);
    return throttled;
  }
  bucket.tokens = tokens - token;
  return null;
}

function partitionOf(groupId: string, partitions: number): number {
  if (partitions === 1) return 0;
  let hash = 0x811c9dc5; // FNV-1a.
  for (let place = 0; place < groupId.length; place += 1) {
    hash = Math.imul(hash ^ groupId.charCodeAt(place), 0x01000193);
  }
  return (hash >>> 0) % partitions;
}
