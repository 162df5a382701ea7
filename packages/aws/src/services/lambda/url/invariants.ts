import { slab, type Invariants } from "@orrery/kernel";
import type { UrlState } from "./machine.ts";

/** What holds of a function URL between any two inputs. */
export const urlInvariants: Invariants<UrlState> = {
  "has no more open than ever came": ({ open, count }) => slab.list(open).length <= count,
};
