import { describe, expect, it } from "vitest";
import { runState, stateWith, valueOf } from "../test/run-state.ts";
import { intrinsicOf } from "./intrinsic/intrinsic.ts";

const nested = (depth: number): string =>
  depth === 0 ? "1" : `States.Array(${nested(depth - 1)})`;

describe("intrinsic functions", () => {
  it("stepfunctions.intrinsic.call: has texts, numbers, words, paths and calls", () => {
    expect(
      valueOf(`States.Array('it\\'s', -1.5, true, null, $.a[0], States.Array())`, { a: [9] }),
    ).toEqual(["it's", -1.5, true, null, 9, []]);
    expect(valueOf("States.Array($.a[?(@.b == ')')].c)", { a: [{ b: ")", c: 1 }] })).toEqual([[1]]);
    expect(() => intrinsicOf(nested(10))).not.toThrow();
    expect(() => intrinsicOf(nested(11))).toThrow("nest too deep");
    for (const text of [
      "States.Nothing()",
      "States.UUID(1)",
      "States.Array('a\\",
      "States.Array(1",
    ]) {
      expect(() => intrinsicOf(text)).toThrow();
    }
  });

  it("stepfunctions.intrinsic.failure: is said by the call", () => {
    const text = "States.ArrayGetItem($.a, 5)";
    const state = stateWith("Pass", { Parameters: { "x.$": text } });
    expect(runState(state, { a: [] })).toMatchObject({
      error: "States.Runtime",
      cause: expect.stringContaining(`The function '${text}' had the following error: `),
    });
    expect(runState(state, {})).toMatchObject({
      cause: expect.stringContaining(
        "The JsonPath argument for the field '$.a' could not be found in the input '{}'",
      ),
    });
  });

  it.each([
    [-1.5, -1],
    [-1.51, -2],
    [-0.5, 0],
    [0.5, 1],
    [2.5, 3],
  ])("stepfunctions.intrinsic.rounding: %d is %d", (given, whole) => {
    const sum = valueOf(`States.MathAdd(${given}, 0)`);
    expect(sum).toBe(whole);
    expect(() => valueOf("States.MathAdd(2147483648, 0)")).toThrow("out of range");
  });

  it.each([
    ["States.ArrayPartition($.a, 2)", [[1, 2], [3, 3], [{ b: 1 }]]],
    ["States.ArrayContains($.a, $.b)", true],
    ["States.ArrayContains($.a, '1')", false],
    ["States.ArrayRange(1, 9, 3)", [1, 4, 7]],
    ["States.ArrayRange(3, 1, -1)", [3, 2, 1]],
    ["States.ArrayRange(3, 1, 1)", []],
    ["States.ArrayGetItem($.a, 1)", 2],
    ["States.ArrayLength($.a)", 5],
    ["States.ArrayUnique($.a)", [1, 2, 3, { b: 1 }]],
  ])("stepfunctions.intrinsic.arrays: %s", (text, value) => {
    expect(valueOf(text, { a: [1, 2, 3, 3, { b: 1 }], b: { b: 1 } })).toEqual(value);
    expect(() => valueOf("States.ArrayRange(1, 1001, 1)")).toThrow("1,000");
    expect(() => valueOf("States.ArrayPartition($.a, 0)", { a: [] })).toThrow("greater than 0");
  });

  it("stepfunctions.intrinsic.encoding: Base64 and hashes of up to 10,000 characters", () => {
    expect(valueOf("States.Base64Encode('Data to encode')")).toBe("RGF0YSB0byBlbmNvZGU=");
    expect(valueOf("States.Base64Decode('RGF0YSB0byBlbmNvZGU=')")).toBe("Data to encode");
    expect(valueOf("States.Hash('input data', 'SHA-1')")).toBe(
      "aaff4a450a104cd177d28d18d74485e8cae074b7",
    );
    expect(valueOf("States.Hash('', 'MD5')")).toBe("d41d8cd98f00b204e9800998ecf8427e");
    expect(() => valueOf("States.Base64Encode($.a)", { a: "x".repeat(10_001) })).toThrow("10,000");
    expect(() => valueOf("States.Hash('a', 'MD4')")).toThrow("MD4");
  });

  it("stepfunctions.intrinsic.json: merged at the top, read and written", () => {
    const input = { a: { x: { y: 1 }, k: 1 }, b: { x: { z: 2 } } };
    expect(valueOf("States.JsonMerge($.a, $.b, false)", input)).toEqual({ x: { z: 2 }, k: 1 });
    expect(() => valueOf("States.JsonMerge($.a, $.b, true)", input)).toThrow("not supported");
    expect(valueOf("States.StringToJson($.t)", { t: '{"a":[1]}' })).toEqual({ a: [1] });
    expect(valueOf("States.JsonToString($.t)", { t: { a: [1] } })).toBe('{"a":[1]}');
  });

  it("stepfunctions.intrinsic.chance: from the start, below the end, the same for one seed", () => {
    expect(valueOf("States.MathRandom(10, 20)")).toBe(15);
    const seeded = Array.from({ length: 50 }, (_none, seed) =>
      valueOf(`States.MathRandom(1, 4, ${seed})`),
    );
    expect(new Set(seeded)).toEqual(new Set([1, 2, 3]));
    expect(valueOf("States.MathRandom(1, 999, 5)")).toBe(valueOf("States.MathRandom(1, 999, 5)"));
    expect(valueOf("States.UUID()")).toBe("00000000-0000-4000-8000-000000000001");
  });

  it("stepfunctions.intrinsic.split: at each of the characters, nothing empty", () => {
    expect(valueOf("States.StringSplit('This.is+a,test=string', '.+,=')")).toEqual([
      "This",
      "is",
      "a",
      "test",
      "string",
    ]);
    expect(valueOf("States.StringSplit(',,a, ,', ',')")).toEqual(["a", " "]);
  });

  it("stepfunctions.intrinsic.format: texts as they are, all else as JSON", () => {
    const input = { name: "Ann", more: { a: 1 }, template: "{}-{}" };
    expect(valueOf("States.Format('Hi {} \\{\\} {}', $.name, $.more)", input)).toBe(
      'Hi Ann {} {"a":1}',
    );
    expect(valueOf("States.Format($.template, 1, null)", input)).toBe("1-null");
    expect(() => valueOf("States.Format($.template, 1)", input)).toThrow("number of values");
    expect(() => intrinsicOf("States.Format('{}')")).toThrow("as many values");
  });
});
