import { readAnythingBut } from "./anything-but.ts";
import { readIpRange } from "./ip-range.ts";
import type { JsonMember, JsonTree } from "./json-tree.ts";
import type { AddressAlternative, Alternative, ValueTest } from "./alternative.ts";
import { affixTest } from "./affix.ts";
import { anyCaseText, endsInAnyCase, equalsInAnyCase, startsInAnyCase } from "./letter-case.ts";
import type { AnyCaseText } from "./letter-case.ts";
import { readNumericTest } from "./numeric-operator.ts";
import { PatternError, refuseMore } from "./pattern-error.ts";
import { textMatcher } from "./well-formed-text.ts";
import { readWildcard, wildcardMatches } from "./wildcard.ts";

const oneKey = "Only one key allowed in match expression";

type OperatorReader = (operand: JsonTree) => Alternative | AddressAlternative;

const operators = new Map<string, OperatorReader>([
  ["exactly", (operand) => textTest(operand, "exact", (text) => (value) => value === text)],
  ["prefix", (operand) => readAffix(operand, "prefix")],
  ["suffix", (operand) => readAffix(operand, "suffix")],
  ["equals-ignore-case", readAnyCase],
  ["wildcard", readWildcardTest],
  [
    "numeric",
    (operand) => ({
      test: readNumericTest(operand),
      numbers: "exact",
      comparesNumbers: true,
    }),
  ],
  ["cidr", readCidr],
  ["exists", readExists],
  ["anything-but", readAnythingBut],
]);

/** Names that make every `$or` an ordinary field when an object of one of them has such a key. */
export const reservedNames: ReadonlySet<string> = new Set([
  ...operators.keys(),
  ...["=", "<", "<=", ">", ">="],
  ...["regex", "not-wildcard", "not-equals-ignore-case"],
  ...["date-after", "date-on-or-after", "date-before", "date-on-or-before", "in-date-range"],
  ...["ip-address-in-range", "ip-address-not-in-range"],
]);

/**
 * Reads an object in a leaf, such as `{"prefix":"x"}`.
 *
 * @param allowed - Throws for an operator that the service does not take.
 * @throws PatternError when AWS would refuse it.
 */
export function readOperator(
  members: readonly JsonMember[],
  allowed: (operator: string, operand: JsonTree) => void,
): Alternative | AddressAlternative {
  const [member, ...others] = members;
  if (member === undefined) throw new PatternError("Match expression name not found");
  const read = operators.get(member.name);
  if (read === undefined) throw new PatternError(`Unrecognized match type ${member.name}`);
  allowed(member.name, member.value);
  const alternative = read(member.value);
  const isNumeric = member.name === "numeric";
  refuseMore(others, isNumeric ? "Too many elements in numeric expression" : oneKey);
  return alternative;
}

/** Reads the operand of an operator on strings and makes its test; other values never pass. */
function textTest(
  operand: JsonTree,
  operator: string,
  make: (text: string) => (value: string) => boolean,
): Alternative {
  if (operand.type !== "string") {
    throw new PatternError(`${operator} match pattern must be a string`);
  }
  const test = textMatcher(operand.value, make);
  return { test: (value) => typeof value === "string" && test(value), numbers: "any" };
}

function readAffix(operand: JsonTree, side: "prefix" | "suffix"): Alternative {
  if (operand.type === "object") return readAnyCaseAffix(operand.members, side);
  return textTest(operand, side, (text) => affixTest(text, side));
}

function readAnyCaseAffix(members: readonly JsonMember[], side: "prefix" | "suffix"): Alternative {
  const [member, ...others] = members;
  if (member === undefined) {
    throw new PatternError(`${side} match pattern must be a string`);
  }
  if (member.name !== "equals-ignore-case") {
    throw new PatternError(`Unsupported ${side} match pattern: ${member.name}`);
  }
  const alternative = anyCaseTest(member.value, (wanted) =>
    side === "prefix"
      ? (value) => startsInAnyCase(wanted, value)
      : (value) => endsInAnyCase(wanted, value),
  );
  refuseMore(others, oneKey);
  return alternative;
}

function readAnyCase(operand: JsonTree): Alternative {
  return anyCaseTest(operand, (wanted) => (value) => equalsInAnyCase(wanted, value));
}

function anyCaseTest(
  operand: JsonTree,
  make: (wanted: AnyCaseText) => (value: string) => boolean,
): Alternative {
  return textTest(operand, "equals-ignore-case", (text) => make(anyCaseText(text)));
}

function readWildcardTest(operand: JsonTree): Alternative {
  return textTest(operand, "wildcard", (text) => {
    const wildcard = readWildcard(text);
    return (value) => wildcardMatches(wildcard, value);
  });
}

function readCidr(operand: JsonTree): AddressAlternative {
  // AWS's matcher says "prefix" here.
  if (operand.type !== "string") throw new PatternError("prefix match pattern must be a string");
  return { range: readIpRange(operand.value) };
}

function readExists(operand: JsonTree): Alternative {
  if (operand.type !== "literal" || operand.value === null) {
    throw new PatternError("exists match pattern must be either true or false.");
  }
  const present: ValueTest = () => true;
  return { test: operand.value ? present : undefined, numbers: "any" };
}
