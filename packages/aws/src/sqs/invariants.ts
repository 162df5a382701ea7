import { ring, slab, type Invariants, type SlabId } from "@orrery/kernel";
import { none, type Condition, type QueueState } from "./state.ts";

const counted = (state: QueueState, ...conditions: readonly Condition[]): number =>
  slab.list(state.messages).filter(({ condition }) => conditions.includes(condition)).length;

/** What holds of every queue between any two inputs. */
export const queueInvariants: Invariants<QueueState> = {
  "has every message it accepted at exactly one place": (state) =>
    state.storedCount ===
    state.messages.size +
      state.deletedCount +
      state.expiredCount +
      state.movedCount +
      state.purgedCount,

  "counts exactly its messages by condition": (state) =>
    counted(state, "visible", "aside", "beyond") === state.visibleCount &&
    counted(state, "inFlight", "hiddenAgain") === state.inFlightCount &&
    counted(state, "delayed", "delayedAlone") === state.delayedCount &&
    counted(state, "leaving") === state.leavingCount,

  "lists every visible message of a standard queue once, and no other": (state) => {
    if (state.buckets.size > 0) return true; // FIFO.
    const listed = [...ring.list(state.visible), ...ring.list(state.returned)].filter((id) => {
      const condition = slab.read(state.messages, id)?.condition;
      return condition === "visible" || condition === "hiddenAgain";
    });
    const unique = new Set<SlabId>(listed);
    return (
      unique.size === listed.length && counted(state, "visible", "hiddenAgain") === listed.length
    );
  },

  "counts exactly the messages of each group": (state) =>
    slab.list(state.groups).every((group) => {
      const own = slab
        .list(state.messages)
        .filter(({ group: id }) => id !== none && slab.read(state.groups, id) === group);
      return (
        own.length === group.messageCount &&
        own.filter(({ condition }) => condition === "inFlight").length <= group.inFlightCount
      );
    }),
};
