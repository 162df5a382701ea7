import { slab, table as tables, type SetTimer } from "@orrery/kernel";
import type { Trailed } from "../../../service/origin.ts";
import { dynamodbLimits } from "../limits.ts";
import type { CollectionSize, ItemKey } from "../protocol.ts";
import { bytesOf, collectionOf, putStored, removeStored, storedAt } from "../store/item-store.ts";
import type { StoredItem } from "../store/stored-item.ts";
import type { Item } from "../value/attribute-value.ts";
import { tellStream } from "../stream/tell.ts";
import { noteExpiry } from "../time-to-live/plan.ts";
import { throughputHash } from "./admission.ts";
import { metrics, notes, ports, type Table, type TableContext } from "./declarations.ts";
import { noteForDestinations } from "./destination.ts";
import { noteHistory } from "./history.ts";
import { countStored } from "./stored-time.ts";
import { catchUp, hasLocalIndexes, writeIndexes } from "./index-writes.ts";
import { keysOf, textOfKey } from "./item-key.ts";
import type { IndexWrite } from "./state.ts";

/** The item of a key, as it is now; `undefined` where there is none. */
export const currentItem = (
  { items }: Pick<Table, "items">,
  key: ItemKey,
): StoredItem | undefined => storedAt(items, key);

/** What becomes of an item; `null`: it is gone. */
export interface Change {
  readonly key: ItemKey;
  readonly before: StoredItem | undefined;
  readonly after: { readonly item: Item; readonly size: number } | null;
  readonly indexWrites: readonly IndexWrite[];
}

/** Who changes an item: whoever sent a request, or DynamoDB by itself. */
export interface ChangeCause extends Trailed {
  readonly byService: boolean;
}

/** Writes an item, and all that follows of it; the timer to be set then, `null` for none. */
export function applyChange(
  table: Table,
  change: Change,
  { trail, byService }: ChangeCause,
  context: TableContext,
): SetTimer | null {
  const { key, before, after, indexWrites } = change;
  publishCounts(table, context);
  catchUp(table, context);
  countStored(table, context.now);
  table.writeCount += 1;
  context.note(notes.written, table.writeCount);
  if (after !== null) {
    const { hash, key: text, sort } = key;
    const stored = { hash, key: text, sort, tie: "", item: after.item, size: after.size };
    putStored(table.items, stored, before);
  } else if (before === undefined) return null;
  else removeStored(table.items, before);
  remember(table, key, before?.item ?? null, context);
  if (context.settings.recovery !== null) {
    noteHistory(table, key, (before ?? after!).item, before ?? null, context); // One of them is there.
  }
  if (indexWrites.length > 0) writeIndexes(table, indexWrites, context);
  const { stream, destinations } = context.settings;
  if (stream !== null || destinations.length > 0) {
    const told = {
      hash: throughputHash(key.hash),
      before: before ?? null,
      after,
      byService,
      trail,
    };
    if (destinations.length > 0) noteForDestinations(table, told, context);
    const record =
      stream === null ? null : tellStream(told, context.settings.schema, ports.stream, context);
    if (record !== null) {
      context.note(notes.streamed, table.writeCount, record.queue, record.message);
    }
  }
  return noteExpiry(table, key, before?.item ?? null, after?.item ?? null, context);
}

/** Keeps for eventually consistent reads what was there, and forgets what all have seen by now. */
function remember(
  { recent }: Table,
  key: ItemKey,
  before: Item | null,
  { now, settings }: TableContext,
): void {
  const { convergence, staleReads } = settings.assumed;
  if (convergence === 0 || staleReads === 0) return;
  tables.setLast(recent, textOfKey(key), { before, at: now });
  while (tables.firstValue(recent)!.at + convergence <= now) tables.removeFirst(recent); // It ends at that one.
}

/** Makes the counts that DescribeTable shows, where six hours have passed. */
export function publishCounts(table: Table, { now, settings }: TableContext): void {
  const span = Math.floor((now - settings.createdAt) / dynamodbLimits.countsEvery);
  if (span === table.counts.span) return;
  const { items, bytes } = table.items;
  table.counts = {
    span,
    items,
    bytes,
    indexes: table.indexIds.map((id) => {
      const index = slab.read(table.indexes, id)!; // It is there.
      return { items: index.items.items, bytes: index.items.bytes };
    }),
  };
}

/** The bytes of all items of a partition key, in the table and its local indexes; `null`: it has none such. */
export function collectionSizeOf(
  table: Table,
  key: ItemKey,
  item: Item,
  { settings }: TableContext,
): CollectionSize | null {
  if (!hasLocalIndexes(settings)) return null;
  const { hash } = settings.schema;
  return {
    key: keysOf(item, [{ hash, sort: [] }]),
    bytes: collectionBytes(table, key, settings.indexes),
  };
}

/** The same as a number. */
export function collectionBytes(
  table: Table,
  key: ItemKey,
  indexes: TableContext["settings"]["indexes"],
): number {
  let bytes = bytesIn(table.items, key);
  indexes.forEach(({ isGlobal }, number) => {
    if (isGlobal) return;
    const { items } = slab.read(table.indexes, table.indexIds[number]!)!; // It is there.
    bytes += bytesIn(items, key);
  });
  return bytes;
}

function bytesIn(items: Table["items"], key: ItemKey): number {
  const collection = collectionOf(items, key);
  return collection === undefined ? 0 : bytesOf(collection);
}

/** Counts what was written. */
export const observeWrites = (count: number, context: TableContext): void =>
  context.observe(metrics.WriteRequests, count);
