export { type AttributeValue, type Item } from "./attribute-value.ts";
export { isRefusal, itemIn, valueIn } from "./value-check.ts";
export { compareValues, equalValues } from "./comparison.ts";
export { sizeOfItem, sizeOfValue } from "./item-size.ts";
export {
  againstItemKeys,
  againstKey,
  compositeKeyText,
  keyTextOf,
  type KeyAttribute,
  type KeysOf,
} from "./key.ts";
