import { ring, slab, table, type Instant, type Plain, type SlabId } from "@orrery/kernel";
import { canonicalDeliveries } from "../../../delivery/deliveries.ts";
import type { Trail } from "../../../service/origin.ts";
import { snsLimits } from "../limits.ts";
import type { Notification, TopicMessage } from "../protocol.ts";
import { bucketView } from "../../../service/rate-bucket.ts";
import type { TopicState } from "./state.ts";

/** What decides the future of a topic, counted from `now`. Requests that wait are told apart by what they say. */
export function canonical(topic: TopicState, now: Instant): Plain {
  return {
    deliveries: canonicalDeliveries(topic, now, notificationView),
    pending: slab.list(topic.pending).map(({ entries, trail, isBatch }) => [
      isBatch,
      lineageIn(trail),
      entries.map(({ content, groupId, deduplicationId, trail: own }) => [
        content as unknown as Plain, // Plain data by its type.
        groupId,
        deduplicationId,
        own === undefined ? null : lineageIn(own),
      ]),
    ]),
    duplicates: table
      .list(topic.duplicates)
      .flatMap(([id, { publishedAt }]) =>
        now - publishedAt >= snsLimits.fifoDeduplicationInterval ? [] : [[id, now - publishedAt]],
      ),
    lanes: table.list(topic.lanes).map(([lane, { head }]) => [lane, waiting(topic, head, now)]),
    turns: table
      .list(topic.turns)
      .flatMap(([number, turn]) => (turn <= now ? [] : [[number, turn - now]])),
    groupRates: table
      .list(topic.groupRates)
      .map(([group, bucket]) => [group, bucketView(bucket, now)]),
    rates: [bucketView(topic.rate, now), bucketView(topic.byteRate, now)],
    archive: ring
      .list(topic.archiveOrder)
      .map((id) => messageView(slab.read(topic.archive, id)!.message, now)),
    replays: table
      .list(topic.replays)
      .map(([number, { status, place, from, until }]) => [
        number,
        status,
        place - topic.archiveStart,
        from - now,
        until === null ? null : until - now,
      ]),
  };
}

/** Where a message began decides nothing. */
const lineageIn = ({ lineage }: Trail): Plain => lineage as unknown as Plain; // Plain data.

const notificationView = ({
  subscription,
  message,
  isReplayed,
  token,
  lane,
}: Notification): Plain => [
  subscription,
  message.content as unknown as Plain, // Plain data by its type.
  lineageIn(message.trail),
  isReplayed,
  token,
  lane,
];

const messageView = (
  { content, trail, publishedAt, groupId }: TopicMessage,
  now: Instant,
): Plain => [
  content as unknown as Plain, // Plain data by its type.
  lineageIn(trail),
  now - publishedAt,
  groupId,
];

function waiting(topic: TopicState, head: SlabId | -1, now: Instant): Plain {
  const views: Plain[] = [];
  for (let id = head; id !== -1;) {
    const { notification, readyAt, next } = slab.read(topic.queued, id)!;
    views.push([notificationView(notification), Math.max(0, readyAt - now)]);
    id = next;
  }
  return views;
}
