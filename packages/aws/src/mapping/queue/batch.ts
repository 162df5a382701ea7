import { after, earlier, invariant, slab, type Instant, type SlabId } from "@orrery/kernel";
import type { WorkOnBatch } from "../work.ts";
import type { SourceItem } from "../../service/source.ts";
import { metrics, noteAssumed, ports, type Mapping, type MappingContext } from "./declarations.ts";
import type { EventSourceMappingSettings } from "./config.ts";
import { eventSourceMappingLimits as limits } from "./limits.ts";
import type { Batch, EditedPoller, Gathered } from "./state.ts";

/** Adds what a receive brought to a poller's next batch; it is not empty. */
export function gather(
  poller: EditedPoller,
  messages: readonly SourceItem[],
  size: number,
  context: MappingContext,
): void {
  const hiddenUntil = hiddenUntilOf(messages, context);
  poller.hiddenUntil =
    poller.gatheredCount === 0 ? hiddenUntil : earlier(poller.hiddenUntil, hiddenUntil);
  poller.gathered ??= slab.empty<Gathered>();
  slab.insert(poller.gathered, { messages });
  poller.gatheredCount += messages.length;
  poller.gatheredSize += size;
}

/** Leaves what a poller has for its next batch to the queue, where it is visible again in time. */
export function giveBack(poller: EditedPoller, context: MappingContext): void {
  context.observe(metrics.ReturnedEventCount, poller.gatheredCount);
  dropGathered(poller);
}

function dropGathered(poller: EditedPoller): void {
  poller.gathered = null;
  poller.gatheredCount = 0;
  poller.gatheredSize = 0;
}

/** When the messages of a receive are visible again. */
export function hiddenUntilOf(
  messages: readonly SourceItem[],
  { now, settings }: MappingContext,
): Instant {
  const [first] = messages;
  // Of a first receive the queue says when it was; of a later one, the answer is not far behind.
  const receivedAt = first!.receiveCount === 1 ? first!.firstReceivedAt : now;
  return after(receivedAt, settings.visibilityTimeout);
}

/** About how many bytes messages are in an event. */
export function sizeOf(
  messages: readonly SourceItem[],
  { source, assumed }: EventSourceMappingSettings,
): number {
  let size = messages.length * (assumed.recordOverhead + source.length);
  for (const { content } of messages) size += content.size;
  return size;
}

/**
 * Invokes the function with what a poller has gathered, as far as it fits; the rest stays. What is
 * visible again by now is given up.
 */
export function sendGathered(
  mapping: Mapping,
  id: SlabId,
  poller: EditedPoller,
  context: MappingContext,
): void {
  if (context.now >= poller.hiddenUntil) {
    giveBack(poller, context);
    return;
  }
  const { messages, size } = takeBatch(poller, context);
  sendBatch(mapping, id, poller, messages, size, poller.hiddenUntil, context);
}

/** Invokes the function with `messages`. */
export function sendBatch(
  mapping: Mapping,
  id: SlabId,
  poller: EditedPoller,
  messages: readonly SourceItem[],
  size: number,
  hiddenUntil: Instant,
  context: MappingContext,
): void {
  poller.batchCount += 1;
  const { batchingWindow, scaling } = context.settings;
  // Where more than one is in work at once, the next window does not wait for this one's end.
  poller.windowEndsAt = after(context.now, batchingWindow);
  const batch: Batch = {
    poller: id,
    messages,
    size,
    hiddenUntil,
    retryPause: scaling.throttlePause,
    condition: "invoked",
  };
  context.observe(metrics.BatchSize, messages.length);
  invokeWith(slab.insert(mapping.batches, batch), batch, context);
}

/** Takes the messages of the next invocation from what a poller has; the rest stays. */
function takeBatch(
  poller: EditedPoller,
  context: MappingContext,
): { readonly messages: readonly SourceItem[]; readonly size: number } {
  const { settings } = context;
  const { gathered, gatheredSize: size } = poller;
  invariant(gathered !== null, "an invocation without messages");
  const messages = messagesIn(gathered);
  dropGathered(poller);
  if (messages.length <= settings.batchSize && size <= limits.payload) return { messages, size };

  let count = 0;
  let taken = 0;
  while (count < messages.length && count < settings.batchSize) {
    const next = sizeOf([messages[count]!], settings);
    // One message always fits.
    if (count > 0 && taken + next > limits.payload) {
      noteAssumed(context, "recordOverhead");
      break;
    }
    taken += next;
    count += 1;
  }
  if (count < messages.length) {
    poller.gathered = slab.empty<Gathered>();
    slab.insert(poller.gathered, { messages: messages.slice(count) });
    poller.gatheredCount = messages.length - count;
    poller.gatheredSize = size - taken;
  }
  return { messages: messages.slice(0, count), size: taken };
}

/** Most batches are what one receive brought. */
function messagesIn(gathered: NonNullable<EditedPoller["gathered"]>): readonly SourceItem[] {
  if (gathered.size === 1) return slab.read(gathered, 0 as SlabId)!.messages;
  const all: SourceItem[] = [];
  for (const { messages } of slab.list(gathered)) {
    for (const message of messages) all.push(message);
  }
  return all;
}

/** Attempts the invocation of a batch. */
export function invokeWith(id: SlabId, { messages, size }: Batch, context: MappingContext): void {
  const { now, settings, effects } = context;
  const { source, sourceKind, region, reportBatchItemFailures } = settings;
  context.observe(metrics.InvokedEventCount, messages.length);
  const input: WorkOnBatch = {
    type: "invoke",
    payload: {
      type: "batch",
      form: sourceKind,
      items: messages,
      source,
      region,
      reportsItems: reportBatchItemFailures,
      size,
    },
    trail: null,
    event: null,
  };
  effects.send(ports.function, 0, input, id, after(now, settings.assumed.invocationPatience));
}
