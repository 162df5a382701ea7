import {
  after,
  invariant,
  slab,
  type Instant,
  type Replied,
  type SlabId,
  type EffectList,
} from "@orrery/kernel";
import type { QueueSource, SourceItem } from "../../service/source.ts";
import { gather, hiddenUntilOf, sendBatch, sizeOf } from "./batch.ts";
import { metrics, noteAssumed, type Mapping, type MappingContext } from "./declarations.ts";
import { askForDeletion } from "./deletion.ts";
import { eventSourceMappingLimits as limits } from "./limits.ts";
import { doubled } from "./pause.ts";
import { dismissWaiting, wakeWaiting } from "./pollers.ts";
import { account, isOver, poll, startLoop } from "./polling.ts";
import type { SourceReply } from "./protocol.ts";
import { passesFilters } from "./record-filter.ts";
import { askForPoller, endReceive, paced, settleSample, staysIdle } from "./scaling.ts";
import type { EditedPoller } from "./state.ts";

/** Takes what a receive brought. */
export function hearQueue(
  mapping: Mapping,
  { tag, body }: Replied<SourceReply>,
  context: MappingContext,
  source: QueueSource,
): EffectList {
  const id = tag as SlabId; // The tag that `poll` gave.
  const poller = slab.edit(mapping.pollers, id);
  invariant(poller?.condition === "polling", "a receive is answered that no poller waits for");
  const { effects } = context;
  account(poller, context);
  endReceive(mapping, poller, foundAt(body, context.now));
  if (body.type === "lost") noteAssumed(context, "receivePatience");
  if (body.type !== "received") pause(mapping, id, poller, context, effects);
  else {
    const { messages } = body;
    context.observe(metrics.PolledEventCount, messages.length);
    poller.refusalPause = context.settings.scaling.throttlePause;
    if (messages.length === 0) hearNothing(mapping, id, poller, context, effects);
    else hearMessages(mapping, id, poller, messages, context, source, effects);
  }
  if (settleSample(mapping, context)) dismissWaiting(mapping, context);
  if (mapping.waitingCount > 0) wakeWaiting(mapping, context, effects);
  return effects;
}

/** Until when a poller had nothing to do, whose receive is answered. */
function foundAt(body: Replied<SourceReply>["body"], now: Instant): Instant {
  const began = 0 as Instant;
  if (body.type !== "received") return began;
  const [first] = body.messages;
  if (first === undefined) return now;
  // Of a message that was received before it is not known when it was visible again.
  return first.receiveCount === 1 ? first.firstReceivedAt : began;
}

function hearMessages(
  mapping: Mapping,
  id: SlabId,
  poller: EditedPoller,
  messages: readonly SourceItem[],
  context: MappingContext,
  source: QueueSource,
  effects: EffectList,
): void {
  const { now, settings } = context;
  if (messages.length === poller.asked && messages[0]!.sentAt <= poller.polledAt) {
    askForPoller(mapping, context, effects);
  }
  const passed = settings.filters.length === 0 ? messages : filtered(messages, context, source);
  const size = sizeOf(passed, settings);
  poller.nextPollAt = paced(poller.polledAt, size, context);
  if (passed.length > 0 && poller.gatheredCount === 0 && now >= poller.windowEndsAt) {
    // No message came in the window before, so the next begins with this one.
    poller.windowEndsAt = after(now, settings.batchingWindow);
  }
  if (passed.length === 0 && poller.gatheredCount === 0) {
    startLoop(mapping, id, poller, context, effects);
  } else if (isOver(poller, passed.length, size, context)) {
    const isWhole = passed.length <= settings.batchSize && size <= limits.payload;
    if (passed.length > 0 && poller.gatheredCount === 0 && isWhole) {
      // Most batches are what one receive brought.
      const hiddenUntil = hiddenUntilOf(passed, context);
      sendBatch(mapping, id, poller, passed, size, hiddenUntil, context);
    } else if (passed.length > 0) gather(poller, passed, size, context);
    startLoop(mapping, id, poller, context, effects);
  } else {
    if (passed.length > 0) gather(poller, passed, size, context);
    poll(mapping, id, poller, context, effects);
  }
}

function hearNothing(
  mapping: Mapping,
  id: SlabId,
  poller: EditedPoller,
  context: MappingContext,
  effects: EffectList,
): void {
  const { receive, gatheredCount } = poller;
  poller.nextPollAt = paced(poller.polledAt, 0, context);
  if (gatheredCount > 0 && !isOver(poller, 0, 0, context)) {
    poll(mapping, id, poller, context, effects);
    return;
  }
  startLoop(mapping, id, poller, context, effects);
  if (gatheredCount === 0 && isPolling(mapping, id)) staysIdle(mapping, poller, receive);
}

/** Whether a poller is there and receives. */
const isPolling = ({ pollers }: Mapping, id: SlabId): boolean =>
  slab.read(pollers, id)?.condition === "polling";

/** Lets time pass after a receive that was refused or lost: what it has goes out, the rest waits. */
function pause(
  mapping: Mapping,
  id: SlabId,
  poller: EditedPoller,
  context: MappingContext,
  effects: EffectList,
): void {
  const { now, settings } = context;
  const { refusalPause } = poller;
  const { longestThrottlePause } = settings.scaling;
  noteAssumed(
    context,
    refusalPause === longestThrottlePause ? "longestThrottlePause" : "throttlePause",
  );
  poller.nextPollAt = after(now, refusalPause);
  poller.refusalPause = doubled(refusalPause, longestThrottlePause);
  startLoop(mapping, id, poller, context, effects);
}

/** Leaves out what does not pass the filters and deletes it from the queue. */
function filtered(
  messages: readonly SourceItem[],
  context: MappingContext,
  source: QueueSource,
): readonly SourceItem[] {
  const passed: SourceItem[] = [];
  const receipts: unknown[] = [];
  for (const message of messages) {
    if (passesFilters(message, context.settings, source)) passed.push(message);
    else receipts.push(message.receipt);
  }
  if (receipts.length === 0) return messages;
  context.observe(metrics.FilteredOutEventCount, receipts.length);
  askForDeletion(receipts, context);
  return passed;
}
