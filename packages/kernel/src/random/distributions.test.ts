import { describe, expect, it } from "vitest";
import type { Distribution } from "./distributions.ts";
import { asDuration } from "./law.ts";
import { compileDistribution, sample, sampleDuration } from "./sampling.ts";
import { meanOf, quantileOf } from "./moments.ts";
import { normalCdf } from "./normal.ts";
import { next, streamFor, type Draw } from "./stream.ts";

interface Case {
  readonly name: string;
  readonly distribution: Distribution;
  readonly mean: number;
  readonly variance: number;
  readonly cdf: (x: number) => number;
  /** The first three numbers, to the last bit. */
  readonly golden: readonly number[];
}

/** The share of the gamma law below x, by the series of the lower incomplete gamma function. */
function gammaCdf(shape: number, x: number, gammaOfShapePlusOne: number): number {
  let term = 1 / gammaOfShapePlusOne;
  let sum = term;
  for (let k = 1; k < 1_000 && term > sum * 1e-17; k += 1) sum += term *= x / (shape + k);
  return Math.min(1, sum * Math.exp(shape * Math.log(x) - x));
}

const truncatedCdf = (mean: number, deviation: number, min: number) => (x: number) => {
  const above = (at: number): number => normalCdf((mean - at) / deviation);
  return 1 - above(x) / above(min);
};

const lognormalCdf = (median: number, sigma: number) => (x: number) =>
  normalCdf(Math.log(x / median) / sigma);

const part = (x: number, from: number, to: number): number =>
  Math.min(1, Math.max(0, (x - from) / (to - from)));

// Means and variances of the normal, lognormal and gamma laws: SciPy 1.17.
const cases: readonly Case[] = [
  {
    name: "uniform",
    distribution: { type: "uniform", min: 2, max: 5 },
    mean: 3.5,
    variance: 0.75,
    cdf: (x) => part(x, 2, 5),
    golden: [4.9211010742001235, 2.793293738970533, 4.195729949278757],
  },
  {
    name: "exponential",
    distribution: { type: "exponential", mean: 3 },
    mean: 3,
    variance: 9,
    cdf: (x) => 1 - Math.exp(-x / 3),
    golden: [10.91459986378446, 0.9213337934506927, 3.949297412658094],
  },
  {
    name: "normal, hardly cut",
    distribution: { type: "normal", mean: 10, standardDeviation: 3 },
    mean: 10.004628823033226,
    variance: 8.953690343665064,
    cdf: truncatedCdf(10, 3, 0),
    golden: [15.815144012103058, 8.113662767711808, 11.856846894158535],
  },
  {
    name: "normal, cut near the mean",
    distribution: { type: "normal", mean: 1, standardDeviation: 2 },
    mean: 2.018320867674067,
    variance: 1.9447017427854685,
    cdf: truncatedCdf(1, 2, 0),
    golden: [5.185523446224867, 0.9567914874110547, 2.7901448783169283],
  },
  {
    name: "normal, cut far out",
    distribution: { type: "normal", mean: 0, standardDeviation: 1, min: 3 },
    mean: 3.28309865493044,
    variance: 0.07055918678525586,
    cdf: truncatedCdf(0, 1, 3),
    golden: [3.972897294175217, 3.0923350553981237, 3.3804059648998197],
  },
  {
    name: "lognormal of a sigma",
    distribution: { type: "lognormal", median: 10, sigma: 0.5 },
    mean: 11.331484530668263,
    variance: 36.46958540123865,
    cdf: lognormalCdf(10, 0.5),
    golden: [26.355664381656645, 7.2988251787856795, 13.624709141016103],
  },
  {
    name: "lognormal of a percentile",
    distribution: { type: "lognormal", median: 10, percentile: { p: 0.99, value: 50 } },
    mean: 12.70378098530589,
    variance: 99.0685242924522,
    cdf: lognormalCdf(10, Math.log(5) / 2.3263478740408408),
    golden: [38.22493143479513, 6.468275583038974, 15.341340356539405],
  },
  {
    name: "gamma",
    distribution: { type: "gamma", shape: 2.5, scale: 4 },
    mean: 10,
    variance: 40,
    cdf: (x) => gammaCdf(2.5, x / 4, 3.3233509704478426),
    golden: [25.820076924309756, 12.842929431678124, 12.30906671117061],
  },
  {
    name: "gamma of a shape below 1",
    distribution: { type: "gamma", shape: 0.5, scale: 2 },
    mean: 1,
    variance: 2,
    cdf: (x) => gammaCdf(0.5, x / 2, 0.886226925452758),
    golden: [0.6845147629359761, 0.92101814518389, 0.6598552643844537],
  },
  {
    name: "empirical in straight lines",
    distribution: {
      type: "empirical",
      points: [
        { p: 0, value: 4 },
        { p: 0.5, value: 10 },
        { p: 1, value: 20 },
      ],
    },
    mean: 11,
    variance: 0.5 * (49 + 3) + 0.5 * (225 + 100 / 12) - 121,
    cdf: (x) => (x < 10 ? part(x, 4, 10) : 1 + part(x, 10, 20)) / 2,
    golden: [19.474007161334157, 7.173174955882132, 14.63819966185838],
  },
  {
    name: "empirical in straight lines of the logarithm",
    distribution: {
      type: "empirical",
      interpolation: "logarithmic",
      points: [
        { p: 0, value: 1 },
        { p: 0.9, value: 10 },
        { p: 1, value: 100 },
      ],
    },
    mean: (0.9 * 9 + 0.1 * 90) / Math.log(10),
    variance:
      (0.9 * 99 + 0.1 * 9_900) / (2 * Math.log(10)) - ((0.9 * 9 + 0.1 * 90) / Math.log(10)) ** 2,
    cdf: (x) => (x < 10 ? 0.9 * Math.log10(x) : 0.8 + 0.1 * Math.log10(x)),
    golden: [54.576236076912416, 1.967036849773748, 6.504790511404118],
  },
  {
    name: "mixture",
    distribution: {
      type: "mixture",
      parts: [
        { weight: 9, distribution: { type: "exponential", mean: 2 } },
        { weight: 1, distribution: { type: "uniform", min: 10, max: 20 } },
      ],
    },
    mean: 3.3,
    variance: 0.9 * 8 + 0.1 * (225 + 100 / 12) - 3.3 ** 2,
    cdf: (x) => 0.9 * (1 - Math.exp(-x / 2)) + 0.1 * part(x, 10, 20),
    golden: [17.370035818312317, 0.6957489808225479, 3.355790226376174],
  },
  {
    name: "mixture with a part that takes several draws",
    distribution: {
      type: "mixture",
      parts: [
        { weight: 1, distribution: { type: "gamma", shape: 2.5, scale: 4 } },
        { weight: 3, distribution: { type: "uniform", min: 10, max: 20 } },
      ],
    },
    mean: 13.75,
    variance: 0.25 * 140 + 0.75 * (225 + 100 / 12) - 13.75 ** 2,
    cdf: (x) => 0.25 * gammaCdf(2.5, x / 4, 3.3233509704478426) + 0.75 * part(x, 10, 20),
    golden: [19.649338109108307, 10.192416619199017, 16.425466442791127],
  },
  {
    name: "shifted",
    distribution: { type: "shifted", by: 5, of: { type: "exponential", mean: 3 } },
    mean: 8,
    variance: 9,
    cdf: (x) => 1 - Math.exp(-(x - 5) / 3),
    golden: [15.91459986378446, 5.921333793450692, 8.949297412658094],
  },
];

const drawFor = (purpose: string): Draw => {
  const stream = streamFor(42, "distributions", 0, purpose);
  return () => next(stream);
};

describe.each(cases)(
  "$name distribution",
  ({ name, distribution, mean, variance, cdf, golden }) => {
    it("keeps its numbers from one version to the next", () => {
      const draw = drawFor("golden");
      expect([
        sample(distribution, draw),
        sample(distribution, draw),
        sample(distribution, draw),
      ]).toEqual(golden);
    });

    it("has mean, variance and shape over a million draws", () => {
      const count = 1_000_000;
      const sampler = compileDistribution(distribution);
      const draw = drawFor(name);
      const numbers = new Float64Array(count).map(() => sampler(draw)).sort();

      const seenMean = numbers.reduce((sum, x) => sum + x, 0) / count;
      const deviations = numbers.map((x) => (x - seenMean) ** 2);
      const seenVariance = deviations.reduce((sum, x) => sum + x, 0) / count;
      const fourth = deviations.reduce((sum, x) => sum + x * x, 0) / count;
      // Four standard errors each.
      expect(Math.abs(seenMean - mean)).toBeLessThan(4 * Math.sqrt(variance / count));
      expect(Math.abs(seenVariance - variance)).toBeLessThan(
        4 * Math.sqrt((fourth - variance ** 2) / count),
      );

      // Kolmogorov and Smirnov: 2.23 / √n is passed by one sample in ten thousand.
      let farthest = 0;
      numbers.forEach((x, place) => {
        const share = cdf(x);
        farthest = Math.max(farthest, share - place / count, (place + 1) / count - share);
      });
      expect(farthest).toBeLessThan(2.23 / Math.sqrt(count));
    });

    it("gives the same numbers compiled once as compiled each time", () => {
      const sampler = compileDistribution(distribution);
      const [one, other] = [drawFor("compiled"), drawFor("compiled")];
      for (let count = 0; count < 1_000; count += 1)
        expect(sampler(one)).toBe(sample(distribution, other));
    });

    it("states its mean", () => {
      expect(Math.abs(meanOf(distribution)! / mean - 1)).toBeLessThan(1e-8);
    });

    it("states a quantile that the share lies below, where it states one", () => {
      for (const p of [1e-6, 0.01, 0.5, 0.9, 0.999]) {
        const quantile = quantileOf(distribution, p);
        const closed = distribution.type !== "gamma" && distribution.type !== "mixture";
        expect(quantile !== null).toBe(closed);
        if (quantile !== null) expect(Math.abs(cdf(quantile) - p)).toBeLessThan(1e-9);
      }
    });
  },
);

describe("distribution", () => {
  it("uses one uniform number a variate, unless it is constant or gamma", () => {
    for (const { distribution, name } of cases) {
      if (name.includes("gamma") || name.includes("several")) continue;
      let used = 0;
      const draw = drawFor("used");
      const sampler = compileDistribution(distribution);
      for (let count = 0; count < 100; count += 1) sampler(() => ((used += 1), draw()));
      expect([name, used]).toEqual([name, 100]);
    }
  });

  it("rises with the uniform number, but for gamma and mixtures", () => {
    for (const { distribution, name } of cases) {
      if (name.includes("gamma") || name.includes("mixture")) continue;
      let before = -Infinity;
      for (let step = 0; step < 1_000; step += 1) {
        const number = sample(distribution, () => step / 1_000);
        expect(number).toBeGreaterThanOrEqual(before);
        before = number;
      }
    }
  });

  it("is finite at both ends of the uniform numbers", () => {
    for (const { distribution } of cases) {
      for (const end of [0, 1 - 2 ** -32, 1 - 2 ** -53]) {
        expect(Number.isFinite(sample(distribution, () => end))).toBe(true);
      }
    }
  });

  it("is finite in each part of a mixture, at both ends of the part's share", () => {
    const distribution: Distribution = { type: "exponential", mean: 3 };
    const mixture: Distribution = {
      type: "mixture",
      parts: [1, 1e-9, 1].map((weight) => ({ weight, distribution })),
    };
    for (const share of [0, 0.5 - 2 ** -32, 0.5, 0.5 + 2 ** -32, 1 - 2 ** -53]) {
      const number = sample(mixture, () => share);
      expect(number >= 0 && number < 120).toBe(true);
    }
  });

  it("never draws a normal number below its minimum", () => {
    for (const min of [0, 3, 7.9]) {
      const normal: Distribution = { type: "normal", mean: 0, standardDeviation: 1, min };
      expect(sample(normal, () => 0)).toBeCloseTo(min, 6);
      expect(sample(normal, () => 0)).toBeGreaterThanOrEqual(min);
    }
  });

  it("is constant without a uniform number", () => {
    const draw: Draw = () => {
      throw new Error("drawn");
    };
    expect(sample({ type: "constant", value: 7 }, draw)).toBe(7);
    expect(meanOf({ type: "constant", value: 7 })).toBe(7);
  });

  it("clips to the nearer end", () => {
    const of: Distribution = { type: "uniform", min: 0, max: 10 };
    const clipped: Distribution = { type: "clipped", min: 2, max: 5, of };
    const at = (u: number): number => sample(clipped, () => u);
    expect([at(0.1), at(0.3), at(0.9)]).toEqual([2, 3, 5]);
    expect(sample({ type: "clipped", min: 2, of }, () => 0.9)).toBe(9);
    expect(sample({ type: "clipped", max: 5, of }, () => 0.1)).toBe(1);
    expect([meanOf(clipped), quantileOf(clipped, 0.9)]).toEqual([null, 5]);
  });

  it("puts the share between two equal empirical values on that value", () => {
    const points = [
      { p: 0, value: 1 },
      { p: 0.25, value: 5 },
      { p: 0.75, value: 5 },
      { p: 1, value: 9 },
    ];
    const at = (u: number): number => sample({ type: "empirical", points }, () => u);
    expect([0, 0.125, 0.25, 0.5, 0.75, 0.875].map(at)).toEqual([1, 3, 5, 5, 5, 7]);
  });

  it("stays finite when the draws of a gamma variate are pinned to one number", () => {
    for (const pinned of [0, 0.5, 1 - 2 ** -53]) {
      const number = sample({ type: "gamma", shape: 0.3, scale: 2 }, () => pinned);
      expect(Number.isFinite(number) && number >= 0).toBe(true);
    }
  });

  it("becomes a duration of whole microseconds that is never negative", () => {
    expect([2.5, 2.4, -3, -0.2, 1e300].map(asDuration)).toEqual([3, 2, 0, 0, 2 ** 53 - 1]);
    expect(Object.is(asDuration(-0.2), 0)).toBe(true);
    expect(
      sampleDuration({ type: "shifted", by: -5, of: { type: "constant", value: 2 } }, () => 0),
    ).toBe(0);
  });

  it("has no quantile outside 0 and 1", () => {
    expect(() => quantileOf({ type: "constant", value: 1 }, 1)).toThrow(
      "p: expected a number between 0 and 1, received 1",
    );
  });
});
