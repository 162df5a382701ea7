import { own, ring, slab, type Instant } from "@orrery/kernel";
import type { IndexSettings, TableSettings } from "../config.ts";
import type { ItemKey } from "../protocol.ts";
import { putStored, removeStored, storedAt } from "../store/item-store.ts";
import { comparePlaces, type StoredItem } from "../store/stored-item.ts";
import type { AttributeValue, Item } from "../value/attribute-value.ts";
import { equalValues } from "../value/comparison.ts";
import { sizeOfItem } from "../value/item-size.ts";
import { metrics, type Table, type TableContext } from "./declarations.ts";
import { indexKeyOf } from "./item-key.ts";
import type { IndexWrite } from "./state.ts";

/** Whether a table has local secondary indexes: they come first. */
export const hasLocalIndexes = ({ indexes }: Pick<TableSettings, "indexes">): boolean =>
  indexes.length > 0 && !indexes[0]!.isGlobal;

const noWrites: readonly IndexWrite[] = Object.freeze([]);

/** What a change of an item of the table changes in its indexes. */
export function indexWritesOf(
  key: ItemKey,
  before: Item | null,
  after: Item | null,
  { indexes }: Pick<TableSettings, "indexes">,
): readonly IndexWrite[] {
  if (indexes.length === 0) return noWrites;
  const writes: IndexWrite[] = [];
  indexes.forEach((index, number) => {
    const was = before === null ? null : placedIn(before, index, key);
    const is = after === null ? null : placedIn(after, index, key);
    if (was === null && is === null) return;
    writes.push({ index: number, before: was, after: is, change: changeOf(was, is) });
  });
  return writes;
}

function placedIn(item: Item, index: IndexSettings, key: ItemKey): StoredItem | null {
  const place = indexKeyOf(item, index, key);
  if (place === null) return null;
  const part = partOf(item, index.attributes);
  const { hash, key: text, sort, tie } = place;
  return { hash, key: text, sort, tie, item: part, size: sizeOfItem(part) };
}

/** What an index has of an item. */
function partOf(item: Item, attributes: readonly string[] | null): Item {
  if (attributes === null) return item;
  const part: Record<string, AttributeValue> = {};
  for (const name of attributes) {
    const value = own(item, name);
    if (value !== undefined) part[name] = value;
  }
  return part;
}

function changeOf(was: StoredItem | null, is: StoredItem | null): IndexWrite["change"] {
  if (was === null || is === null) return "projected";
  if (was.key !== is.key || comparePlaces(was, is) !== 0) return "key";
  return equalValues({ M: was.item }, { M: is.item }) ? "none" : "projected";
}

/** Writes what local indexes have at once, and keeps for later what global ones have later. */
export function writeIndexes(
  table: Table,
  writes: readonly IndexWrite[],
  context: TableContext,
): void {
  const { indexes, assumed } = context.settings;
  const later: IndexWrite[] = [];
  for (const write of writes) {
    if (write.change === "none") continue;
    if (indexes[write.index]!.isGlobal && assumed.indexLag > 0) later.push(write);
    else carryOut(table, write);
  }
  if (later.length === 0) return;
  const id = slab.insert(table.lagging, { at: context.now, writes: later });
  ring.push(table.laggingOrder, id);
  context.observe(metrics["dynamodb.indexLag"], 1);
}

/** Lets global indexes have what was written long enough ago. */
export function catchUp(table: Table, { now, settings }: TableContext): void {
  if (table.laggingOrder.size === 0) return;
  const { indexLag } = settings.assumed;
  catchUpTo(table, (at) => at + indexLag <= now);
}

/** Lets global indexes have all that was written. */
export const catchUpWholly = (table: Table): void => catchUpTo(table, () => true);

function catchUpTo(table: Table, isDue: (at: Instant) => boolean): void {
  for (;;) {
    const id = ring.peek(table.laggingOrder);
    if (id === -1) return;
    const { at, writes } = slab.read(table.lagging, id)!; // What is listed is there.
    if (!isDue(at)) return;
    ring.shift(table.laggingOrder);
    slab.remove(table.lagging, id);
    for (const write of writes) carryOut(table, write);
  }
}

function carryOut(table: Table, { index, before, after }: IndexWrite): void {
  const id = table.indexIds[index];
  if (id === undefined) return;
  const { items } = slab.edit(table.indexes, id)!; // It is there.
  if (before !== null) {
    const stored = storedAt(items, before);
    if (stored !== undefined) removeStored(items, stored);
  }
  if (after !== null) putIn(items, after);
}

const putIn = (items: Parameters<typeof putStored>[0], stored: StoredItem): void =>
  putStored(items, stored, storedAt(items, stored));

/** Puts an item of the table into an index that is made. */
export function backfill(
  items: Parameters<typeof putStored>[0],
  { item }: StoredItem,
  index: IndexSettings,
  key: ItemKey,
): void {
  const placed = placedIn(item, index, key);
  if (placed !== null) putIn(items, placed);
}
