import { expect, it } from "vitest";
import { PercentileRecorder } from "./percentile-recorder.ts";

const twoWeeks = 14 * 86_400_000_000;

it("records durations only, of each component and metric by itself", () => {
  const recorder = new PercentileRecorder();
  expect(recorder.recorderOf("q", "sqs.queue", "NumberOfMessagesSent")).toBeNull();
  const durations = recorder.recorderOf("q", "sqs.queue", "MessageLatency")!;
  for (let value = 1; value <= 1_000; value += 1) durations.record(value);
  recorder.recorderOf("q", "sqs.queue", "MessageLatency")!.record(1_000);
  recorder.recorderOf("other", "sqs.queue", "MessageLatency")!.record(7);
  const { p50, p90, p99, "p99.9": most } = recorder.percentilesOf("q", "MessageLatency")!;
  expect([p50, p90, p99, most]).toEqual([501, 901, 991, 1_000]);
  expect(recorder.percentilesOf("other", "MessageLatency")!.p50).toBe(7);
  expect(recorder.percentilesOf("q", "Duration")).toBeNull();
});

it("has no percentiles of nothing, and none beyond two weeks", () => {
  const recorder = new PercentileRecorder();
  const durations = recorder.recorderOf("q", "sqs.queue", "MessageLatency")!;
  expect(recorder.percentilesOf("q", "MessageLatency")).toBeNull();
  for (const value of [twoWeeks, twoWeeks + 1, 10 * twoWeeks]) durations.record(value);
  const { p50, "p99.9": most } = recorder.percentilesOf("q", "MessageLatency")!;
  expect(most).toBe(p50);
  expect(Math.abs(most - twoWeeks) / twoWeeks).toBeLessThan(0.001);
});
