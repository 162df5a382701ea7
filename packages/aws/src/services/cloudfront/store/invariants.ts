import type { Invariants } from "@orrery/kernel";
import type { StoreState } from "./machine.ts";

/** A store has no state of its own. */
export const storeInvariants: Invariants<StoreState> = {
  "has nothing of its own": (state) => Object.keys(state).length === 0,
};
