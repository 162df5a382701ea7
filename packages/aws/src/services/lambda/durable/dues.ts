import { slab, type Instant, type SlabId } from "@orrery/kernel";
import { timers } from "../function/declarations.ts";
import type { FunctionEffect } from "../protocol.ts";
import type { DurableDraft, Due } from "./state.ts";

/** Lets something be due at an instant; its id, and the timer. */
export function addDue(
  durable: DurableDraft,
  due: Due,
  at: Instant,
  effects: FunctionEffect[],
): SlabId {
  const id = slab.insert(durable.executionDues, due);
  effects.push({ type: "setTimer", timer: timers.durable, index: slab.slotOf(id), at });
  return id;
}

/** Takes back what is due no more. */
export function clearDue(durable: DurableDraft, id: SlabId | -1, effects: FunctionEffect[]): void {
  if (id === -1 || !slab.remove(durable.executionDues, id)) return;
  effects.push({ type: "clearTimer", timer: timers.durable, index: slab.slotOf(id) });
}
