import type { Invariants } from "@orrery/kernel";
import type { AccountState } from "./machine.ts";

/** What holds of every account between any two inputs. */
export const accountInvariants: Invariants<AccountState> = {
  "gives no more than it has": ({ tokens, fifoTokens }) => tokens >= 0 && fifoTokens >= 0,
};
