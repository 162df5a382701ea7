import {
  after,
  seconds,
  slab,
  table,
  type Replied,
  type SlabId,
  type Tagged,
} from "@orrery/kernel";
import type { Trail } from "../../../service/origin.ts";
import { refused, type Refused } from "../../../service/refusal.ts";
import { throttled } from "../throttled.ts";
import { sha256OfText } from "../sha256.ts";
import { snsLimits } from "../limits.ts";
import type {
  Publish,
  PublishBatch,
  PublishEntry,
  Published,
  TakePublishes,
  TopicEffect,
  TopicMessage,
  TopicReply,
} from "../protocol.ts";
import { archive } from "./archive.ts";
import { metrics, notes, ports, type Topic, type TopicContext } from "./declarations.ts";
import { fanOut } from "./fan-out.ts";
import { againstMessage, batchTooLong } from "./message-check.ts";
import type { Notifying } from "./notifying.ts";
import { reply } from "./reply.ts";
import { takeRates } from "./throughput.ts";

const patience = seconds(60);

/** Takes a message, once the account's quota has room for it. */
export function publish(
  topic: Topic,
  input: Publish,
  context: TopicContext,
): readonly TopicEffect[] {
  const wrong = againstMessage(input, context.settings);
  return wrong === null
    ? [askQuota(topic, [input], input.trail, false, context)]
    : [reply(context, wrong)];
}

/** Takes the messages of a batch: what is wrong with one of them is wrong with all. */
export function publishBatch(
  topic: Topic,
  { entries, trail }: PublishBatch,
  context: TopicContext,
): readonly TopicEffect[] {
  const { settings } = context;
  let size = 0;
  for (const entry of entries) size += entry.content.size;
  if (size > settings.maximumMessageSize) return [reply(context, batchTooLong)];
  for (const entry of entries) {
    const wrong = againstMessage(entry, settings);
    if (wrong !== null) return [reply(context, wrong)];
  }
  return [askQuota(topic, entries, trail, true, context)];
}

function askQuota(
  topic: Topic,
  entries: PublishBatch["entries"],
  trail: Trail,
  isBatch: boolean,
  { now, request, settings: { fifo } }: TopicContext,
): TopicEffect {
  const input: TakePublishes = { type: "takePublishes", messages: entries.length, fifo };
  return {
    type: "send",
    port: ports.quota,
    to: 0,
    input,
    tag: slab.insert(topic.pending, { request, entries, trail, isBatch }),
    deadline: after(now, patience),
  };
}

/** Hears whether the account's quota has room, and publishes then. */
export function hearQuota(
  topic: Topic,
  { tag, body }: Replied<Tagged>,
  notifications: Notifying,
  context: TopicContext,
): readonly TopicEffect[] {
  const id = tag as SlabId; // The tag that askQuota gave.
  const { request, entries, trail, isBatch } = slab.read(topic.pending, id)!;
  slab.remove(topic.pending, id);
  const answer = (answered: TopicReply): TopicEffect => ({
    type: "reply",
    to: request,
    body: answered,
  });
  if (body.type === "refused" || body.type === "lost") {
    context.observe(metrics.ThrottledPublishes, entries.length);
    return [answer(body.type === "lost" ? lost : (body as Refused))]; // All who refuse say so.
  }
  const effects: TopicEffect[] = [];
  const results = entries.map((entry) =>
    accept(topic, entry, entry.trail ?? trail, notifications, context, effects),
  );
  bill(entries, results, context);
  const result: TopicReply = isBatch ? { type: "publishedBatch", results } : results[0]!;
  return [answer(result), ...effects];
}

const lost = refused("InternalError", "The request was not answered in time.");

function accept(
  topic: Topic,
  entry: PublishEntry,
  trail: Trail,
  notifications: Notifying,
  context: TopicContext,
  effects: TopicEffect[],
): Published | Refused {
  const { now, settings } = context;
  const over = takeRates(topic, entry, context);
  if (over !== null) {
    context.observe(metrics.ThrottledPublishes, 1);
    return throttled;
  }
  const deduplicationId =
    entry.deduplicationId ?? (settings.fifo ? sha256OfText(entry.content.message) : null);
  const key = deduplicationId === null ? null : keyOf(deduplicationId, entry, context);
  const known = key === null ? undefined : knownAs(topic, key, context);
  context.observe(metrics.NumberOfMessagesPublished, 1);
  if (known !== undefined) {
    const { message, sequenceNumber } = known;
    context.observe(metrics.NumberOfDuplicateMessages, 1);
    context.note(notes.duplicate, message, message);
    return { type: "published", message, sequenceNumber };
  }
  topic.messageCount += 1;
  if (settings.fifo) topic.sequenceCount += 1;
  const message: TopicMessage = {
    number: topic.messageCount,
    content: entry.content,
    trail,
    publishedAt: now,
    groupId: entry.groupId,
    deduplicationId,
    sequenceNumber: settings.fifo ? topic.sequenceCount : null,
  };
  if (key !== null) {
    table.set(topic.duplicates, key, {
      message: message.number,
      sequenceNumber: topic.sequenceCount,
      publishedAt: now,
    });
  }
  context.note(notes.published, message.number, settings.topic);
  archive(topic, message, context);
  effects.push(...fanOut(topic, message, notifications, context));
  return {
    type: "published",
    message: message.number,
    sequenceNumber: message.sequenceNumber,
  };
}

/** A deduplication id stands for one message of the topic, or of each message group. */
const keyOf = (id: string, { groupId }: PublishEntry, { settings }: TopicContext): string =>
  settings.throughputScope === "Topic" ? `t ${id}` : `g ${groupId ?? ""} ${id}`;

/** The message that an id stands for; forgets the ids that stand for none any more. */
function knownAs(topic: Topic, key: string, { now }: TopicContext) {
  for (let first = table.firstKey(topic.duplicates); first !== undefined;) {
    const { publishedAt } = table.get(topic.duplicates, first)!;
    if (after(publishedAt, snsLimits.fifoDeduplicationInterval) > now) break;
    table.remove(topic.duplicates, first);
    first = table.firstKey(topic.duplicates);
  }
  return table.get(topic.duplicates, key);
}

/** Counts what AWS charges for a request, and how large it was. */
function bill(
  entries: readonly PublishEntry[],
  results: readonly (Published | Refused)[],
  context: TopicContext,
): void {
  let size = 0;
  let taken = 0;
  entries.forEach(({ content }, place) => {
    if (results[place]!.type === "refused") return;
    taken += 1;
    size += content.size;
  });
  if (taken === 0) return;
  context.observe(metrics.PublishSize, size);
  if (context.settings.fifo) {
    context.observe(metrics.BilledFifoPublishes, taken);
    context.observe(metrics.BilledFifoPublishedBytes, size);
  } else {
    const chunks = Math.ceil(size / snsLimits.billedChunk);
    context.observe(metrics.BilledPublishes, Math.max(1, chunks));
  }
}
