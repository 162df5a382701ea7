import { seconds, slab, type Duration, type Instant, type Slab } from "@orrery/kernel";
import type { QueueSettings } from "../config.ts";

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
/** A token in its millionths. */
export const token = 1_000_000;

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

/** A receive is not about one group, so it has the tokens of all partitions. */
export const rateOf = (action: number, { requestsPerSecond, partitions }: QueueSettings): number =>
  action === actions.receiveMessage ? requestsPerSecond * partitions : requestsPerSecond;
