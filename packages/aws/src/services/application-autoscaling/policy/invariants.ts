import type { Invariants } from "@orrery/kernel";

/** What holds of every policy with steps: it knows nothing of itself. */
export const policyInvariants: Invariants<object> = {
  "keeps nothing": (state) => Object.keys(state).length === 0,
};
