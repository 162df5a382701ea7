import { describe, expect, it } from "vitest";
import type { Distribution } from "./distributions.ts";
import { compileDistribution } from "./sampling.ts";
import { asDuration, drawDuration, durationIn, lawOf } from "./law.ts";
import { next, putStream, streamFor, streamIn } from "./stream.ts";

const lognormal: Distribution = { type: "lognormal", median: 6_400, sigma: 0.4 };
const gamma: Distribution = { type: "gamma", shape: 0.5, scale: 900 };
const constant: Distribution = { type: "constant", value: 12.5 };
const uniform: Distribution = { type: "uniform", min: -200, max: 5_000 };
const shifted = (by: number, of: Distribution): Distribution => ({ type: "shifted", by, of });
const clipped = (min: number, max: number, of: Distribution): Distribution => ({
  type: "clipped",
  min,
  max,
  of,
});

const distributions: readonly Distribution[] = [
  constant,
  uniform,
  { type: "exponential", mean: 100_000 },
  { type: "normal", mean: 50, standardDeviation: 30 },
  lognormal,
  gamma,
  {
    type: "empirical",
    points: [
      { p: 0, value: 1 },
      { p: 1, value: 90 },
    ],
  },
  {
    type: "mixture",
    parts: [
      { weight: 1, distribution: gamma },
      { weight: 2, distribution: constant },
    ],
  },
  shifted(400, lognormal),
  clipped(4_600, 21_000, shifted(400, lognormal)),
  shifted(-3, clipped(10, 90, uniform)),
  clipped(20, 80, clipped(10, 90, uniform)),
  shifted(7, gamma),
  clipped(5, 50, constant),
];

describe("a law", () => {
  it.each(distributions)("of $type gives the durations of its sampler", (distribution) => {
    const law = lawOf(distribution);
    const sampler = compileDistribution(distribution);
    const stream = streamFor(1, "one", 0, "durations");
    const numbers = [0.5];
    putStream(numbers, 1, stream);
    const other = { ...stream };
    const context = { random: () => next(other) };
    for (let nth = 0; nth < 100; nth += 1) {
      const expected = asDuration(sampler(() => next(stream)));
      expect(durationIn(law, numbers, 1)).toBe(expected);
      expect(drawDuration(law, 0, context)).toBe(expected);
    }
    expect(streamIn(numbers, 1)).toEqual(stream);
    expect(other).toEqual(stream);
  });

  it("keeps the sign of a zero where it is moved by nothing", () => {
    const sampler = compileDistribution(clipped(-5, 5, { type: "exponential", mean: 1 }));
    expect(sampler(() => 0)).toBe(-0);
  });
});
