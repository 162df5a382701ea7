import { describe, expect, it } from "vitest";
import {
  days,
  durationOf,
  earlier,
  formatDuration,
  hours,
  later,
  minutes,
  parseDuration,
  seconds,
  unboxed,
} from "./time.ts";
import type { Duration, Instant } from "./time.ts";

it.each([
  [0, "0 s"],
  [1, "1 µs"],
  [999, "999 µs"],
  [1_000, "1 ms"],
  [1_500, "1.5 ms"],
  [999_999, "999.999 ms"],
  [1_000_000, "1 s"],
  [1_234_567, "1.235 s"],
  [59_999_000, "59.999 s"],
  [60_000_000, "1 m"],
  [90_000_000, "90 s"],
  [3_600_000_000, "1 h"],
  [5_400_000_000, "90 m"],
  [86_400_000_000, "1 d"],
  [129_600_000_000, "36 h"],
  [-1_500_000, "-1.5 s"],
  [-1, "-1 µs"],
  [0.25, "0.25 µs"],
])("%d microseconds are written as %s", (duration, text) => {
  expect(formatDuration(duration as Duration)).toBe(text);
});

describe("a duration", () => {
  it.each([
    ["5us", 5],
    ["5µs", 5],
    ["250ms", 250_000],
    ["30s", 30_000_000],
    [" 1.5 m ", 90_000_000],
    ["2min", 120_000_000],
    ["1.5 h", 5_400_000_000],
    ["1d", 86_400_000_000],
    ["0s", 0],
    ["10.25s", 10_250_000],
    ["4m10s", 250_000_000],
    ["1h 30min", 5_400_000_000],
    ["1d2h3m4s5ms6us", 93_784_005_006],
    ["9007199254740991us", Number.MAX_SAFE_INTEGER],
  ])("is said by %j", (text, size) => {
    expect(parseDuration("at", text)).toBe(size);
  });

  it.each([
    ["", 'received ""'],
    ["30", 'received "30"'],
    ["s", 'received "s"'],
    ["1.s", 'received "1.s"'],
    [".5s", 'received ".5s"'],
    ["-5s", 'received "-5s"'],
    ["5 weeks", 'received "5 weeks"'],
    ["x5s", 'received "x5s"'],
    ["5s5m", 'received "5s5m"'],
    ["5s5s", 'received "5s5s"'],
    ["1m 5", 'received "1m 5"'],
    [" ", 'received " "'],
    [5, "received 5"],
    [null, "received nothing"],
  ])("is not said by %j", (text, received) => {
    expect(() => parseDuration("at", text)).toThrow(
      "at: expected a duration such as 30s, 250ms or 1.5h",
    );
    expect(() => parseDuration("at", text)).toThrow(received);
  });

  it("is no longer than whole microseconds reach", () => {
    expect(() => parseDuration("at", "9007199254740992us")).toThrow(
      "at: expected a duration of at most 285 years",
    );
  });
});

describe("a duration of a program", () => {
  it.each([
    ["1m30s", 90_000_000],
    [seconds(30), 30_000_000],
    [0, 0],
    [1_000, 1_000],
  ])("is said by %j", (said, size) => {
    expect(durationOf("at", said)).toBe(size);
  });

  it.each([30, 999, -1_000, 1_000.5, NaN, Infinity, "30", null, {}])(
    "is not said by %j, whose unit is missing",
    (said) => {
      expect(() => durationOf("at", said)).toThrow(/^at: expected a duration such as 30s/);
    },
  );
});

it("makes longer units of shorter ones, rounded to whole microseconds", () => {
  expect([minutes(1), hours(1), days(1)]).toEqual([60_000_000, 3_600_000_000, 86_400_000_000]);
  expect(minutes(0.000_000_012_3)).toBe(1);
});

it("chooses between instants", () => {
  const [one, other] = [3 as Instant, 5 as Instant];
  expect([earlier(one, other), earlier(other, one)]).toEqual([3, 3]);
  expect([later(one, other), later(other, one)]).toEqual([5, 5]);
});

describe("unboxed", () => {
  it("gives the same number, whatever it is", () => {
    for (const time of [
      0,
      1,
      2 ** 31 - 1,
      2 ** 31,
      2 ** 32 + 5,
      2 ** 53 - 1,
      -1,
      -(2 ** 31) - 1,
      0.5,
    ]) {
      expect(unboxed(time)).toBe(time);
    }
    expect(unboxed(Infinity)).toBe(Infinity);
    expect(unboxed(NaN)).toBeNaN();
  });
});
