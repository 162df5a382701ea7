import type { Readings } from "../service/metric.ts";
import { metrics, type gauges } from "./metrics.ts";
import {
  after,
  compileDistribution,
  declare,
  invariant,
  noEffects,
  slab,
  unreachable,
  type ClearTimer,
  type Context,
  type Distribution,
  type Machine,
  type Replied,
  type Send,
  type SetTimer,
  type SlabId,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import type { Refused } from "../service/refusal.ts";
import type { EntryResults, Received, SourceItem, Sources } from "../service/source.ts";
import { failureOf, waitBy } from "../workload/retry.ts";
import type { ConsumerSettings } from "./config.ts";
import {
  initialConsumer,
  none,
  type ConsumerDraft,
  type ConsumerState,
  type OpenRequest,
} from "./state.ts";

export type ConsumerInput = { readonly type: "start" } | TimerFired | Replied<Tagged>;
export type ConsumerEffect = Send<Tagged> | SetTimer | ClearTimer;

const timers = declare(
  "poll", // A container asks again; its index is the container's slot.
  "work", // The work on a message is done; its index is the message's slot.
  "heartbeat", // A message in work is hidden for longer; likewise.
  "deletion", // A deletion is asked for again; its index is the request's slot.
);
const ports = declare("source", "deletions", "extensions");
const purposes = declare("duration", "failure", "backoff");
type ConsumerContext = Context<ConsumerSettings>;
type Effects = ConsumerEffect[];

/** The machine of consumers that are no function: containers that receive, work, and delete. */
export const consumerMachine = (
  sources: Sources,
): Machine<ConsumerSettings, ConsumerState, ConsumerInput, ConsumerEffect> => ({
  kind: "consumer",
  stateVersion: 1,
  inputs: declare("start", "timerFired", "replied"),
  timers,
  ports,
  purposes,
  choices: declare(),
  metrics,
  gauges: ({ busyCount, work }): Readings<typeof gauges> => ({
    BusyWorkers: busyCount,
    MessagesHeld: work.size,
  }),

  initialState: initialConsumer,

  transition(consumer, input, context) {
    switch (input.type) {
      case "start":
        return begin(consumer, context);
      case "timerFired":
        return fire(consumer, input, context, sources);
      case "replied":
        return hear(consumer, input, context);
      default:
        return unreachable(input);
    }
  },

  fingerprint: () => 0,

  canonical: ({ containers, work, lots, requests }, now) => ({
    containers: slab.list(containers),
    work: slab.list(work).map(({ startedAt, item, ...rest }) => ({
      ...rest,
      item: { ...item, sentAt: item.sentAt - now, firstReceivedAt: item.firstReceivedAt - now },
      startedAt: startedAt === null ? null : startedAt - now,
    })),
    lots: slab.list(lots).map(({ left, done }) => [left, done.map(({ receipt }) => receipt)]),
    requests: slab
      .list(requests)
      .map((request) =>
        request.type === "deletion"
          ? [request.attempt, request.items.map(({ receipt }) => receipt)]
          : request,
      ),
  }),
  canonicalTag: (_consumer, _port, tag) => slab.slotOf(tag as SlabId),
});

function begin(consumer: ConsumerDraft, context: ConsumerContext): Effects {
  const effects: Effects = [];
  for (let number = 0; number < context.settings.containers; number += 1) {
    const container = { condition: "idle", busy: 0, first: none, last: none } as const;
    askForMore(consumer, slab.insert(consumer.containers, container), context, effects);
  }
  return effects;
}

function fire(
  consumer: ConsumerDraft,
  { timer, index }: TimerFired,
  context: ConsumerContext,
  sources: Sources,
): Effects {
  const effects: Effects = [];
  switch (timer) {
    case timers.poll: {
      const id = slab.idAt(consumer.containers, index)!; // Containers stay.
      slab.edit(consumer.containers, id)!.condition = "idle";
      askForMore(consumer, id, context, effects);
      return effects;
    }
    case timers.work:
      finish(consumer, slab.idAt(consumer.work, index)!, context, sources, effects);
      return effects;
    case timers.heartbeat:
      extend(consumer, slab.idAt(consumer.work, index)!, context, sources, effects);
      return effects;
    default: {
      const id = slab.idAt(consumer.requests, index)!; // It waits for this.
      const request = slab.edit(consumer.requests, id)!;
      invariant(request.type === "deletion", "what is no deletion is tried again");
      request.attempt += 1;
      effects.push(deletionOf(request.items, id, context, sources));
      return effects;
    }
  }
}

/** Has a container receive, where a worker is free and no message waits for one. */
function askForMore(
  consumer: ConsumerDraft,
  id: SlabId,
  context: ConsumerContext,
  effects: Effects,
): void {
  const { now, settings } = context;
  const container = slab.edit(consumer.containers, id)!;
  if (container.condition !== "idle") return;
  if (container.first !== none || container.busy >= settings.concurrency) return;
  container.condition = "asking";
  context.observe(metrics.Receives, 1);
  const { maxNumberOfMessages, visibilityTimeout, waitTime, patience } = settings;
  effects.push({
    type: "send",
    port: ports.source,
    to: 0,
    input: {
      type: "receive",
      maxNumberOfMessages,
      visibilityTimeout,
      waitTime,
      receiveRequestAttemptId: null,
    } as Tagged,
    tag: slab.insert<OpenRequest>(consumer.requests, { type: "receive", container: id }),
    deadline: after(now, patience),
  });
}

function hear(
  consumer: ConsumerDraft,
  { tag, body }: Replied<Tagged>,
  context: ConsumerContext,
): readonly ConsumerEffect[] {
  const id = tag as SlabId; // The tag that it was sent with.
  const request = slab.read(consumer.requests, id)!;
  switch (request.type) {
    case "receive":
      slab.remove(consumer.requests, id);
      return take(consumer, request.container, body, context);
    case "deletion":
      return settleDeletion(consumer, id, body, context);
    case "extension":
      slab.remove(consumer.requests, id);
      return noEffects;
    default:
      return unreachable(request);
  }
}

/** Takes what a receive brought, or waits for a while where it brought nothing. */
function take(
  consumer: ConsumerDraft,
  containerId: SlabId,
  body: Tagged,
  context: ConsumerContext,
): Effects {
  const effects: Effects = [];
  const { settings, now } = context;
  const container = slab.edit(consumer.containers, containerId)!;
  container.condition = "idle";
  const messages = body.type === "received" ? (body as Received).messages : [];
  if (messages.length === 0) {
    const isEmpty = body.type === "received";
    context.observe(isEmpty ? metrics.EmptyReceives : metrics.RefusedReceives, 1);
    if (!isEmpty) context.observe(metrics["consumer.errorPause"], 1);
    const pause = isEmpty ? settings.pause : settings.assumed.errorPause;
    if (pause === 0) askForMore(consumer, containerId, context, effects);
    else {
      container.condition = "pausing";
      const index = slab.slotOf(containerId);
      effects.push({ type: "setTimer", timer: timers.poll, index, at: after(now, pause) });
    }
    return effects;
  }
  context.observe(metrics.MessagesReceived, messages.length);
  const lot = slab.insert(consumer.lots, { left: messages.length, done: [] });
  for (const item of messages) {
    const id = slab.insert(consumer.work, {
      container: containerId,
      lot,
      item,
      next: none,
      startedAt: null,
    });
    if (container.first === none) container.first = id;
    else slab.edit(consumer.work, container.last)!.next = id;
    container.last = id;
    if (settings.heartbeat !== null) effects.push(heartbeatOf(id, context));
  }
  startWork(consumer, containerId, context, effects);
  askForMore(consumer, containerId, context, effects);
  return effects;
}

/** Gives messages that wait to free workers. */
function startWork(
  consumer: ConsumerDraft,
  containerId: SlabId,
  context: ConsumerContext,
  effects: Effects,
): void {
  const { settings, now } = context;
  const container = slab.edit(consumer.containers, containerId)!;
  while (container.first !== none && container.busy < settings.concurrency) {
    const id = container.first;
    const work = slab.edit(consumer.work, id)!;
    container.first = work.next;
    container.busy += 1;
    consumer.busyCount += 1;
    work.startedAt = now;
    const length = durationIn(context);
    context.observe(metrics.ProcessingTime, length);
    const index = slab.slotOf(id);
    effects.push({ type: "setTimer", timer: timers.work, index, at: after(now, length as never) });
  }
}

// Memos of a pure function, and what draws for the length of one call: no closure is made for each message.
const samplers = new WeakMap<Distribution, (draw: () => number) => number>();
let drawing: ConsumerContext | null = null;
const draw = (): number => drawing!.random(purposes.duration);

function durationIn(context: ConsumerContext): number {
  const { duration } = context.settings;
  let sampler = samplers.get(duration);
  if (sampler === undefined) samplers.set(duration, (sampler = compileDistribution(duration)));
  drawing = context;
  const length = Math.max(0, Math.round(sampler(draw)));
  drawing = null;
  return length;
}

/** The work on a message is over: it is deleted, or has failed. */
function finish(
  consumer: ConsumerDraft,
  id: SlabId,
  context: ConsumerContext,
  sources: Sources,
  effects: Effects,
): void {
  const { settings } = context;
  const { container: containerId, lot: lotId, item } = slab.read(consumer.work, id)!;
  slab.remove(consumer.work, id);
  if (settings.heartbeat !== null) {
    effects.push({ type: "clearTimer", timer: timers.heartbeat, index: slab.slotOf(id) });
  }
  const container = slab.edit(consumer.containers, containerId)!;
  container.busy -= 1;
  consumer.busyCount -= 1;
  const failed = settings.failures > 0 && context.random(purposes.failure) < settings.failures;
  context.observe(failed ? metrics.MessagesFailed : metrics.MessagesProcessed, 1);
  const lot = slab.edit(consumer.lots, lotId)!;
  lot.left -= 1;
  if (failed && settings.onFailure === "release") {
    effects.push(change(consumer, item, 0, context, sources));
  } else if (!failed && settings.deletes === "each") {
    remove(consumer, [item], context, sources, effects);
  } else if (!failed) lot.done = [...lot.done, item];
  if (lot.left === 0) {
    const done = lot.done;
    slab.remove(consumer.lots, lotId);
    if (done.length > 0) remove(consumer, done, context, sources, effects);
  }
  startWork(consumer, containerId, context, effects);
  askForMore(consumer, containerId, context, effects);
}

function remove(
  consumer: ConsumerDraft,
  items: readonly SourceItem[],
  context: ConsumerContext,
  sources: Sources,
  effects: Effects,
): void {
  const request: OpenRequest = { type: "deletion", items, attempt: 1 };
  const id = slab.insert<OpenRequest>(consumer.requests, request);
  effects.push(deletionOf(items, id, context, sources));
}

const deletionOf = (
  items: readonly SourceItem[],
  tag: SlabId,
  { now, settings }: ConsumerContext,
  sources: Sources,
): ConsumerEffect => ({
  type: "send",
  port: ports.deletions,
  to: 0,
  input: consumedIn(sources, settings).done(
    items.map(({ receipt }) => receipt),
    settings.deletes,
  ),
  tag,
  deadline: after(now, settings.patience),
});

/** A deletion is answered: its messages are gone, or it is tried again. */
function settleDeletion(
  consumer: ConsumerDraft,
  id: SlabId,
  body: Tagged,
  context: ConsumerContext,
): readonly ConsumerEffect[] {
  const request = slab.read(consumer.requests, id)!;
  invariant(request.type === "deletion", "another request was heard of as a deletion");
  const { items, attempt } = request;
  const isLost = body.type === "lost";
  if (isLost || body.type === "refused") {
    const failure = isLost ? "passing" : failureOf((body as Refused).code); // Whoever refuses has a code.
    const { retry, assumed } = context.settings;
    if (failure !== "final" && attempt < retry.attempts) {
      const drawn = context.random(purposes.backoff);
      const wait = waitBy(retry, { attempt, before: 0, failure, drawn }, assumed);
      const isThrottled = failure === "throttled";
      context.observe(metrics[isThrottled ? "sdk.throttledRetryPause" : "sdk.retryPause"], 1);
      const at = after(context.now, wait);
      return [{ type: "setTimer", timer: timers.deletion, index: slab.slotOf(id), at }];
    }
    context.observe(metrics.RefusedDeletions, items.length);
    slab.remove(consumer.requests, id);
    return noEffects;
  }
  const results = body.type === "entryResults" ? (body as EntryResults).results : [];
  items.forEach(({ sentAt, trail }, place) => {
    if (results[place] !== undefined && results[place] !== null) {
      context.observe(metrics.RefusedDeletions, 1);
      return;
    }
    context.observe(metrics.Deletions, 1);
    context.observe(metrics.MessageLatency, context.now - sentAt);
    context.observe(metrics.EndToEndLatency, context.now - trail.at);
  });
  slab.remove(consumer.requests, id);
  return noEffects;
}

const heartbeatOf = (id: SlabId, { now, settings }: ConsumerContext): SetTimer => ({
  type: "setTimer",
  timer: timers.heartbeat,
  index: slab.slotOf(id),
  at: after(now, settings.heartbeat!),
});

/** Hides a message for longer that is still worked on, or waits for it. */
function extend(
  consumer: ConsumerDraft,
  id: SlabId,
  context: ConsumerContext,
  sources: Sources,
  effects: Effects,
): void {
  const { item } = slab.read(consumer.work, id)!;
  context.observe(metrics.VisibilityExtensions, 1);
  effects.push(change(consumer, item, context.settings.extension, context, sources));
  effects.push(heartbeatOf(id, context));
}

const change = (
  consumer: ConsumerDraft,
  { receipt }: SourceItem,
  visibilityTimeout: number,
  { now, settings }: ConsumerContext,
  sources: Sources,
): ConsumerEffect => ({
  type: "send",
  port: ports.extensions,
  to: 0,
  input: consumedIn(sources, settings).hide(receipt, visibilityTimeout as never),
  tag: slab.insert<OpenRequest>(consumer.requests, { type: "extension" }),
  deadline: after(now, settings.patience),
});

function consumedIn(sources: Sources, { source }: ConsumerSettings) {
  const read = sources.of(source);
  const consumed = read?.type === "queue" ? read.consumed : undefined;
  invariant(consumed !== undefined, `nobody reads ${source} but event source mappings`);
  return consumed;
}
