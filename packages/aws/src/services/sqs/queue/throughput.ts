import { seconds, slab, type Duration, type Instant, type Slab, type SlabId } from "@orrery/kernel";
import type { QueueSettings } from "../config.ts";
import { metrics, type Queue, type QueueContext } from "./declarations.ts";
import { refused, type Refused } from "../../../service/refusal.ts";

/** Tokens of one API action in one partition, in millionths. */
export interface Bucket {
  readonly tokens: number;
  readonly filledAt: Instant;
}

/** The API actions with a quota of their own, in the order of their buckets. */
export const actions = {
  receiveMessage: 0,
  sendMessage: 1,
  sendMessageBatch: 2,
  deleteMessage: 3,
  deleteMessageBatch: 4,
  changeMessageVisibility: 5,
  changeMessageVisibilityBatch: 6,
} as const;

/** How long an empty bucket takes to be full. */
export const bucketPeriod: Duration = seconds(1);

const actionCount = 7;
const token = 1_000_000;
const throttled = refused("RequestThrottled", "The request was denied due to request throttling.");

/** Full buckets of a FIFO queue; none of a standard queue, which has no such quota. */
export function bucketsOf(settings: QueueSettings): Slab<Bucket> {
  const buckets = slab.empty<Bucket>();
  if (!settings.fifo) return buckets;
  for (let number = 0; number < actionCount * settings.partitions; number += 1) {
    const action = Math.floor(number / settings.partitions);
    slab.insert(buckets, { tokens: rateOf(action, settings) * token, filledAt: 0 as Instant });
  }
  return buckets;
}

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

/** A receive is not about one group, so it has the tokens of all partitions. */
const rateOf = (action: number, { requestsPerSecond, partitions }: QueueSettings): number =>
  action === actions.receiveMessage ? requestsPerSecond * partitions : requestsPerSecond;

function partitionOf(groupId: string, partitions: number): number {
  if (partitions === 1) return 0;
  let hash = 0x811c9dc5; // FNV-1a.
  for (let place = 0; place < groupId.length; place += 1) {
    hash = Math.imul(hash ^ groupId.charCodeAt(place), 0x01000193);
  }
  return (hash >>> 0) % partitions;
}
