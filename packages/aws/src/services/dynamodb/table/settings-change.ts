import { noEffects, slab, type SetTimer } from "@orrery/kernel";
import { capacityAfter } from "../capacity/change.ts";
import type { TableSettings } from "../config.ts";
import { emptyStore, scanStore, wholeStore } from "../store/item-store.ts";
import { planAll } from "../time-to-live/plan.ts";
import type { Table, TableContext } from "./declarations.ts";
import { forgetHistory } from "./history.ts";
import { backfill, catchUpWholly } from "./index-writes.ts";
import { itemKeyOf } from "./item-key.ts";
import { countStored } from "./stored-time.ts";

/** Goes over to other settings: indexes come with all items that the table has, and go. */
export function changeSettings(
  table: Table,
  before: TableSettings,
  context: TableContext,
): readonly SetTimer[] {
  const { now, settings } = context;
  countStored(table, now);
  table.capacity = capacityAfter(table.capacity, before.capacity, settings.capacity, now);
  if (settings.recovery === null) forgetHistory(table);
  const isSame =
    before.indexes.length === settings.indexes.length &&
    before.indexes.every(({ name }, place) => name === settings.indexes[place]!.name);
  if (!isSame) changeIndexes(table, before, settings);
  const expiresAnew = settings.timeToLive !== null && settings.timeToLive !== before.timeToLive;
  return expiresAnew ? planAll(table, context) : noEffects;
}

function changeIndexes(table: Table, before: TableSettings, settings: TableSettings): void {
  catchUpWholly(table); // What waits names indexes by their places.
  const known = new Map(before.indexes.map(({ name }, place) => [name, table.indexIds[place]!]));
  table.indexIds = settings.indexes.map((index) => {
    const id = known.get(index.name);
    if (id !== undefined) {
      known.delete(index.name);
      return id;
    }
    const items = emptyStore();
    scanStore(table.items, wholeStore, (stored) => {
      backfill(items, stored, index, itemKeyOf(stored.item, settings.schema));
      return true;
    });
    return slab.insert(table.indexes, { name: index.name, items });
  });
  for (const id of known.values()) slab.remove(table.indexes, id);
}
