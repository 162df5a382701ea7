import { currentEpoch, vector, type Vector } from "@orrery/kernel";
import { replacedAt } from "./array-copy.ts";
import { firstHash, lastHash } from "./partition-hash.ts";
import {
  isEmpty,
  itemAt,
  noItems,
  walkItems,
  withItem,
  withoutItem,
  type SortedItems,
} from "./sorted-items.ts";
import type { ItemPlace, StoredItem } from "./stored-item.ts";

/**
 * The items of a table or an index by their keys: a directory of buckets by the first bits of the partition
 * keys' hashes, so that finding one costs the same among ten as among ten million. All items in order of
 * their hashes are those of the buckets in order.
 */
export interface ItemStore extends Vector<Bucket> {
  /** Bits of a hash that the directory knows. */
  readonly bits: number;
  /** How many items there are. */
  readonly items: number;
  /** Their bytes. */
  readonly bytes: number;
}

/**
 * The item collections whose hashes begin with the same bits, in order of hash and key. Of the epoch in which it was
 * made, one of them may be put in place of another; else it is made anew.
 */
interface Bucket {
  readonly epoch: number;
  readonly bits: number;
  /** The hash of each, and it itself behind: in one array, since each object on the way to an item costs time. */
  readonly entries: readonly (number | ItemCollection)[];
}

/** All items of one partition key. A value. */
export interface ItemCollection {
  readonly hash: number;
  readonly key: string;
  readonly items: SortedItems;
  /** Their bytes. */
  readonly bytes: number;
}

/** Where the items of a partition key are. */
export interface CollectionKey {
  readonly hash: number;
  readonly key: string;
}

/** A store that is written on. */
type Writable = { -readonly [Member in keyof ItemStore]: ItemStore[Member] };

/** A bucket is split that has more collections. */
const most = 24;
/** A directory does not know more bits. */
const mostBits = 26;

const noBucket: Bucket = Object.freeze({ epoch: -1, bits: 0, entries: [] });

/** A store without items. */
export const emptyStore = (): ItemStore => ({
  ...vector.of([noBucket]),
  bits: 0,
  items: 0,
  bytes: 0,
});

/** The items of a partition key; `undefined` where there are none. */
export function collectionOf(store: ItemStore, key: CollectionKey): ItemCollection | undefined {
  const bucket = vector.at(store, directoryPlace(store, key.hash));
  const found = collectionAt(bucket, placeIn(bucket, key));
  return found?.hash === key.hash && found.key === key.key ? found : undefined;
}

/** The item of a key; `undefined` where there is none. */
export function storedAt(
  store: ItemStore,
  key: CollectionKey,
  place: ItemPlace,
): StoredItem | undefined {
  const collection = collectionOf(store, key);
  return collection === undefined ? undefined : itemAt(collection.items, place);
}

/** Keeps an item, in place of `before`, which is the one that has its key; `undefined` where none has. */
export function putStored(
  store: ItemStore,
  { hash, key }: CollectionKey,
  stored: StoredItem,
  before: StoredItem | undefined,
): void {
  const at = directoryPlace(store, hash);
  const bucket = vector.at(store, at);
  const place = placeIn(bucket, { hash, key });
  const found = collectionAt(bucket, place);
  const isKnown = found?.hash === hash && found.key === key;
  const grown = stored.size - (before?.size ?? 0);
  const collection: ItemCollection = {
    hash,
    key,
    items: withItem(isKnown ? found.items : noItems, stored),
    bytes: (isKnown ? found.bytes : 0) + grown,
  };
  const writable = store as Writable;
  writable.bytes = store.bytes + grown;
  if (before === undefined) writable.items = store.items + 1;
  if (isKnown) {
    replaceCollection(store, at, place, collection);
    return;
  }
  replaceBucket(store, at, {
    epoch: currentEpoch,
    bits: bucket.bits,
    entries: insertedEntry(bucket.entries, place, collection),
  });
  if (sizeOf(bucket) >= most) split(store, hash);
}

/** Removes an item that is there. */
export function removeStored(
  store: ItemStore,
  { hash, key }: CollectionKey,
  stored: StoredItem,
): void {
  const at = directoryPlace(store, hash);
  const bucket = vector.at(store, at);
  const place = placeIn(bucket, { hash, key });
  const found = collectionAt(bucket, place)!; // It has the item.
  const items = withoutItem(found.items, stored);
  const writable = store as Writable;
  writable.items = store.items - 1;
  writable.bytes = store.bytes - stored.size;
  if (!isEmpty(items)) {
    const bytes = found.bytes - stored.size;
    const collection = { hash, key, items, bytes };
    replaceCollection(store, at, place, collection);
    return;
  }
  const entries = bucket.entries.slice();
  entries.splice(2 * place, 2);
  replaceBucket(store, at, { epoch: currentEpoch, bits: bucket.bits, entries });
}

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
  visit: (stored: StoredItem, collection: ItemCollection) => boolean,
): boolean {
  const first = after === null ? from : Math.max(from, after.hash);
  const end = directoryPlace(store, to);
  for (let at = directoryPlace(store, first); at <= end;) {
    const bucket = vector.at(store, at);
    let place = after === null ? placeIn(bucket, { hash: first, key: "" }) : placeIn(bucket, after);
    for (; place < sizeOf(bucket); place += 1) {
      const collection = collectionAt(bucket, place)!;
      if (collection.hash < first) continue;
      if (collection.hash > to) return true;
      const isStart = after?.hash === collection.hash && after.key === collection.key;
      const walked = walkItems(collection.items, {
        from: isStart ? after.place : null,
        includesFrom: false,
        isForward: true,
        visit: (stored) => visit(stored, collection),
      });
      if (!walked) return false;
    }
    const shared = store.bits - bucket.bits;
    at = ((at >>> shared) + 1) << shared;
  }
  return true;
}

/** The place in the directory of a hash: its first bits. */
function directoryPlace({ bits }: ItemStore, hash: number): number {
  return bits === 0 ? 0 : (hash ^ firstHash) >>> (32 - bits);
}

/** The place in a bucket that a collection has or would have. */
function placeIn(bucket: Bucket, { hash, key }: CollectionKey): number {
  const { entries } = bucket;
  let low = 0;
  let high = sizeOf(bucket);
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((entries[2 * middle] as number) < hash) low = middle + 1;
    else high = middle;
  }
  while (entries[2 * low] === hash && collectionAt(bucket, low)!.key < key) low += 1;
  return low;
}

/** How many collections a bucket has. */
const sizeOf = ({ entries }: Bucket): number => entries.length >> 1;

/** The collection at a place of a bucket; `undefined` behind the last. */
const collectionAt = ({ entries }: Bucket, place: number): ItemCollection | undefined =>
  entries[2 * place + 1] as ItemCollection | undefined; // Each second one is a collection.

/** Entries with a collection more at a place. */
function insertedEntry(
  entries: Bucket["entries"],
  place: number,
  collection: ItemCollection,
): Bucket["entries"] {
  const { length } = entries;
  const at = 2 * place;
  // Of just the length that it needs: an array that grows keeps room for more.
  const copy = new Array<number | ItemCollection>(length + 2);
  for (let each = 0; each < at; each += 1) copy[each] = entries[each]!;
  copy[at] = collection.hash;
  copy[at + 1] = collection;
  for (let each = at; each < length; each += 1) copy[each + 2] = entries[each]!;
  return copy;
}

/** Puts a collection in place of another in the bucket that has a place in the directory. */
function replaceCollection(
  store: ItemStore,
  at: number,
  place: number,
  collection: ItemCollection,
): void {
  const bucket = vector.at(store, at);
  // One that several places of the directory have is made anew: of a draft, each place has a copy of its own.
  if (bucket.epoch === currentEpoch && bucket.bits === store.bits) {
    (bucket.entries as (number | ItemCollection)[])[2 * place + 1] = collection;
    return;
  }
  const entries = replacedAt(bucket.entries, 2 * place + 1, collection);
  replaceBucket(store, at, { epoch: currentEpoch, bits: bucket.bits, entries });
}

/** Puts a bucket in place of the one that has a place in the directory. */
function replaceBucket(store: ItemStore, at: number, bucket: Bucket): void {
  const shared = store.bits - bucket.bits;
  const first = (at >>> shared) << shared;
  for (let place = first; place < first + (1 << shared); place += 1) {
    vector.set(store, place, bucket);
  }
}

/** Cuts the bucket of a hash in two. */
function split(store: ItemStore, hash: number): void {
  const bucket = vector.at(store, directoryPlace(store, hash));
  const { bits, entries } = bucket;
  if (bits === mostBits) return;
  if (bits === store.bits) double(store);
  const shared = store.bits - bits;
  const first = (directoryPlace(store, hash) >>> shared) << shared;
  const half = 1 << (shared - 1);
  const second = ((first + half) << (32 - store.bits)) ^ firstHash;
  const cut = 2 * placeIn(bucket, { hash: second, key: "" });
  replaceBucket(store, first, {
    epoch: currentEpoch,
    bits: bits + 1,
    entries: entries.slice(0, cut),
  });
  replaceBucket(store, first + half, {
    epoch: currentEpoch,
    bits: bits + 1,
    entries: entries.slice(cut),
  });
}

/** Gives the directory a bit more. */
function double(store: ItemStore): void {
  const buckets = vector.list(store).flatMap((bucket) => [bucket, bucket]);
  Object.assign(store, vector.of(buckets), { bits: store.bits + 1 });
}
