import { slab, type Instant } from "@orrery/kernel";
import type { Table } from "./declarations.ts";
import type { TableState } from "./state.ts";

/** Counts what was stored up to now, before that changes. */
export function countStored(table: Table, now: Instant): void {
  if (now === table.storedUntil) return;
  table.storedByteTime = storedAt(table, now);
  table.storedUntil = now;
}

/** Byte-milliseconds that were stored up to now, in a table and its indexes. */
export function storedAt(
  { items, indexes, indexIds, storedUntil, storedByteTime }: TableState,
  now: Instant,
): number {
  let { bytes } = items;
  for (const id of indexIds) bytes += slab.read(indexes, id)!.items.bytes; // It is there.
  return storedByteTime + bytes * ((now - storedUntil) / 1_000);
}
