import { insertedAt, removedAt, replacedAt } from "./array-copy.ts";
import { madeDirectory, setValue, valueAt, type Directory } from "./directory.ts";
import { firstHash, lastHash } from "./partition-hash.ts";
import {
  itemAt,
  onlyItem,
  sortedItems,
  walkItems,
  withItem,
  withoutItem,
  type SortedItems,
  type Walk,
} from "./sorted-items.ts";
import {
  comparePlaces,
  type CollectionKey,
  type ItemPlace,
  type StoredItem,
} from "./stored-item.ts";

/**
 * The items of a table or an index by their keys: a directory by the first bits of the partition keys' hashes, of which
 * most places lead to one partition key at most, so that finding one costs the same among ten as among ten million.
 * All items in order of their hashes are those of the places in order.
 */
export interface ItemStore extends Directory<Slot> {
  /** How many items there are. */
  readonly items: number;
  /** Their bytes. */
  readonly bytes: number;
  /** How many partition keys they have. */
  readonly collections: number;
}

/** What a place of the directory leads to: nothing, a partition key, or several in order of hash and key. */
type Slot = ItemCollection | readonly ItemCollection[] | null;

/** All items of one partition key: the item itself where there is one, as of most tables without a sort key. */
export type ItemCollection = StoredItem | ManyItems;

/** Several items of one partition key. A value. */
interface ManyItems extends CollectionKey {
  readonly sorted: SortedItems;
  /** Their bytes. */
  readonly bytes: number;
}

/** A store that is written on. */
type Writable = { -readonly [Member in keyof ItemStore]: ItemStore[Member] };

const leastBits = 4;
const mostBits = 26;
/** There are so many places at least for a partition key, and fewer than sixteen times as many. */
const placesForEach = 2;

/** A store without items. */
export const emptyStore = (): ItemStore => ({
  ...madeDirectory<Slot>(leastBits, () => null),
  items: 0,
  bytes: 0,
  collections: 0,
});

const isSeveral = (slot: NonNullable<Slot>): slot is readonly ItemCollection[] =>
  Array.isArray(slot);
const isMany = (collection: ItemCollection): collection is ManyItems => "sorted" in collection;

/** The bytes of all items of a partition key. */
export const bytesOf = (collection: ItemCollection): number =>
  isMany(collection) ? collection.bytes : collection.size;

/** Visits items of a partition key in order; false when a visit ended it. */
export const walkCollection = (collection: ItemCollection, walk: Walk): boolean =>
  walkItems(isMany(collection) ? collection.sorted : sortedItems(collection), walk);

/** The items of a partition key; `undefined` where there are none. */
export function collectionOf(store: ItemStore, at: CollectionKey): ItemCollection | undefined {
  return collectionIn(valueAt(store, placeOf(store, at.hash)), at);
}

function collectionIn(slot: Slot, { hash, key }: CollectionKey): ItemCollection | undefined {
  if (slot === null) return undefined;
  if (!isSeveral(slot)) return slot.hash === hash && slot.key === key ? slot : undefined;
  for (const each of slot) if (each.hash === hash && each.key === key) return each;
  return undefined;
}

/** The item of a key; `undefined` where there is none. */
export function storedAt(store: ItemStore, at: CollectionKey & ItemPlace): StoredItem | undefined {
  const collection = collectionOf(store, at);
  if (collection === undefined) return undefined;
  if (isMany(collection)) return itemAt(collection.sorted, at);
  return comparePlaces(collection, at) === 0 ? collection : undefined;
}

/** Keeps an item, in place of `before`, which is the one that has its key; `undefined` where none has. */
export function putStored(
  store: ItemStore,
  stored: StoredItem,
  before: StoredItem | undefined,
): void {
  const place = placeOf(store, stored.hash);
  const slot = valueAt(store, place);
  const known = collectionIn(slot, stored);
  const grown = stored.size - (before?.size ?? 0);
  const writable = store as Writable;
  writable.bytes = store.bytes + grown;
  if (before === undefined) writable.items = store.items + 1;
  if (known === undefined) {
    setValue(store, place, slotWith(slot, stored));
    writable.collections = store.collections + 1;
    if (store.collections * placesForEach > 1 << store.bits && store.bits < mostBits) double(store);
    return;
  }
  setValue(store, place, slotReplacing(slot, known, collectionWith(known, stored, grown)));
}

function collectionWith(known: ItemCollection, stored: StoredItem, grown: number): ItemCollection {
  if (!isMany(known) && comparePlaces(known, stored) === 0) return stored;
  const { hash, key } = known;
  const sorted = withItem(isMany(known) ? known.sorted : sortedItems(known), stored);
  return { hash, key, sorted, bytes: bytesOf(known) + grown };
}

/** Removes an item that is there. */
export function removeStored(store: ItemStore, stored: StoredItem): void {
  const place = placeOf(store, stored.hash);
  const slot = valueAt(store, place);
  const known = collectionIn(slot, stored)!; // It has the item.
  const writable = store as Writable;
  writable.items = store.items - 1;
  writable.bytes = store.bytes - stored.size;
  if (isMany(known)) {
    const { hash, key } = known;
    const sorted = withoutItem(known.sorted, stored);
    const rest = onlyItem(sorted) ?? { hash, key, sorted, bytes: known.bytes - stored.size };
    setValue(store, place, slotReplacing(slot, known, rest));
    return;
  }
  setValue(store, place, slotWithout(slot, known));
  writable.collections = store.collections - 1;
  if (store.collections * placesForEach * 16 < 1 << store.bits && store.bits > leastBits) {
    halve(store);
  }
}

function slotWith(slot: Slot, collection: ItemCollection): Slot {
  if (slot === null) return collection;
  const several = severalOf(slot);
  const behind = several.findIndex((each) => isBefore(collection, each));
  return insertedAt(several, behind === -1 ? several.length : behind, collection);
}

function slotReplacing(slot: Slot, known: ItemCollection, by: ItemCollection): Slot {
  if (slot === known || slot === null || !isSeveral(slot)) return by;
  return replacedAt(slot, placeIn(slot, known), by);
}

function slotWithout(slot: Slot, known: ItemCollection): Slot {
  if (slot === null || !isSeveral(slot)) return null;
  return slotOf(removedAt(slot, placeIn(slot, known)));
}

/** Whether one partition key is before another in the order of scans. */
const isBefore = (one: CollectionKey, other: CollectionKey): boolean =>
  one.hash < other.hash || (one.hash === other.hash && one.key < other.key);

const placeIn = (several: readonly ItemCollection[], { hash, key }: CollectionKey): number =>
  several.findIndex((each) => each.hash === hash && each.key === key);

const severalOf = (slot: Slot): readonly ItemCollection[] => {
  if (slot === null) return [];
  return isSeveral(slot) ? slot : [slot];
};

const slotOf = (several: readonly ItemCollection[]): Slot =>
  several.length > 1 ? several : (several[0] ?? null);

/** Where a scan begins and ends. */
export interface ScanSpan {
  /** Begins behind this item; `null`: with the first of the span. */
  readonly after: (CollectionKey & { readonly place: ItemPlace }) | null;
  readonly from: number;
  readonly to: number;
}

/** All items. */
export const wholeStore: ScanSpan = { after: null, from: firstHash, to: lastHash };

/** Visits the items of a span in order of their hashes; false when a visit ended it. */
export function scanStore(
  store: ItemStore,
  { after, from, to }: ScanSpan,
  visit: (stored: StoredItem) => boolean,
): boolean {
  const first = after === null ? from : Math.max(from, after.hash);
  const end = placeOf(store, to);
  for (let place = placeOf(store, first); place <= end; place += 1) {
    const slot = valueAt(store, place);
    if (slot === null) continue;
    for (const collection of severalOf(slot)) {
      if (collection.hash < first || (after !== null && isBefore(collection, after))) continue;
      if (collection.hash > to) return true;
      const isStart = after?.hash === collection.hash && after.key === collection.key;
      const walk = {
        from: isStart ? after.place : null,
        includesFrom: false,
        isForward: true,
        visit,
      };
      if (!walkCollection(collection, walk)) return false;
    }
  }
  return true;
}

/** The place in the directory of a hash: its first bits. */
const placeOf = ({ bits }: Pick<ItemStore, "bits">, hash: number): number =>
  (hash ^ firstHash) >>> (32 - bits);

/** Gives the directory a bit more. */
function double(store: ItemStore): void {
  const bits = store.bits + 1;
  const doubled = madeDirectory<Slot>(bits, (place) => {
    const slot = valueAt(store, place >> 1);
    if (slot === null) return null;
    if (!isSeveral(slot)) return placeOf({ bits }, slot.hash) === place ? slot : null;
    return slotOf(slot.filter(({ hash }) => placeOf({ bits }, hash) === place));
  });
  Object.assign(store, doubled);
}

/** Takes a bit from the directory. */
function halve(store: ItemStore): void {
  const halved = madeDirectory<Slot>(store.bits - 1, (place) => {
    const [one, other] = [valueAt(store, 2 * place), valueAt(store, 2 * place + 1)];
    if (one === null || other === null) return one ?? other;
    return [...severalOf(one), ...severalOf(other)];
  });
  Object.assign(store, halved);
}
