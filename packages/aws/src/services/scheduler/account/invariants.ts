import type { Invariants } from "@orrery/kernel";
import type { AccountState } from "./machine.ts";

/** What holds of an account's quotas between any two inputs. */
export const accountInvariants: Invariants<AccountState> = {
  "has no less than no schedules": ({ schedules }) => schedules >= 0,
};
