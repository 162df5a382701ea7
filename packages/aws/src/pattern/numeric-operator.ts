import { comparableNumber } from "./comparable-number.ts";
import { isSpelledNumber } from "./event-value.ts";
import type { LeafValue } from "./event-value.ts";
import type { JsonTree } from "./json-tree.ts";
import type { ValueTest } from "./alternative.ts";
import { PatternError } from "./pattern-error.ts";

/**
 * Reads the operand of `numeric`: one comparison, or a lower bound and then an upper.
 *
 * @throws PatternError when AWS would refuse it.
 */
export function readNumericTest(operand: JsonTree): ValueTest {
  if (operand.type !== "array") throw new PatternError("Value of numeric must be an array.");
  const [operator, bound, ...rest] = operand.items;
  if (operator?.type !== "string") {
    throw new PatternError(`Invalid member in numeric match: ${tokenText(operator)}`);
  }
  switch (operator.value) {
    case "=":
      return compareAlone("equals", bound, rest, (value, limit) => value === limit);
    case "<":
      return compareAlone("<", bound, rest, (value, limit) => value < limit);
    case "<=":
      return compareAlone("<=", bound, rest, (value, limit) => value <= limit);
    case ">":
      return compareFrom(">", bound, rest, (value, limit) => value > limit);
    case ">=":
      return compareFrom(">=", bound, rest, (value, limit) => value >= limit);
    default:
      throw new PatternError(`Unrecognized numeric range operator: ${operator.value}`);
  }
}

/** The number a value compares as; NaN, which no comparison passes, when there is none. */
export function comparedNumber(value: LeafValue): number {
  if (typeof value === "number") return value;
  return typeof value === "object" && value !== null && isSpelledNumber(value) ? value.value : NaN;
}

/**
 * The number a pattern's text stands for.
 *
 * @throws PatternError when no double stands for exactly that number.
 */
export function patternNumber(text: string): number {
  const value = comparableNumber(text);
  if (value !== value) throw new PatternError(`Cannot compare number : ${text}`);
  return value;
}

type Comparison = (value: number, limit: number) => boolean;

function compareAlone(
  name: string,
  bound: JsonTree | undefined,
  rest: readonly JsonTree[],
  compare: Comparison,
): ValueTest {
  const text = boundText(name, bound);
  if (rest.length > 0) throw new PatternError("Too many elements in numeric expression");
  const limit = patternNumber(text);
  return (value) => compare(comparedNumber(value), limit);
}

function compareFrom(
  name: string,
  bound: JsonTree | undefined,
  rest: readonly JsonTree[],
  compare: Comparison,
): ValueTest {
  const bottomText = boundText(name, bound);
  const [operator, topBound, ...more] = rest;
  if (operator === undefined) {
    const bottom = patternNumber(bottomText);
    return (value) => compare(comparedNumber(value), bottom);
  }
  if (operator.type !== "string") {
    throw new PatternError(`Bad value in numeric range: ${tokenText(operator)}`);
  }
  if (operator.value !== "<" && operator.value !== "<=") {
    throw new PatternError(`Bad numeric range operator: ${operator.value}`);
  }
  const topText = boundText(operator.value, topBound);
  if (more.length > 0) throw new PatternError("Too many terms in numeric range expression");
  const bottom = patternNumber(bottomText);
  const top = patternNumber(topText);
  if (bottom >= top) throw new PatternError("Bottom must be less than top");
  const isOpen = operator.value === "<";
  return (value) => {
    const number = comparedNumber(value);
    return compare(number, bottom) && (isOpen ? number < top : number <= top);
  };
}

function boundText(name: string, bound: JsonTree | undefined): string {
  if (bound?.type !== "number") throw new PatternError(`Value of ${name} must be numeric`);
  return bound.text;
}

/** The text of the token at which AWS's reader stands. */
function tokenText(tree: JsonTree | undefined): string {
  switch (tree?.type) {
    case undefined:
      return "]";
    case "object":
      return "{";
    case "array":
      return "[";
    case "number":
      return tree.text;
    case "string":
    case "literal":
      return String(tree.value);
  }
}
