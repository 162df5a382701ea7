import { ring, slab } from "@orrery/kernel";
import type { ItemKey } from "../protocol.ts";
import type { StoredItem } from "../store/stored-item.ts";
import type { Item } from "../value/attribute-value.ts";
import type { Table, TableContext } from "./declarations.ts";

/**
 * Notes what was there before a change, of a table with point-in-time recovery, and forgets what is older than that
 * reaches back. `item` has the attributes of the key.
 */
export function noteHistory(
  { history, historyOrder }: Table,
  key: ItemKey,
  item: Item,
  before: StoredItem | null,
  { now, settings: { recovery } }: TableContext,
): void {
  if (recovery === null) return;
  while (historyOrder.size > 0) {
    const oldest = ring.peek(historyOrder);
    if (slab.read(history, oldest as never)!.at + recovery >= now) break; // What is listed is there.
    slab.remove(history, ring.shift(historyOrder));
  }
  ring.push(historyOrder, slab.insert(history, { at: now, key, item, before }));
}

/** Forgets all of it, where point-in-time recovery was turned off. */
export function forgetHistory({ history, historyOrder }: Table): void {
  while (historyOrder.size > 0) slab.remove(history, ring.shift(historyOrder));
}
