import { slab, type Invariants } from "@orrery/kernel";
import { deliveryInvariants } from "../../../delivery/deliveries.ts";
import type { GroupState } from "./state.ts";

/** What holds of every log group between any two inputs. */
export const groupInvariants: Invariants<GroupState> = {
  ...deliveryInvariants,

  "has looked at no more than was put": ({ looked, events }) => looked <= events.size,

  "delivers events, or a question whether somebody is there": ({ deliveries }) =>
    slab.list(deliveries).every(({ item }) => item.events > 0 || item.stream === ""),

  "asks each destination once": ({ probed }) => new Set(probed).size === probed.length,
};
