import type {
  ValueTest,
  Alternative,
  AddressAlternative,
  NumberEquality,
  LeafTest,
} from "./alternative.ts";
import { comparableNumber } from "./comparable-number.ts";
import { isSpelledNumber, otherValue, spelledText } from "./event-value.ts";
import type { LeafValue, NumberReading } from "./event-value.ts";
import { ipDigits, ipRangeAccepts, type IpRange } from "./ip-range.ts";
import type { JsonTree } from "./json-tree.ts";
import { readOperator } from "./operators.ts";
import { PatternError } from "./pattern-error.ts";
import { textMatcher, wellFormedText } from "./well-formed-text.ts";

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
  const ranges: IpRange[] = [];
  let absent = false;
  let comparesNumbers = false;
  let numbers: NumberReading = "any";
  for (const item of items) {
    if (item.type === "string") {
      addText(item.value, strings, tests, ranges);
      continue;
    }
    const alternative = readAlternative(item, equality, allowed);
    if ("range" in alternative) {
      ranges.push(alternative.range);
      continue;
    }
    if (alternative.test === undefined) absent = true;
    else tests.push(alternative.test);
    comparesNumbers ||= alternative.comparesNumbers === true;
    numbers = finerReading(numbers, alternative.numbers);
  }
  return {
    strings: strings.size > 0 ? strings : undefined,
    tests,
    // A field whose numbers are compared is never read as an address.
    ranges: comparesNumbers ? [] : ranges,
    absent,
    numbers,
  };
}

/** Adds a string that must be equal: an address equals all its spellings. */
function addText(text: string, strings: Set<string>, tests: ValueTest[], ranges: IpRange[]): void {
  const digits = ipDigits(text);
  const wanted = wellFormedText(text);
  if (digits !== undefined) {
    ranges.push({ first: digits, last: digits });
  } else if (wanted.includes("?")) {
    const equals = textMatcher(text, () => (value) => value === wanted);
    tests.push((value) => typeof value === "string" && equals(value));
  } else {
    strings.add(wanted);
  }
}

/** Whether a value that is present passes. */
export function passesLeafTest(leaf: LeafTest, value: LeafValue): boolean {
  if (leaf.ranges.length > 0 && typeof value === "string") {
    const digits = ipDigits(value);
    if (digits !== undefined) {
      return (
        leaf.ranges.some((range) => ipRangeAccepts(range, digits)) ||
        leaf.tests.some((test) => test(otherValue))
      );
    }
  }
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
): Alternative | AddressAlternative {
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
  return { test, numbers: "exact", comparesNumbers: expected === expected };
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
