import type { Invariants } from "@orrery/kernel";
import type { SharedState } from "./machine.ts";

/** What holds of every part of distributions between any two inputs. */
export const sharedInvariants: Invariants<SharedState> = {
  "counts its changes": ({ changes }) => Number.isInteger(changes) && changes >= 0,
};
