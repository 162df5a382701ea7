import { after, milliseconds, minutes, slab, table as tables, type SetTimer } from "@orrery/kernel";
import { noTrail } from "../../../service/origin.ts";
import type { ItemKey } from "../protocol.ts";
import { applyChange, currentItem } from "../table/change.ts";
import { metrics, type Table, type TableContext } from "../table/declarations.ts";
import { indexWritesOf } from "../table/index-writes.ts";
import { isLocked } from "../table/outcome.ts";
import { timeToLiveLimits } from "./limits.ts";
import { expiryOf, planAt, timerOf } from "./plan.ts";

/** Deletes the items of a minute that has come. */
export function expire(table: Table, slot: number, context: TableContext): readonly SetTimer[] {
  const id = slab.idAt(table.expiryMinutes, slot);
  const due = id === undefined ? undefined : slab.edit(table.expiryMinutes, id);
  if (id === undefined || due === undefined) return [];
  const effects: SetTimer[] = [];
  for (let count = 0; due.first !== -1; count += 1) {
    if (count === timeToLiveLimits.atOnce) {
      return [...effects, timerOf(id, after(context.now, milliseconds(1)))];
    }
    const { key, expires, next } = slab.read(table.expiring, due.first)!; // What is listed is there.
    slab.remove(table.expiring, due.first);
    due.first = next;
    const timer = expireOne(table, key, expires, context);
    if (timer !== null) effects.push(timer);
  }
  tables.remove(table.expiryByMinute, String(due.minute));
  slab.remove(table.expiryMinutes, id);
  return effects;
}

/** Deletes an item, if it still expires when it did. */
function expireOne(
  table: Table,
  key: ItemKey,
  expires: number,
  context: TableContext,
): SetTimer | null {
  const before = currentItem(table, key);
  if (before === undefined || expiryOf(before.item, context) !== expires) return null;
  // What a transaction has locked goes later.
  if (isLocked(table, key)) return planAt(table, key, expires, after(context.now, minutes(1)));
  const indexWrites = indexWritesOf(key, before.item, null, context.settings);
  context.observe(metrics.TimeToLiveDeletedItemCount, 1);
  const cause = { trail: noTrail, byService: true };
  return applyChange(table, { key, before, after: null, indexWrites }, cause, context);
}
