import { table, type Invariants } from "@orrery/kernel";
import type { AccountState } from "./machine.ts";

/** What always holds of the order of an account's jobs. */
export const accountInvariants: Invariants<AccountState> = {
  "lets those of the highest priority run, and no others": ({ jobs }) => {
    const all = table.list(jobs).map(([, job]) => job);
    const highest = Math.max(0, ...all.map(({ priority }) => priority));
    return all.every(({ priority, runs }) => runs === (priority === highest));
  },
};
