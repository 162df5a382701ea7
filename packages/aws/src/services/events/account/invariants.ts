import type { Invariants } from "@orrery/kernel";
import type { AccountState } from "./machine.ts";

/** What holds of every account between any two inputs. */
export const accountInvariants: Invariants<AccountState> = {
  "gives no more calls than it has": ({ putEvents }) => putEvents.tokens >= 0,
};
