import { DefectError } from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import type { AttributeValue, Item, KeyType } from "./attribute-value.ts";

/** An attribute of a table's or index's key. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyType;
}

/**
 * A text for a key's value: equal values have equal texts, and `<` orders texts as AWS orders values. Of
 * characters up to U+00FF only. Texts of values of different types are not to be compared.
 */
export function keyTextOf(_value: AttributeValue): string {
  throw new DefectError("not yet");
}

/** One text for several key texts, ordered by the first, then the second, and so on; that of one is itself. */
export function compositeKeyText(_texts: readonly string[]): string {
  throw new DefectError("not yet");
}

/** What AWS has against the `Key` of a request to a table with these key attributes; `null` for nothing. */
export function againstKey(_key: Item, _keys: readonly KeyAttribute[]): Refused | null {
  throw new DefectError("not yet");
}

/** Whose keys an item's attributes are held against: those of the table, or of an index. */
export interface KeysOf {
  /** `null`: the table's. */
  readonly index: string | null;
  readonly keys: readonly KeyAttribute[];
}

/**
 * What AWS has against an item that is put into a table: a missing key, the wrong type of a key of the
 * table or of an index, an empty one; `null` for nothing. Keys of indexes may be missing.
 */
export function againstItemKeys(_item: Item, _of: readonly KeysOf[]): Refused | null {
  throw new DefectError("not yet");
}
