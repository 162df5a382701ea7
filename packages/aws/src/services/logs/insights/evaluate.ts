import { exp, ln } from "@orrery/kernel";
import { aggregate } from "./aggregates.ts";
import { aggregateNames } from "./function-names.ts";
import { periodFunction, rowFunctions } from "./functions.ts";
import type { Expression, Operator } from "./query.ts";
import {
  areEqual,
  compareValues,
  numberOfValue,
  textOfValue,
  type Row,
  type Value,
} from "./value.ts";

/** What an expression is evaluated in: a row, and of functions of many rows, all that were put together. */
export interface Scope {
  readonly row: Row;
  readonly rows: readonly Row[] | null;
  /** When the query runs, in milliseconds since 1970. */
  readonly now: number;
}

/** The value of an expression. */
export function evaluate(expression: Expression, scope: Scope): Value {
  switch (expression.type) {
    case "value":
      return expression.value;
    case "field":
      return scope.row.get(expression.name) ?? null;
    case "call":
      return called(expression, scope);
    case "binary":
      return combined(expression, scope);
    case "not":
      return !isTrue(evaluate(expression.of, scope));
    case "minus": {
      const value = numberOfValue(evaluate(expression.of, scope));
      return value === null ? null : -value;
    }
    case "list":
    case "pattern":
    case "period":
      return null; // They are no values by themselves.
  }
}

/** Whether a filter keeps a row of which its condition has this value. */
export const isTrue = (value: Value): boolean => value === true || value === 1;

type Call = Extract<Expression, { readonly type: "call" }>;
type Binary = Extract<Expression, { readonly type: "binary" }>;

function called({ name, given, text }: Call, scope: Scope): Value {
  const { row, rows, now } = scope;
  if (aggregateNames.has(name)) {
    // Behind the command that made it, it is a column.
    if (rows === null) return row.get(text) ?? null;
    return aggregate(name, given, rows, (expression, each) =>
      evaluate(expression, { row: each, rows: null, now }),
    );
  }
  if (row.has(text)) return row.get(text)!;
  const around = { now, timestamp: row.get("@timestamp") ?? null };
  const period = given.find((each) => each.type === "period");
  if (period !== undefined) {
    const [first] = given;
    const value = first === undefined || first === period ? null : evaluate(first, scope);
    return periodFunction(name, value, period, around);
  }
  const of = rowFunctions[name];
  return of === undefined
    ? null
    : of(
        given.map((each) => evaluate(each, scope)),
        around,
      );
}

function combined({ operator, left, right, text }: Binary, scope: Scope): Value {
  const { row } = scope;
  if (scope.rows === null && row.has(text)) return row.get(text)!;
  switch (operator) {
    case "and":
      return isTrue(evaluate(left, scope)) && isTrue(evaluate(right, scope));
    case "or":
      return isTrue(evaluate(left, scope)) || isTrue(evaluate(right, scope));
    case "like":
      return isLike(evaluate(left, scope), right, scope);
    case "in": {
      const value = evaluate(left, scope);
      const items = right.type === "list" ? right.items : [right];
      return value !== null && items.some((item) => areEqual(value, evaluate(item, scope)));
    }
    case "=":
    case "!=":
    case "<":
    case "<=":
    case ">":
    case ">=":
      return compared(operator, evaluate(left, scope), evaluate(right, scope));
    default:
      return reckoned(operator, evaluate(left, scope), evaluate(right, scope));
  }
}

/** What has no value is equal to nothing, and neither less nor more. */
function compared(operator: Operator, one: Value, other: Value): boolean {
  if (operator === "=") return areEqual(one, other);
  if (operator === "!=") return !areEqual(one, other);
  if (one === null || other === null) return false;
  const order = compareValues(one, other);
  if (operator === "<") return order < 0;
  if (operator === "<=") return order <= 0;
  return operator === ">" ? order > 0 : order >= 0;
}

// A memo of a pure function: one expression is asked for each row.
const patterns = new WeakMap<Expression, RegExp>();

function isLike(value: Value, right: Expression, scope: Scope): boolean {
  const text = textOfValue(value);
  if (text === null) return false;
  if (right.type !== "pattern") {
    const part = textOfValue(evaluate(right, scope));
    return part !== null && text.includes(part);
  }
  let pattern = patterns.get(right);
  if (pattern === undefined) {
    pattern = new RegExp(right.pattern, right.flags);
    patterns.set(right, pattern);
  }
  return pattern.test(text);
}

function reckoned(operator: Operator, one: Value, other: Value): Value {
  const left = numberOfValue(one);
  const right = numberOfValue(other);
  if (left === null || right === null) return null;
  switch (operator) {
    case "+":
      return left + right;
    case "-":
      return left - right;
    case "*":
      return left * right;
    case "/":
      return right === 0 ? null : left / right;
    case "%":
      return right === 0 ? null : left % right;
    default:
      return power(left, right);
  }
}

/** Whole powers by multiplication; others of what is above 0. */
function power(base: number, exponent: number): number | null {
  if (!Number.isInteger(exponent) || Math.abs(exponent) > 1_000) {
    return base > 0 ? exp(exponent * ln(base)) : null;
  }
  let whole = 1;
  for (let count = 0; count < Math.abs(exponent); count += 1) whole *= base;
  return exponent < 0 ? (whole === 0 ? null : 1 / whole) : whole;
}
