import type { Invariants } from "@orrery/kernel";
import type { AccountState } from "./machine.ts";

/** What holds of an account's quota between any two inputs. */
export const accountInvariants: Invariants<AccountState> = {
  "counts requests of a second": ({ second, requests }) => second >= 0 || requests === 0,
};
