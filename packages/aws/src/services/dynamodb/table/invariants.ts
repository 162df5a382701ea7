import { slab, table as tables, type Invariants } from "@orrery/kernel";
import { scanStore, wholeStore, type ItemStore } from "../store/item-store.ts";
import { sizeOfItem } from "../value/item-size.ts";
import type { TableState } from "./state.ts";

/** What holds of every table between any two inputs. */
export const tableInvariants: Invariants<TableState> = {
  "has as many items and bytes as it says": (state) =>
    [state.items, ...slab.list(state.indexes).map(({ items }) => items)].every(countsRight),

  "has the bytes of each item": (state) => {
    let right = true;
    scanStore(state.items, wholeStore, ({ item, size }) => (right &&= size === sizeOfItem(item)));
    return right;
  },

  "has no more items in an index than in itself, once it has what was written": (state) =>
    state.lagging.size > 0 ||
    slab.list(state.indexes).every(({ items }) => items.items <= state.items.items),

  "has locked what transactions prepared, and nothing else": (state) => {
    const prepared = tables.list(state.prepared).flatMap(([, { changes }]) => changes);
    return (
      prepared.length === tables.sizeOf(state.locks) &&
      tables.list(state.locks).every(([, transaction]) => tables.has(state.prepared, transaction))
    );
  },
};

function countsRight(store: ItemStore): boolean {
  let items = 0;
  let bytes = 0;
  scanStore(store, wholeStore, ({ size }) => {
    items += 1;
    bytes += size;
    return true;
  });
  return items === store.items && bytes === store.bytes;
}
