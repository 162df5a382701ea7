import { slab, table, type Invariants } from "@orrery/kernel";
import type { TriggerState } from "./state.ts";

/** What holds of every trigger between any two inputs. */
export const triggerInvariants: Invariants<TriggerState> = {
  "finds each event that waits for an answer, and no other, by its number": ({
    events,
    byNumber,
  }) => {
    const waiting = slab.list(events).filter(({ until }) => until !== -1);
    const found = table
      .list(byNumber)
      .map(([number, id]) => [number, slab.read(events, id)] as const);
    return (
      found.length === waiting.length &&
      found.every(([number, event]) => `${event?.number}` === number)
    );
  },

  "has no more events than there ever were": ({ events, count }) =>
    slab.list(events).every(({ number }) => number <= count),

  "waits for the next call only with what it is called with": ({ events }) =>
    slab
      .list(events)
      .every(({ waitsFor, continuation }) => waitsFor !== "nextCall" || continuation !== null),
};
