import { table, type Invariants } from "@orrery/kernel";
import { xrayLimits } from "../limits.ts";
import type { StoreState } from "./state.ts";

/** What holds of the segments of an account between any two inputs. */
export const storeInvariants: Invariants<StoreState> = {
  "keeps each segment once, under its trace": ({ traces }) =>
    table.list(traces).every(([id, { segments }]) => {
      const ids = new Set(segments.map((segment) => segment.id));
      return ids.size === segments.length && segments.every(({ traceId }) => traceId === id);
    }),

  "keeps no more of a trace than it may have": ({ traces }) =>
    table.list(traces).every(([, { size, links }]) => {
      const { trace, links: most } = xrayLimits;
      return size <= trace && links <= most.trace;
    }),
};
