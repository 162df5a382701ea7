import { slab, type Invariants } from "@orrery/kernel";
import type { LoadBalancerState } from "./declarations.ts";

/** What holds of a load balancer between any two inputs. */
export const loadBalancerInvariants: Invariants<LoadBalancerState> = {
  "has no more open than ever came": ({ open, count }) => slab.list(open).length <= count,
};
