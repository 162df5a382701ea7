import type { Instant } from "@orrery/kernel";

/** Asks for a turn where only so many may come a second. Answered within the event that asks. */
export interface TakeTurn {
  readonly type: "takeTurn";
  /** After this there is no use for one; `null`: there always is. */
  readonly latest: Instant | null;
}

/** When; `null`: not before the latest instant. */
export interface TurnTaken {
  readonly type: "turnTaken";
  readonly at: Instant | null;
}
