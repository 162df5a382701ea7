import { expect, it } from "vitest";
import type { Item } from "../value/index.ts";
import { expressionsIn, matches } from "./index.ts";

const item: Item = { a: { S: "abc" }, n: { N: "5" }, t: { SS: ["x"] }, l: { L: [{ S: "y" }] } };

/** Whether Expected holds for the item above; or what AWS has against it. */
function expected(Expected: object, ConditionalOperator?: "AND" | "OR"): boolean | string {
  const read = expressionsIn("DeleteItem", {
    Expected,
    ...(ConditionalOperator && { ConditionalOperator }),
  } as never);
  return "message" in read ? read.message : matches(read.condition!, item);
}

const compared = (ComparisonOperator: string, ...AttributeValueList: object[]) => ({
  ComparisonOperator,
  ...(AttributeValueList.length > 0 && { AttributeValueList }),
});

it("dynamodb.expression.older: holds by the operators of Expected", () => {
  const cases: [string, object, boolean][] = [
    ["a", compared("EQ", { S: "abc" }), true],
    ["a", compared("NE", { S: "abc" }), false],
    ["z", compared("NE", { S: "abc" }), true],
    ["n", compared("LE", { N: "5.0" }), true],
    ["n", compared("LT", { N: "5" }), false],
    ["n", compared("GE", { N: "5" }), true],
    ["n", compared("GT", { N: "4.9" }), true],
    ["a", compared("GT", { N: "4.9" }), false],
    ["a", compared("NOT_NULL"), true],
    ["z", compared("NULL"), true],
    ["a", compared("NULL"), false],
    ["a", compared("CONTAINS", { S: "b" }), true],
    ["t", compared("CONTAINS", { S: "x" }), true],
    ["t", compared("NOT_CONTAINS", { S: "x" }), false],
    ["t", compared("NOT_CONTAINS", { S: "z" }), true],
    ["z", compared("NOT_CONTAINS", { S: "z" }), false],
    ["a", compared("BEGINS_WITH", { S: "ab" }), true],
    ["n", compared("IN", { N: "4" }, { N: "5" }), true],
    ["n", compared("BETWEEN", { N: "5" }, { N: "6" }), true],
    ["a", { Exists: true, Value: { S: "abc" } }, true],
    ["a", { Value: { S: "abd" } }, false],
    ["a", { Exists: false }, false],
    ["z", { Exists: false }, true],
    ["n", { ComparisonOperator: "EQ", Value: { N: "5" } }, true],
  ];
  for (const [name, condition, holds] of cases) {
    expect([name, condition, expected({ [name]: condition })]).toEqual([name, condition, holds]);
  }
});

it("dynamodb.expression.older: joins conditions by ConditionalOperator, with AND where it is left out", () => {
  const both = { a: { Value: { S: "abc" } }, n: { Value: { N: "6" } } };
  expect(expected(both)).toBe(false);
  expect(expected(both, "AND")).toBe(false);
  expect(expected(both, "OR")).toBe(true);
  expect(expressionsIn("Scan", { ConditionalOperator: "OR" })).toMatchObject({
    message: "ConditionalOperator cannot be used without Filter or Expected",
  });
  expect(expected({ a: { Exists: false } }, "OR")).toBe(
    "ConditionalOperator can only be used when Filter or Expected has two or more elements",
  );
});

it("dynamodb.expression.older: refuses members of Expected that do not go together", () => {
  const wrong = (why: string) => `One or more parameter values were invalid: ${why}`;
  const value = { Value: { S: "a" } };
  const list = { AttributeValueList: [{ S: "a" }] };
  const cases: [object, string][] = [
    [{}, wrong("Value must be provided when Exists is null for Attribute: a")],
    [{ Exists: true }, wrong("Value must be provided when Exists is true for Attribute: a")],
    [
      { Exists: false, ...value },
      wrong("Value cannot be used when Exists is false for Attribute: a"),
    ],
    [
      { ...value, ...list },
      wrong("Value and AttributeValueList cannot be used together for Attribute: a"),
    ],
    [list, wrong("AttributeValueList can only be used with a ComparisonOperator for Attribute: a")],
    [
      { Exists: true, ComparisonOperator: "NULL" },
      wrong("Exists and ComparisonOperator cannot be used together for Attribute: a"),
    ],
    [
      { ComparisonOperator: "EQ" },
      wrong(
        "Value or AttributeValueList must be used with ComparisonOperator: EQ for Attribute: a",
      ),
    ],
    [
      compared("NULL", { S: "a" }),
      wrong("Invalid number of argument(s) for the NULL ComparisonOperator"),
    ],
    [
      compared("BETWEEN", { S: "a" }),
      wrong("Invalid number of argument(s) for the BETWEEN ComparisonOperator"),
    ],
    [
      compared("IN", { S: "a" }, { N: "1" }),
      wrong("AttributeValues inside AttributeValueList must be of same type"),
    ],
    [
      compared("LT", { L: [] }),
      wrong("ComparisonOperator LT is not valid for L AttributeValue type"),
    ],
    [
      compared("BEGINS_WITH", { N: "1" }),
      wrong("ComparisonOperator BEGINS_WITH is not valid for N AttributeValue type"),
    ],
    [
      compared("BETWEEN", { N: "2" }, { N: "1" }),
      "The BETWEEN condition was provided a range where the lower bound is greater than the upper bound",
    ],
    [compared("EQ", { N: "x" }), "The parameter cannot be converted to a numeric value: x"],
  ];
  for (const [condition, message] of cases) {
    expect([condition, expected({ a: condition })]).toEqual([condition, message]);
  }
});

it("dynamodb.expression.older: reads filters and key conditions likewise", () => {
  const scan = expressionsIn("Scan", {
    ScanFilter: { n: compared("GT", { N: "4" }), a: compared("NOT_NULL") },
  } as never);
  expect("message" in scan ? scan : matches(scan.filter!, item)).toBe(true);
  const query = expressionsIn("Query", {
    KeyConditions: { pk: compared("EQ", { S: "1" }), sk: compared("GT", { N: "1.0" }) },
  } as never);
  expect(query).toMatchObject({
    keyCondition: [
      { name: "pk", comparison: "EQ", values: [{ S: "1" }] },
      { name: "sk", comparison: "GT", values: [{ N: "1" }] },
    ],
  });
  expect(expressionsIn("Query", { KeyConditions: {} })).toMatchObject({
    message: "Conditions can be of length 1 or 2 only",
  });
});
