import type { Item } from "../value/attribute-value.ts";

/** Where the items of a partition key are. */
export interface CollectionKey {
  readonly hash: number;
  readonly key: string;
}

/** The place of an item among those of its partition key. */
export interface ItemPlace {
  /** The text of its sort key; empty without one. */
  readonly sort: string;
  /** In an index: the text of the table's key, since items of an index may have equal keys. Empty in a table. */
  readonly tie: string;
}

/** An item where it is kept. A value. */
export interface StoredItem extends CollectionKey, ItemPlace {
  readonly item: Item;
  /** Bytes of the item as AWS counts them. */
  readonly size: number;
}

/** Which of two places comes first: below, at or above 0. */
export function comparePlaces(one: ItemPlace, other: ItemPlace): number {
  if (one.sort !== other.sort) return one.sort < other.sort ? -1 : 1;
  if (one.tie === other.tie) return 0;
  return one.tie < other.tie ? -1 : 1;
}
