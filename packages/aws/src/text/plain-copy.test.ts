import fc from "fast-check";
import { expect, it } from "vitest";
import { plainCopyOf } from "./plain-copy.ts";

const throughJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

it("is what JSON makes of plain data, with members in the same order", () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false }), (value) => {
      const copy = plainCopyOf(value);
      if (copy === undefined) return; // Left to JSON, as a member named __proto__ is.
      expect(copy).toStrictEqual(throughJson(value));
      expect(JSON.stringify(copy)).toBe(JSON.stringify(value));
    }),
  );
  expect(plainCopyOf({ b: 1, a: [1, { c: null }], 7: "x" })).toStrictEqual({
    7: "x",
    b: 1,
    a: [1, { c: null }],
  });
});

it("shares nothing with what it copies", () => {
  const value = { list: [{ deep: [1] }], object: { inside: {} } };
  const copy = plainCopyOf(value) as unknown as typeof value;
  copy.list[0]!.deep.push(2);
  copy.list.push({ deep: [] });
  Object.assign(copy.object.inside, { more: true });
  expect(value).toEqual({ list: [{ deep: [1] }], object: { inside: {} } });
});

it("has one zero, as JSON does", () => {
  expect(plainCopyOf([-0, { zero: -0 }])).toStrictEqual([0, { zero: 0 }]);
});

it("takes what getters say, once", () => {
  let asked = 0;
  const value = {
    get count() {
      return (asked += 1);
    },
  };
  expect(plainCopyOf(value)).toStrictEqual({ count: 1 });
});

class Order {
  id = 1;
}
const endless: Record<string, unknown> = {};
endless["self"] = endless;
const deep = (levels: number): unknown => (levels === 0 ? 1 : [deep(levels - 1)]);

it.each<readonly [string, unknown]>([
  ["a member that is left out", { a: 1, b: undefined }],
  ["a hole in a list", [1, , 2]],
  ["no finite number", { a: [NaN] }],
  ["a date", { at: new Date(0) }],
  ["what says itself what it is", { toJSON: () => "x" }],
  ["a list that says so", Object.assign([1], { toJSON: () => "x" })],
  ["an object of a class", { order: new Order() }],
  ["a map", new Map([["a", 1]])],
  ["a function", { run: () => 1 }],
  ["a number without bound", { a: 1n }],
  ["a symbol", { a: Symbol("a") }],
  ["an object without a prototype", Object.create(null)],
  ["a member that would be the prototype", JSON.parse('{"a":{"__proto__":{"b":1}}}')],
  ["what is inside itself", endless],
  ["what is deep", deep(65)],
  ["nothing", undefined],
])("leaves %s to JSON", (_, value) => {
  expect(plainCopyOf(value)).toBeUndefined();
  expect(plainCopyOf([value])).toBeUndefined();
});

it("copies what is as deep as it goes", () => {
  expect(plainCopyOf(deep(64))).toStrictEqual(deep(64));
});
