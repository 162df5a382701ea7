import type { Invariants } from "@orrery/kernel";
import type { AccountState } from "./machine.ts";
import { isCounted } from "./waiting.ts";

/** What holds of an account's quotas between any two inputs. */
export const accountInvariants: Invariants<AccountState> = {
  "has no less than no queries": ({ dmlQueries, ddlQueries }) => dmlQueries >= 0 && ddlQueries >= 0,
  "uses what its queries have": isCounted,
};
