import type { Invariants } from "@orrery/kernel";
import type { OriginState } from "./machine.ts";

/** What holds of every origin outside between any two inputs. */
export const originInvariants: Invariants<OriginState> = {
  "counts what it is asked": ({ count }) => Number.isInteger(count) && count >= 0,
};
