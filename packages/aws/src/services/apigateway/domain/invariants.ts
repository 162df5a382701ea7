import type { Invariants } from "@orrery/kernel";
import type { DomainState } from "./machine.ts";

/** What holds of every custom domain between any two inputs. */
export const domainInvariants: Invariants<DomainState> = {
  "has taken no less than nothing": ({ count }) => count >= 0,
};
