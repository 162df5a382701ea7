import { unreachable } from "@orrery/kernel";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { typeOf, type AttributeValue, type Item } from "../value/attribute-value.ts";
import { compareValues, equalValues } from "../value/comparison.ts";
import { keyTextOf } from "../value/key.ts";
import { sizeOfBinary } from "../value/text-order.ts";
import { valueAt } from "./paths.ts";
import type { Comparator, Condition, Operand } from "./tree.ts";

const noItem: Item = {};

/** Whether a condition holds for an item; `undefined` is an item that is not there. */
export function matches(condition: Condition, item: Item | undefined): boolean {
  return holds(condition, item ?? noItem);
}

function holds(condition: Condition, item: Item): boolean {
  switch (condition.type) {
    case "and":
      return holds(condition.left, item) && holds(condition.right, item);
    case "or":
      return holds(condition.left, item) || holds(condition.right, item);
    case "not":
      return !holds(condition.condition, item);
    case "compare":
      return compares(
        condition.comparator,
        resolved(condition.left, item),
        resolved(condition.right, item),
      );
    case "between": {
      const value = resolved(condition.operand, item);
      return (
        compares(">=", value, resolved(condition.low, item)) &&
        compares("<=", value, resolved(condition.high, item))
      );
    }
    case "in": {
      const value = resolved(condition.operand, item);
      return condition.list.some((each) => compares("=", value, resolved(each, item)));
    }
    case "attribute_exists":
      return valueAt(item, condition.path) !== undefined;
    case "attribute_not_exists":
      return valueAt(item, condition.path) === undefined;
    case "attribute_type": {
      const value = resolved(condition.operand, item);
      const name = resolved(condition.name, item);
      return value !== undefined && name !== undefined && "S" in name && typeOf(value) === name.S;
    }
    case "begins_with":
      return begins(resolved(condition.operand, item), resolved(condition.prefix, item));
    case "contains":
      return contains(resolved(condition.operand, item), resolved(condition.part, item));
    default:
      return unreachable(condition);
  }
}

function resolved(operand: Operand, item: Item): AttributeValue | undefined {
  switch (operand.type) {
    case "path":
      return valueAt(item, operand.path);
    case "value":
      return operand.value;
    case "size":
      return sizeValue(resolved(operand.of, item));
  }
}

/** The value of `size`; none of what has none, such as a number. */
function sizeValue(value: AttributeValue | undefined): AttributeValue | undefined {
  const size = value === undefined ? null : sizeOf(value);
  return size === null ? undefined : { N: String(size) };
}

function sizeOf(value: AttributeValue): number | null {
  if ("S" in value) return sizeInUtf8(value.S);
  if ("B" in value) return sizeOfBinary(value.B);
  if ("L" in value) return value.L.length;
  if ("M" in value) return Object.keys(value.M).length;
  if ("SS" in value) return value.SS.length;
  if ("NS" in value) return value.NS.length;
  return "BS" in value ? value.BS.length : null;
}

/** Nothing is equal to what is not there, and everything else than it. */
function compares(
  comparator: Comparator,
  left: AttributeValue | undefined,
  right: AttributeValue | undefined,
): boolean {
  if (left === undefined || right === undefined) return comparator === "<>";
  if (comparator === "=") return equalValues(left, right);
  if (comparator === "<>") return !equalValues(left, right);
  const order = compareValues(left, right);
  if (order === null) return false;
  switch (comparator) {
    case "<":
      return order < 0;
    case "<=":
      return order <= 0;
    case ">":
      return order > 0;
    case ">=":
      return order >= 0;
  }
}

function begins(value: AttributeValue | undefined, prefix: AttributeValue | undefined): boolean {
  if (value === undefined || prefix === undefined) return false;
  if ("S" in value) return "S" in prefix && value.S.startsWith(prefix.S);
  return "B" in value && "B" in prefix && keyTextOf(value).startsWith(keyTextOf(prefix));
}

function contains(value: AttributeValue | undefined, part: AttributeValue | undefined): boolean {
  if (value === undefined || part === undefined) return false;
  if ("L" in value) return value.L.some((each) => equalValues(each, part));
  if ("S" in part) {
    return "S" in value ? value.S.includes(part.S) : "SS" in value && value.SS.includes(part.S);
  }
  if ("N" in part) return "NS" in value && value.NS.includes(part.N);
  if (!("B" in part)) return false;
  return "B" in value
    ? keyTextOf(value).includes(keyTextOf(part))
    : "BS" in value && value.BS.includes(part.B);
}
