import { affixTest } from "./affix.ts";
import type { JsonTree } from "./json-tree.ts";
import type { Alternative, ValueTest } from "./alternative.ts";
import { anyCaseText, equalsInAnyCase } from "./letter-case.ts";
import { comparedNumber, patternNumber } from "./numeric-operator.ts";
import { PatternError, refuseMore } from "./pattern-error.ts";
import { textMatcher, wellFormedText } from "./well-formed-text.ts";
import { readWildcard, wildcardMatches } from "./wildcard.ts";

/** Makes the test of a string against one text that is to be excluded. */
type TextTestMaker = (text: string) => (value: string) => boolean;

interface ExclusionKind {
  readonly make: TextTestMaker;
  /** What AWS says of an operand, or an item of a list, that is no string. */
  readonly notString: string;
  readonly allowsEmpty: boolean;
}

const affixNotString = "prefix/suffix match pattern must be a string";

const exclusionKinds = new Map<string, ExclusionKind>([
  [
    "prefix",
    {
      make: (text) => affixTest(text, "prefix"),
      notString: affixNotString,
      allowsEmpty: false,
    },
  ],
  [
    "suffix",
    {
      make: (text) => affixTest(text, "suffix"),
      notString: affixNotString,
      allowsEmpty: false,
    },
  ],
  [
    "equals-ignore-case",
    {
      make: (text) => {
        const excluded = anyCaseText(text);
        return (value) => equalsInAnyCase(excluded, value);
      },
      notString:
        "Inside anything-but/equals-ignore-case list, number|start|null|boolean is not supported.",
      allowsEmpty: true,
    },
  ],
  [
    "wildcard",
    {
      make: (text) => {
        const excluded = readWildcard(text);
        return (value) => wildcardMatches(excluded, value);
      },
      notString: "wildcard match pattern must be a string",
      allowsEmpty: true,
    },
  ],
]);

/**
 * Reads the operand of `anything-but`: a value, a list of values, or an operator with either.
 *
 * @throws PatternError when AWS would refuse it.
 */
export function readAnythingBut(operand: JsonTree): Alternative {
  if (operand.type !== "object") return excludeValues(valueList(operand));
  const [member, ...others] = operand.members;
  if (member === undefined) throw new PatternError("Anything-But expression name not found");
  const kind = exclusionKinds.get(member.name);
  if (kind === undefined) {
    throw new PatternError(`Unsupported anything-but pattern: ${member.name}`);
  }
  const alternative = excludeTexts(kind, valueList(member.value));
  refuseMore(others, "Only one key allowed in match expression");
  return alternative;
}

/** A single value counts as a list of one. */
function valueList(operand: JsonTree): readonly JsonTree[] {
  switch (operand.type) {
    case "array":
      return operand.items;
    case "string":
    case "number":
      return [operand];
    default:
      throw new PatternError(
        "Value of anything-but must be an array or single string/number value.",
      );
  }
}

function excludeValues(items: readonly JsonTree[]): Alternative {
  const strings = new Set<string>();
  const numbers = new Set<number>();
  for (const item of items) {
    if (item.type === "string") strings.add(wellFormedText(item.value));
    else if (item.type === "number") numbers.add(patternNumber(item.text));
    else {
      throw new PatternError("Inside anything but list, start|null|boolean is not supported.");
    }
  }
  if (strings.size > 0 === numbers.size > 0) {
    throw new PatternError(
      "Inside anything but list, either all values are number or string, " +
        "mixed type is not supported",
    );
  }
  if (numbers.size > 0) {
    const test: ValueTest = (value) => !numbers.has(comparedNumber(value));
    return { test, numbers: "exact", comparesNumbers: true };
  }
  const asSeen = [...strings].some((text) => text.includes("?"))
    ? wellFormedText
    : (value: string) => value;
  const test: ValueTest = (value) => typeof value !== "string" || !strings.has(asSeen(value));
  return { test, numbers: "any" };
}

function excludeTexts(kind: ExclusionKind, items: readonly JsonTree[]): Alternative {
  if (items.length === 0) throw new PatternError("Empty arrays are not allowed");
  const excluded = items.map((item) => {
    if (item.type !== "string") throw new PatternError(kind.notString);
    if (item.value === "" && !kind.allowsEmpty) {
      throw new PatternError("Null prefix/suffix not allowed");
    }
    return textMatcher(item.value, kind.make);
  });
  const test: ValueTest = (value) =>
    typeof value !== "string" || !excluded.some((excludes) => excludes(value));
  return { test, numbers: "any" };
}
