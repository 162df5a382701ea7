import { own, textOfCodes } from "@orrery/kernel";
import { sizeInUtf8, utf8Of } from "../../../text/utf8.ts";
import type { Refused } from "../../../service/refusal.ts";
import { typeOf, type AttributeValue, type Item, type KeyType } from "./attribute-value.ts";
import { orderedNumber } from "./decimal.ts";
import { bytesOf, sizeOfBinary } from "./text-order.ts";
import { invalid } from "./value-check.ts";

/** An attribute of a table's or index's key. */
export interface KeyAttribute {
  readonly name: string;
  readonly type: KeyType;
  /** Whether it is part of the hash key or of the sort key. */
  readonly role: "HASH" | "RANGE";
}

/**
 * A text for a key's value: equal values have equal texts, and `<` orders texts as AWS orders values. Of
 * characters up to U+00FF only. Texts of values of different types are not to be compared.
 */
export function keyTextOf(value: AttributeValue): string {
  if ("S" in value) return byteText(value.S);
  if ("N" in value) return orderedNumber(value.N);
  if ("B" in value) return ofBytes(bytesOf(value.B));
  return ""; // Of no key.
}

/** A text with a character for each byte of its UTF-8; a text of ASCII is itself. */
function byteText(text: string): string {
  for (let place = 0; place < text.length; place += 1) {
    if (text.charCodeAt(place) >= 0x80) return ofBytes(utf8Of(text));
  }
  return text;
}

const ofBytes = (bytes: Uint8Array): string => textOfCodes(bytes, bytes.length);

// Below every character, and what stands for U+0000, which no two parts then share with it.
const separator = "\u0000\u0000";

/** A key text that is followed by others. */
export const leadingKeyText = (text: string): string =>
  (text.includes("\u0000") ? text.replaceAll("\u0000", "\u0000\u0001") : text) + separator;

/** One text for several key texts, ordered by the first, then the second, and so on; that of one is itself. */
export function compositeKeyText(texts: readonly string[]): string {
  let composite = "";
  const last = texts.length - 1;
  for (let place = 0; place < last; place += 1) composite += leadingKeyText(texts[place]!);
  return composite + (texts[last] ?? "");
}

const mismatch = invalid("The provided key element does not match the schema");

/** What AWS has against the `Key` of a request to a table with these key attributes; `null` for nothing. */
export function againstKey(key: Item, keys: readonly KeyAttribute[]): Refused | null {
  if (Object.keys(key).length !== keys.length) return mismatch;
  for (const each of keys) {
    const value = own(key, each.name);
    if (value === undefined || !(each.type in value)) return mismatch;
  }
  for (const each of keys) {
    const wrong = againstKeyValue(each, key[each.name]!, null);
    if (wrong !== null) return wrong;
  }
  return null;
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
export function againstItemKeys(item: Item, of: readonly KeysOf[]): Refused | null {
  for (const { index, keys } of of) {
    for (const key of keys) {
      const wrong = againstAttribute(key, own(item, key.name), index);
      if (wrong !== null) return wrong;
    }
  }
  return null;
}

function againstAttribute(
  key: KeyAttribute,
  value: AttributeValue | undefined,
  index: string | null,
): Refused | null {
  const { name, type } = key;
  if (value === undefined)
    return index === null ? wrongValue(`Missing the key ${name} in the item`) : null;
  if (!(type in value)) {
    return wrongValue(
      index === null
        ? `Type mismatch for key ${name} expected: ${type} actual: ${typeOf(value)}`
        : `Type mismatch for Index Key ${name} Expected: ${type} Actual: ${typeOf(value)} IndexName: ${index}`,
    );
  }
  return againstKeyValue(key, value, index);
}

const wrongValue = (message: string): Refused =>
  invalid(`One or more parameter values were invalid: ${message}`);

/** The most bytes of a key's value. */
const mostKeyBytes = { HASH: 2048, RANGE: 1024 } as const;

/** `index`: whose key it is; `null`: the table's. */
function againstKeyValue(
  key: KeyAttribute,
  value: AttributeValue,
  index: string | null,
): Refused | null {
  const isText = "S" in value;
  if (!isText && !("B" in value)) return null; // A number is neither empty nor too long.
  const size = isText ? sizeInUtf8(value.S) : sizeOfBinary(value.B);
  if (size === 0) return emptyKey(isText ? "string" : "binary", key, index);
  if (size <= mostKeyBytes[key.role]) return null;
  return wrongValue(
    key.role === "HASH"
      ? "Size of hashkey has exceeded the maximum size limit of2048 bytes"
      : "Aggregated size of all range keys has exceeded the size limit of 1024 bytes",
  );
}

function emptyKey(type: string, { name }: KeyAttribute, index: string | null): Refused {
  const ofIndex =
    index === null ? "" : "A value specified for a secondary index key is not supported. ";
  const place = index === null ? `Key: ${name}` : `IndexName: ${index}, IndexKey: ${name}`;
  return invalid(
    `One or more parameter values are not valid. ${ofIndex}The AttributeValue for a key attribute cannot contain an empty ${type} value. ${place}`,
  );
}
