import fc from "fast-check";
import { expect, it } from "vitest";
import { Histogram } from "./histogram.ts";
import { Percentiles } from "./percentiles.ts";

const twoWeeks = 14 * 86_400_000_000;

it("records durations only, of each component and metric by itself", () => {
  const percentiles = new Percentiles();
  expect(percentiles.recorderOf("q", "sqs.queue", "NumberOfMessagesSent")).toBeNull();
  const durations = percentiles.recorderOf("q", "sqs.queue", "MessageLatency")!;
  for (let value = 1; value <= 1_000; value += 1) durations.record(value);
  percentiles.recorderOf("q", "sqs.queue", "MessageLatency")!.record(1_000);
  percentiles.recorderOf("other", "sqs.queue", "MessageLatency")!.record(7);
  const recorded = percentiles.of("q", "MessageLatency")!;
  expect([50, 90, 99, 99.9].map((percent) => recorded.percentile(percent))).toEqual([
    501, 901, 991, 1_000,
  ]);
  expect(percentiles.of("other", "MessageLatency")!.percentile(50)).toBe(7);
  expect(percentiles.of("q", "Duration")).toBeNull();
});

it("has nothing where nothing was recorded, and no time beyond two weeks", () => {
  const percentiles = new Percentiles();
  const durations = percentiles.recorderOf("q", "sqs.queue", "MessageLatency")!;
  expect(percentiles.of("q", "MessageLatency")).toBeNull();
  for (const value of [twoWeeks, twoWeeks + 1, 10 * twoWeeks]) durations.record(value);
  expect(percentiles.of("q", "MessageLatency")!.percentile(50)).toBe(twoWeeks);
  expect(new Histogram().percentile(50)).toBe(0);
});

const values = fc.array(
  fc.oneof(fc.nat(3_000), fc.maxSafeNat(), fc.constantFrom(1_023, 1_024, 2 ** 31, 2 ** 53 - 1)),
  { minLength: 1, maxLength: 200 },
);
const recorded = (all: readonly number[]): Histogram => {
  const histogram = new Histogram();
  for (const value of all) histogram.record(value);
  return histogram;
};

it("is within a thousandth of the true percentile, and never beyond the greatest value", () => {
  fc.assert(
    fc.property(values, fc.integer({ min: 1, max: 10_000 }), (all, part) => {
      const sorted = [...all].sort((one, other) => one - other);
      const truth = sorted[Math.ceil((part * sorted.length) / 10_000) - 1]!;
      const value = recorded(all).percentile(part / 100);
      expect(value).toBeGreaterThanOrEqual(truth);
      expect(value - truth).toBeLessThanOrEqual(truth / 1_000);
      expect(value).toBeLessThanOrEqual(sorted.at(-1)!);
    }),
  );
});

it("says of two that were put together what one says that recorded all", () => {
  fc.assert(
    fc.property(values, values, (some, others) => {
      const both = recorded(some);
      both.add(recorded(others));
      expect(both).toEqual(recorded([...some, ...others]));
    }),
  );
});
