import { table, type Invariants } from "@orrery/kernel";
import type { AccountState } from "./machine.ts";

/** What holds of the limits of every account between any two inputs. */
export const accountInvariants: Invariants<AccountState> = {
  "gives no more than it has": ({ tokens, buckets }) =>
    tokens >= 0 && table.list(buckets).every(([, bucket]) => bucket.tokens >= 0),
};
