import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  compareValues,
  compositeKeyText,
  equalValues,
  isRefusal,
  itemIn,
  keyTextOf,
  sizeOfItem,
  sizeOfValue,
  valueIn,
  type AttributeValue,
} from "./index.ts";

const base64 = (bytes: Uint8Array | readonly number[]) => Buffer.from(bytes).toString("base64");

/** What AWS has against a value; `null`: nothing. */
function against(value: unknown): string | null {
  const read = valueIn(value as never);
  return isRefusal(read) ? read.message : null;
}

const parameters = "One or more parameter values were invalid: ";

it("dynamodb.value.types: takes each type, empty texts and binary values among them", () => {
  const values: AttributeValue[] = [
    { S: "" },
    { N: "1" },
    { B: "" },
    { BOOL: false },
    { NULL: true },
    { L: [] },
    { M: {} },
    { SS: ["", "a"] },
    { NS: ["-1", "2.5"] },
    { BS: ["", "AA=="] },
    { M: { a: { L: [{ S: "x" }, { M: { b: { BOOL: true } } }] } } },
  ];
  for (const value of values) expect(valueIn(value)).toBe(value);
});

it("dynamodb.value.types: refuses what has no type, several, or a null that is false", () => {
  const empty =
    "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes";
  for (const value of [{}, { a: "" }, null, "a", { M: { a: {} } }, { L: [{}] }, { S: 1 }]) {
    expect(against(value)).toBe(empty);
  }
  expect(against({ S: "a", N: "1" })).toBe(
    "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
  );
  expect(against({ NULL: false })).toBe(
    `${parameters}Null attribute value types must have the value of true`,
  );
});

it("dynamodb.value.numbers: refuses numbers in AWS's words, in sets as well", () => {
  const unread = "The parameter cannot be converted to a numeric value";
  expect(against({ N: "four" })).toBe(`${unread}: four`);
  expect(against({ N: "" })).toBe(unread);
  expect(against({ NS: ["1", "b"] })).toBe(`${unread}: b`);
  expect(against({ N: "1e126" })).toBe(
    "Number overflow. Attempting to store a number with magnitude larger than supported range",
  );
  expect(against({ N: "-1e-131" })).toBe(
    "Number underflow. Attempting to store a number with magnitude smaller than supported range",
  );
  expect(against({ N: "1".repeat(39) })).toBe(
    "Attempting to store more than 38 significant digits in a Number",
  );
  expect(valueIn({ M: { n: { N: "1.50" }, s: { S: "a" } } })).toEqual({
    M: { n: { N: "1.5" }, s: { S: "a" } },
  });
  expect(valueIn({ L: [{ N: "01" }, { N: "2" }] })).toEqual({ L: [{ N: "1" }, { N: "2" }] });
});

it("dynamodb.value.sets: refuses empty sets and members that are there twice", () => {
  expect(against({ SS: [] })).toBe(`${parameters}An string set  may not be empty`);
  expect(against({ NS: [] })).toBe(`${parameters}An number set  may not be empty`);
  expect(against({ BS: [] })).toBe(`${parameters}Binary sets should not be empty`);
  expect(against({ SS: ["b", "a", "b"] })).toBe(
    `${parameters}Input collection [b, a, b] contains duplicates.`,
  );
  expect(against({ BS: ["AA==", "AA=="] })).toBe(
    `${parameters}Input collection [AA==, AA==]of type BS contains duplicates.`,
  );
  expect(against({ NS: ["1", "1.0"] })).toBe("Input collection contains duplicates");
});

it("dynamodb.value.set-order: keeps sets in the order in which AWS returns them", () => {
  expect(valueIn({ SS: ["b", "", "a"] })).toEqual({ SS: ["", "a", "b"] });
  expect(valueIn({ NS: ["10", "9", "-1"] })).toEqual({ NS: ["-1", "9", "10"] });
  expect(valueIn({ BS: [base64([200]), base64([3])] })).toEqual({
    BS: [base64([3]), base64([200])],
  });
});

it("dynamodb.value.nesting: takes 32 lists and maps in each other, and no more", () => {
  const nested = (levels: number): unknown =>
    levels === 0
      ? { S: "x" }
      : levels % 2 === 0
        ? { L: [nested(levels - 1)] }
        : { M: { a: nested(levels - 1) } };
  expect(against(nested(32))).toBeNull();
  expect(against(nested(33))).toBe(
    "Nesting Levels have exceeded supported limits: Attributes in the item have nested levels beyond supported limit",
  );
});

it("dynamodb.value.names: keeps attributes that are named like members of every object", () => {
  const item = JSON.parse(
    '{"__proto__": {"N": "1.0"}, "constructor": {"S": "a"}, "type": {"S": "refused"}}',
  );
  const read = itemIn(item);
  expect(JSON.stringify(read)).toBe(
    '{"__proto__":{"N":"1"},"constructor":{"S":"a"},"type":{"S":"refused"}}',
  );
});

describe("dynamodb.value.item-size", () => {
  it("dynamodb.value.item-size: adds up names and values of every type", () => {
    expect(sizeOfItem({ id: { S: "añ" }, n: { N: "100" } })).toBe(2 + 3 + 1 + 2);
    expect(sizeOfValue({ B: base64([1, 2, 3, 4]) })).toBe(4);
    expect(sizeOfValue({ NULL: true })).toBe(1);
    expect(sizeOfValue({ BOOL: false })).toBe(1);
    expect(sizeOfValue({ SS: ["a", "bc"] })).toBe(3);
    expect(sizeOfValue({ NS: ["1", "123"] })).toBe(5);
    expect(sizeOfValue({ BS: ["", base64([1])] })).toBe(1);
    expect(sizeOfValue({ L: [] })).toBe(3);
    expect(sizeOfValue({ L: [{ S: "ab" }, { NULL: true }] })).toBe(3 + 3 + 2);
    expect(sizeOfValue({ M: { ab: { S: "c" } } })).toBe(3 + 1 + 3);
  });
});

const byBytes = (one: Uint8Array, other: Uint8Array) => Math.sign(Buffer.compare(one, other));
const sign = (order: number | null) => (order === null ? null : Math.sign(order));
const byText = (one: string, other: string) => (one < other ? -1 : one > other ? 1 : 0);

// Characters on both sides of the surrogates, where UTF-16 is in another order than UTF-8.
const anyText = fc.string({
  unit: fc.constantFrom(
    "\u0000",
    "\u0001",
    "a",
    "b",
    "\u007f",
    "é",
    "\ud7ff",
    "\ue000",
    "\uffff",
    "😀",
  ),
  maxLength: 5,
});
const anyBytes = fc.uint8Array({ maxLength: 5 });

it("dynamodb.value.order: orders strings by UTF-8 and binary values by bytes, as key texts do", () => {
  fc.assert(
    fc.property(anyText, anyText, (a, b) => {
      const order = byBytes(Buffer.from(a), Buffer.from(b));
      expect(sign(compareValues({ S: a }, { S: b }))).toBe(order);
      expect(byText(keyTextOf({ S: a }), keyTextOf({ S: b }))).toBe(order);
    }),
    { numRuns: 3_000 },
  );
  fc.assert(
    fc.property(anyBytes, anyBytes, (a, b) => {
      const [one, other] = [{ B: base64(a) }, { B: base64(b) }];
      const order = byBytes(a, b);
      expect(sign(compareValues(one, other))).toBe(order);
      expect(byText(keyTextOf(one), keyTextOf(other))).toBe(order);
    }),
  );
  expect(compareValues({ S: "1" }, { N: "1" })).toBeNull();
  expect(compareValues({ BOOL: true }, { BOOL: false })).toBeNull();
});

it("dynamodb.value.order: orders composite key texts part by part", () => {
  const parts = fc.tuple(anyText, anyText, anyText);
  fc.assert(
    fc.property(parts, parts, (one, other) => {
      const texts = (each: readonly string[]) => each.map((text) => keyTextOf({ S: text }));
      let order = 0;
      for (let place = 0; place < 3 && order === 0; place += 1) {
        order = byBytes(Buffer.from(one[place]!), Buffer.from(other[place]!));
      }
      expect(byText(compositeKeyText(texts(one)), compositeKeyText(texts(other)))).toBe(order);
    }),
    { numRuns: 5_000 },
  );
  expect(compositeKeyText(["a\u0000"])).toBe("a\u0000");
});

it("dynamodb.value.equality: compares types and all that is in a value, sets without order", () => {
  const read = (value: unknown) => valueIn(value as never) as AttributeValue;
  const equal = (one: unknown, other: unknown) => equalValues(read(one), read(other));
  expect(equal({ SS: ["b", "a"] }, { SS: ["a", "b"] })).toBe(true);
  expect(equal({ SS: ["a"] }, { SS: ["a", "b"] })).toBe(false);
  expect(equal({ NS: ["1.0", "2"] }, { NS: ["2", "1"] })).toBe(true);
  expect(equal({ N: "1.0" }, { N: "1" })).toBe(true);
  expect(equal({ N: "1" }, { S: "1" })).toBe(false);
  expect(equal({ BOOL: true }, { BOOL: false })).toBe(false);
  expect(equal({ NULL: true }, { NULL: true })).toBe(true);
  expect(equal({ L: [{ S: "a" }, { N: "1" }] }, { L: [{ S: "a" }, { N: "1e0" }] })).toBe(true);
  expect(equal({ L: [{ S: "a" }] }, { L: [{ S: "a" }, { S: "a" }] })).toBe(false);
  expect(
    equal({ M: { a: { S: "1" }, b: { N: "2" } } }, { M: { b: { N: "2" }, a: { S: "1" } } }),
  ).toBe(true);
  expect(equal({ M: { a: { S: "1" } } }, { M: { b: { S: "1" } } })).toBe(false);
  expect(equal({ B: "AA==" }, { B: "AQ==" })).toBe(false);
});
