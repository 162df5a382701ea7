import type { Invariants } from "@orrery/kernel";
import type { AccountState } from "./machine.ts";

/** What holds of every account between any two inputs. */
export const accountInvariants: Invariants<AccountState> = {
  "has no fewer than no open executions": ({ open }) => open >= 0,
};
