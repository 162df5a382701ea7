import { after, slab, type SlabId, type Tagged } from "@orrery/kernel";
import type { Received } from "../service/source.ts";
import { ports, timers, type ConsumerContext, type Effects } from "./declarations.ts";
import { heartbeatOf } from "./extending.ts";
import { metrics } from "./metrics.ts";
import { none, type ConsumerDraft, type OpenRequest } from "./state.ts";
import { startWork } from "./working.ts";

/** Has a container receive, where a worker is free and no message waits for one. */
export function askForMore(
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

/** Takes what a receive brought, or waits for a while where it brought nothing. */
export function take(
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
