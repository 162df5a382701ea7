import type { Duration, Instant } from "@orrery/kernel";

/** When a function becomes inactive for want of invocations, and what brings it back. Plain data. */
export interface Dormancy {
  /** What it has lost by then. */
  readonly of: "interfaces" | "snapshot";
  readonly after: Duration;
  /** How long it is made anew once somebody invokes the function. */
  readonly waking: Duration;
  /** When the function was made or changed last. */
  readonly since: Instant;
}

/** When a function was invoked last, where that matters. */
export interface DormancyState {
  /** -1: never, or it does not matter. */
  readonly usedAt: Instant | -1;
  /** Until then it is made active again; -1: it is active. */
  readonly wakesAt: Instant | -1;
}

/** Of a function that was never invoked. */
export const neverUsed: DormancyState = { usedAt: -1, wakesAt: -1 };
