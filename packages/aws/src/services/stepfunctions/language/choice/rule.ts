import type { Plain } from "@orrery/kernel";
import { runtimeFailure } from "../failure.ts";
import type { Frame, PlainObject } from "../frame.ts";
import { finderOf, namedPath } from "../json-query.ts";
import { jsonPathOf } from "../json-path/json-path.ts";
import { textIn } from "../parse/numbering.ts";
import type { Query } from "../query.ts";
import type { ChoiceTest } from "./choice-test.ts";
import { comparisons, typeTests, wildcardOf } from "./comparison.ts";

/** Compiles a rule of a Choice state in JSONPath, which is known to be well formed. */
export function ruleOf(rule: PlainObject): ChoiceTest {
  if (Array.isArray(rule.And)) return every(listOf(rule.And));
  if (Array.isArray(rule.Or)) return some(listOf(rule.Or));
  if (rule.Not !== undefined) {
    const test = ruleOf(rule.Not as PlainObject);
    return (data, frame) => !test(data, frame);
  }
  return operatorOf(rule);
}

const listOf = (rules: readonly unknown[]): readonly ChoiceTest[] =>
  rules.map((each) => ruleOf(each as PlainObject));

const every =
  (tests: readonly ChoiceTest[]): ChoiceTest =>
  (data, frame) =>
    tests.every((each) => each(data, frame));

const some =
  (tests: readonly ChoiceTest[]): ChoiceTest =>
  (data, frame) =>
    tests.some((each) => each(data, frame));

const notOperators = new Set(["Variable", "Next", "Comment", "Assign", "Output"]);

/** The operator of a rule: its only member that is none of its own. */
const operatorName = (rule: PlainObject): string | undefined =>
  Object.keys(rule).find((each) => !notOperators.has(each));

function operatorOf(rule: PlainObject): ChoiceTest {
  const name = operatorName(rule)!;
  const operand = rule[name]!;
  const variable = textIn(rule.Variable);
  if (name === "IsPresent") return presence(variable, operand);
  const value = variableOf(variable);
  const typeTest = typeTests[name];
  if (typeTest !== undefined) return (data, frame) => typeTest(value(data, frame)) === operand;
  if (name === "StringMatches") return matching(value, textIn(operand));
  if (!name.endsWith("Path")) {
    const compare = comparisons[name]!;
    return (data, frame) => compare(value(data, frame), operand);
  }
  const compare = comparisons[name.slice(0, -"Path".length)]!;
  const other = namedPath(textIn(operand), name);
  return (data, frame) => compare(value(data, frame), other(data, frame));
}

function presence(variable: string, operand: Plain): ChoiceTest {
  const find = finderOf(jsonPathOf(variable));
  return (data, frame) => (find(data, frame) !== undefined) === operand;
}

function matching(value: Query, pattern: string): ChoiceTest {
  const matches = wildcardOf(pattern);
  return (data, frame) => {
    const text = value(data, frame);
    return typeof text === "string" && matches(text);
  };
}

/** A missing variable fails the state, but for IsPresent. */
function variableOf(text: string): Query {
  const path = jsonPathOf(text);
  const find = finderOf(path);
  return (data: Plain, frame: Frame) => {
    const found = find(data, frame);
    if (found !== undefined) return found;
    throw runtimeFailure(
      `Invalid path '${text}': The choice state's condition path references an invalid value.`,
    );
  };
}
