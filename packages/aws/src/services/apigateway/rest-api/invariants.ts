import { slab, table, type Invariants } from "@orrery/kernel";
import type { RestApiState } from "./state.ts";

/** What holds of a REST API between any two inputs. */
export const restApiInvariants: Invariants<RestApiState> = {
  "has no more open than ever came": ({ open, count }) => slab.list(open).length <= count,
  "has answered no more requests of methods than came": ({ tallies, open, count }) =>
    slab.list(tallies).reduce((sum, tally) => sum + tally.count, 0) + slab.list(open).length <=
    count,
  "knows how much its caches hold": ({ caches }) =>
    slab
      .list(caches)
      .every(
        ({ bytes, answers }) =>
          bytes === table.list(answers).reduce((sum, [, { size }]) => sum + size, 0),
      ),
};
