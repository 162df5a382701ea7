import type { AttributeValue, Item } from "./attribute-value.ts";
import { compareNumbers } from "./decimal.ts";
import { compareBinaries, compareTexts } from "./text-order.ts";

/**
 * Which of two values of one type S, N or B comes first: below, at or above 0. Numbers compare exactly,
 * strings by their UTF-8 bytes, binary values by unsigned bytes. `null` where the types differ or are others.
 */
export function compareValues(one: AttributeValue, other: AttributeValue): number | null {
  if ("N" in one) return "N" in other ? compareNumbers(one.N, other.N) : null;
  if ("S" in one) return "S" in other ? compareTexts(one.S, other.S) : null;
  if ("B" in one) return "B" in other ? compareBinaries(one.B, other.B) : null;
  return null;
}

/** Whether two values are equal as AWS's `=` finds: types and all that is in them, sets without order. */
export function equalValues(one: AttributeValue, other: AttributeValue): boolean {
  if (one === other) return true;
  if ("S" in one) return "S" in other && one.S === other.S;
  if ("N" in one) return "N" in other && one.N === other.N;
  if ("B" in one) return "B" in other && one.B === other.B;
  if ("BOOL" in one) return "BOOL" in other && one.BOOL === other.BOOL;
  if ("NULL" in one) return "NULL" in other;
  // Sets are in order once they were read.
  if ("SS" in one) return "SS" in other && equalTexts(one.SS, other.SS);
  if ("NS" in one) return "NS" in other && equalTexts(one.NS, other.NS);
  if ("BS" in one) return "BS" in other && equalTexts(one.BS, other.BS);
  if ("L" in one) return "L" in other && equalLists(one.L, other.L);
  return "M" in other && equalItems(one.M, other.M);
}

const equalTexts = (one: readonly string[], other: readonly string[]): boolean =>
  one.length === other.length && one.every((text, place) => text === other[place]);

const equalLists = (one: readonly AttributeValue[], other: readonly AttributeValue[]): boolean =>
  one.length === other.length && one.every((value, place) => equalValues(value, other[place]!));

/** Whether two items, or two maps, have the same attributes. */
function equalItems(one: Item, other: Item): boolean {
  if (one === other) return true;
  const names = Object.keys(one);
  return (
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && equalValues(one[name]!, other[name]!))
  );
}
