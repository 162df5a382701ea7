import { slab, type Invariants } from "@orrery/kernel";
import { deliveryInvariants } from "../../../delivery/deliveries.ts";
import type { BusState } from "./state.ts";

/** What holds of every bus between any two inputs. */
export const busInvariants: Invariants<BusState> = {
  ...(deliveryInvariants as Invariants<BusState>),

  "has every event for a target under way, taken, given up or withdrawn": (state) =>
    state.invocationCount ===
    slab.list(state.deliveries).filter(({ condition }) => condition !== "handedOver").length +
      state.takenCount +
      state.givenUpCount +
      state.withdrawnCount,

  "knows of all that was given up where it is": (state) =>
    state.givenUpCount ===
    slab.list(state.deliveries).filter(({ condition }) => condition === "handedOver").length +
      state.deadLetterCount +
      state.droppedCount,
};
