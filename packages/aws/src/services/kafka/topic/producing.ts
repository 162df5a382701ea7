import { after, later, minutes, noEffects, ring, slab, type Instant } from "@orrery/kernel";
import { refused } from "../../../service/refusal.ts";
import { dropExpired, nextSequence } from "../../../shard/shard-log.ts";
import type { TopicSettings } from "../config.ts";
import { kafkaLimits } from "../limits.ts";
import { partitionOf } from "../partitioner.ts";
import type { Produce, TopicEffect, TopicMark, TopicRecord } from "../protocol.ts";
import { metrics, notes, timers, type Topic, type TopicContext } from "./declarations.ts";
import { serveReaders } from "./groups.ts";

/** Appends a record, or refuses it. */
export function produce(
  topic: Topic,
  { content, key, size, trail }: Produce,
  context: TopicContext,
): readonly TopicEffect[] {
  const { now, settings, request } = context;
  if (size > kafkaLimits.recordSize.max) {
    context.observe(metrics.MessagesRefused, 1);
    const body = refused(
      "RecordTooLargeException",
      "The request included a message larger than the max message size the server will accept.",
    );
    return [{ type: "reply", to: request, body }];
  }
  const count = topic.partitionIds.length;
  if (key === null) topic.turn = (topic.turn + 1) % count;
  const partition = key === null ? topic.turn : partitionOf(key, count);
  const log = slab.edit(topic.partitions, topic.partitionIds[partition]!)!; // Partitions stay.
  topic.recordCount += 1;
  const number = topic.recordCount;
  const offset = nextSequence(log) - 1;
  const record: TopicRecord = {
    content,
    key,
    size,
    writtenAt: now,
    identity: { queue: settings.topic, message: number },
    topic: markOf(settings),
    partition,
    offset,
    trail,
  };
  ring.push(log.order, slab.insert(log.records, { record }));
  context.note(notes.stored, number, partition, offset);
  if (settings.hasAssumedPartitions) context.observe(metrics["kafka.outsidePartitions"], 1);
  context.observe(metrics.MessagesIn, 1);
  context.observe(metrics.BytesIn, size);
  const effects: TopicEffect[] = [];
  if (!topic.retentionArmed) {
    topic.retentionArmed = true;
    const at = after(now, settings.retention);
    effects.push({ type: "setTimer", timer: timers.retention, index: 0, at });
  }
  if (topic.groups.size > 0) serveReaders(topic, partition, context, effects);
  effects.push({
    type: "reply",
    to: request,
    body: { type: "recordPut", partition, offset, writtenAt: now, topic: settings.topic, number },
  });
  return effects;
}

// A memo of a pure function: one object for all records of a topic.
const marks = new WeakMap<TopicSettings, TopicMark>();

function markOf(settings: TopicSettings): TopicMark {
  let mark = marks.get(settings);
  if (mark === undefined) {
    const { name, bootstrapServers, epochMilliseconds } = settings;
    mark = { name, bootstrapServers, epochMilliseconds };
    marks.set(settings, mark);
  }
  return mark;
}

// Readers do not see what has expired, so what nobody reads may go later: nothing but memory hangs on it.
const rest = minutes(1);

/** Forgets what has expired in all partitions. */
export function expire(topic: Topic, context: TopicContext): readonly TopicEffect[] {
  const { now, settings } = context;
  let oldest: Instant | null = null;
  for (const id of topic.partitionIds) {
    const log = slab.edit(topic.partitions, id)!;
    const count = dropExpired(log, settings.retention, now, ({ identity }) =>
      context.note(notes.expired, identity.message),
    );
    topic.expiredCount += count;
    if (count > 0) context.observe(metrics.RecordsExpired, count);
    const first = ring.peek(log.order);
    if (first === -1) continue;
    const { writtenAt } = slab.read(log.records, first)!.record; // What is listed is there.
    if (oldest === null || writtenAt < oldest) oldest = writtenAt;
  }
  topic.retentionArmed = oldest !== null;
  if (oldest === null) return noEffects;
  const at = later(after(oldest, settings.retention), after(now, rest));
  return [{ type: "setTimer", timer: timers.retention, index: 0, at }];
}
