import type { Invariants } from "@orrery/kernel";
import type { KeptState } from "./machine.ts";

/** What is kept has no state. */
export const databaseInvariants: Invariants<KeptState> = {
  "keeps nothing": (state) => Object.keys(state).length === 0,
};
