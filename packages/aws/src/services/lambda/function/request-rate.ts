import type { Draft, Instant } from "@orrery/kernel";

/** How many requests were admitted in the current second. Fields of a state, under these names. */
export interface RateState {
  /** Which whole second of virtual time is counted. */
  readonly rateSecond: number;
  readonly rateCount: number;
}

/** Nothing admitted yet. */
export const noRequests: RateState = { rateSecond: 0, rateCount: 0 };

/** Whether the second of `now` has room for another request under `limit`. Counts nothing. */
export function hasRoom(state: RateState, limit: number, now: Instant): boolean {
  return state.rateCount < limit || state.rateSecond !== Math.floor(now / 1_000_000);
}

/** Counts a request that was admitted. */
export function countRequest(state: Draft<RateState>, now: Instant): void {
  const second = Math.floor(now / 1_000_000);
  if (second !== state.rateSecond) {
    state.rateSecond = second;
    state.rateCount = 0;
  }
  state.rateCount += 1;
}
