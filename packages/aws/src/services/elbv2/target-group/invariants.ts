import { slab, type Invariants } from "@orrery/kernel";
import type { TargetGroupState } from "./declarations.ts";

/** What holds of a target group between any two inputs. */
export const targetGroupInvariants: Invariants<TargetGroupState> = {
  "has no more requests open than ever came": ({ open, count }) =>
    slab.list(open).filter(({ request }) => request !== null).length <= count,
};
