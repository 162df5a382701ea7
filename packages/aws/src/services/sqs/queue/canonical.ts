import {
  inAnyOrder,
  ring,
  slab,
  table,
  type AskerOf,
  type Instant,
  type Plain,
  type SlabId,
} from "@orrery/kernel";
import { sqsLimits } from "../limits.ts";
import { itemName } from "../../../service/item-view.ts";
import { timers } from "./declarations.ts";
import { groupIdOf } from "./message-groups.ts";
import {
  undelivered,
  type ProcessingTime,
  type QueueState,
  type StoredMessage,
  type Waiter,
} from "./state.ts";
import { bucketPeriod } from "./action-buckets.ts";

/** What decides the future of a queue, counted from `now`. */
export function canonical(queue: QueueState, now: Instant, askerOf: AskerOf): Plain {
  const order = (ids: readonly SlabId[]): Plain => ids.map((id) => nameAt(queue, id));
  const groups = (ids: readonly SlabId[]): Plain =>
    ids.flatMap((id) => slab.read(queue.groups, id)?.id ?? []);
  return {
    messages: inAnyOrder(slab.list(queue.messages).map((stored) => viewOf(queue, stored, now))),
    arrivals: order(ring.list(queue.arrivals).filter((id) => slab.read(queue.messages, id))),
    visible: order(ring.list(queue.visible)),
    returned: order(ring.list(queue.returned)),
    delayed: order(ring.list(queue.delayed)),
    beyond: order(ring.list(queue.beyond)),
    groups: slab.list(queue.groups).map((group) => [
      group.id,
      group.noisy,
      group.listed,
      // Of a standard queue, and no older than decides anything.
      queue.buckets.size > 0 ? null : Math.min(now - group.sentAt, sqsLimits.quietInterval),
      processingView(group, now),
      nameAt(queue, group.head),
    ]),
    served: groups(ring.list(queue.served)),
    waiters: ring
      .list(queue.waiting)
      .flatMap((id) => waiterView(slab.read(queue.waiters, id), now, askerOf)),
    deduplication: table
      .list(queue.deduplication)
      .map(([key, { message, until }]) => [key, itemName(message), until - now]),
    scope: queue.deduplicationScope,
    attempts: table
      .list(queue.attempts)
      .map(([key, { messages, hiddenUntil, until }]) => [
        key,
        hiddenUntil - now,
        until - now,
        messages.map(({ receipt }) => [itemName(receipt.message), receipt.receive]),
      ]),
    // A bucket that was not used for a second is full.
    buckets: slab
      .list(queue.buckets)
      .map(({ tokens, filledAt }) =>
        now - filledAt >= bucketPeriod ? -1 : [tokens, now - filledAt],
      ),
    moves: table
      .list(queue.moveTasks)
      .map(([, { startedAt, ...task }]) => ({ ...task, startedAt: startedAt - now })),
    moving: [queue.activeTask, queue.movingCount, queue.moveWaits],
    purged: purgeAge(queue, now),
    processing: processingView(queue, now),
  };
}

/** Windows begin at multiples of their length, so how old one is says when the next begins. */
function processingView(of: ProcessingTime, now: Instant): Plain {
  const { processingSince, processed, processedBefore } = of;
  return processingSince === null ? null : [now - processingSince, processed, processedBefore];
}

/** A purge of long ago is as good as none. */
function purgeAge({ purgedAt }: QueueState, now: Instant): Plain {
  return purgedAt === null || now - purgedAt >= sqsLimits.purgeInterval ? null : now - purgedAt;
}

function viewOf(queue: QueueState, stored: StoredMessage, now: Instant): Plain {
  const { content, membership, former } = stored;
  const { receiveCount, firstReceivedAt, hiddenAt, until } = stored.delivery ?? undelivered;
  const fromNow = (instant: Instant | null) => (instant === null ? null : instant - now);
  return [
    itemName(stored.message),
    stored.condition,
    receiveCount,
    content.body,
    content.size,
    content.attributes.map(({ name, dataType, value }) => [name, dataType, value]),
    content.traceHeader,
    stored.by.lineage as unknown as Plain, // Plain data; where it began decides nothing.
    membership === null ? null : groupIdOf(queue, membership.group),
    membership === null ? null : membership.deduplicationId,
    stored.sentAt - now,
    fromNow(firstReceivedAt),
    fromNow(hiddenAt),
    fromNow(until),
    former === null
      ? null
      : [
          former.identity.queue,
          itemName(former.identity.message),
          former.source,
          former.receiveCount,
          former.movedAt - now,
        ],
  ];
}

/** Which message left, to which a tag belongs; 0 where it is gone. */
export const canonicalTag = (queue: QueueState, _port: number, tag: number): Plain =>
  nameAt(queue, tag as SlabId);

/** What a timer is of: a message or a long poll. */
export function canonicalTimer(queue: QueueState, timer: number, index: number): Plain {
  switch (timer) {
    case timers.visibility:
    case timers.delay:
    case timers.expiry: // It is set for what is there.
      return nameAt(queue, slab.idAt(queue.messages, index)!);
    default:
      return index;
  }
}

/** The name of a message; 0 where it is gone. */
function nameAt(queue: QueueState, id: SlabId): Plain {
  const stored = slab.read(queue.messages, id);
  return stored === undefined ? 0 : itemName(stored.message);
}

function waiterView(waiter: Waiter | undefined, now: Instant, askerOf: AskerOf): Plain[] {
  if (waiter === undefined) return [];
  const { maxNumberOfMessages, visibilityTimeout, receiveRequestAttemptId, until } = waiter;
  const asker = askerOf(waiter.request);
  return [[maxNumberOfMessages, visibilityTimeout, receiveRequestAttemptId, until - now, asker]];
}
