import * as fc from "fast-check";
import { expect, it } from "vitest";
import { comparableNumber } from "./comparable-number.ts";
import { isSpelledNumber, readEventValue, spelledText } from "./event-value.ts";
import type { EventValue, NumberReading } from "./event-value.ts";
import { JsonTextError } from "./json-failure.ts";
import { readJsonTree } from "./json-tree.ts";
import type { JsonTree } from "./json-tree.ts";

const runs = { seed: 1, numRuns: 500 };

it("keeps the order, the duplicates and the spelling of numbers", () => {
  expect(readJsonTree(' {"a":1.0,"a":[true,null,"\\u0041\\n"],"":-0e-0} ')).toEqual({
    type: "object",
    members: [
      { name: "a", value: { type: "number", text: "1.0" } },
      {
        name: "a",
        value: {
          type: "array",
          items: [
            { type: "literal", value: true },
            { type: "literal", value: null },
            { type: "string", value: "A\n" },
          ],
        },
      },
      { name: "", value: { type: "number", text: "-0e-0" } },
    ],
  });
});

it("says at which character a text is not JSON", () => {
  expect(() => readJsonTree('{"a":[1,]}')).toThrow(JsonTextError);
  expect(() => readJsonTree('{"a":[1,]}')).toThrow(
    "Unexpected character (']' (code 93)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')",
  );
});

it("takes numbers of many digits, and is no JSON beyond 1,000 levels", () => {
  const many = "0".repeat(500_000);
  expect(comparableNumber(`1${many}1`)).toBeNaN();
  expect(comparableNumber(`0.1${many}`)).toBe(0.1);
  for (const reading of ["any", "exact", "spelled"] as const) {
    for (const [levels, isJson] of [
      [1_000, true],
      [1_001, false],
      [100_000, false],
    ] as const) {
      const text = `${"[".repeat(levels - 1)}[1.0]${"]".repeat(levels - 1)}`;
      expect(readEventValue(text, reading) !== undefined).toBe(isJson);
    }
  }
});

function plain(tree: JsonTree): unknown {
  switch (tree.type) {
    case "object":
      return Object.fromEntries(tree.members.map(({ name, value }) => [name, plain(value)]));
    case "array":
      return tree.items.map(plain);
    case "number":
      return Number(tree.text);
    default:
      return tree.value;
  }
}

function accepted(read: () => unknown): unknown {
  try {
    return { value: read() };
  } catch {
    return "refused";
  }
}

it("reads what JSON.parse reads and refuses what it refuses", () => {
  // Cutting and overwriting one character makes most texts wrong and some right in another way.
  const texts = fc
    .tuple(fc.json(), fc.nat(), fc.constantFrom("", "0", '"', "\\", ",", "]", "}", ".", "e", "\n"))
    .map(([text, at, put]) => {
      const index = at % (text.length + 1);
      return text.slice(0, index) + put + text.slice(index + 1);
    });
  const check = (text: string): void => {
    expect(accepted(() => plain(readJsonTree(text)))).toEqual(accepted(() => JSON.parse(text)));
  };
  fc.assert(fc.property(fc.json(), check), runs);
  fc.assert(fc.property(texts, check), runs);
});

it("finds a double comparable by its shortest decimal however spelled, and by no other", () => {
  const doubles = fc.double({ noNaN: true, noDefaultInfinity: true });
  fc.assert(
    fc.property(doubles, fc.nat({ max: 30 }), (value, zeros) => {
      const [digits = "", exponent = "0"] = value.toExponential().split("e");
      // Java prints doubles next to zero with a second digit, see 4.9e-324.
      if (Math.abs(value) < 1e-320) return;
      const point = digits.includes(".") ? "" : ".";
      const respelled = `${digits}${point}${"0".repeat(zeros + 1)}e${exponent}`;
      expect(comparableNumber(respelled)).toBe(value === 0 ? Number(respelled) : value);
      if (value === 0) return;
      expect(comparableNumber(`${digits}${point}${"0".repeat(18)}1e${exponent}`)).toBeNaN();
    }),
    runs,
  );
});

/** A value with each number replaced by its spelling, or by "value" where it was not kept. */
function spellings(value: EventValue | undefined): unknown {
  if (typeof value === "number") return String(value);
  if (typeof value !== "object" || value === null) return value;
  if (isSpelledNumber(value)) return spelledText(value);
  return Object.values(value).map((each) => spellings(each));
}

it("keeps every spelling that matters, although most texts go to the engine's own parser", () => {
  const numbers = fc
    .tuple(
      fc.constantFrom("", "-"),
      fc.oneof(
        fc.nat({ max: 999 }).map(String),
        fc.bigInt({ min: 0n, max: 10n ** 25n }).map(String),
      ),
      fc.stringMatching(/^(?:\.[0-9]{1,18})?$/),
      fc.stringMatching(/^(?:[eE][-+]?[0-9]{1,3})?$/),
    )
    .map((parts) => parts.join(""));
  fc.assert(
    fc.property(fc.array(numbers), (texts) => {
      const text = `{"n":[${texts.join(",")}]}`;
      expect(spellings(readEventValue(text, "spelled"))).toEqual([texts]);
      const read = (reading: NumberReading): unknown => spellings(readEventValue(text, reading));
      const exact = texts.map((each) => {
        const value = comparableNumber(each);
        return Number.isNaN(value) ? each : String(value);
      });
      expect(read("exact")).toEqual([exact]);
    }),
    runs,
  );
});

it("finds a double for a decimal only when the digits are those that tell the double apart", () => {
  expect(comparableNumber("27.807807921694092")).toBe(27.807807921694092);
  expect(comparableNumber("1.0000000000000001")).toBeNaN();
  expect(comparableNumber("9007199254740992")).toBe(2 ** 53);
  expect(comparableNumber("9007199254740993")).toBeNaN();
  expect(comparableNumber("1E309")).toBeNaN();
  expect(comparableNumber("1e-325")).toBeNaN();
  expect(comparableNumber("0.000e-999")).toBe(0);
});
