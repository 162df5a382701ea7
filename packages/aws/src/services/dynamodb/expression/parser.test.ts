import fc from "fast-check";
import { expect, it } from "vitest";
import { parseCondition } from "./condition-parser.ts";
import { conditionText } from "./condition-text.ts";
import { parsedCondition } from "./parse-memo.ts";
import { ExpressionFault, type ConditionSyntax, type OperandSyntax } from "./syntax.ts";
import { parseProjection, parseUpdate } from "./update-parser.ts";

const anyName = fc.constantFrom("a", "bc", "d_1", "#a", "#b1");
const anyPath: fc.Arbitrary<OperandSyntax> = fc
  .tuple(anyName, fc.array(fc.oneof(anyName, fc.nat(20)), { maxLength: 3 }))
  .map(([head, rest]) => ({ type: "path", steps: [head, ...rest] }));
const anyValue: fc.Arbitrary<OperandSyntax> = fc
  .constantFrom(":v", ":w1", ":_x")
  .map((name) => ({ type: "value", name }));
const anySize: fc.Arbitrary<OperandSyntax> = anyPath.map((path) => ({
  type: "call",
  name: "size",
  operands: [path],
}));
const anyOperand = fc.oneof(anyPath, anyValue, anySize);
const comparator = fc.constantFrom("=", "<>", "<", "<=", ">", ">=");

const { condition: anyCondition } = fc.letrec<{ condition: ConditionSyntax }>((tie) => ({
  condition: fc.oneof(
    { maxDepth: 5, withCrossShrink: true },
    fc.record({
      type: fc.constant("compare" as const),
      comparator: comparator,
      left: anyOperand,
      right: anyOperand,
    }),
    fc.record({
      type: fc.constant("between" as const),
      operand: anyOperand,
      low: anyOperand,
      high: anyOperand,
    }),
    fc.record({
      type: fc.constant("in" as const),
      operand: anyOperand,
      list: fc.array(anyOperand, { minLength: 1, maxLength: 3 }),
    }),
    fc.record({
      type: fc.constant("call" as const),
      name: fc.constantFrom("begins_with", "contains", "attribute_exists"),
      operands: fc.array(anyOperand, { minLength: 1, maxLength: 2 }),
    }),
    fc.record({ type: fc.constant("not" as const), condition: tie("condition") }),
    fc.record({
      type: fc.constantFrom("and" as const, "or" as const),
      left: tie("condition"),
      right: tie("condition"),
    }),
  ),
}));

it("dynamodb.expression.precedence: reads back each condition that is written, with no parentheses but those it needs", () => {
  fc.assert(
    fc.property(anyCondition, (condition) => {
      expect(parseCondition(conditionText(condition)).tree).toEqual(condition);
    }),
    { numRuns: 2_000 },
  );
});

it("dynamodb.expression.precedence: binds comparisons before NOT, NOT before AND, AND before OR", () => {
  const shape = (condition: ConditionSyntax): unknown =>
    condition.type === "not"
      ? ["not", shape(condition.condition)]
      : condition.type === "and" || condition.type === "or"
        ? [shape(condition.left), condition.type, shape(condition.right)]
        : "x";
  expect(shape(parseCondition("NOT a=:v AND b=:v OR c=:v AND d BETWEEN :v AND :w").tree)).toEqual([
    [["not", "x"], "and", "x"],
    "or",
    ["x", "and", "x"],
  ]);
});

it("ends every text with a tree or with AWS's refusal", () => {
  const pieces = fc.constantFrom(
    ..."a b #a :v ( ) [ ] . , = < > <> + - NOT AND OR IN BETWEEN SET REMOVE ADD DELETE 0 12 size contains ' $ 😀".split(
      " ",
    ),
  );
  const texts = fc.array(pieces, { maxLength: 12 }).map((words) => words.join(" "));
  for (const parse of [parseCondition, parseUpdate, parseProjection]) {
    fc.assert(
      fc.property(texts, (text) => {
        try {
          parse(text);
        } catch (error) {
          expect(error).toBeInstanceOf(ExpressionFault);
        }
      }),
      { numRuns: 3_000 },
    );
  }
});

it("reads a text once, and gives the same of it again when it was forgotten", () => {
  const first = parsedCondition("a = :v");
  expect(parsedCondition("a = :v")).toBe(first);
  for (let count = 0; count < 5_000; count += 1) parsedCondition(`a${count} = :v`);
  expect(parsedCondition("a = :v")).toEqual(first);
  expect(parsedCondition("a =")).toBeInstanceOf(ExpressionFault);
  expect(parsedCondition("a =")).toBe(parsedCondition("a ="));
});
