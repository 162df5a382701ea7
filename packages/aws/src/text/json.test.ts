import { describe, expect, it } from "vitest";
import { mostNesting, nestsTooDeep, parseJson, writeJson } from "./json.ts";

const lists = (levels: number) => `${"[".repeat(levels)}${"]".repeat(levels)}`;
const objects = (levels: number) => `${'{"a":'.repeat(levels)}1${"}".repeat(levels)}`;
const filler = `"${"x".repeat(2 * mostNesting)}"`;

function deep(levels: number): unknown {
  let value: unknown = null;
  for (let level = 0; level < levels; level += 1) value = { a: value };
  return value;
}

describe("JSON", () => {
  it("is read to 1,000 levels, and is none beyond", () => {
    for (const text of [lists(1_000), objects(1_000), `[${lists(999)},${lists(999)}]`]) {
      expect(nestsTooDeep(text)).toBe(false);
      expect(JSON.stringify(parseJson(text))).toBe(text);
    }
    for (const text of [
      lists(1_001),
      objects(1_001),
      lists(100_000),
      `[${filler},${lists(1_000)}]`,
    ]) {
      expect(nestsTooDeep(text)).toBe(true);
      expect(parseJson(text)).toBeUndefined();
    }
  });

  it("counts no brackets inside of texts, whatever is escaped there", () => {
    for (const inside of [
      "[".repeat(2_000),
      `\"${"{".repeat(2_000)}`,
      `\\\"${"[".repeat(2_000)}`,
    ]) {
      const text = JSON.stringify({ [inside]: inside, filler });
      expect(nestsTooDeep(text)).toBe(false);
      expect(parseJson(text)).toEqual({ [inside]: inside, filler });
    }
    expect(nestsTooDeep(`"${"\\\\".repeat(1_000)}"${"[".repeat(1_001)}`)).toBe(true);
  });

  it("is written to 1,000 levels, and an error beyond", () => {
    expect(writeJson("it", deep(1_000))).toBe(JSON.stringify(deep(1_000)));
    for (const levels of [1_001, 100_000]) {
      expect(() => writeJson("it", deep(levels))).toThrow(
        "it: expected at most 1000 lists and objects inside each other, received more",
      );
    }
    expect(writeJson("it", undefined)).toBe("null");
    expect(() => writeJson("it", 1n)).toThrow(TypeError);
  });

  it("is too deep where the engine's own stack ends, whatever that calls it, and else what was thrown", () => {
    const thrown = (error: unknown) => () =>
      writeJson("it", {
        toJSON() {
          throw error;
        },
      });
    const overflow = (name: string) => Object.assign(new Error("too much recursion"), { name });
    for (const name of ["RangeError", "InternalError"]) {
      expect(thrown(overflow(name))).toThrow("it: expected at most 1000 lists and objects");
    }
    for (const error of [overflow("OtherError"), new TypeError("no")]) {
      expect(thrown(error)).toThrow(error);
    }
    expect(thrown("a text")).toThrow("a text");
    expect(thrown({ name: "RangeError" })).toThrow(expect.objectContaining({ name: "RangeError" }));
  });
});
