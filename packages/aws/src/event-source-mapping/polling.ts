import {
  after,
  between,
  invariant,
  later,
  slab,
  type Duration,
  type Instant,
  type Replied,
  type SlabId,
  type TimerFired,
} from "@orrery/kernel";
import type { SqsNames } from "../lambda/sqs-event.ts";
import type { QueueReply, ReceivedMessage } from "../sqs/protocol.ts";
import { gather, hiddenUntilOf, sendBatch, sendGathered, sizeOf } from "./batch.ts";
import {
  choices,
  metrics,
  ports,
  timers,
  type Mapping,
  type MappingContext,
} from "./declarations.ts";
import { deletion } from "./deletion.ts";
import {
  eventSourceMappingAssumptions as assumed,
  eventSourceMappingLimits as limits,
} from "./limits.ts";
import type { EventSourceMappingEffect } from "./protocol.ts";
import { passesFilters } from "./record-filter.ts";
import { allowedPollers, askForPoller, paced } from "./scaling.ts";
import { newPoller, type EditedPoller } from "./state.ts";

type Effects = EventSourceMappingEffect[];

/** Begins to poll, or adds what pollers are missing. */
export function begin(mapping: Mapping, context: MappingContext): Effects {
  const { model } = context.settings;
  const wanted = mapping.isStarted ? model.minimum : model.initial;
  const count = Math.min(wanted, allowedPollers(mapping, context.settings));
  const effects: Effects = [];
  mapping.isStarted = true;
  while (mapping.pollers.size < count) addPoller(mapping, context, effects);
  return effects;
}

/** Adds the poller that was asked for. */
export function addAnother(mapping: Mapping, context: MappingContext): Effects {
  const effects: Effects = [];
  mapping.isAdding = false;
  if (mapping.pollers.size >= allowedPollers(mapping, context.settings)) return effects;
  mapping.lastAddedAt = context.now;
  addPoller(mapping, context, effects);
  return effects;
}

function addPoller(mapping: Mapping, context: MappingContext, effects: Effects): void {
  const { now, settings } = context;
  const poller = newPoller(now, settings.model.firstRetry);
  const id = slab.insert(mapping.pollers, poller);
  startLoop(mapping, id, slab.edit(mapping.pollers, id)!, context, effects);
}

/** Lets a poller go on that paused. */
export function endPause(
  mapping: Mapping,
  { index }: TimerFired,
  context: MappingContext,
): Effects {
  const id = slab.idAt(mapping.pollers, index);
  invariant(id !== undefined, "a poller that is gone is to poll");
  const effects: Effects = [];
  const poller = slab.edit(mapping.pollers, id)!;
  poller.condition = "busy";
  const isFilling = poller.gatheredCount > 0 && !isOver(poller, 0, 0, context);
  if (isFilling) poll(mapping, id, poller, context, effects);
  else startLoop(mapping, id, poller, context, effects);
  return effects;
}

/** Starts a poller's next loop, in which its next window begins; it goes where it is one too many. */
export function startLoop(
  mapping: Mapping,
  id: SlabId,
  poller: EditedPoller,
  context: MappingContext,
  effects: Effects,
): void {
  const { now, settings } = context;
  poller.condition = "busy";
  // What did not fit the last invocation goes first.
  while (poller.gatheredCount > 0 && poller.batchCount < settings.concurrency) {
    // One message group is never in two invocations at once.
    if (settings.fifo && poller.batchCount > 0) return;
    sendGathered(mapping, id, poller, context, effects);
  }
  if (poller.batchCount >= settings.concurrency) return;
  if (mapping.pollers.size > allowedPollers(mapping, settings)) {
    if (poller.batchCount === 0) retire(mapping, id, poller, context);
    return;
  }
  poller.windowEndsAt = after(now, settings.batchingWindow);
  poll(mapping, id, poller, context, effects);
}

function retire(mapping: Mapping, id: SlabId, poller: EditedPoller, context: MappingContext): void {
  account(poller, context);
  slab.remove(mapping.pollers, id);
}

function poll(
  mapping: Mapping,
  id: SlabId,
  poller: EditedPoller,
  context: MappingContext,
  effects: Effects,
): void {
  const { now, settings } = context;
  if (poller.nextPollAt > now) {
    poller.condition = "pausing";
    const index = slab.slotOf(id);
    effects.push({ type: "setTimer", timer: timers.poll, index, at: poller.nextPollAt });
    return;
  }
  const room = settings.batchSize - poller.gatheredCount;
  const asked = room < limits.receive ? room : limits.receive;
  const waitTime =
    poller.gatheredCount === 0 ? limits.longPoll : fillingWait(mapping, poller, context);
  poller.condition = "polling";
  poller.polledAt = now;
  poller.asked = asked;
  effects.push({
    type: "send",
    port: ports.queue,
    to: 0,
    input: {
      type: "receiveMessage",
      maxNumberOfMessages: asked,
      visibilityTimeout: settings.receiveVisibilityTimeout,
      waitTime,
      receiveRequestAttemptId: null,
    },
    tag: id,
    deadline: (now + waitTime + assumed.receivePatience) as Instant,
  });
}

/** How long a receive into a begun batch waits. */
function fillingWait(mapping: Mapping, poller: EditedPoller, context: MappingContext): Duration {
  const { fullWaitShare } = context.settings.model;
  mapping.fillingCount += 1;
  if (fullWaitShare > 0) {
    const weights = [1 - fullWaitShare, fullWaitShare];
    if (context.choose(choices.fillingWait, mapping.fillingCount, weights) === 1) {
      return limits.longPoll;
    }
  }
  const left = between(context.now, later(context.now, poller.windowEndsAt));
  return left < limits.longPoll ? left : limits.longPoll;
}

/** Takes what a receive brought. */
export function hearQueue(
  mapping: Mapping,
  { tag, body }: Replied<QueueReply>,
  context: MappingContext,
  names: SqsNames,
): Effects {
  const id = tag as SlabId; // The tag that `poll` gave.
  const poller = slab.edit(mapping.pollers, id);
  invariant(poller?.condition === "polling", "a receive is answered that no poller waits for");
  const effects: Effects = [];
  account(poller, context);
  if (body.type !== "received") {
    pause(mapping, id, poller, context, effects);
    return effects;
  }
  const { settings } = context;
  const { messages } = body;
  context.observe(metrics.PolledEventCount, messages.length);
  poller.refusalPause = settings.model.firstRetry as Duration;
  if (messages.length === 0) {
    hearNothing(mapping, id, poller, context, effects);
    return effects;
  }
  poller.emptyReceives = 0;
  if (messages.length === poller.asked && messages[0]!.sentAt <= poller.polledAt) {
    askForPoller(mapping, context, effects);
  }
  const passed =
    settings.filters.length === 0 ? messages : filtered(messages, context, names, effects);
  const size = sizeOf(passed, settings.source);
  poller.nextPollAt = paced(poller.polledAt, size, settings);
  if (isOver(poller, passed.length, size, context)) {
    const isWhole = passed.length <= settings.batchSize && size <= limits.payload;
    if (passed.length > 0 && poller.gatheredCount === 0 && isWhole) {
      // Most batches are what one receive brought.
      const hiddenUntil = hiddenUntilOf(passed, context);
      sendBatch(mapping, id, poller, passed, size, hiddenUntil, context, effects);
    } else if (passed.length > 0) gather(poller, passed, size, context);
    startLoop(mapping, id, poller, context, effects);
    return effects;
  }
  if (passed.length > 0) gather(poller, passed, size, context);
  poll(mapping, id, poller, context, effects);
  return effects;
}

/** Whether a batch is to go out that `count` more messages come to. */
const isOver = (
  { gatheredCount, gatheredSize, windowEndsAt }: EditedPoller,
  count: number,
  size: number,
  { now, settings }: MappingContext,
): boolean =>
  now >= windowEndsAt ||
  gatheredCount + count >= settings.batchSize ||
  gatheredSize + size >= limits.payload ||
  !settings.enabled;

function hearNothing(
  mapping: Mapping,
  id: SlabId,
  poller: EditedPoller,
  context: MappingContext,
  effects: Effects,
): void {
  const { settings } = context;
  const { model } = settings;
  poller.nextPollAt = paced(poller.polledAt, 0, settings);
  if (poller.gatheredCount > 0) {
    if (isOver(poller, 0, 0, context)) startLoop(mapping, id, poller, context, effects);
    else poll(mapping, id, poller, context, effects);
    return;
  }
  poller.emptyReceives += 1;
  const isIdle = poller.emptyReceives >= model.idleReceives && poller.batchCount === 0;
  if (isIdle && mapping.pollers.size > model.minimum) retire(mapping, id, poller, context);
  else if (isOver(poller, 0, 0, context)) startLoop(mapping, id, poller, context, effects);
  else poll(mapping, id, poller, context, effects);
}

/** Lets time pass after a receive that was refused or lost: what it has goes out, the rest waits. */
function pause(
  mapping: Mapping,
  id: SlabId,
  poller: EditedPoller,
  context: MappingContext,
  effects: Effects,
): void {
  const { now, settings } = context;
  const { refusalPause } = poller;
  const lastRetry = settings.model.lastRetry as Duration;
  poller.nextPollAt = after(now, refusalPause);
  poller.refusalPause = (refusalPause * 2 < lastRetry ? refusalPause * 2 : lastRetry) as Duration;
  startLoop(mapping, id, poller, context, effects);
}

/** Leaves out what does not pass the filters and deletes it from the queue. */
function filtered(
  messages: readonly ReceivedMessage[],
  context: MappingContext,
  names: SqsNames,
  effects: Effects,
): readonly ReceivedMessage[] {
  const passed: ReceivedMessage[] = [];
  const receipts: ReceivedMessage["receipt"][] = [];
  for (const message of messages) {
    if (passesFilters(message, context.settings, names)) passed.push(message);
    else receipts.push(message.receipt);
  }
  if (receipts.length === 0) return messages;
  context.observe(metrics.FilteredOutEventCount, receipts.length);
  effects.push(deletion(receipts, context));
  return passed;
}

function account(poller: EditedPoller, context: MappingContext): void {
  const { now, settings } = context;
  if (settings.isProvisioned && now > poller.accountedAt) {
    context.observe(metrics.ProvisionedPollerTime, now - poller.accountedAt);
  }
  poller.accountedAt = now;
}
