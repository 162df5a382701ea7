import type { Plain } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import {
  isObject,
  listOf,
  memberOf,
  numberOf,
  objectOf,
  spelled,
  textMapOf,
  textOf,
  textsOf,
} from "./params.ts";

it.each<readonly [Plain | undefined, string]>([
  ["a text", "a text"],
  ["", ""],
  [7, "7"],
  [false, "false"],
  [{ a: [1] }, '{"a":[1]}'],
  [null, "null"],
  [undefined, "null"],
])("%j stands in a message as %s", (value, text) => {
  expect(spelled(value)).toBe(text);
});

describe("a parameter", () => {
  it.each<readonly [Plain | undefined, string | undefined, number | undefined]>([
    ["a", "a", undefined],
    ["", "", undefined],
    [0, undefined, 0],
    [null, undefined, undefined],
    [undefined, undefined, undefined],
  ])("%j as a text is %s, as a number %s", (value, text, number) => {
    expect(textOf(value)).toBe(text);
    expect(numberOf(value)).toBe(number);
  });

  it.each<readonly [Plain | undefined, readonly Plain[], readonly string[]]>([
    [["a"], ["a"], ["a"]],
    [["a", null], ["a", null], ["a"]],
    [undefined, [], []],
    [{ 0: "a" }, [], []],
  ])("%j as a list is %j, as a list of texts %j", (value, list, texts) => {
    expect(listOf(value)).toEqual(list);
    expect(textsOf(value)).toEqual(texts);
  });

  it("as a map of texts takes numbers and flags as they are spelled", () => {
    expect([...textMapOf({ a: "b", c: 1, d: true, e: null })]).toEqual([
      ["a", "b"],
      ["c", "1"],
      ["d", "true"],
    ]);
    expect([...textMapOf(undefined)]).toEqual([]);
  });

  it("as a structure has members of its own only", () => {
    expect(isObject({})).toBe(true);
    expect([[], null, "a", undefined].map(isObject)).toEqual([false, false, false, false]);
    expect(objectOf(["a"])).toEqual({});
    expect(memberOf({ a: 1 }, "a")).toBe(1);
    expect(memberOf({ a: 1 }, "toString")).toBeUndefined();
    expect(memberOf("abc", "length")).toBeUndefined();
  });
});
