import type { Invariants } from "@orrery/kernel";
import type { KeptState } from "../account/machine.ts";

/** What is kept has no state. */
export const groupInvariants: Invariants<KeptState> = {
  "keeps nothing": (state) => Object.keys(state).length === 0,
};
