import { after, earlier, minutes, type Duration, type SlabId } from "@orrery/kernel";
import type { FunctionEffect } from "../protocol.ts";
import { setTimer, timers, type FunctionContext } from "./declarations.ts";
import { type EnvironmentDraft } from "./state.ts";

/** The next step of an environment is over after so long, or at the timeout. */
export function stepAfter(
  id: SlabId,
  environment: EnvironmentDraft,
  duration: Duration,
  { now }: FunctionContext,
): readonly FunctionEffect[] {
  const at = after(now, duration);
  environment.timesOut = at > environment.timeoutAt;
  return [setTimer(timers.step, id, earlier(at, environment.timeoutAt))];
}

/** Longer than any timeout. */
export const forEver = minutes(60);

/** Whole microseconds. */
export const inMicroseconds = (work: number): Duration =>
  Math.min(Math.round(work), forEver) as Duration;
