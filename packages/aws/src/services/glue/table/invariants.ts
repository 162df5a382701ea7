import type { Invariants } from "@orrery/kernel";
import type { KeptState } from "../database/machine.ts";

/** What is kept has no state. */
export const tableInvariants: Invariants<KeptState> = {
  "keeps nothing": (state) => Object.keys(state).length === 0,
};
