import {
  after,
  earlier,
  invariant,
  slab,
  type Instant,
  type Replied,
  type SlabId,
  type TimerFired,
  type EffectList,
} from "@orrery/kernel";
import type { WorkReply, Worked } from "../work.ts";
import type { QueueSource, SourceItem } from "../../service/source.ts";
import { giveBack, invokeWith } from "./batch.ts";
import { failedPlacesOf, nothingFailed } from "./batch-response.ts";
import {
  metrics,
  noteAssumed,
  purposes,
  timers,
  type Mapping,
  type MappingContext,
} from "./declarations.ts";
import { askForDeletion } from "./deletion.ts";
import { eventSourceMappingLimits as limits } from "./limits.ts";
import { doubled } from "./pause.ts";
import { startLoop } from "./polling.ts";
import type { SourceReply } from "./protocol.ts";
import { removeThrottled } from "./scaling.ts";
import { noteTrouble } from "./slowdown.ts";
import type { Batch, EditedBatch } from "./state.ts";

// Lambda stopped a loop. Trying again would be in vain: the messages go their way to a dead-letter queue.
const recursion = "RecursiveInvocationException";

/** Hears what became of an invocation. */
export function hearFunction(
  mapping: Mapping,
  { tag, body }: Replied<WorkReply>,
  context: MappingContext,
  source: QueueSource,
): EffectList {
  const id = tag as SlabId; // The tag that `invocation` gave.
  const batch = slab.edit(mapping.batches, id);
  invariant(batch !== undefined, "an invocation is answered that nobody waits for");
  const isOutcome = body.type === "invoked" || body.type === "refused" || body.type === "lost";
  invariant(isOutcome, "a function answers an invocation as if it had been asked something else");
  const { effects } = context;
  if (body.type === "refused" && body.code === recursion) {
    context.observe(metrics.FailedInvokeEventCount, batch.messages.length);
    context.observe(metrics.RefusedEventCount, batch.messages.length);
    endFailed(mapping, id, batch, context, effects);
    return effects;
  }
  if (body.type === "refused") {
    context.observe(metrics.FailedInvokeEventCount, batch.messages.length);
    noteTrouble(mapping, "throttle", context);
    if (batch.condition === "invoked") {
      batch.condition = "throttled";
      mapping.throttledCount += 1;
      removeThrottled(mapping, context);
    }
    retryLater(id, batch, context, effects);
    return effects;
  }
  if (body.type === "lost") noteAssumed(context, "invocationPatience");
  if (body.type === "invoked") observeTimes(body, batch, context);
  const failed = failedOf(body, batch, context, source);
  if (failed === null) {
    context.observe(metrics.FailedInvokeEventCount, batch.messages.length);
    context.observe(metrics.ErrorEventCount, batch.messages.length);
    endFailed(mapping, id, batch, context, effects);
  } else {
    deleteDone(batch, failed, context);
    finish(mapping, id, batch, failed === nothingFailed, context, effects);
  }
  return effects;
}

/** Ends a batch that failed: its place pauses, unless failures are reported by message. */
function endFailed(
  mapping: Mapping,
  id: SlabId,
  batch: EditedBatch,
  context: MappingContext,
  effects: EffectList,
): void {
  const { now, settings } = context;
  const { slowWithItemReports, longestErrorPause } = settings.scaling;
  const isSlowed = !settings.reportBatchItemFailures || slowWithItemReports;
  if (isSlowed) noteTrouble(mapping, "error", context);
  const poller = slab.edit(mapping.pollers, batch.poller);
  invariant(poller !== undefined, "a batch has lost its poller");
  const { errorPause } = poller;
  if (!isSlowed || errorPause === 0) {
    finish(mapping, id, batch, false, context, effects);
    return;
  }
  noteAssumed(context, errorPause === longestErrorPause ? "longestErrorPause" : "errorPause");
  poller.errorPause = doubled(errorPause, longestErrorPause);
  // What follows may not overtake what failed: it comes back behind it.
  if (settings.fifo && poller.gatheredCount > 0) giveBack(poller, context);
  if (batch.condition === "throttled") mapping.throttledCount -= 1;
  mapping.pausedCount += 1;
  batch.condition = "failed";
  batch.messages = noMessages;
  batch.size = 0;
  const index = slab.slotOf(id);
  effects.setTimer(timers.retry, index, after(now, errorPause));
}

const noMessages: readonly SourceItem[] = Object.freeze([]);

/** The places of the messages that failed; `null` for all of them. */
function failedOf(
  body: Exclude<Replied<WorkReply>["body"], { readonly type: "refused" }>,
  { messages }: Batch,
  { settings }: MappingContext,
  source: QueueSource,
): readonly number[] | null {
  if (body.type === "lost" || body.functionError !== null) return null;
  return settings.reportBatchItemFailures
    ? failedPlacesOf(body, messages, source.form)
    : nothingFailed;
}

/** How long a batch waited from its receive to the start of its work. */
function observeTimes({ duration }: Worked, { hiddenUntil }: Batch, context: MappingContext): void {
  const { now, settings } = context;
  const waited = now - (hiddenUntil - settings.visibilityTimeout) - duration;
  // The visibility timeout may have been changed since.
  context.observe(metrics.TimeBeforeStart, waited > 0 ? waited : 0);
}

function deleteDone(
  { messages, hiddenUntil }: Batch,
  failed: readonly number[],
  context: MappingContext,
): void {
  const { now } = context;
  const done = failed.length === 0 ? messages : without(messages, failed);
  if (done.length < messages.length) {
    context.observe(metrics.FailedInvokeEventCount, messages.length - done.length);
    context.observe(metrics.ErrorEventCount, messages.length - done.length);
  }
  if (done.length > 0 && now >= hiddenUntil) {
    context.observe(metrics.LateEventCount, done.length);
  }
  for (let from = 0; from < done.length; from += limits.receive) {
    const count = Math.min(limits.receive, done.length - from);
    const receipts = new Array<unknown>(count); // Pushed onto, it would have room for more.
    for (let place = 0; place < count; place += 1) {
      const { receipt, sentAt, trail } = done[from + place]!;
      context.observe(metrics.MessageLatency, now - sentAt);
      context.observe(metrics.EndToEndLatency, now - trail.at);
      receipts[place] = receipt;
    }
    askForDeletion(receipts, context);
  }
}

function without(
  messages: readonly SourceItem[],
  places: readonly number[],
): readonly SourceItem[] {
  const left = new Set(places);
  return messages.filter((_, place) => !left.has(place));
}

/** Ends a batch; its poller goes on if it waited for that. */
function finish(
  mapping: Mapping,
  id: SlabId,
  { poller: pollerId, condition }: Batch,
  isDone: boolean,
  context: MappingContext,
  effects: EffectList,
): void {
  slab.remove(mapping.batches, id);
  if (condition === "throttled") mapping.throttledCount -= 1;
  else if (condition === "failed") mapping.pausedCount -= 1;
  const poller = slab.edit(mapping.pollers, pollerId);
  invariant(poller !== undefined, "a batch has lost its poller");
  poller.batchCount -= 1;
  const { settings } = context;
  if (condition !== "failed") poller.errorPause = settings.scaling.errorPause;
  // The next window begins when the invocation is done; where several run, as each is sent.
  if (settings.concurrency === 1) {
    poller.windowEndsAt = after(context.now, settings.batchingWindow);
  }
  if (!isDone && settings.fifo && poller.gatheredCount > 0) {
    // What follows may not overtake what failed: it comes back behind it.
    giveBack(poller, context);
  }
  if (poller.condition === "busy") startLoop(mapping, pollerId, poller, context, effects);
}

function retryLater(
  id: SlabId,
  batch: EditedBatch,
  context: MappingContext,
  effects: EffectList,
): void {
  const { now, settings } = context;
  const { longestThrottlePause, throttleJitter } = settings.scaling;
  const { retryPause } = batch;
  noteAssumed(
    context,
    retryPause === longestThrottlePause ? "longestThrottlePause" : "throttlePause",
  );
  noteAssumed(context, "throttleJitter");
  const jitter = 1 + throttleJitter * context.random(purposes.jitter);
  const at = (now + Math.round(retryPause * jitter)) as Instant;
  batch.retryPause = doubled(retryPause, longestThrottlePause);
  effects.setTimer(
    timers.retry,
    slab.slotOf(id),
    batch.hiddenUntil > now ? earlier(at, batch.hiddenUntil) : now,
  );
}

/**
 * Tries a throttled batch again, or gives it up once its messages are visible again. Of one that
 * failed it ends the pause.
 */
export function retry(
  mapping: Mapping,
  { index }: TimerFired,
  context: MappingContext,
): EffectList {
  const id = slab.idAt(mapping.batches, index);
  const batch = id === undefined ? undefined : slab.read(mapping.batches, id);
  invariant(id !== undefined && batch !== undefined, "a batch that is gone is to be tried again");
  const { effects } = context;
  if (batch.condition === "failed") finish(mapping, id, batch, true, context, effects);
  else if (context.now < batch.hiddenUntil) invokeWith(id, batch, context);
  else {
    context.observe(metrics.RefusedEventCount, batch.messages.length);
    finish(mapping, id, batch, false, context, effects);
  }
  return effects;
}

/** Counts what the queue deleted. */
export function hearDeletion({ body }: Replied<SourceReply>, context: MappingContext): EffectList {
  if (body.type === "lost") noteAssumed(context, "deletionPatience");
  const { effects } = context;
  if (body.type !== "entryResults") return effects; // Refused or lost: the messages come back.
  const { results } = body;
  let count = 0;
  for (let place = 0; place < results.length; place += 1) if (results[place] === null) count += 1;
  context.observe(metrics.DeletedEventCount, count);
  return effects;
}
