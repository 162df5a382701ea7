import {
  after,
  earlier,
  minutes,
  slab,
  type Duration,
  type SlabId,
  type EffectList,
} from "@orrery/kernel";
import { timers, type FunctionContext } from "./declarations.ts";
import { type EnvironmentDraft } from "./state.ts";

/** The next step of an environment is over after so long, or at the timeout. */
export function stepAfter(
  id: SlabId,
  environment: EnvironmentDraft,
  duration: Duration,
  { now, effects }: FunctionContext,
): EffectList {
  const at = after(now, duration);
  environment.timesOut = at > environment.timeoutAt;
  effects.setTimer(timers.step, slab.slotOf(id), earlier(at, environment.timeoutAt));
  return effects;
}

/** Longer than any timeout. */
export const forEver = minutes(60);

/** Whole microseconds. */
export const inMicroseconds = (work: number): Duration =>
  Math.min(Math.round(work), forEver) as Duration;
