import type { Invariants } from "@orrery/kernel";
import type { SharedState } from "./machine.ts";

/** A part of distributions has no state of its own. */
export const sharedInvariants: Invariants<SharedState> = {
  "has nothing of its own": (state) => Object.keys(state).length === 0,
};
