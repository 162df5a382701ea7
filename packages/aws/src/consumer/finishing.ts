import { slab, type SlabId } from "@orrery/kernel";
import type { Sources } from "../service/source.ts";
import { purposes, timers, type ConsumerContext, type Effects } from "./declarations.ts";
import { remove } from "./deleting.ts";
import { change } from "./extending.ts";
import { metrics } from "./metrics.ts";
import { askForMore } from "./receiving.ts";
import type { ConsumerDraft } from "./state.ts";
import { startWork } from "./working.ts";

/** The work on a message is over: it is deleted, or has failed. */
export function finish(
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
