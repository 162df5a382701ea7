import { ring, slab, type Instant } from "@orrery/kernel";
import { rangeAt, type PartitionRange } from "../capacity/partitions.ts";
import { throughputIdAt } from "../capacity/state.ts";
import type {
  ExportedItem,
  ExportItems,
  ImportItems,
  ItemKey,
  ItemsExported,
  TableEffect,
} from "../protocol.ts";
import { scanStore, wholeStore } from "../store/item-store.ts";
import type { StoredItem } from "../store/stored-item.ts";
import { throughputHash } from "./admission.ts";
import { applyChange, currentItem } from "./change.ts";
import { metrics, type Table, type TableContext } from "./declarations.ts";
import { indexWritesOf } from "./index-writes.ts";
import { itemKeyOf, keysOf, textOfKey } from "./item-key.ts";
import { reply } from "./reply.ts";
import type { PastItem } from "./state.ts";

/** Puts what an import brings: it takes none of the table's throughput. */
export function importItems(
  table: Table,
  { items, trail }: ImportItems,
  context: TableContext,
): readonly TableEffect[] {
  const effects: TableEffect[] = [];
  for (const { key, item, size } of items) {
    const before = currentItem(table, key);
    const indexWrites = indexWritesOf(key, before?.item ?? null, item, context.settings);
    const change = { key, before, after: { item, size }, indexWrites };
    const timer = applyChange(table, change, { trail, byService: true }, context);
    if (timer !== null) effects.push(timer);
  }
  return [...effects, reply(context, { type: "itemsImported", count: items.length })];
}

/** What of a key is exported before it is known which file has it. */
interface Changed {
  readonly past: PastItem;
  at: Instant;
}

/** Gives an export all items as they were at an instant, or what changed up to it; a list for each partition. */
export function exportItems(
  table: Table,
  { from, until }: ExportItems,
  context: TableContext,
): readonly TableEffect[] {
  const later = new Map<string, PastItem>();
  const changed = new Map<string, Changed>();
  for (const id of ring.list(table.historyOrder)) {
    const past = slab.read(table.history, id)!; // What is listed is there.
    const text = textOfKey(past.key);
    // The end of a span is not in it; an instant is.
    if (from === null ? past.at > until : past.at >= until) {
      if (!later.has(text)) later.set(text, past);
    } else if (from !== null && past.at >= from) {
      const known = changed.get(text);
      if (known === undefined) changed.set(text, { past, at: past.at });
      else known.at = past.at;
    }
  }
  const { ranges } = slab.read(table.capacity, throughputIdAt(table.capacity, 0))!; // The table's own.
  const body =
    from === null
      ? allItems(table, later, ranges, context)
      : changedItems(table, { later, changed }, ranges, context);
  const items = body.files.reduce((sum, { length }) => sum + length, 0);
  context.observe(metrics.ExportedItems, items);
  context.observe(metrics.ExportedBytes, body.bytes);
  return [reply(context, body)];
}

function allItems(
  table: Table,
  later: ReadonlyMap<string, PastItem>,
  ranges: readonly PartitionRange[],
  { settings, now }: TableContext,
): ItemsExported {
  const files = ranges.map((): ExportedItem[] => []);
  let bytes = 0;
  const add = (key: Pick<ItemKey, "hash">, { item, size }: StoredItem): void => {
    bytes += size;
    const keys = keysOf(item, [settings.schema]);
    files[placeOf(key, ranges)]!.push({ keys, before: null, after: item, at: now });
  };
  scanStore(table.items, wholeStore, (stored) => {
    const key = itemKeyOf(stored.item, settings.schema);
    if (later.size === 0 || !later.has(textOfKey(key))) add(key, stored);
    return true;
  });
  for (const { key, before } of later.values()) if (before !== null) add(key, before);
  return { type: "itemsExported", files, bytes };
}

function changedItems(
  table: Table,
  {
    later,
    changed,
  }: {
    readonly later: ReadonlyMap<string, PastItem>;
    readonly changed: ReadonlyMap<string, Changed>;
  },
  ranges: readonly PartitionRange[],
  { settings }: TableContext,
): ItemsExported {
  const files = ranges.map((): ExportedItem[] => []);
  let bytes = 0;
  for (const [text, { past, at }] of changed) {
    const { key, item, before } = past;
    const since = later.get(text);
    const after = since === undefined ? (currentItem(table, key) ?? null) : since.before;
    // What came and went in the span leaves nothing.
    if (before === null && after === null) continue;
    bytes += (before?.size ?? 0) + (after?.size ?? 0);
    files[placeOf(key, ranges)]!.push({
      keys: keysOf(item, [settings.schema]),
      before: before?.item ?? null,
      after: after?.item ?? null,
      at,
    });
  }
  return { type: "itemsExported", files, bytes };
}

const placeOf = ({ hash }: Pick<ItemKey, "hash">, ranges: readonly PartitionRange[]): number =>
  rangeAt(ranges, throughputHash(hash));
