import { slab, table as tables } from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import type { KeySchema } from "../expression/key-condition.ts";
import { matches } from "../expression/evaluation.ts";
import { projected } from "../expression/projection.ts";
import { dynamodbLimits } from "../limits.ts";
import type {
  BatchGet,
  Consistency,
  GetItem,
  ItemKey,
  QueryOf,
  ReadItems,
  TableEffect,
} from "../protocol.ts";
import { collectionOf, scanStore, walkCollection, type ItemStore } from "../store/item-store.ts";
import type { ItemPlace, StoredItem } from "../store/stored-item.ts";
import type { Item } from "../value/attribute-value.ts";
import { sizeOfItem } from "../value/item-size.ts";
import {
  consumedTogether,
  letIn,
  letInOne,
  nothingConsumed,
  unitsOfRead,
  unitsTogether,
  type Units,
} from "./admission.ts";
import { currentItem } from "./change.ts";
import { choices, metrics, type Table, type TableContext } from "./declarations.ts";
import { catchUp } from "./index-writes.ts";
import { itemKeyOf, keysOf, textOfKey } from "./item-key.ts";
import { answer } from "./reply.ts";

/** Reads one item. */
export function getItem(
  table: Table,
  { key, consistency, projection }: GetItem,
  context: TableContext,
): readonly TableEffect[] {
  const seen = seenItem(table, key, consistency, context);
  const units = unitsOfRead(seen?.size ?? 0, consistency, key.hash, null, context.settings);
  const throttled = letIn(table, units, context);
  if (throttled !== null) return [answer("getItem", throttled, context)];
  context.observe(metrics.ReadRequests, 1);
  const { consumed } = units;
  const item = shownItem(seen?.item, projection);
  return [answer("getItem", { type: "itemGot", item, consumed, changedNothing: true }, context)];
}

const shownItem = (item: Item | undefined, projection: GetItem["projection"]): Item | null => {
  if (item === undefined) return null;
  return projection === null ? item : projected(item, projection);
};

interface SeenItem {
  readonly item: Item;
  readonly size: number;
}

/** The item of a key as a read sees it: an eventually consistent one may not have seen the last write. */
function seenItem(
  table: Table,
  key: ItemKey,
  consistency: Consistency,
  context: TableContext,
): SeenItem | undefined {
  const current = currentItem(table, key);
  if (consistency === "strong" || tables.sizeOf(table.recent) === 0) return current;
  const recent = tables.get(table.recent, textOfKey(key));
  if (recent === undefined || !isInDoubt(recent.at, context) || !isStale(context)) return current;
  const { before } = recent;
  return before === null ? undefined : { item: before, size: sizeOfItem(before) };
}

/** Whether a write is so young that a read may not see it. */
const isInDoubt = (at: number, { now, settings }: TableContext): boolean =>
  at + settings.assumed.convergence > now;

/** Whether a read does not see what was written just before. */
function isStale(context: TableContext): boolean {
  const { staleReads } = context.settings.assumed;
  context.observe(metrics["dynamodb.convergence"], 1);
  context.observe(metrics["dynamodb.staleReads"], 1);
  const stale = context.choose(choices.staleRead, 0, [1 - staleReads, staleReads]) === 1;
  if (stale) context.observe(metrics.StaleReads, 1);
  return stale;
}

/** Reads several items, each by itself. */
export function batchGet(
  table: Table,
  { keys, consistency, projection }: BatchGet,
  context: TableContext,
): readonly TableEffect[] {
  const items: Item[] = [];
  const unprocessed: number[] = [];
  let why: Refused | null = null;
  let consumed = nothingConsumed("read");
  let bytes = 0;
  keys.forEach((key, place) => {
    const seen = seenItem(table, key, consistency, context);
    const size = seen?.size ?? 0;
    if (bytes + size > dynamodbLimits.batchBytes) {
      unprocessed.push(place);
      return;
    }
    const units = unitsOfRead(size, consistency, key.hash, null, context.settings);
    const throttled = letInOne(table, units, context);
    if (throttled !== null) {
      unprocessed.push(place);
      why ??= throttled;
      return;
    }
    bytes += size;
    consumed = consumedTogether(consumed, units.consumed);
    const item = shownItem(seen?.item, projection);
    if (item !== null) items.push(item);
  });
  if (unprocessed.length === keys.length) context.observe(metrics.ThrottledRequests, 1);
  context.observe(metrics.ReadRequests, keys.length - unprocessed.length);
  context.observe(metrics.ReturnedItemCount, items.length);
  const body = {
    type: "itemsGot",
    items,
    unprocessed,
    why,
    consumed,
    changedNothing: true,
  } as const;
  return [answer("batchGetItem", body, context)];
}

/** What a page read. */
interface Page {
  readonly items: Item[];
  count: number;
  scanned: number;
  bytes: number;
  /** What was read of the table besides, item by item. */
  readonly fetched: Units[];
  last: StoredItem | null;
  hash: number;
}

/** Reads a page of a Query or Scan. */
export function readItems(
  table: Table,
  input: ReadItems,
  context: TableContext,
): readonly TableEffect[] {
  const operation = input.of.type;
  const source = sourceOf(table, input, context);
  const page: Page = {
    items: [],
    count: 0,
    scanned: 0,
    bytes: 0,
    fetched: [],
    last: null,
    hash: input.of.type === "query" ? input.of.collection.hash : input.of.from,
  };
  const isStaleRead =
    input.consistency === "eventual" && input.index === null && hasDoubt(table, context)
      ? isStale(context)
      : false;
  const visit = (stored: StoredItem): boolean =>
    take(table, page, stored, isStaleRead, input, source, context);
  if (source !== undefined) {
    if (input.of.type === "query") query(source.items, input.of, visit);
    else scan(source.items, input.of, visit);
  }
  const { settings } = context;
  const read = unitsOfRead(page.bytes, input.consistency, page.hash, input.index, settings);
  const units = unitsTogether([read, ...page.fetched]);
  const throttled = letIn(table, units, context);
  if (throttled !== null) return [answer(operation, throttled, context)];
  context.observe(metrics.ReadRequests, 1);
  context.observe(metrics.ReturnedItemCount, page.count);
  const { last } = page;
  return [
    answer(
      operation,
      {
        type: "itemsRead",
        items: page.items,
        count: page.count,
        scannedCount: page.scanned,
        last: last === null ? null : keysOf(last.item, source!.schemas), // It has an item.
        consumed: units.consumed,
        changedNothing: true,
      },
      context,
    ),
  ];
}

/** What is read: the table, or an index. */
interface ReadSource {
  readonly items: ItemStore;
  readonly schemas: readonly KeySchema[];
  /** Whether an index lacks attributes that are to be read. */
  readonly isPartial: boolean;
}

function sourceOf(
  table: Table,
  { index, isWhole, projection }: ReadItems,
  context: TableContext,
): ReadSource | undefined {
  const { schema, indexes } = context.settings;
  if (index === null) return { items: table.items, schemas: [schema], isPartial: false };
  catchUp(table, context);
  const number = indexes.findIndex(({ name }) => name === index);
  const settings = indexes[number];
  const id = table.indexIds[number];
  if (settings === undefined || id === undefined) return undefined;
  const { attributes, isGlobal } = settings;
  const lacks =
    attributes !== null &&
    (isWhole || (projection?.some(([name]) => !attributes.includes(`${name}`)) ?? false));
  return {
    items: slab.read(table.indexes, id)!.items, // It is there.
    schemas: [schema, settings.schema],
    isPartial: lacks && !isGlobal,
  };
}

/** Whether something was written so lately that a read may not see it. */
function hasDoubt({ recent }: Table, context: TableContext): boolean {
  const last = tables.lastKey(recent);
  return last !== undefined && isInDoubt(tables.get(recent, last)!.at, context);
}

/** Takes one more item into a page; false: the page is full. */
function take(
  table: Table,
  page: Page,
  stored: StoredItem,
  isStaleRead: boolean,
  { filter, projection, isCount, limit }: ReadItems,
  source: ReadSource | undefined,
  context: TableContext,
): boolean {
  let { item } = stored;
  let { size } = stored;
  if (isStaleRead) {
    const recent = tables.get(table.recent, textOfKey(itemKeyOf(item, context.settings.schema)));
    if (recent !== undefined && isInDoubt(recent.at, context)) {
      if (recent.before === null) return true;
      item = recent.before;
      size = sizeOfItem(item);
    }
  }
  page.scanned += 1;
  page.bytes += size;
  if (source?.isPartial === true) {
    const key = itemKeyOf(item, context.settings.schema);
    const whole = currentItem(table, key);
    if (whole !== undefined) {
      ({ item } = whole);
      page.fetched.push(unitsOfRead(whole.size, "eventual", key.hash, null, context.settings));
    }
  }
  if (filter === null || matches(filter, item)) {
    page.count += 1;
    if (!isCount) page.items.push(projection === null ? item : projected(item, projection));
  }
  if (page.scanned !== limit && page.bytes < dynamodbLimits.pageBytes) return true;
  page.last = stored;
  return false;
}

function query(
  items: ItemStore,
  { collection, range, isForward, after }: QueryOf,
  visit: (stored: StoredItem) => boolean,
): void {
  const found = collectionOf(items, collection);
  if (found === undefined) return;
  const { from, includesFrom, to, includesTo } = range;
  const isBefore = ({ sort }: StoredItem): boolean =>
    from !== null && (sort < from || (sort === from && !includesFrom));
  const isBehind = ({ sort }: StoredItem): boolean =>
    to !== null && (sort > to || (sort === to && !includesTo));
  const start = startOf(range, isForward);
  walkCollection(found, {
    from: after ?? start,
    includesFrom: after === null,
    isForward,
    visit(stored) {
      if (isForward ? isBehind(stored) : isBefore(stored)) return false;
      return (isForward ? isBefore(stored) : isBehind(stored)) || visit(stored);
    },
  });
}

/** The near end of a range, with all that has its sort key; `null`: the end of all. */
function startOf({ from, to }: QueryOf["range"], isForward: boolean): ItemPlace | null {
  const text = isForward ? from : to;
  if (text === null) return null;
  // No text is between one and the same with this character.
  return { sort: isForward ? text : `${text}\u0000`, tie: "" };
}

function scan(
  items: ItemStore,
  { from, to, after }: Extract<ReadItems["of"], { readonly type: "scan" }>,
  visit: (stored: StoredItem) => boolean,
): void {
  const place = after === null ? null : { hash: after.hash, key: after.key, place: after };
  scanStore(items, { from, to, after: place }, visit);
}
