import {
  after,
  invariant,
  ring,
  slab,
  table,
  type Duration,
  type Instant,
  type Ring,
  type SlabId,
  type TimerFired,
  type EffectList,
} from "@orrery/kernel";
import { refused } from "../../../service/refusal.ts";
import { sendToDeadLetterQueue } from "./dead-letters.ts";
import {
  choices,
  metrics,
  notes,
  purposes,
  timers,
  type Queue,
  type QueueContext,
} from "./declarations.ts";
import { isNoisy, putAside, takeAside } from "./fair-queue.ts";
import { sqsLimits } from "../limits.ts";
import { groupIdOf, listGroup } from "./message-groups.ts";
import { become, hideUntil, list, receivesHere, type EditedMessage } from "./messages.ts";
import type { QueueReply, Receipt, ReceivedMessage, ReceiveMessage } from "../protocol.ts";
import { bill, respond } from "./reply.ts";
import {
  groupIn,
  none,
  receiveCountOf,
  trailOf,
  undelivered,
  type Delivery,
  type StoredMessage,
  type Waiter,
} from "./state.ts";
import { actions } from "./action-buckets.ts";
import { throttle } from "./throughput.ts";

const overLimit: QueueReply = Object.freeze(
  refused("OverLimit", "Too many messages in flight: delete some, or wait until they are visible."),
);
const nothing: QueueReply = Object.freeze({ type: "received", messages: Object.freeze([]) });

/** Receives messages, or waits for them. */
export function receiveMessage(
  queue: Queue,
  input: ReceiveMessage,
  context: QueueContext,
): EffectList {
  const { now, settings } = context;
  const { effects } = context;
  const throttled = throttle(queue, actions.receiveMessage, null, context);
  if (throttled !== null) {
    bill(0, context);
    return respond(throttled, context);
  }
  const waitTime = input.waitTime ?? settings.receiveMessageWaitTime;
  const { receiveRequestAttemptId: attempt } = input;
  if (attempt !== null) {
    const again = repeatAttempt(queue, attempt, input.visibilityTimeout, context, effects);
    if (again !== null) {
      return respond(answer(again, context), context);
    }
  }
  if (waitTime === 0 && !settings.fifo && queue.inFlightCount >= settings.inFlightLimit) {
    bill(0, context);
    return respond(overLimit, context);
  }
  const messages = take(queue, input, waitTime === 0, context, effects);
  if (messages.length > 0 || waitTime === 0) {
    if (attempt !== null) rememberAttempt(queue, attempt, messages, input, context, effects);
    return respond(answer(messages, context), context);
  }
  const { maxNumberOfMessages, visibilityTimeout, receiveRequestAttemptId } = input;
  const until = (now + waitTime) as Instant;
  const waiter: Waiter = {
    request: context.request,
    maxNumberOfMessages,
    visibilityTimeout,
    receiveRequestAttemptId,
    until,
  };
  const id = slab.insert(queue.waiters, waiter);
  ring.push(queue.waiting, id);
  effects.setTimer(timers.wait, slab.slotOf(id), until);
  return effects;
}

/** Gives messages to those who wait for them, in the order of their coming. */
export function serveWaiters(queue: Queue, context: QueueContext): void {
  const { effects } = context;
  while (queue.visibleCount > 0) {
    const id = ring.peek(queue.waiting);
    if (id === -1) break;
    const waiter = slab.read(queue.waiters, id);
    if (waiter === undefined) {
      ring.shift(queue.waiting);
      continue;
    }
    const messages = take(queue, waiter, false, context, effects);
    if (messages.length === 0) break;
    ring.shift(queue.waiting);
    slab.remove(queue.waiters, id);
    const { request, receiveRequestAttemptId: attempt } = waiter;
    if (attempt !== null) rememberAttempt(queue, attempt, messages, waiter, context, effects);
    effects.clearTimer(timers.wait, slab.slotOf(id));
    effects.reply(request, answer(messages, context));
  }
}

/** Ends a long poll that found nothing. */
export function endWait(queue: Queue, { index }: TimerFired, context: QueueContext): EffectList {
  const id = slab.idAt(queue.waiters, index);
  invariant(id !== undefined, "a long poll ends that nobody waits in");
  const { request } = slab.read(queue.waiters, id)!;
  slab.remove(queue.waiters, id);
  if (queue.waiting.size > 2 * queue.waiters.size + 64) dropGone(queue);
  context.effects.reply(request, answer([], context));
  return context.effects;
}

function dropGone(queue: Queue): void {
  for (let left = queue.waiting.size; left > 0; left -= 1) {
    const id = ring.shift(queue.waiting);
    if (slab.read(queue.waiters, id) !== undefined) ring.push(queue.waiting, id);
  }
}

function answer(messages: readonly ReceivedMessage[], context: QueueContext): QueueReply {
  let size = 0;
  for (let place = 0; place < messages.length; place += 1) {
    const { content, sentAt, receiveCount } = messages[place]!;
    size += content.size;
    context.observe(metrics.NumberOfMessagesReceived, 1);
    if (receiveCount === 1) context.observe(metrics.MessageAgeAtReceive, context.now - sentAt);
  }
  bill(size, context);
  if (messages.length > 0) return { type: "received", messages };
  context.observe(metrics.NumberOfEmptyReceives, 1);
  return nothing;
}

type Wanted = Pick<ReceiveMessage, "maxNumberOfMessages" | "visibilityTimeout">;

function take(
  queue: Queue,
  { maxNumberOfMessages, visibilityTimeout }: Wanted,
  isShort: boolean,
  context: QueueContext,
  effects: EffectList,
): ReceivedMessage[] {
  const { settings } = context;
  const messages: ReceivedMessage[] = [];
  const room = settings.inFlightLimit - queue.inFlightCount;
  const wanted = maxNumberOfMessages < room ? maxNumberOfMessages : room;
  if (wanted <= 0 || queue.visibleCount === 0) return messages;
  const timeout = visibilityTimeout ?? settings.visibilityTimeout;
  if (settings.fifo) {
    takeFromGroups(queue, wanted, timeout, messages, context, effects);
    return messages;
  }
  const read = isShort && settings.sampling ? sampledShards(queue, context) : allShards;
  // What this receive puts back, visible at once, is for the next one: it is behind what was there.
  const visible = queue.visible.size;
  const { returned } = queue;
  // What was put aside is older than the rest, and waits no longer where its group is quiet again.
  takeFromAside(queue, "quiet", wanted, timeout, messages, context, effects);
  takeFrom(queue, returned, returned.size, wanted, timeout, read, messages, context, effects);
  if (messages.length < wanted) {
    takeFrom(queue, queue.visible, visible, wanted, timeout, read, messages, context, effects);
  }
  takeFromAside(queue, "noisy", wanted, timeout, messages, context, effects);
  return messages;
}

const allShards = -1;

/** Which parts of the queue a short poll reads, a bit each: all of them where there are many messages. */
function sampledShards(queue: Queue, context: QueueContext): number {
  const { shards, sampledBelow } = context.settings.assumed;
  context.observe(metrics["sqs.sampledBelow"], 1);
  if (queue.visibleCount >= sampledBelow) return allShards;
  context.observe(metrics["sqs.shards"], 1);
  let bits = 0;
  for (let shard = 0; shard < shards; shard += 1) {
    if (context.random(purposes.sampling) < 0.5) bits |= 1 << shard;
  }
  return bits;
}

function takeFrom(
  queue: Queue,
  from: Ring<SlabId>,
  count: number,
  wanted: number,
  timeout: Duration,
  read: number,
  messages: ReceivedMessage[],
  context: QueueContext,
  effects: EffectList,
): void {
  const { reorderRate, assumed } = context.settings;
  // A part of a queue is read whole, since what is not read must keep its place.
  const isWhole = read !== allShards;
  for (let left = count; left > 0 && (isWhole || messages.length < wanted); left -= 1) {
    const id = ring.shift(from);
    const stored = slab.edit(queue.messages, id);
    if (stored === undefined) continue; // Gone while it was listed.
    if (stored.condition !== "visible") {
      if (stored.condition === "hiddenAgain") become(queue, stored, "inFlight");
      continue;
    }
    if (isWhole && (messages.length >= wanted || !isRead(stored, read, assumed.shards))) {
      ring.push(from, id);
      continue;
    }
    if (reorderRate > 0 && fallsBehind(stored, context)) {
      ring.push(queue.visible, id);
      continue;
    }
    const group = groupIn(stored);
    if (group !== none && isNoisy(queue, group, context)) {
      putAside(queue, id, stored, group);
      continue;
    }
    receive(queue, id, stored, timeout, messages, context, effects);
  }
}

/** Whether a message is in one of the parts that are read. */
const isRead = ({ message }: StoredMessage, read: number, shards: number): boolean =>
  (read & (1 << (message % shards))) !== 0;

/** Asks whether a message falls behind others. */
function fallsBehind({ message }: StoredMessage, context: QueueContext): boolean {
  const { reorderRate } = context.settings;
  return context.choose(choices.order, message, [1 - reorderRate, reorderRate]) === 1;
}

/** Receives one visible message, or gives it up. */
function receive(
  queue: Queue,
  id: SlabId,
  stored: EditedMessage,
  timeout: Duration,
  messages: ReceivedMessage[],
  context: QueueContext,
  effects: EffectList,
): void {
  const { now, settings } = context;
  const { maxReceiveCount, duplicateRate } = settings;
  if (maxReceiveCount !== null && receivesHere(stored) >= maxReceiveCount) {
    sendToDeadLetterQueue(queue, id, stored, context, effects);
    return;
  }
  const { former, membership } = stored;
  const before = stored.delivery ?? undelivered;
  const receiveCount = before.receiveCount + 1;
  const firstReceivedAt = before.firstReceivedAt ?? now;
  const { message } = stored;
  const receipt: Receipt = { id, queue: settings.queue, message, receive: receiveCount };
  messages.push({
    receipt,
    // Of a message that was sent here, the receipt says which it is.
    identity: former === null ? receipt : former.identity,
    content: stored.content,
    trail: trailOf(stored),
    sentAt: stored.sentAt,
    firstReceivedAt,
    receiveCount,
    groupId: membership === null ? null : groupIdOf(queue, membership.group),
    deduplicationId: membership === null ? null : membership.deduplicationId,
    sequenceNumber: settings.fifo ? message : null,
    deadLetterSource: former === null ? null : former.sourceName,
  });
  const hidden = duplicateRate > 0 ? hiddenFor(stored, timeout, context) : timeout;
  if (hidden === 0) {
    context.note(notes.stays, message);
    stored.delivery = { receiveCount, firstReceivedAt, hiddenAt: null, until: null };
    if (!settings.fifo) list(queue, id, stored);
    return;
  }
  become(queue, stored, "inFlight");
  const until = after(now, hidden);
  stored.delivery = deliveryOf(receiveCount, firstReceivedAt, now, until);
  effects.setTimer(timers.visibility, slab.slotOf(id), until);
}

/** Asks how long a message is hidden: for the timeout, not at all, or for half of it. */
function hiddenFor({ message }: StoredMessage, timeout: Duration, context: QueueContext): Duration {
  const { duplicateRate } = context.settings;
  const weights = [1 - duplicateRate, duplicateRate / 2, duplicateRate / 2];
  const delivery = context.choose(choices.delivery, message, weights);
  if (delivery === 0) return timeout;
  return (delivery === 1 ? 0 : Math.floor(timeout / 2)) as Duration;
}

// A memo of a pure function: the messages of one receive have the same in most cases, which is a value.
let lastDelivery: Delivery = undelivered;

function deliveryOf(
  receiveCount: number,
  firstReceivedAt: Instant,
  hiddenAt: Instant,
  until: Instant,
): Delivery {
  const last = lastDelivery;
  const isSame =
    last.hiddenAt === hiddenAt &&
    last.until === until &&
    last.firstReceivedAt === firstReceivedAt &&
    last.receiveCount === receiveCount;
  if (!isSame) lastDelivery = { receiveCount, firstReceivedAt, hiddenAt, until };
  return lastDelivery;
}

/** FIFO: empties one group after another, each from its head up to what may not be received. */
function takeFromGroups(
  queue: Queue,
  wanted: number,
  timeout: Duration,
  messages: ReceivedMessage[],
  context: QueueContext,
  effects: EffectList,
): void {
  for (let left = queue.served.size; left > 0 && messages.length < wanted; left -= 1) {
    const groupId = ring.shift(queue.served);
    const group = slab.edit(queue.groups, groupId);
    if (group === undefined) continue;
    group.listed = false;
    let id = group.head;
    while (id !== none && messages.length < wanted) {
      const stored = slab.edit(queue.messages, id)!;
      if (stored.condition !== "visible") break;
      const { next } = stored.membership!; // It is of this group.
      receive(queue, id, stored, timeout, messages, context, effects);
      id = next;
    }
    // The group may be gone, its last message having been given up.
    listGroup(queue, groupId);
  }
}

/** Standard: what was put aside of groups that are noisy, or quiet again. */
function takeFromAside(
  queue: Queue,
  which: "noisy" | "quiet",
  wanted: number,
  timeout: Duration,
  messages: ReceivedMessage[],
  context: QueueContext,
  effects: EffectList,
): void {
  while (messages.length < wanted && queue.served.size > 0) {
    const id = takeAside(queue, which, context.now);
    if (id === none) return;
    receive(queue, id, slab.edit(queue.messages, id)!, timeout, messages, context, effects);
  }
}

/** What an attempt got before, if all of it is still as it was; its time in flight begins anew. */
function repeatAttempt(
  queue: Queue,
  attempt: string,
  visibilityTimeout: Duration | null,
  context: QueueContext,
  effects: EffectList,
): readonly ReceivedMessage[] | null {
  const { now, settings } = context;
  const known = table.get(queue.attempts, attempt);
  if (known === undefined || known.until <= now || known.hiddenUntil <= now) return null;
  for (const { receipt } of known.messages) {
    const stored = slab.read(queue.messages, receipt.id);
    if (stored?.condition !== "inFlight" || receiveCountOf(stored) !== receipt.receive) return null;
    if (stored.delivery!.until !== known.hiddenUntil) return null; // It is in flight.
  }
  const hiddenUntil = (now + (visibilityTimeout ?? settings.visibilityTimeout)) as Instant;
  for (const { receipt } of known.messages) {
    const stored = slab.edit(queue.messages, receipt.id)!;
    hideUntil(stored, stored.delivery!.hiddenAt, hiddenUntil); // Likewise.
    const index = slab.slotOf(receipt.id);
    effects.setTimer(timers.visibility, index, hiddenUntil);
  }
  table.set(queue.attempts, attempt, { ...known, hiddenUntil });
  return known.messages;
}

function rememberAttempt(
  queue: Queue,
  attempt: string,
  messages: readonly ReceivedMessage[],
  { visibilityTimeout }: Wanted,
  { now, settings }: QueueContext,
  effects: EffectList,
): void {
  if (messages.length === 0) return;
  const until = (now + sqsLimits.receiveRequestAttemptInterval) as Instant;
  if (table.sizeOf(queue.attempts) === 0) {
    effects.setTimer(timers.attempt, 0, until);
  }
  const hiddenUntil = (now + (visibilityTimeout ?? settings.visibilityTimeout)) as Instant;
  table.remove(queue.attempts, attempt);
  table.set(queue.attempts, attempt, { messages, hiddenUntil, until });
}
