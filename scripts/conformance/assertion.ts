import { byContent, evaluate, placesOf, type Places, type Scope } from "./reference.ts";
import { UnknownExpressionError } from "./reference.ts";
import {
  isEqual,
  isList,
  isNumeric,
  isObject,
  isTruthy,
  memberOf,
  show,
  type Value,
} from "./value.ts";

/**
 * Checks an assertion, `[operator, ...operands]`, for every element of a `[*]` outside a list.
 *
 * @returns why it does not hold; `undefined` when it does.
 * @throws UnknownExpressionError
 */
export function refute(assertion: readonly Value[], scope: Scope): string | undefined {
  const expression: Value = { $op: assertion };
  for (const places of placesOf(expression, scope)) {
    if (!isTruthy(test(expression, scope, places))) return explain(assertion, scope, places);
  }
  return undefined;
}

/** Whether a condition holds: an operator, or a value that is not empty. */
export function holds(condition: Value, scope: Scope): boolean {
  return placesOf(condition, scope).every((places) => isTruthy(test(condition, scope, places)));
}

function test(expression: Value, scope: Scope, places: Places): Value {
  const operation = memberOf(expression, "$op");
  if (!isList(operation)) return evaluate(expression, scope, places);
  const [operator, ...operands] = operation;
  if (operator === "or") return operands.some((each) => isTruthy(test(each, scope, places)));
  if (operator === "and") return operands.every((each) => isTruthy(test(each, scope, places)));
  if (operator === "not") return !isTruthy(test(operands[0], scope, places));
  const isSorted = operands.some(
    (operand) => `${memberOf(operand, "$")}`.endsWith("|sorted") || isOfUnordered(operand, scope),
  );
  // The key of a recorded sort is not known, so a sorted list is compared whatever its order.
  const values = operands
    .map((operand) => test(operand, scope, places))
    .map((value) => (isSorted && isList(value) ? [...value].sort(byContent) : value));
  return compare(String(operator), values[0], values[1]);
}

/** Whether an operand lists the items of a call that orders them as it likes, which its test sorted first. */
function isOfUnordered(operand: Value, scope: Scope): boolean {
  if (!isList(operand) || operand.length !== 1) return false;
  const id = /^(\w+)\.Items\[\*\]/.exec(`${memberOf(operand[0], "$")}`)?.[1];
  return id !== undefined && scope.isUnordered?.(id) === true;
}

function compare(operator: string, left: Value, right: Value): boolean {
  switch (operator) {
    case "truthy":
      return isTruthy(left);
    case "eq":
      return isEqual(left, right);
    case "ne":
      return !isEqual(left, right);
    case "is":
      return (left ?? null) === right;
    case "isnot":
      return (left ?? null) !== right;
    case "in":
      return contains(right, left);
    case "notin":
      return !contains(right, left);
    case "gt":
      return isAbove(left, right);
    case "ge":
      return isAbove(left, right) || isEqual(left, right);
    case "lt":
      return isAbove(right, left);
    case "le":
      return isAbove(right, left) || isEqual(left, right);
    case "isinstance":
      return isInstance(left, String(right));
    case "errorMatch":
      return new RegExp(String(right)).test(textOfError(left));
    default:
      throw new UnknownExpressionError(`operator ${operator}`);
  }
}

/** As Python's `in`: a part of a text, an item of a list, or a key. */
function contains(whole: Value, part: Value): boolean {
  if (typeof whole === "string") return typeof part === "string" && whole.includes(part);
  if (isList(whole)) return whole.some((item) => isEqual(item, part));
  return isObject(whole) && typeof part === "string" && Object.hasOwn(whole, part);
}

function isAbove(one: Value, other: Value): boolean {
  if (isNumeric(one) && isNumeric(other)) return one > other;
  return typeof one === "string" && typeof other === "string" && one > other;
}

function isInstance(value: Value, type: string): boolean {
  switch (type) {
    case "str":
      return typeof value === "string";
    case "int":
      return typeof value === "bigint" || Number.isInteger(value);
    case "float":
      return typeof value === "number";
    case "bool":
      return typeof value === "boolean";
    case "list":
      return isList(value);
    case "dict":
      return isObject(value);
    case "bytes":
      return value instanceof Uint8Array;
    case "datetime":
      return typeof value === "number" || (typeof value === "string" && value.includes("T"));
    default:
      throw new UnknownExpressionError(`type ${type}`);
  }
}

/** An error as boto3 prints it. */
export function textOfError(error: Value): string {
  const text = memberOf(error, "text");
  if (typeof text === "string") return text;
  const details = memberOf(memberOf(error, "response"), "Error");
  const [code, message] = [memberOf(details, "Code"), memberOf(details, "Message")];
  const operation = String(memberOf(error, "operation_name"));
  return `An error occurred (${String(code)}) when calling the ${operation} operation: ${String(message)}`;
}

function explain(assertion: readonly Value[], scope: Scope, places: Places): string {
  const [operator, ...operands] = assertion;
  const named = operands.map(nameOf).join(", ");
  const values = operands.map((operand) => show(test(operand, scope, places))).join(", ");
  return `assert ${String(operator)} ${named}: received ${values}`;
}

function nameOf(operand: Value): string {
  const reference = memberOf(operand, "$");
  return typeof reference === "string" ? reference : show(operand, 80);
}
