export {
  typeOf,
  type AttributeType,
  type AttributeValue,
  type Item,
  type KeyType,
} from "./attribute-value.ts";
export { invalid, isRefusal, itemIn, valueIn } from "./value-check.ts";
export { compareValues, equalItems, equalValues } from "./comparison.ts";
export { mostItemBytes, sizeOfItem, sizeOfValue } from "./item-size.ts";
export {
  againstItemKeys,
  againstKey,
  compositeKeyText,
  keyTextOf,
  type KeyAttribute,
  type KeysOf,
} from "./key.ts";
