import { expect, it } from "vitest";
import {
  bytesLimit,
  countBounds,
  countLimit,
  durationBounds,
  durationLimit,
  valueAsOf,
  withDefault,
  withinBounds,
} from "./limit.ts";
import { minutes, seconds, type Duration } from "./time.ts";

it("takes both ends of a range, and nothing beyond", () => {
  const bounds = countBounds({ min: 1, max: 10 });
  for (const value of [1, 2, 10]) expect(withinBounds("at", value, bounds)).toBe(value);
  for (const value of [0, 11, 1.5, NaN, Infinity]) {
    expect(() => withinBounds("at", value, bounds)).toThrow("at: expected 1 to 10, received");
  }
});

it.each([
  [countBounds({ min: 0, max: 3 }), 4, "at: expected 0 to 3, received 4"],
  [
    durationBounds({ min: seconds(0), max: minutes(15) }),
    minutes(16),
    "at: expected 0 s to 15 m, received 16 m",
  ],
  [
    bytesLimit({ default: 5, min: 1, max: 9 }),
    10,
    "at: expected 1 bytes to 9 bytes, received 10 bytes",
  ],
  [countBounds({ min: 0, max: 3 }), NaN, "at: expected 0 to 3, received NaN"],
  [countBounds({ min: 0, max: 3 }), "2", 'at: expected 0 to 3, received "2"'],
  [durationBounds({ min: seconds(0), max: seconds(1) }), undefined, "received nothing"],
])("says the unit of what it refuses", (bounds, value, message) => {
  expect(() =>
    withinBounds(
      "at",
      value as Duration,
      bounds as typeof bounds & { min: Duration; max: Duration },
    ),
  ).toThrow(message);
});

it("gives the default where a value is left out, and checks it otherwise", () => {
  const limit = countLimit({ default: 4, min: 1, max: 5 });
  expect([withDefault("at", undefined, limit), withDefault("at", 5, limit)]).toEqual([4, 5]);
  expect(() => withDefault("at", 0, limit)).toThrow("at: expected 1 to 5, received 0");
  const time = durationLimit({ default: seconds(3), min: seconds(1), max: seconds(5) });
  expect(withDefault("at", undefined, time)).toBe(seconds(3));
});

it("knows what held on a date: from its first day on, and the first value before", () => {
  const dated = [
    { since: "2020-01-01", value: 1 },
    { since: "2023-06-01", value: 2 },
    { since: "2025-01-01", value: 3 },
  ];
  const at = ["2019-12-31", "2020-01-01", "2023-05-31", "2023-06-01", "2024-12-31", "2025-01-01"];
  expect(at.map((date) => valueAsOf(dated, date))).toEqual([1, 1, 1, 2, 2, 3]);
  expect(() => valueAsOf([], "2025-01-01")).toThrow("dated value: expected at least one date");
});
