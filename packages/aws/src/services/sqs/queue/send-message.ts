import {
  ring,
  slab,
  table,
  type Duration,
  type EffectList,
  type Instant,
  type SlabId,
} from "@orrery/kernel";
import { withoutLineage, type Trail } from "../../../service/origin.ts";
import type { Refused } from "../../../service/refusal.ts";
import { metrics, notes, timers, type Queue, type QueueContext } from "./declarations.ts";
import { sha256OfContent } from "../operations/digests.ts";
import { sqsLimits } from "../limits.ts";
import { againstBatch, againstMessage, againstMoved } from "./message-check.ts";
import { groupOf, linkLast, listGroup } from "./message-groups.ts";
import { keep, newMessage, waitWithQueue, type EditedMessage } from "./messages.ts";
import type {
  MessageContent,
  MoveMessage,
  SendEntry,
  SendMessage,
  SendMessageBatch,
  Sent,
} from "../protocol.ts";
import { bill, respond, requestsOf } from "./reply.ts";
import { groupIn, none, undelivered, type Condition, type StoredMessage } from "./state.ts";
import { actions } from "./action-buckets.ts";
import { throttle } from "./throughput.ts";

/** Stores one message. */
export function sendMessage(queue: Queue, input: SendMessage, context: QueueContext): EffectList {
  const refusal = againstMessage(input, context.settings, "single");
  if (refusal !== null) return respond(refusal, context);
  const { effects } = context;
  bill(input.content.size, context);
  const throttled = throttle(queue, actions.sendMessage, input.groupId, context);
  return respond(throttled ?? accept(queue, input, input.trail, context, effects), context);
}

/** Stores the messages of one request, each by itself, unless something is wrong with all of it. */
export function sendMessageBatch(
  queue: Queue,
  { entries, trail }: SendMessageBatch,
  context: QueueContext,
): EffectList {
  const { settings } = context;
  const refusal = againstBatch(entries, settings);
  if (refusal !== null) return respond(refusal, context);
  const { effects } = context;
  let size = 0;
  for (const { content } of entries) size += content.size;
  bill(size, context);
  const throttled = throttle(queue, actions.sendMessageBatch, entries[0]!.groupId, context);
  if (throttled !== null) return respond(throttled, context);
  const results: (Sent | Refused)[] = [];
  for (const entry of entries) {
    const wrong = againstMessage(entry, settings, "entry");
    results.push(wrong ?? accept(queue, entry, entry.trail ?? trail, context, effects));
  }
  return respond({ type: "sentBatch", results }, context);
}

/**
 * Stores a message that a move task brings. It counts as new: the queue may know its deduplication id
 * from the first time, and would drop it. Nobody's request, it takes nothing of a FIFO queue's rate.
 */
export function takeMoved(queue: Queue, input: MoveMessage, context: QueueContext): EffectList {
  const { content, groupId, trail } = input;
  const refusal = againstMoved(input, context.settings);
  if (refusal !== null) return respond(refusal, context);
  const { effects } = context;
  bill(content.size, context);
  return respond(add(queue, content, trail, groupId, null, null, context, effects), context);
}

/** Stores a message that was checked, unless a FIFO queue knows it. */
const accept = (
  queue: Queue,
  entry: SendEntry,
  trail: Trail,
  context: QueueContext,
  effects: EffectList,
): Sent =>
  context.settings.fifo
    ? acceptOnce(queue, entry, trail, context, effects)
    : add(queue, entry.content, trail, entry.groupId, null, entry.delay, context, effects);

/** FIFO: stores a message that was checked, unless it was sent before. */
function acceptOnce(
  queue: Queue,
  { content, groupId, deduplicationId: given }: SendEntry,
  trail: Trail,
  context: QueueContext,
  effects: EffectList,
): Sent {
  const { now, settings } = context;
  const id = given ?? sha256OfContent(content);
  const original = duplicateOf(queue, groupId, id, now);
  if (original !== undefined) {
    context.observe(metrics.NumberOfDeduplicatedSentMessages, 1);
    return sentAs(settings.queue, original, original);
  }
  remember(queue, groupId, id, context, effects);
  // The delay is the queue's own.
  return add(queue, content, trail, groupId, id, null, context, effects);
}

function add(
  queue: Queue,
  content: MessageContent,
  trail: Trail,
  groupId: string | null,
  deduplicationId: string | null,
  delay: Duration | null,
  context: QueueContext,
  effects: EffectList,
): Sent {
  const { now, settings } = context;
  // What brings a trace of its own is not counted among the invocations that it follows.
  const kept = content.traceHeader === null ? trail : withoutLineage(trail);
  const stored = newMessage(queue, content, kept, now);
  const message = store(queue, stored, groupId, deduplicationId, delay, context, effects);
  context.observe(metrics.NumberOfMessagesSent, 1);
  context.observe(metrics.SentMessageSize, content.size);
  if (groupId !== null && !settings.fifo) {
    context.observe(metrics.BilledFairQueueRequests, requestsOf(content.size));
  }
  return sentAs(settings.queue, message, settings.fifo ? message : null);
}

const sentAs = (queue: number, message: number, sequenceNumber: number | null): Sent => ({
  type: "sent",
  queue,
  message,
  sequenceNumber,
});

/**
 * Keeps a message that came, visible or delayed; returns its number. `delay` is `null` for the
 * queue's. The caller may not write on `stored` any more.
 */
export function store(
  queue: Queue,
  stored: EditedMessage,
  groupId: string | null,
  deduplicationId: string | null,
  delay: Duration | null,
  context: QueueContext,
  effects: EffectList,
): number {
  const { now, settings } = context;
  const { former } = stored;
  const { fifo } = settings;
  const message = queue.storedCount + 1;
  queue.storedCount = message;
  const wait = former !== null ? 0 : (delay ?? settings.delay);
  const condition: Condition =
    wait === 0 && !fifo ? "visible" : conditionAfter(wait, delay !== null, queue, context);
  stored.message = message;
  stored.condition = condition;
  if (wait > 0) stored.delivery = { ...undelivered, until: (now + wait) as Instant };
  if (groupId !== null || deduplicationId !== null) {
    const group = groupId === null ? none : groupOf(queue, groupId, now);
    stored.membership = { deduplicationId, group, next: none, previous: none };
  }
  if (former === null) context.note(notes.stored, message);
  else context.note(notes.stored, message, former.identity.queue, former.identity.message);
  const id = keep(queue, stored, context, effects);
  if (fifo) {
    placeInGroup(queue, id, stored, effects);
    return message;
  }
  if (former !== null) expireAlone(id, stored, context, effects);
  if (condition === "visible") ring.push(queue.visible, id);
  else waitWithDelay(queue, id, stored, effects);
  return message;
}

/** What a message is that has to wait for so long, or that comes to a FIFO queue. `isOwn`: the delay is its own. */
function conditionAfter(
  wait: number,
  isOwn: boolean,
  queue: Queue,
  { now, settings }: QueueContext,
): Condition {
  const { fifo, discoveryLimit } = settings;
  if (fifo && (queue.beyond.size > 0 || queue.discoveredCount >= discoveryLimit)) return "beyond";
  if (wait === 0) return "visible";
  return !fifo && (isOwn || now + wait < queue.delayedUntil) ? "delayedAlone" : "delayed";
}

/** Standard: has a message expire by the time of its sending, which was before it came. */
function expireAlone(
  id: SlabId,
  { sentAt }: StoredMessage,
  { now, settings }: QueueContext,
  effects: EffectList,
): void {
  const at = Math.max(now, sentAt + settings.retentionPeriod) as Instant;
  effects.setTimer(timers.expiry, slab.slotOf(id), at);
}

/** Standard: has a message wait for the end of its delay. */
function waitWithDelay(
  queue: Queue,
  id: SlabId,
  { condition, delivery }: StoredMessage,
  effects: EffectList,
): void {
  const until = delivery!.until!; // It is delayed.
  if (condition === "delayed") waitWithQueue(queue, id, until, effects);
  else effects.setTimer(timers.delay, slab.slotOf(id), until);
}

/** FIFO: puts a message last in its group, or where no receive looks yet. */
function placeInGroup(queue: Queue, id: SlabId, stored: StoredMessage, effects: EffectList): void {
  const { condition, delivery } = stored;
  if (condition === "beyond") {
    ring.push(queue.beyond, id);
    return;
  }
  if (condition === "delayed") waitWithQueue(queue, id, delivery!.until!, effects);
  const group = groupIn(stored);
  linkLast(queue, id, group);
  queue.discoveredCount += 1;
  listGroup(queue, group);
}

const ofQueue = (id: string): string => `q ${id}`;
const ofGroup = (groupId: string, id: string): string => `g ${groupId.length} ${groupId}${id}`;

/** The message that a deduplication id stands for already. */
export function duplicateOf(
  queue: Queue,
  groupId: string | null,
  id: string,
  now: Instant,
): number | undefined {
  const original = messageKnownAs(queue, ofQueue(id), now);
  if (original !== undefined || queue.deduplicationScope === "queue" || groupId === null) {
    return original;
  }
  return messageKnownAs(queue, ofGroup(groupId, id), now);
}

function messageKnownAs(queue: Queue, key: string, now: Instant): number | undefined {
  const known = table.get(queue.deduplication, key);
  if (known === undefined) return undefined;
  if (known.until > now) return known.message;
  // Its timer is due at this very instant. A new one goes behind the others, in order of time.
  table.remove(queue.deduplication, key);
  return undefined;
}

function remember(
  queue: Queue,
  groupId: string | null,
  id: string,
  { now }: QueueContext,
  effects: EffectList,
): void {
  const until = (now + sqsLimits.fifoDeduplicationInterval) as Instant;
  const isOfQueue = queue.deduplicationScope === "queue" || groupId === null;
  const key = isOfQueue ? ofQueue(id) : ofGroup(groupId, id);
  if (table.sizeOf(queue.deduplication) === 0) {
    effects.setTimer(timers.deduplication, 0, until);
  }
  table.set(queue.deduplication, key, { message: queue.storedCount + 1, until });
}
