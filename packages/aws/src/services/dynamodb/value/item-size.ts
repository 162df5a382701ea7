import { sizeInUtf8 } from "../../../text/utf8.ts";
import type { AttributeValue, Item } from "./attribute-value.ts";
import { sizeOfNumber } from "./decimal.ts";
import { sizeOfBinary } from "./text-order.ts";

// What a list or a map costs, and each of its elements besides itself.
const container = 3;
const element = 1;

/** The bytes of an item as AWS counts and bills them: names and values. */
export function sizeOfItem(item: Item): number {
  let size = 0;
  for (const name in item) size += sizeInUtf8(name) + sizeOfValue(item[name]!);
  return size;
}

/** The bytes of a value. */
export function sizeOfValue(value: AttributeValue): number {
  if ("S" in value) return sizeInUtf8(value.S);
  if ("N" in value) return sizeOfNumber(value.N);
  if ("B" in value) return sizeOfBinary(value.B);
  if ("M" in value) return container + sizeOfItem(value.M) + element * Object.keys(value.M).length;
  if ("L" in value) return container + total(value.L, sizeOfValue) + element * value.L.length;
  if ("SS" in value) return total(value.SS, sizeInUtf8);
  if ("NS" in value) return total(value.NS, sizeOfNumber);
  if ("BS" in value) return total(value.BS, sizeOfBinary);
  return 1; // NULL and BOOL.
}

function total<Each>(list: readonly Each[], sizeOf: (each: Each) => number): number {
  let size = 0;
  for (const each of list) size += sizeOf(each);
  return size;
}
