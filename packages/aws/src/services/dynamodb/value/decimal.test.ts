import fc from "fast-check";
import { expect, it } from "vitest";
import {
  compareNumbers,
  differenceOf,
  orderedNumber,
  readNumber,
  sizeOfNumber,
  sumOf,
} from "./decimal.ts";

/** A number as an integer of units of 10^-130: the model that all else is held against. */
const units = 130;
function modelOf(text: string): bigint {
  const [, minus, whole, fraction = "", power = "0"] =
    /^([+-]?)(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text)!;
  const shift = units + Number(power) - fraction.length;
  const digits = BigInt(`${whole}${fraction}`);
  const value = shift >= 0 ? digits * 10n ** BigInt(shift) : digits / 10n ** BigInt(-shift);
  return minus === "-" ? -value : value;
}

const significant = (value: bigint): string => {
  const digits = (value < 0n ? -value : value).toString().replace(/0+$/, "");
  return digits === "" ? "" : digits;
};

const anyNumber = fc
  .tuple(
    fc.constantFrom("", "-", "+"),
    fc.oneof(
      fc.bigInt(0n, 10n ** 38n - 1n).map(String),
      fc.integer({ min: 0, max: 2_000 }).map(String),
      fc.constantFrom("0", "00", "1", "9", "10", "999999999999999", "1000000000000000"),
    ),
    fc.integer({ min: 0, max: 6 }),
    fc.oneof(fc.constant(null), fc.integer({ min: -90, max: 80 })),
  )
  .map(([sign, digits, places, power]) => {
    const padded = digits.padStart(places + 1, "0");
    const point = padded.length - places;
    const spelled = places === 0 ? digits : `${padded.slice(0, point)}.${padded.slice(point)}`;
    return `${sign}${spelled}${power === null ? "" : `E${power}`}`;
  });

const textOf = (text: string): string => {
  const read = readNumber(text);
  if ("fault" in read) throw new Error(`${text}: ${read.fault}`);
  return read.text;
};

it("dynamodb.value.numbers: returns numbers without exponents and without zeros that say nothing", () => {
  const forms: [string, string][] = [
    ["0042.1200", "42.12"],
    ["1.5E2", "150"],
    ["-0", "0"],
    ["0e999", "0"],
    ["+7", "7"],
    [".5", "0.5"],
    ["5.", "5"],
    ["1E+3", "1000"],
    ["12e-3", "0.012"],
    ["100", "100"],
    ["1E125", `1${"0".repeat(125)}`],
    ["1e-130", `0.${"0".repeat(129)}1`],
  ];
  for (const [given, shown] of forms) expect(readNumber(given)).toEqual({ text: shown });
  fc.assert(
    fc.property(anyNumber, (text) => {
      const shown = textOf(text);
      expect(modelOf(shown)).toBe(modelOf(text));
      expect(shown).toMatch(/^(?:0|-?(?:[1-9]\d*|(?:0|[1-9]\d*)\.\d*[1-9]))$/);
      expect(textOf(shown)).toBe(shown);
    }),
    { numRuns: 1_000 },
  );
});

it("dynamodb.value.numbers: knows what is no number, too large, too small or too long", () => {
  for (const text of ["", " 1", "1 ", "x", "1e", "e1", ".", "-", "--1", "1,5", "NaN", "Infinity"]) {
    expect(readNumber(text)).toEqual({ fault: "syntax" });
  }
  for (const text of ["1e126", "-1E+126", "10e125", "1e99999999999"]) {
    expect(readNumber(text)).toEqual({ fault: "overflow" });
  }
  for (const text of ["1e-131", "-0.1e-130"]) {
    expect(readNumber(text)).toEqual({ fault: "underflow" });
  }
  expect(readNumber("1".repeat(39))).toEqual({ fault: "precision" });
  expect(readNumber(`1.${"0".repeat(37)}1`)).toEqual({ fault: "precision" });
  expect("text" in readNumber("1".repeat(38))).toBe(true);
  expect("text" in readNumber(`${"9".repeat(38)}E87`)).toBe(true);
});

it("dynamodb.value.order: compares numbers exactly", () => {
  expect(compareNumbers("9007199254740993", "9007199254740992")).toBeGreaterThan(0);
  expect(compareNumbers("0.10000000000000001", "0.1")).toBeGreaterThan(0);
  expect(compareNumbers("-10", "-9")).toBeLessThan(0);
  // Each begins like its neighbor.
  const close = ["-15.5", "-15", "-1.55", "-1.5", "-1", "0", "1", "1.5", "1.55", "15", "15.5"];
  const ordered = [...close].sort((one, other) =>
    orderedNumber(one) < orderedNumber(other) ? -1 : 1,
  );
  expect(ordered).toEqual(close);
  expect([...close].sort(compareNumbers)).toEqual(close);
  fc.assert(
    fc.property(anyNumber, anyNumber, (one, other) => {
      const difference = modelOf(one) - modelOf(other);
      const order = difference < 0n ? -1 : difference > 0n ? 1 : 0;
      const [a, b] = [textOf(one), textOf(other)];
      expect(Math.sign(compareNumbers(a, b))).toBe(order);
      const [first, second] = [orderedNumber(a), orderedNumber(b)];
      expect(first < second ? -1 : first > second ? 1 : 0).toBe(order);
    }),
    { numRuns: 5_000 },
  );
});

it("dynamodb.value.arithmetic: adds and subtracts without losing a digit", () => {
  expect(sumOf("0.1", "0.2")).toEqual({ text: "0.3" });
  fc.assert(
    fc.property(anyNumber, anyNumber, (one, other) => {
      const [a, b] = [textOf(one), textOf(other)];
      for (const [result, expected] of [
        [sumOf(a, b), modelOf(a) + modelOf(b)],
        [differenceOf(a, b), modelOf(a) - modelOf(b)],
      ] as const) {
        if ("text" in result) expect(modelOf(result.text)).toBe(expected);
        else {
          expect(result.fault).toBe("precision");
          expect(significant(expected).length).toBeGreaterThan(38);
        }
      }
    }),
    { numRuns: 2_000 },
  );
  const large = textOf("9.9e125");
  expect(sumOf(large, large)).toEqual({ fault: "overflow" });
  expect(differenceOf(textOf("1e-130"), textOf("1e-130"))).toEqual({ text: "0" });
});

it("dynamodb.value.item-size: counts a byte for two digits before and two behind the point", () => {
  const sizes: [string, number][] = [
    ["0", 1],
    ["1", 2],
    ["12", 2],
    ["123", 3],
    ["1234", 3],
    ["12345678901234567890123456789012345678", 20],
    ["0042", 2],
    ["100", 2],
    ["1010", 3],
    ["0.0000001", 2],
    ["1E125", 2],
    ["1E-100", 2],
    ["1.5", 3],
    ["1.234", 4],
    ["3.14159", 5],
    ["123456", 4],
    ["-1", 3],
    ["-100.5", 5],
    ["10.01", 3],
  ];
  for (const [text, size] of sizes)
    expect([text, sizeOfNumber(textOf(text))]).toEqual([text, size]);
});
