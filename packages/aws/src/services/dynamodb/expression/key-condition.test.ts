import fc from "fast-check";
import { expect, it } from "vitest";
import {
  compareValues,
  compositeKeyText,
  keyTextOf,
  type AttributeValue,
  type Item,
  type KeyAttribute,
} from "../value/index.ts";
import {
  againstFilterKeys,
  expressionsIn,
  keyRangeOf,
  type KeySchema,
  type TextRange,
} from "./index.ts";

const hash = (name: string): KeyAttribute => ({ name, type: "S", role: "HASH" });
const sort = (name: string, type: "S" | "N" = "S"): KeyAttribute => ({ name, type, role: "RANGE" });
const table: KeySchema = { hash: [hash("pk")], sort: [sort("sk", "N")] };
const simple: KeySchema = { hash: [hash("pk")], sort: [] };
const several: KeySchema = { hash: [hash("pk")], sort: [sort("a"), sort("b"), sort("c")] };

const values: Item = {
  ":k": { S: "key" },
  ":e": { S: "" },
  ":n": { N: "5" },
  ":m": { N: "7" },
  ":s": { S: "s" },
};

function rangeOf(text: string, schema: KeySchema = table) {
  const used = Object.entries(values).filter(([name]) => new RegExp(`${name}\\b`).test(text));
  const read = expressionsIn("Query", {
    KeyConditionExpression: text,
    ...(used.length > 0 && { ExpressionAttributeValues: Object.fromEntries(used) }),
  });
  return "message" in read ? read : keyRangeOf(read.keyCondition!, schema);
}

const against = (text: string, schema?: KeySchema): string | null => {
  const range = rangeOf(text, schema);
  return "message" in range ? range.message : null;
};

it("dynamodb.expression.key-condition: takes one value of the hash key, and a range of the sort key", () => {
  for (const text of [
    "pk = :k",
    ":k = pk",
    "(pk = :k) AND (sk >= :n)",
    "sk BETWEEN :n AND :m AND pk = :k",
    "pk = :k AND :n <= sk",
  ]) {
    expect([text, rangeOf(text)]).toEqual([
      text,
      expect.objectContaining({ hash: [{ S: "key" }] }),
    ]);
  }
  const turned = rangeOf("pk = :k AND :n <= sk");
  expect(turned).toEqual(rangeOf("pk = :k AND sk >= :n"));
  expect(turned).not.toEqual(rangeOf("pk = :k AND sk <= :n"));
});

it("dynamodb.expression.key-condition: refuses what is no condition on a key, in AWS's words", () => {
  const operator = (name: string) => `Invalid operator used in KeyConditionExpression: ${name}`;
  const condition = (what: string) => `Invalid condition in KeyConditionExpression: ${what}`;
  const missed = (name: string) => `Query condition missed key schema element: ${name}`;
  const cases: [string, string, KeySchema?][] = [
    ["pk = :k OR sk = :n", operator("OR")],
    ["NOT pk = :k", operator("NOT")],
    ["pk <> :k", operator("<>")],
    ["pk IN (:k)", operator("IN")],
    ["pk = :k AND attribute_exists(sk)", operator("attribute_exists")],
    ["pk = :k AND contains(sk, :s)", operator("contains")],
    ["size(pk) = :n", "KeyConditionExpressions cannot contain nested operations"],
    [
      "pk = :k AND sk.a = :n",
      "KeyConditionExpressions cannot have conditions on nested attributes",
    ],
    ["pk = :k AND pk = :s", "KeyConditionExpressions must only contain one condition per key"],
    ["pk = sk", condition("Multiple attribute names used in one condition")],
    [":k = :s", condition("No key attribute specified")],
    [
      ":k BETWEEN pk AND sk",
      condition("BETWEEN operator must have the key attribute as its first operand"),
    ],
    [
      "begins_with(:k, pk)",
      condition("begins_with operator must have the key attribute as its first operand"),
    ],
    ["sk = :n", missed("pk")],
    ["else1 = :s", missed("pk")],
    ["pk = :k AND else1 = :s", missed("sk")],
    ["pk > :k", "Query key condition not supported"],
    ["pk = :k AND sk = :n", "Query key condition not supported", simple],
    [
      "pk = :n",
      "One or more parameter values were invalid: Condition parameter type does not match schema type",
    ],
    [
      "pk = :k AND begins_with(sk, :s)",
      "One or more parameter values were invalid: Condition parameter type does not match schema type",
    ],
    [
      "pk = :e",
      "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: pk",
    ],
    ["pk = :k AND sk = :n AND else1 = :s", "Conditions can be of length 1 or 2 only"],
  ];
  for (const [text, message, schema] of cases) {
    expect([text, against(text, schema)]).toEqual([text, message]);
  }
  expect(expressionsIn("Query", {})).toMatchObject({
    message:
      "Either the KeyConditions or KeyConditionExpression parameter must be specified in the request.",
  });
});

it("dynamodb.expression.key-several: asks for equal leading attributes of a sort key that has several", () => {
  const gap = (missing: string, present: string) =>
    `RANGE key attributes ${missing} must have equality conditions specified in the query because a condition is present on key attribute ${present}`;
  expect(against("pk = :k AND a = :s AND b > :s", several)).toBeNull();
  expect(against("b = :s AND pk = :k AND a = :s", several)).toBeNull();
  expect(against("pk = :k AND b = :s", several)).toBe(gap("a", "b"));
  expect(against("pk = :k AND a > :s AND b = :s", several)).toBe(gap("a", "b"));
  expect(against("pk = :k AND a = :s AND c = :s", several)).toBe(gap("b", "c"));
  const two: KeySchema = { hash: [hash("pk"), hash("q")], sort: [] };
  expect(against("pk = :k", two)).toBe("Query condition missed key schema element: q");
  expect(against("pk = :k AND q = :s", two)).toBeNull();
});

const within = (text: string, { from, includesFrom, to, includesTo }: TextRange): boolean =>
  (from === null || text > from || (includesFrom && text === from)) &&
  (to === null || text < to || (includesTo && text === to));

const anyText = fc.string({
  unit: fc.constantFrom("\u0000", "\u0001", "a", "b", "é", "\uffff", "😀"),
  maxLength: 3,
});

const comparisons = {
  "=": (order: number) => order === 0,
  "<": (order: number) => order < 0,
  "<=": (order: number) => order <= 0,
  ">": (order: number) => order > 0,
  ">=": (order: number) => order >= 0,
};

it("dynamodb.expression.key-range: takes the same sort keys as a comparison of their values does", () => {
  const parts = fc.tuple(anyText, anyText, anyText);
  const condition = fc.record({
    equal: fc.integer({ min: 0, max: 2 }),
    operator: fc.constantFrom("=", "<", "<=", ">", ">=", "between", "begins_with" as const),
    low: anyText.filter((text) => text !== ""),
    high: anyText.filter((text) => text !== ""),
  });
  const is = (text: string): AttributeValue => ({ S: text });
  fc.assert(
    fc.property(condition, fc.array(parts, { minLength: 1, maxLength: 6 }), (chosen, keys) => {
      const { equal, operator } = chosen;
      const [low, high] =
        compareValues(is(chosen.low), is(chosen.high))! <= 0
          ? [chosen.low, chosen.high]
          : [chosen.high, chosen.low];
      const lead = keys[0]!.slice(0, equal);
      fc.pre(lead.every((text) => text !== ""));
      const names = ["a", "b", "c"];
      const name = names[equal]!;
      const clause =
        operator === "between"
          ? `${name} BETWEEN :low AND :high`
          : operator === "begins_with"
            ? `begins_with(${name}, :low)`
            : `${name} ${operator} :low`;
      const read = expressionsIn("Query", {
        KeyConditionExpression: [
          "pk = :k",
          ...lead.map((_, place) => `${names[place]} = :l${place}`),
          clause,
        ].join(" AND "),
        ExpressionAttributeValues: {
          ":k": is("key"),
          ...Object.fromEntries(lead.map((text, place) => [`:l${place}`, is(text)])),
          ":low": is(low),
          ...(operator === "between" && { ":high": is(high) }),
        },
      });
      if ("message" in read) throw new Error(read.message);
      const range = keyRangeOf(read.keyCondition!, several);
      if ("message" in range) throw new Error(range.message);
      for (const key of keys) {
        const value = key[equal]!;
        const order = compareValues(is(value), is(low))!;
        const takes =
          lead.every((text, place) => text === key[place]) &&
          (operator === "begins_with"
            ? value.startsWith(low)
            : operator === "between"
              ? order >= 0 && compareValues(is(value), is(high))! <= 0
              : comparisons[operator](order));
        const text = compositeKeyText(key.map((part) => keyTextOf(is(part))));
        expect([key, within(text, range.sort)]).toEqual([key, takes]);
      }
    }),
    { numRuns: 3_000 },
  );
});

it("dynamodb.expression.key-range: takes ranges of numbers", () => {
  const numbers = ["-1e9", "-10", "-9.5", "0", "0.5", "4.9", "5", "5.1", "7", "7.5", "1e20"];
  const taken = (text: string): string[] => {
    const range = rangeOf(`pk = :k AND ${text}`);
    if ("message" in range) throw new Error(range.message);
    return numbers.filter((N) => within(keyTextOf({ N }), range.sort));
  };
  expect(taken("sk > :n")).toEqual(["5.1", "7", "7.5", "1e20"]);
  expect(taken("sk <= :n")).toEqual(["-1e9", "-10", "-9.5", "0", "0.5", "4.9", "5"]);
  expect(taken("sk BETWEEN :n AND :m")).toEqual(["5", "5.1", "7"]);
});

it("dynamodb.expression.filter-keys: refuses a filter of a Query on attributes of its key", () => {
  const query = (params: object) => {
    const read = expressionsIn("Query", {
      KeyConditions: { pk: { ComparisonOperator: "EQ", AttributeValueList: [{ S: "a" }] } },
      ...params,
    });
    return "message" in read ? read.message : againstFilterKeys(read, table)?.message;
  };
  const only = "can only contain non-primary key attributes: Primary key attribute:";
  expect(query({ FilterExpression: "a = b AND (NOT size(sk) > b)" })).toBe(
    `Filter Expression ${only} sk`,
  );
  expect(query({ FilterExpression: "attribute_exists(pk)" })).toBe(`Filter Expression ${only} pk`);
  expect(query({ FilterExpression: "contains(a, b) OR a IN (b, c)" })).toBeUndefined();
  expect(query({ QueryFilter: { sk: { ComparisonOperator: "NULL" } } })).toBe(
    `QueryFilter ${only} sk`,
  );
});
