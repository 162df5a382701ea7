import { slab, type SlabId, type EffectList } from "@orrery/kernel";
import { timers, type Mapping, type MappingContext } from "./declarations.ts";
import { retire, startLoop } from "./polling.ts";
import {
  addToLimit,
  allowedPollers,
  beginSample,
  beginScaling,
  isSurplus,
  mayReceive,
} from "./scaling.ts";
import { newPoller } from "./state.ts";

/** Begins to poll, or adds what pollers are missing. */
export function begin(mapping: Mapping, context: MappingContext): EffectList {
  const { effects } = context;
  const { isStarted } = mapping;
  beginScaling(mapping, context);
  mapping.isStarted = true;
  const count = allowedPollers(mapping, context.settings);
  while (mapping.pollers.size < count) addPoller(mapping, context, effects);
  wakeWaiting(mapping, context, effects);
  if (!isStarted) beginSample(mapping, context.now, context.settings);
  return effects;
}

/** Adds the poller that was asked for. */
export function addAnother(mapping: Mapping, context: MappingContext): EffectList {
  const { effects } = context;
  if (!addToLimit(mapping, context)) return effects;
  if (mapping.pollers.size < allowedPollers(mapping, context.settings)) {
    addPoller(mapping, context, effects);
  }
  return effects;
}

/** Ends polling: who waits to receive goes, and the others with what they have in work. */
export function end(mapping: Mapping, context: MappingContext): EffectList {
  const { effects } = context;
  mapping.isStarted = false;
  dismissWaiting(mapping, context);
  if (!mapping.isAdding) return effects;
  mapping.isAdding = false;
  effects.clearTimer(timers.add, 0);
  return effects;
}

function addPoller(mapping: Mapping, context: MappingContext, effects: EffectList): void {
  const id = slab.insert(mapping.pollers, newPoller(context.now, context.settings));
  startLoop(mapping, id, slab.edit(mapping.pollers, id)!, context, effects);
}

/** Has pollers receive that wait to, as many as may. */
export function wakeWaiting(mapping: Mapping, context: MappingContext, effects: EffectList): void {
  while (mapping.waitingCount > 0 && mayReceive(mapping)) {
    const id = takeWaiting(mapping);
    startLoop(mapping, id, slab.edit(mapping.pollers, id)!, context, effects);
  }
}

/** Lets pollers go that wait to receive, as far as they are too many. */
export function dismissWaiting(mapping: Mapping, context: MappingContext): void {
  while (mapping.waitingCount > 0 && isSurplus(mapping, context.settings)) {
    const id = takeWaiting(mapping);
    retire(mapping, id, slab.edit(mapping.pollers, id)!, context);
  }
}

function takeWaiting(mapping: Mapping): SlabId {
  const id = mapping.firstWaiting as SlabId; // There is one.
  const poller = slab.edit(mapping.pollers, id)!;
  mapping.firstWaiting = poller.nextWaiting;
  mapping.waitingCount -= 1;
  if (mapping.waitingCount < mapping.leastWaiting) mapping.leastWaiting = mapping.waitingCount;
  poller.nextWaiting = -1;
  return id;
}
