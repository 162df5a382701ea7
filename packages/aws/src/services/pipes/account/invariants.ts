import { table, type Invariants } from "@orrery/kernel";
import type { AccountState } from "./machine.ts";

/** What holds of an account's quota between any two inputs. */
export const accountInvariants: Invariants<AccountState> = {
  "has as many executions as its pipes": ({ executions, byPipe }) =>
    table.list(byPipe).reduce((sum, [, count]) => sum + count, 0) === executions,
};
