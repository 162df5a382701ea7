import { after, compileDistribution, slab, type Distribution, type SlabId } from "@orrery/kernel";
import { purposes, timers, type ConsumerContext, type Effects } from "./declarations.ts";
import { metrics } from "./metrics.ts";
import { none, type ConsumerDraft } from "./state.ts";

/** Gives messages that wait to free workers. */
export function startWork(
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
