import { ring, slab, type Invariants } from "@orrery/kernel";
import { deliveryInvariants, type Deliveries } from "../../../delivery/deliveries.ts";
import type { JobState } from "./state.ts";

/** What always holds of a job. */
export const jobInvariants: Invariants<JobState> = {
  ...(deliveryInvariants as Invariants<Deliveries<never>>),

  "has every task waiting, under way, or ended": ({
    taskCount,
    order,
    underWay,
    succeeded,
    failed,
    withdrawn,
  }) => taskCount === order.size + underWay + succeeded + failed + withdrawn,

  "has a task for each place in its order": ({ tasks, order }) =>
    tasks.size === order.size && ring.list(order).every((id) => slab.read(tasks, id) !== undefined),

  "has each task that is under way on an errand": ({ deliveries, underWay }) =>
    slab.list(deliveries).filter(({ item }) => item.type === "task").length === underWay,

  "ends when nothing of it is under way": ({ endedAt, underWay, unwritten }) =>
    endedAt === null || (underWay === 0 && unwritten === 0),

  "runs nothing that the account does not let run": ({ status, hasTurn }) =>
    status !== "Active" || hasTurn,
};
