import { describe, expect, it } from "vitest";
import { checkDistribution } from "./distribution-check.ts";

const exponential = { type: "exponential", mean: 3 };

/** Laws that hold another. */
const wrappings: Readonly<Record<string, (of: unknown) => unknown>> = {
  shifted: (of) => ({ type: "shifted", by: 1, of }),
  clipped: (of) => ({ type: "clipped", min: 1, of }),
  mixture: (distribution) => ({ type: "mixture", parts: [{ weight: 1, distribution }] }),
};

/** A law inside `count` others. */
const nested = (count: number, wrap: (of: unknown) => unknown): unknown =>
  count === 0 ? exponential : wrap(nested(count - 1, wrap));

const points = (...pairs: readonly (readonly [number, number])[]): unknown => ({
  type: "empirical",
  points: pairs.map(([p, value]) => ({ p, value })),
});

describe("check of a distribution", () => {
  it.each([
    { type: "constant", value: 0 },
    { type: "uniform", min: 1, max: 1 },
    exponential,
    { type: "normal", mean: 1, standardDeviation: 2, min: -4 },
    { type: "lognormal", median: 10, sigma: 0 },
    { type: "lognormal", median: 10, percentile: { p: 0.1, value: 2 } },
    { type: "gamma", shape: 0.1, scale: 3 },
    {
      type: "empirical",
      points: [
        { p: 0, value: 0 },
        { p: 1, value: 0 },
      ],
      interpolation: "linear",
    },
    { type: "mixture", parts: [{ weight: 1, distribution: exponential }] },
    { type: "clipped", max: 4, of: { type: "shifted", by: -2, of: exponential } },
    { type: "clipped", min: 1, max: 4, of: exponential },
    { type: "clipped", min: 1, of: exponential },
  ])("passes $type through", (distribution) => {
    expect(checkDistribution("latency", distribution)).toEqual(distribution);
  });

  it("fills in what is left out", () => {
    const checked = checkDistribution("latency", { type: "normal", mean: 1, standardDeviation: 2 });
    expect(checked).toEqual({ type: "normal", mean: 1, standardDeviation: 2, min: 0 });
    expect(checkDistribution("latency", points([0, 1], [1, 2]))).toMatchObject({
      interpolation: "linear",
    });
  });

  it.each([
    [5, "latency: expected an object, received 5"],
    [null, "latency: expected an object, received nothing"],
    [[], "latency: expected an object, received a list of 0"],
    [
      { type: "gaussian" },
      'latency.type: expected constant, uniform, exponential, normal, lognormal, gamma, empirical, mixture, shifted or clipped, received "gaussian"',
    ],
    [
      { type: "constant", value: NaN },
      "latency.value: expected a number of 0 or more, received NaN",
    ],
    [{ type: "constant", value: -1 }, "latency.value: expected a number of 0 or more, received -1"],
    [
      { type: "constant", value: "5" },
      'latency.value: expected a number of 0 or more, received "5"',
    ],
    [{ type: "constant", value: 1, mean: 2 }, "latency: expected value, received mean"],
    [
      { type: "uniform", min: 5, max: 2 },
      "latency.max: expected a number of at least min (5), received 2",
    ],
    [{ type: "exponential" }, "latency.mean: expected a number above 0, received nothing"],
    [{ type: "exponential", mean: 0 }, "latency.mean: expected a number above 0, received 0"],
    [
      { type: "exponential", mean: Infinity },
      "latency.mean: expected a number above 0, received Infinity",
    ],
    [
      { type: "normal", mean: 5, standardDeviation: 0 },
      "latency.standardDeviation: expected a number above 0, received 0",
    ],
    [
      { type: "normal", mean: 5, standardDeviation: 1, min: 14 },
      "latency.min: expected a number of at most 8 standard deviations above the mean (13), received 14",
    ],
    [
      { type: "normal", mean: 5, sd: 1 },
      "latency: expected mean, standardDeviation, min, received sd",
    ],
    [
      { type: "lognormal", median: 0, sigma: 1 },
      "latency.median: expected a number above 0, received 0",
    ],
    [
      { type: "lognormal", median: 2 },
      "latency: expected either sigma or percentile, received neither",
    ],
    [
      { type: "lognormal", median: 2, sigma: 1, percentile: { p: 0.9, value: 3 } },
      "latency: expected either sigma or percentile, received both",
    ],
    [
      { type: "lognormal", median: 2, percentile: { p: 0.5, value: 3 } },
      "latency.percentile.p: expected a number between 0 and 1, not 0.5, received 0.5",
    ],
    [
      { type: "lognormal", median: 2, percentile: { p: 0.9, value: 1 } },
      "latency.percentile.value: expected at least the median (2), received 1",
    ],
    [
      { type: "lognormal", median: 2, percentile: { p: 0.1, value: 3 } },
      "latency.percentile.value: expected above 0 and at most the median (2), received 3",
    ],
    [{ type: "gamma", shape: 0, scale: 1 }, "latency.shape: expected a number above 0, received 0"],
    [points([0, 1]), "latency.points: expected a list of at least 2, received a list of 1"],
    [points([0.5, 1], [1, 2]), "latency.points[0].p: expected 0, received 0.5"],
    [points([0, 1], [0.9, 2]), "latency.points[1].p: expected 1, received 0.9"],
    [
      points([0, 1], [0.5, 2], [0.5, 3]),
      "latency.points[2].p: expected more than the p before (0.5), received 0.5",
    ],
    [
      points([0, 1], [0.5, 3], [1, 2]),
      "latency.points[2].value: expected at least the value before (3), received 2",
    ],
    [points([0, 1], [99, 2]), "latency.points[1].p: expected a number from 0 to 1, received 99"],
    [
      { ...(points([0, 0], [1, 2]) as object), interpolation: "logarithmic" },
      "latency.points[0].value: expected a number above 0, received 0",
    ],
    [
      { ...(points([0, 0], [1, 2]) as object), interpolation: "cubic" },
      'latency.interpolation: expected linear or logarithmic, received "cubic"',
    ],
    [
      { type: "mixture", parts: [] },
      "latency.parts: expected a list of at least 1, received a list of 0",
    ],
    [
      { type: "mixture", parts: [{ weight: 0, distribution: exponential }] },
      "latency.parts[0].weight: expected a number above 0, received 0",
    ],
    [
      { type: "mixture", parts: [{ weight: 1, distribution: { type: "constant", value: -1 } }] },
      "latency.parts[0].distribution.value: expected a number of 0 or more, received -1",
    ],
    [{ type: "shifted", by: 2 }, "latency.of: expected an object, received nothing"],
    [{ type: "clipped", of: exponential }, "latency: expected min, max or both, received neither"],
    [
      { type: "clipped", min: 3, max: 2, of: exponential },
      "latency.max: expected a number of at least min (3), received 2",
    ],
  ])("refuses %j", (value, message) => {
    expect(() => checkDistribution("latency", value)).toThrow(message);
  });

  it.each(Object.entries(wrappings))("bounds how deep a %s law may lie in others", (_, wrap) => {
    expect(() => checkDistribution("d", nested(7, wrap))).not.toThrow();
    expect(() => checkDistribution("d", nested(8, wrap))).toThrow(
      "expected distributions inside each other 8 deep, received more",
    );
  });
});
