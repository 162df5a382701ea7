import { describe, expect, it } from "vitest";
import type { Plain } from "@orrery/kernel";
import {
  integerOf,
  integerWithin,
  isRefused,
  listOf,
  requiredText,
  spelled,
  textMapOf,
  textOf,
  textsOf,
} from "./request-check.ts";

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

it.each<readonly [Plain, boolean]>([
  [{ type: "refused" }, true],
  [{ type: "sent" }, false],
  [{}, false],
  [null, false],
  ["refused", false],
])("whether %j is a refusal: %s", (value, refused) => {
  expect(isRefused(value)).toBe(refused);
});

describe("a parameter", () => {
  const code = (checked: unknown) => (isRefused(checked) ? checked.code : checked);

  it.each([
    ["a", "a", "a"],
    ["", "", "MissingParameter"],
    [null, undefined, "MissingParameter"],
    [1, "SerializationException", "SerializationException"],
    [true, "SerializationException", "SerializationException"],
  ])("%j as a text is %s, as one that must be there %s", (value, text, required) => {
    expect(code(textOf({ a: value }, "a"))).toBe(text);
    expect(code(requiredText({ a: value }, "a"))).toBe(required);
  });

  it.each([
    [5, 5],
    [-1, -1],
    [null, undefined],
    [1.5, "SerializationException"],
    [2 ** 53, "SerializationException"],
    ["5", "SerializationException"],
  ])("%j as a whole number is %s", (value, number) => {
    expect(code(integerOf({ a: value }, "a"))).toBe(number);
  });

  it.each([
    [1, 1],
    [10, 10],
    [0, "InvalidParameterValue"],
    [11, "InvalidParameterValue"],
    [null, undefined],
    ["5", "SerializationException"],
  ])("%j from 1 to 10 is %s", (value, number) => {
    expect(code(integerWithin({ a: value }, "a", 1, 10, "no."))).toBe(number);
  });

  it.each<readonly [Plain, unknown, unknown]>([
    [["a"], ["a"], ["a"]],
    [["a", 1], ["a", 1], "SerializationException"],
    [null, [], []],
    ["a", "SerializationException", "SerializationException"],
    [{ 0: "a" }, "SerializationException", "SerializationException"],
  ])("%j as a list is %j, as a list of texts %j", (value, list, texts) => {
    expect(code(listOf({ a: value }, "a"))).toEqual(list);
    expect(code(textsOf({ a: value }, "a"))).toEqual(texts);
  });

  it.each<readonly [Plain, unknown]>([
    [
      { a: "b", c: 1, d: true, e: null },
      [
        ["a", "b"],
        ["c", "1"],
        ["d", "true"],
      ],
    ],
    [null, []],
    [["a"], "SerializationException"],
    ["a", "SerializationException"],
    [{ a: {} }, "SerializationException"],
  ])("%j as a map of texts is %j", (value, map) => {
    const checked = textMapOf({ a: value }, "a");
    expect(isRefused(checked) ? checked.code : [...checked]).toEqual(map);
  });
});
