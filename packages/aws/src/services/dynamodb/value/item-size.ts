import { DefectError } from "@orrery/kernel";
import type { AttributeValue, Item } from "./attribute-value.ts";

/** The bytes of an item as AWS counts and bills them: names and values. */
export function sizeOfItem(_item: Item): number {
  throw new DefectError("not yet");
}

/** The bytes of a value. */
export function sizeOfValue(_value: AttributeValue): number {
  throw new DefectError("not yet");
}
