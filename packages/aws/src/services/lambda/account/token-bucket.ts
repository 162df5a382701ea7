import type { Draft, Instant } from "@orrery/kernel";
import type { EnvironmentRamp } from "./limits.ts";

/** A bucket of whole tokens that fills one by one. Fields of a state, under these names. */
export interface RampState {
  readonly rampTokens: number;
  /** Up to when the bucket was filled: a whole number of intervals. */
  readonly rampFilledAt: Instant;
}

/** A full bucket at the start of a run. */
export const fullRamp = ({ capacity }: EnvironmentRamp): RampState => ({
  rampTokens: capacity,
  rampFilledAt: 0 as Instant,
});

/** Whether there is a token; takes none. What came in above the capacity is lost. */
export function hasToken(
  state: Draft<RampState>,
  { capacity, interval }: EnvironmentRamp,
  now: Instant,
): boolean {
  const steps = Math.floor((now - state.rampFilledAt) / interval);
  if (steps > 0) {
    state.rampTokens = Math.min(capacity, state.rampTokens + steps);
    state.rampFilledAt = (state.rampFilledAt + steps * interval) as Instant;
  }
  return state.rampTokens > 0;
}

/** Takes a token; false where there is none. */
export function takeToken(state: Draft<RampState>, ramp: EnvironmentRamp, now: Instant): boolean {
  if (!hasToken(state, ramp, now)) return false;
  state.rampTokens -= 1;
  return true;
}
