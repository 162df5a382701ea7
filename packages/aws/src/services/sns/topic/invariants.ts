import { slab, table, type Invariants, type SlabId } from "@orrery/kernel";
import { deliveryInvariants } from "../../../delivery/deliveries.ts";
import type { TopicState } from "./state.ts";

/** The notifications that wait in lanes, as their links say. */
function linked(state: TopicState): number {
  let count = 0;
  for (const [, { head, tail }] of table.list(state.lanes)) {
    let last: SlabId | -1 = -1;
    for (let id = head; id !== -1 && count <= state.queued.size;) {
      const queued = slab.read(state.queued, id);
      if (queued === undefined) return -1;
      count += 1;
      last = id;
      id = queued.next;
    }
    if (last !== tail) return -1;
  }
  return count;
}

/** What holds of every topic between any two inputs. */
export const topicInvariants: Invariants<TopicState> = {
  ...(deliveryInvariants as Invariants<TopicState>),

  "has every notification under way, waiting, taken, given up or withdrawn": (state) =>
    state.notificationCount ===
    slab.list(state.deliveries).filter(({ condition }) => condition !== "handedOver").length +
      state.queued.size +
      state.takenCount +
      state.givenUpCount +
      state.withdrawnCount,

  "has every notification that waits in exactly one lane": (state) =>
    linked(state) === state.queued.size,

  "has one delivery under way in each lane": (state) => {
    const lanes = slab
      .list(state.deliveries)
      .flatMap(({ item, condition }) =>
        item.lane === null || condition === "handedOver" ? [] : [item.lane],
      );
    return (
      new Set(lanes).size === lanes.length &&
      lanes.length === table.sizeOf(state.lanes) &&
      lanes.every((lane) => table.has(state.lanes, lane))
    );
  },

  "archives messages in the order of their publication": (state) =>
    state.archive.size === state.archiveOrder.size,
};
