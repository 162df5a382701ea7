import { comparableNumber } from "./comparable-number.ts";
import { isSpelledNumber, spelledText } from "./event-value.ts";
import type { LeafValue, NumberReading } from "./event-value.ts";
import type { JsonTree } from "./json-tree.ts";
import { readOperator } from "./operators.ts";
import { PatternError } from "./pattern-error.ts";

/** Whether a value that is present passes one alternative of a leaf. */
export type ValueTest = (value: LeafValue) => boolean;

/** One alternative of a leaf, as an operator is read. */
export interface Alternative {
  /** Undefined for the alternative that the field is absent. */
  readonly test: ValueTest | undefined;
  readonly numbers: NumberReading;
}

/** How a number in a pattern compares with a number in an event. */
export type NumberEquality = "value" | "spelling";

/** The alternatives of one leaf of a pattern. */
export interface LeafTest {
  /** Strings that match, the usual case. */
  readonly strings: ReadonlySet<string> | undefined;
  /** All other alternatives. */
  readonly tests: readonly ValueTest[];
  /** Whether a field that is absent matches. */
  readonly absent: boolean;
  /** What the tests need to know about the spelling of numbers in the event. */
  readonly numbers: NumberReading;
}

/**
 * Reads the array at a leaf.
 *
 * @param allowed - Throws for an operator that the service does not take.
 * @throws PatternError when AWS would refuse it.
 */
export function readLeafTest(
  items: readonly JsonTree[],
  equality: NumberEquality,
  allowed: (operator: string, operand: JsonTree) => void,
): LeafTest {
  if (items.length === 0) throw new PatternError("Empty arrays are not allowed");
  const strings = new Set<string>();
  const tests: ValueTest[] = [];
  let absent = false;
  let numbers: NumberReading = "any";
  for (const item of items) {
    if (item.type === "string") {
      strings.add(item.value);
      continue;
    }
    const alternative = readAlternative(item, equality, allowed);
    if (alternative.test === undefined) absent = true;
    else tests.push(alternative.test);
    numbers = finerReading(numbers, alternative.numbers);
  }
  return { strings: strings.size > 0 ? strings : undefined, tests, absent, numbers };
}

/** Whether a value that is present passes. */
export function passesLeafTest(leaf: LeafTest, value: LeafValue): boolean {
  if (leaf.strings !== undefined && typeof value === "string" && leaf.strings.has(value)) {
    return true;
  }
  for (const test of leaf.tests) {
    if (test(value)) return true;
  }
  return false;
}

/** The reading that serves both. */
export function finerReading(left: NumberReading, right: NumberReading): NumberReading {
  if (left === "spelled" || right === "spelled") return "spelled";
  return left === "exact" || right === "exact" ? "exact" : "any";
}

function readAlternative(
  item: JsonTree,
  equality: NumberEquality,
  allowed: (operator: string, operand: JsonTree) => void,
): Alternative {
  switch (item.type) {
    case "object":
      return readOperator(item.members, allowed);
    case "number":
      return equality === "value" ? equalNumber(item.text) : equalSpelling(item.text);
    case "literal": {
      const expected = item.value;
      return { test: (value) => value === expected, numbers: "any" };
    }
    default:
      throw new PatternError("Match value must be String, number, true, false, or null");
  }
}

/** Equal as numbers, or spelled alike where no double stands for the number. */
function equalNumber(text: string): Alternative {
  const expected = comparableNumber(text);
  const test: ValueTest = (value) => {
    if (typeof value === "number") return value === expected;
    if (typeof value !== "object" || value === null || !isSpelledNumber(value)) return false;
    return value.value === expected || spelledText(value) === text;
  };
  return { test, numbers: "exact" };
}

function equalSpelling(text: string): Alternative {
  // A plain number is one that was spelled as JavaScript prints it.
  const plain = String(Number(text)) === text ? Number(text) : NaN;
  const test: ValueTest = (value) => {
    if (typeof value === "number") return value === plain;
    if (typeof value !== "object" || value === null || !isSpelledNumber(value)) return false;
    return spelledText(value) === text;
  };
  return { test, numbers: "spelled" };
}
