import type { Invariants } from "@orrery/kernel";
import type { AccountState } from "./machine.ts";

/** What holds of the account's pool between any two inputs. */
export const accountInvariants: Invariants<AccountState> = {
  "never gives back more than it gave": ({ inUse }) => inUse >= 0 && Number.isInteger(inUse),
  "never owes tokens of the ramp": ({ rampTokens }) =>
    rampTokens >= 0 && Number.isInteger(rampTokens),
};
