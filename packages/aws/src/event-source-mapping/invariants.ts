import { slab, type Invariants } from "@orrery/kernel";
import type { EventSourceMappingState } from "./state.ts";

/** What holds of every event source mapping between any two inputs. */
export const eventSourceMappingInvariants: Invariants<EventSourceMappingState> = {
  "knows of each poller how many batches it has in work": ({ pollers, batches }) => {
    const counts = new Map<unknown, number>();
    for (const { poller } of slab.list(batches)) {
      const owner = slab.read(pollers, poller);
      if (owner === undefined) return false;
      counts.set(owner, (counts.get(owner) ?? 0) + 1);
    }
    return slab.list(pollers).every((poller) => (counts.get(poller) ?? 0) === poller.batchCount);
  },

  "gathers as many messages as it says": ({ pollers }) =>
    slab.list(pollers).every(({ gathered, gatheredCount, gatheredSize }) => {
      const parts = gathered === null ? [] : slab.list(gathered);
      const count = parts.reduce((sum, { messages }) => sum + messages.length, 0);
      return count === gatheredCount && gatheredSize > 0 === count > 0;
    }),

  "never invokes a function with nothing": ({ batches }) =>
    slab.list(batches).every(({ messages }) => messages.length > 0),

  "leaves no poller without anything to wake it": ({ pollers }) =>
    slab.list(pollers).every(({ condition, batchCount }) => condition !== "busy" || batchCount > 0),
};
