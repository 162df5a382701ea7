import { table, type Invariants } from "@orrery/kernel";
import type { AccountState } from "./machine.ts";

/** What holds of every account between any two inputs. */
export const accountInvariants: Invariants<AccountState> = {
  "gives no more than it has": ({ tokens, fifoTokens, calls }) =>
    tokens >= 0 && fifoTokens >= 0 && table.list(calls).every(([, bucket]) => bucket.tokens >= 0),
};
