import { describe, expect, it } from "vitest";
import { exp, ln } from "./portable-math.ts";
import { next, streamFor } from "./stream.ts";

const float = new Float64Array(1);
const bits = new BigInt64Array(float.buffer);
const rankOf = (value: number): bigint => {
  float[0] = value;
  return bits[0]!;
};
/** How many numbers lie between two of one sign. */
const distance = (one: number, other: number): number =>
  Math.abs(Number(rankOf(one) - rankOf(other)));

describe("portable logarithm", () => {
  it("is within one unit in the last place of the engine's over a million numbers", () => {
    const stream = streamFor(1, "portable-math", 0, "ln");
    let worst = 0;
    for (let count = 0; count < 1_000_000; count += 1) {
      const power = 2 ** Math.floor(next(stream) * 2098 - 1074);
      const x = count % 2 === 0 ? next(stream) : (1 + next(stream)) * power;
      if (x > 0 && x < Infinity) worst = Math.max(worst, distance(ln(x), Math.log(x)));
    }
    expect(worst).toBeLessThanOrEqual(1);
  });

  it.each([
    [0, -Infinity],
    [-0, -Infinity],
    [-1, NaN],
    [NaN, NaN],
    [Infinity, Infinity],
    [1, 0],
    [0.5, -0.6931471805599453],
    [10, 2.302585092994046],
    [1 + 2 ** -30, 9.313225741817976e-10],
    [5e-324, -744.4400719213812],
    [Number.MAX_VALUE, 709.782712893384],
  ])("of %d is %d", (x, expected) => {
    expect(ln(x)).toBe(expected);
  });
});

describe("portable exponential", () => {
  it("is within one unit in the last place of the engine's over a million numbers", () => {
    const stream = streamFor(1, "portable-math", 0, "exp");
    let worst = 0;
    for (let count = 0; count < 1_000_000; count += 1) {
      const x = count % 2 === 0 ? next(stream) * 20 - 10 : next(stream) * 1454 - 745;
      worst = Math.max(worst, distance(exp(x), Math.exp(x)));
    }
    expect(worst).toBeLessThanOrEqual(1);
  });

  it.each([
    [0, 1],
    [-0, 1],
    [NaN, NaN],
    [Infinity, Infinity],
    [-Infinity, 0],
    [1, 2.7182818284590455], // 0.7 units above e, as in the source.
    [2, 7.38905609893065],
    [-1, 0.36787944117144233],
    [1e-10, 1.0000000001],
    [709.78, 1.7928227943945155e308],
    [709.79, Infinity],
    [-708.5, 2.006132305331306e-308],
    [-745, 5e-324],
    [-746, 0],
  ])("of %d is %d", (x, expected) => {
    expect(exp(x)).toBe(expected);
  });
});

describe("portable mathematics", () => {
  it("gives the same bits on every engine", () => {
    const stream = streamFor(1, "portable-math", 0, "bits");
    let folded = 0n;
    for (let count = 0; count < 100_000; count += 1) {
      const x = next(stream);
      for (const value of [ln(x), ln(1 + x), exp(700 * x), exp(-x)]) {
        folded = BigInt.asUintN(64, (folded ^ rankOf(value)) * 0x9e3779b97f4a7c15n + 1n);
      }
    }
    expect(folded.toString(16)).toBe("15b31b029000bf86");
  });
});
