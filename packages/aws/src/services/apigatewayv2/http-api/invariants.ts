import { slab, type Invariants } from "@orrery/kernel";
import type { HttpApiState } from "./state.ts";

/** What holds of an HTTP API between any two inputs. */
export const httpApiInvariants: Invariants<HttpApiState> = {
  "has no more open than ever came": ({ open, count }) => slab.list(open).length <= count,
  "has answered no more requests of routes than came": ({ tallies, open, count }) =>
    slab.list(tallies).reduce((sum, tally) => sum + tally.count, 0) + slab.list(open).length <=
    count,
};
