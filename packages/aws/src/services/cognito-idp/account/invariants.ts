import { table, type Invariants } from "@orrery/kernel";
import type { AccountState } from "./machine.ts";

/** What holds of the rates of every account between any two inputs. */
export const accountInvariants: Invariants<AccountState> = {
  "gives no more requests than it has": ({ buckets }) =>
    table.list(buckets).every(([, { tokens }]) => tokens >= 0),
};
