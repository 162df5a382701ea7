import { describe, expect, it } from "vitest";
import { days, hours, seconds, start, type Duration, type Instant } from "../time.ts";
import { expectedArrivals, meanRate } from "./mean-rate.ts";

const at = (since: Duration): Instant => since as number as Instant; // Since the start.

describe("mean rate", () => {
  it("is the mean of a ramp's ends, and its end afterwards", () => {
    const ramp = { type: "ramp", from: 10, to: 30, over: seconds(100) } as const;
    expect(meanRate(ramp, start, at(seconds(100)))).toBeCloseTo(20, 12);
    expect(meanRate(ramp, at(seconds(50)), at(seconds(100)))).toBeCloseTo(25, 12);
    expect(meanRate(ramp, at(seconds(100)), at(seconds(900)))).toBeCloseTo(30, 12);
  });

  it("is that of each step", () => {
    const steps = [
      { at: seconds(10), rate: 4 },
      { at: seconds(30), rate: 6 },
    ];
    const process = { type: "steps", steps } as const;
    expect(expectedArrivals(process, start, at(seconds(10)))).toBe(0);
    expect(expectedArrivals(process, start, at(seconds(40)))).toBe(140);
  });

  it("is the mean of the hours over a day, and a straight line between two of them", () => {
    const hourly = Array.from({ length: 24 }, (_, hour) => hour);
    const process = { type: "daily", hourly } as const;
    expect(meanRate(process, start, at(days(3)))).toBeCloseTo(11.5, 10);
    expect(meanRate(process, at(hours(5)), at(hours(6)))).toBeCloseTo(5.5, 10);
    expect(meanRate(process, at(hours(23)), at(hours(24)))).toBeCloseTo(11.5, 10);
  });

  it.each([0, 3, 12, 17.5, 23])(
    "has its daily peak at %d h and its trough half a day off",
    (hour) => {
      const process = { type: "daily", mean: 10, peak: 16, peakAt: hours(hour) } as const;
      const around = (middle: number): number =>
        meanRate(process, at(hours(24 + middle - 0.01)), at(hours(24 + middle + 0.01)));
      expect(around(hour)).toBeCloseTo(16, 1);
      expect(around(hour + 12)).toBeCloseTo(4, 1);
      expect(around(hour + 6)).toBeCloseTo(10, 10);
      expect(meanRate(process, start, at(days(1)))).toBeCloseTo(10, 10);
    },
  );

  it("tends to the mean of the phases' rates, weighed by their lengths", () => {
    const bursts = {
      type: "bursts",
      quiet: { rate: 2, mean: seconds(90) },
      busy: { rate: 52, mean: seconds(10) },
    } as const;
    expect(meanRate(bursts, start, at(seconds(0.01)))).toBeCloseTo(2, 1);
    expect(meanRate(bursts, at(hours(1)), at(hours(2)))).toBeCloseTo(7, 8);
  });
});

it("of counts are those of the whole spans, and a part of the one that is not over", () => {
  const counts = { type: "counts", every: seconds(10), counts: [10, 30] } as const;
  expect(expectedArrivals(counts, start, at(seconds(5)))).toBeCloseTo(5, 12);
  expect(expectedArrivals(counts, start, at(seconds(10)))).toBeCloseTo(10, 12);
  expect(expectedArrivals(counts, start, at(seconds(15)))).toBeCloseTo(25, 12);
  expect(expectedArrivals(counts, start, at(seconds(99)))).toBeCloseTo(40, 12);
  const again = { ...counts, repeatEvery: seconds(20) };
  expect(expectedArrivals(again, start, at(seconds(55)))).toBeCloseTo(105, 12);
});
