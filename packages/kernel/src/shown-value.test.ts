import { expect, it } from "vitest";
import { withinBounds } from "./limit.ts";
import { parseDuration } from "./time.ts";
import { shownValue } from "./shown-value.ts";

const circular: Record<string, unknown> = {};
circular["self"] = circular;
const hostile = {
  toString() {
    throw new Error("never asked");
  },
  toJSON: () => undefined,
};

it.each<readonly [unknown, string]>([
  [undefined, "nothing"],
  [null, "nothing"],
  [0, "0"],
  [-1.5, "-1.5"],
  [NaN, "NaN"],
  [Infinity, "Infinity"],
  ["", '""'],
  ["30 s", '"30 s"'],
  ["two\nlines", String.raw`"two\nlines"`],
  [true, "true"],
  [false, "false"],
  [7n, "7n"],
  [{}, "{}"],
  [{ a: [1, "b"] }, '{"a":[1,"b"]}'],
  [[], "[]"],
  [Object.create(null), "{}"],
  [() => 1, "a function"],
  [Symbol("a"), "a symbol"],
  [circular, "what JSON cannot hold"],
  [hostile, "what JSON cannot hold"],
  [{ toJSON: () => 1n }, "what JSON cannot hold"],
  ["x".repeat(58), `"${"x".repeat(58)}"`],
  ["x".repeat(59), `"${"x".repeat(56)}…`],
])("a value in a message (%#)", (value, text) => {
  expect(shownValue(value)).toBe(text);
});

it("stands in the messages about ranges and durations", () => {
  const bounds = { unit: "count", min: 1, max: 5 } as const;
  for (const [value, text] of [
    [{}, "{}"],
    [[1], "[1]"],
    [null, "nothing"],
    ["3", '"3"'],
    [2.5, "2.5"],
    [NaN, "NaN"],
  ] as const) {
    expect(() => withinBounds("a", value as never, bounds)).toThrow(
      `a: expected 1 to 5, received ${text}`,
    );
  }
  expect(() => parseDuration("a", 1n)).toThrow(
    "a: expected a duration such as 30s, 250ms or 1.5h, received 1n",
  );
  expect(() => parseDuration("a", circular)).toThrow("received what JSON cannot hold");
});
