import { vector, type Vector } from "@orrery/kernel";
import { insertedAt, removedAt, replacedAt } from "./array-copy.ts";
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

/** The item collections whose hashes begin with the same bits, in order of hash and key. A value. */
interface Bucket {
  readonly bits: number;
  readonly hashes: readonly number[];
  readonly collections: readonly ItemCollection[];
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

const noBucket: Bucket = Object.freeze({ bits: 0, hashes: [], collections: [] });

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
  const found = bucket.collections[placeIn(bucket, key)];
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
  const found = bucket.collections[place];
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
    replaceBucket(store, at, {
      ...bucket,
      collections: replacedAt(bucket.collections, place, collection),
    });
    return;
  }
  replaceBucket(store, at, {
    bits: bucket.bits,
    hashes: insertedAt(bucket.hashes, place, hash),
    collections: insertedAt(bucket.collections, place, collection),
  });
  if (bucket.collections.length >= most) split(store, hash);
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
  const found = bucket.collections[place]!; // It has the item.
  const items = withoutItem(found.items, stored);
  const writable = store as Writable;
  writable.items = store.items - 1;
  writable.bytes = store.bytes - stored.size;
  if (!isEmpty(items)) {
    const bytes = found.bytes - stored.size;
    const collection = { hash, key, items, bytes };
    replaceBucket(store, at, {
      ...bucket,
      collections: replacedAt(bucket.collections, place, collection),
    });
    return;
  }
  replaceBucket(store, at, {
    bits: bucket.bits,
    hashes: removedAt(bucket.hashes, place),
    collections: removedAt(bucket.collections, place),
  });
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
    for (; place < bucket.collections.length; place += 1) {
      const collection = bucket.collections[place]!;
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
function placeIn({ hashes, collections }: Bucket, { hash, key }: CollectionKey): number {
  let low = 0;
  let high = hashes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (hashes[middle]! < hash) low = middle + 1;
    else high = middle;
  }
  while (hashes[low] === hash && collections[low]!.key < key) low += 1;
  return low;
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
  const { bits, hashes, collections } = vector.at(store, directoryPlace(store, hash));
  if (bits === mostBits) return;
  if (bits === store.bits) double(store);
  const shared = store.bits - bits;
  const first = (directoryPlace(store, hash) >>> shared) << shared;
  const half = 1 << (shared - 1);
  const second = ((first + half) << (32 - store.bits)) ^ firstHash;
  const middle = hashes.findIndex((each) => each >= second);
  const cut = middle === -1 ? hashes.length : middle;
  replaceBucket(store, first, {
    bits: bits + 1,
    hashes: hashes.slice(0, cut),
    collections: collections.slice(0, cut),
  });
  replaceBucket(store, first + half, {
    bits: bits + 1,
    hashes: hashes.slice(cut),
    collections: collections.slice(cut),
  });
}

/** Gives the directory a bit more. */
function double(store: ItemStore): void {
  const buckets = vector.list(store).flatMap((bucket) => [bucket, bucket]);
  Object.assign(store, vector.of(buckets), { bits: store.bits + 1 });
}
