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
    slab
      .list(batches)
      .every(({ messages, condition }) => messages.length > 0 === (condition !== "failed")),

  "leaves no poller without anything to wake it": ({ pollers }) =>
    slab.list(pollers).every(({ condition, batchCount }) => condition !== "busy" || batchCount > 0),

  "knows how many receives are under way, and which of them have been for long": (mapping) => {
    const polling = slab.list(mapping.pollers).filter(({ condition }) => condition === "polling");
    const stale = polling.filter(({ receive }) => receive <= mapping.sampleMark);
    return (
      polling.length === mapping.openReceives &&
      stale.length === mapping.staleReceives &&
      polling.every(({ receive }) => receive <= mapping.receiveCount)
    );
  },

  "lets no poller wait that may receive, and loses none that waits": (mapping) => {
    const { pollers, waitingCount } = mapping;
    let counted = 0;
    for (let id = mapping.firstWaiting; id !== -1; counted += 1) {
      const poller = slab.read(pollers, id);
      if (poller?.condition !== "waiting" || counted > waitingCount) return false;
      id = poller.nextWaiting;
    }
    const waiting = slab.list(pollers).filter(({ condition }) => condition === "waiting");
    return (
      counted === waitingCount &&
      waiting.length === waitingCount &&
      mapping.leastWaiting <= waitingCount &&
      (waitingCount === 0 || mapping.openReceives >= mapping.receiveLimit)
    );
  },

  "knows how many batches are tried again, and how many places pause": (mapping) => {
    const count = (wanted: string) =>
      slab.list(mapping.batches).filter(({ condition }) => condition === wanted).length;
    return count("throttled") === mapping.throttledCount && count("failed") === mapping.pausedCount;
  },
};
