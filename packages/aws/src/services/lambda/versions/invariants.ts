import type { Invariants } from "@orrery/kernel";
import type { AliasState } from "./machine.ts";

/** What holds of an alias between any two inputs. */
export const aliasInvariants: Invariants<AliasState> = {
  "counts what came through it": ({ routed }) => Number.isInteger(routed) && routed >= 0,
};
