import { slab, table, type Invariants } from "@orrery/kernel";
import type { DistributionState } from "./declarations.ts";

/** What holds of a distribution between any two inputs. */
export const distributionInvariants: Invariants<DistributionState> = {
  "has each object in its place": ({ places, placeIds, entries }) => {
    let count = 0;
    for (const [, placeId] of table.list(placeIds)) {
      const place = slab.read(places, placeId);
      if (place === undefined) return false;
      for (const [key, id] of table.list(place.entries)) {
        const entry = slab.read(entries, id);
        if (entry?.key !== key || entry.place !== placeId) return false;
        count += 1;
      }
    }
    return count === entries.size;
  },
  "has each object once in the order of use": ({ places, entries }) =>
    slab.list(places).every(({ entries: held, newest, oldest }) => {
      let count = 0;
      let last = null;
      for (let id = newest; id !== null && count <= entries.size; count += 1) {
        last = id;
        id = slab.read(entries, id)!.older; // It is linked.
      }
      return count === table.sizeOf(held) && last === oldest;
    }),
  "has whoever fetches among those that are open": ({ open, fetching }) =>
    table.list(fetching).every(([, id]) => slab.read(open, id) !== undefined),
  "has whoever waits behind somebody who fetches": ({ open, fetching }) => {
    let waiting = 0;
    for (const [, id] of table.list(fetching)) {
      for (let next = slab.read(open, id)?.next ?? null; next !== null && waiting <= open.size;) {
        waiting += 1;
        next = slab.read(open, next)?.next ?? null;
      }
    }
    return slab.list(open).filter(({ phase }) => phase === "waiting").length === waiting;
  },
};
