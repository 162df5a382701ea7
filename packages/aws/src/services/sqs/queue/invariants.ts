import { ring, slab, type Invariants, type SlabId } from "@orrery/kernel";
import {
  groupIn,
  none,
  type Condition,
  type Group,
  type QueueState,
  type StoredMessage,
} from "./state.ts";

const counted = (state: QueueState, ...conditions: readonly Condition[]): number =>
  slab.list(state.messages).filter(({ condition }) => conditions.includes(condition)).length;

const isFifo = (state: QueueState): boolean => state.buckets.size > 0;

const groupsOf = (state: QueueState): readonly Group[] => slab.list(state.groups);

/** The messages in the list of a group; those that its other direction does not confirm are left out. */
function linked(state: QueueState, group: Group): readonly StoredMessage[] {
  const messages: StoredMessage[] = [];
  let previous = none;
  for (let id = group.head; id !== none && messages.length <= state.messages.size;) {
    const stored = slab.read(state.messages, id);
    const membership = stored?.membership ?? null;
    if (stored === undefined || membership === null || membership.previous !== previous) break;
    messages.push(stored);
    previous = id;
    id = membership.next;
  }
  return previous === group.tail ? messages : [];
}

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
    if (isFifo(state)) return true;
    const listed = [...ring.list(state.visible), ...ring.list(state.returned)].filter((id) => {
      const condition = slab.read(state.messages, id)?.condition;
      return condition === "visible" || condition === "hiddenAgain";
    });
    const unique = new Set<SlabId>(listed);
    return (
      unique.size === listed.length && counted(state, "visible", "hiddenAgain") === listed.length
    );
  },

  "lists every message under the queue's delay once, in order of the ends": (state) => {
    const ends = ring
      .list(state.delayed)
      .map((id) => slab.read(state.messages, id))
      .flatMap((stored) => (stored?.condition === "delayed" ? [stored.delivery!.until!] : []));
    return (
      ends.length === counted(state, "delayed") &&
      ends.every((end, place) => place === 0 || ends[place - 1]! <= end)
    );
  },

  "counts exactly the messages of each group": (state) => {
    const own = new Map<Group, StoredMessage[]>(groupsOf(state).map((group) => [group, []]));
    for (const stored of slab.list(state.messages)) {
      const group = groupIn(stored);
      if (group !== none) own.get(slab.read(state.groups, group)!)?.push(stored);
    }
    const are = (messages: readonly StoredMessage[], ...conditions: readonly Condition[]) =>
      messages.filter(({ condition }) => conditions.includes(condition)).length;
    return (
      [...own].every(
        ([group, messages]) =>
          messages.length > 0 &&
          messages.length === group.messageCount &&
          are(messages, "visible", "aside", "beyond") === group.visibleCount &&
          are(messages, "inFlight", "hiddenAgain") === group.inFlightCount &&
          are(messages, "delayed", "delayedAlone") === group.delayedCount,
      ) &&
      [...own.keys()].filter(({ inFlightCount }) => inFlightCount > 0).length ===
        state.groupsInFlightCount
    );
  },

  "has each message of a FIFO queue in its group's list, in order of arrival": (state) => {
    if (!isFifo(state)) return true;
    const lists = groupsOf(state).map((group) => linked(state, group));
    const count = lists.reduce((sum, list) => sum + list.length, 0);
    return (
      count === state.discoveredCount &&
      count === state.messages.size - counted(state, "beyond", "leaving") &&
      lists.every((list) =>
        list.every((stored, place) => place === 0 || list[place - 1]!.message < stored.message),
      )
    );
  },

  "has each message of a standard queue that was put aside in its group's list": (state) =>
    isFifo(state) ||
    groupsOf(state).reduce((sum, group) => sum + linked(state, group).length, 0) ===
      counted(state, "aside"),

  "serves each group that has a message to give, once": (state) => {
    const served = ring.list(state.served).filter((id) => slab.read(state.groups, id));
    return (
      new Set(served).size === served.length &&
      served.length === groupsOf(state).filter(({ listed }) => listed).length &&
      groupsOf(state).every(({ head, listed }) => {
        const condition = slab.read(state.messages, head)?.condition;
        return listed || (condition !== "visible" && condition !== "aside");
      })
    );
  },
};
