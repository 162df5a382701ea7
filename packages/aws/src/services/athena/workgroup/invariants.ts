import { slab, table, type Invariants } from "@orrery/kernel";
import type { WorkgroupState } from "./state.ts";

/** What always holds of a workgroup. */
export const workgroupInvariants: Invariants<WorkgroupState> = {
  "knows each query by its id": ({ queries, byId }) => queries.size === table.sizeOf(byId),

  "has an end exactly when a query is over": ({ queries }) =>
    slab.list(queries).every(({ stage, endedAt }) => (stage === "over") === (endedAt !== null)),

  "runs a query that has begun and is not over": ({ queries }) =>
    slab
      .list(queries)
      .every(
        ({ status, startedAt, endedAt }) =>
          status !== "RUNNING" || (startedAt !== null && endedAt === null),
      ),

  "says why a query failed": ({ queries }) =>
    slab.list(queries).every(({ status, failure }) => (status === "FAILED") === (failure !== null)),

  "keeps no capacity for what is over": ({ queries }) =>
    slab.list(queries).every(({ stage, hasCapacity }) => stage !== "over" || !hasCapacity),

  "reads nothing less than nothing": ({ queries }) =>
    slab.list(queries).every(({ bytes }) => bytes >= 0),
};
