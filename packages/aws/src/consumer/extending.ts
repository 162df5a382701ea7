import { after, slab, type SetTimer, type SlabId } from "@orrery/kernel";
import type { SourceItem, Sources } from "../service/source.ts";
import {
  consumedIn,
  ports,
  timers,
  type ConsumerContext,
  type ConsumerEffect,
  type Effects,
} from "./declarations.ts";
import { metrics } from "./metrics.ts";
import type { ConsumerDraft, OpenRequest } from "./state.ts";

export const heartbeatOf = (id: SlabId, { now, settings }: ConsumerContext): SetTimer => ({
  type: "setTimer",
  timer: timers.heartbeat,
  index: slab.slotOf(id),
  at: after(now, settings.heartbeat!),
});

/** Hides a message for longer that is still worked on, or waits for it. */
export function extend(
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

export const change = (
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
