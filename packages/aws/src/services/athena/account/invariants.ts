import { ring, table, type Invariants } from "@orrery/kernel";
import type { AccountState } from "./machine.ts";

/** What holds of an account's quotas between any two inputs. */
export const accountInvariants: Invariants<AccountState> = {
  "has no less than no queries": ({ dmlQueries, ddlQueries, used }) =>
    dmlQueries >= 0 && ddlQueries >= 0 && used >= 0,
  "knows what each wants that waits": ({ waiting, wanted }) =>
    ring.list(waiting).length === table.sizeOf(wanted),
};
