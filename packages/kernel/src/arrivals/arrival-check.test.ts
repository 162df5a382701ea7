import { describe, expect, it } from "vitest";
import { hours, seconds } from "../time.ts";
import { checkArrivals } from "./arrival-check.ts";

const steps = (...pairs: readonly (readonly [number, number])[]): unknown => ({
  type: "steps",
  steps: pairs.map(([at, rate]) => ({ at, rate })),
});
const hourly = Array.from({ length: 24 }, (_, hour) => hour);
const phase = { rate: 1, mean: seconds(1) };

describe("check of an arrival process", () => {
  it.each([
    { type: "constant", rate: 0 },
    { type: "poisson", rate: 1_000_000 },
    { type: "ramp", from: 0, to: 5, over: 1, spacing: "even" },
    { type: "steps", steps: [{ at: 0, rate: 1 }], spacing: "poisson" },
    { type: "daily", hourly, spacing: "poisson" },
    { type: "daily", mean: 2, peak: 4, peakAt: 0, spacing: "even" },
    { type: "bursts", quiet: { rate: 0, mean: seconds(1) }, busy: phase },
    { type: "bursts", quiet: { ...phase, rate: 0 }, busy: { ...phase, rate: 0 } },
    { type: "recorded", instants: [0, 0, 3], repeatEvery: 4 },
    { type: "recorded", instants: [] },
    { type: "counts", every: 60, counts: [0, 3, 60], repeatEvery: 180, spacing: "even" },
  ])("passes $type through", (process) => {
    expect(checkArrivals("clicks", process)).toEqual(process);
  });

  it("takes arrivals as independent where the spacing is left out", () => {
    expect(checkArrivals("clicks", steps([0, 1]))).toMatchObject({ spacing: "poisson" });
  });

  it.each([
    ["often", 'clicks: expected an object, received "often"'],
    [
      { type: "uniform" },
      'clicks.type: expected constant, poisson, ramp, steps, daily, bursts, recorded or counts, received "uniform"',
    ],
    [
      { type: "poisson", rate: -1 },
      "clicks.rate: expected a rate of 0 to 1000000 a second, received -1",
    ],
    [
      { type: "poisson", rate: NaN },
      "clicks.rate: expected a rate of 0 to 1000000 a second, received NaN",
    ],
    [
      { type: "poisson", rate: 2e6 },
      "clicks.rate: expected a rate of 0 to 1000000 a second, received 2000000",
    ],
    [{ type: "constant", rate: 1, spacing: "even" }, "clicks: expected rate, received spacing"],
    [
      { type: "ramp", from: 1, to: 2, over: 0 },
      "clicks.over: expected a whole number of microseconds, 1 or more, received 0",
    ],
    [
      { type: "ramp", from: 1, to: 2, over: 1, spacing: "odd" },
      'clicks.spacing: expected poisson or even, received "odd"',
    ],
    [steps(), "clicks.steps: expected a list of at least 1, received a list of 0"],
    [
      steps([5, 1], [5, 2]),
      "clicks.steps[1].at: expected after the step before (5 µs), received 5 µs",
    ],
    [
      steps([0.5, 1]),
      "clicks.steps[0].at: expected a whole number of microseconds, 0 or more, received 0.5",
    ],
    [steps([0, -1]), "clicks.steps[0].rate: expected a rate of 0 to 1000000 a second, received -1"],
    [
      { type: "daily", hourly: [1] },
      "clicks.hourly: expected a list of at least 24, received a list of 1",
    ],
    [
      { type: "daily", hourly: [...hourly, 1] },
      "clicks.hourly: expected 24 rates, received a list of 25",
    ],
    [{ type: "daily", hourly, mean: 1 }, "clicks: expected hourly, spacing, received mean"],
    [
      { type: "daily", mean: 2, peak: 5, peakAt: 0 },
      "clicks.peak: expected one to two times the mean (2), received 5",
    ],
    [
      { type: "daily", mean: 2, peak: 3, peakAt: hours(24) },
      "clicks.peakAt: expected less than 24 hours, received 1 d",
    ],
    [
      { type: "bursts", quiet: phase, busy: { rate: 1, mean: 5 } },
      "clicks.busy.mean: expected a whole number of microseconds, 1000 or more, received 5",
    ],
    [
      { type: "bursts", quiet: { ...phase, rate: 0 }, busy: { rate: 1e-7, mean: seconds(1) } },
      "clicks: expected an arrival in a million phases or more often, received one in 1000000",
    ],
    [
      { type: "recorded", instants: [3, 2] },
      "clicks.instants[1]: expected no earlier than the one before (3), received 2",
    ],
    [
      { type: "recorded", instants: [3], repeatEvery: 3 },
      "clicks.repeatEvery: expected more than the last instant (3), received 3",
    ],
    [
      { type: "counts", every: 60, counts: [1, 1.5] },
      "clicks.counts[1]: expected a whole number of 0 to 60, received 1.5",
    ],
    [
      { type: "counts", every: 60, counts: [61] },
      "clicks.counts[0]: expected a whole number of 0 to 60, received 61",
    ],
    [
      { type: "counts", every: seconds(1), counts: [1, 1], repeatEvery: seconds(1) },
      "clicks.repeatEvery: expected at least the length of the counts (2 s), received 1 s",
    ],
  ])("refuses %j", (value, message) => {
    expect(() => checkArrivals("clicks", value)).toThrow(message);
  });
});
