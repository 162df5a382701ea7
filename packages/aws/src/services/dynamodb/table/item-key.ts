import { own } from "@orrery/kernel";
import type { IndexSettings } from "../config.ts";
import type { KeySchema } from "../expression/key-condition.ts";
import type { ItemKey } from "../protocol.ts";
import { partitionHash } from "../store/partition-hash.ts";
import type { AttributeValue, Item } from "../value/attribute-value.ts";
import { compositeKeyText, keyTextOf, type KeyAttribute } from "../value/key.ts";

/** Where a table has the item with these attributes, among which are those of its key. */
export function itemKeyOf(item: Item, { hash, sort }: KeySchema): ItemKey {
  const key = textOf(item, hash)!; // They are there.
  return {
    hash: partitionHash(key),
    key,
    sort: sort.length === 0 ? "" : textOf(item, sort)!,
    tie: "",
  };
}

/** Where an index has an item of its table; `null`: it lacks an attribute of the index's key. */
export function indexKeyOf(item: Item, { schema }: IndexSettings, key: ItemKey): ItemKey | null {
  const text = textOf(item, schema.hash);
  const sort = textOf(item, schema.sort);
  return text === null || sort === null
    ? null
    : { hash: partitionHash(text), key: text, sort, tie: textOfKey(key) };
}

/** One text for the key of an item. */
export const textOfKey = ({ key, sort }: Pick<ItemKey, "key" | "sort">): string =>
  sort === "" ? key : compositeKeyText([key, sort]);

/** The text of attributes of a key; `null`: one is not there. */
function textOf(item: Item, attributes: readonly KeyAttribute[]): string | null {
  const [first] = attributes;
  if (first === undefined) return "";
  if (attributes.length === 1) {
    const value = own(item, first.name);
    return value === undefined ? null : keyTextOf(value);
  }
  const texts: string[] = [];
  for (const { name } of attributes) {
    const value = own(item, name);
    if (value === undefined) return null;
    texts.push(keyTextOf(value));
  }
  return compositeKeyText(texts);
}

/** The attributes of an item that are its keys in a table, and in an index of it. */
export function keysOf(item: Item, schemas: readonly KeySchema[]): Item {
  const keys: Record<string, AttributeValue> = {};
  for (const { hash, sort } of schemas) {
    for (const { name } of hash) keys[name] = own(item, name)!; // Whatever has a place there has them.
    for (const { name } of sort) keys[name] = own(item, name)!; // Likewise.
  }
  return keys;
}
