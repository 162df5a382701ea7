import { seconds, type Instant } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { formatWallClock, parseWallClock, wallClockAt } from "./wall-clock.ts";

describe("wall clock", () => {
  it("agrees with the calendar over a thousand years of days", () => {
    for (let day = -180_000; day < 190_000; day += 97) {
      const milliseconds = day * 86_400_000 + ((day * 7_919) % 1_000) + 43_200_000;
      const text = new Date(milliseconds).toISOString();
      expect(formatWallClock(milliseconds)).toBe(text);
      expect(parseWallClock("startsAt", text)).toBe(milliseconds);
    }
  });

  it("takes a date for its midnight", () => {
    expect(parseWallClock("asOf", "2026-11-23")).toBe(Date.UTC(2026, 10, 23));
  });

  it.each(["2026-02-30", "2026-13-01", "yesterday", "2026-11-23T25:00:00Z"])(
    "refuses %s",
    (text) => {
      expect(() => parseWallClock("startsAt", text)).toThrow(
        `startsAt: expected a date or a time in UTC such as 2026-11-23T09:00:00Z, received "${text}"`,
      );
    },
  );

  it("counts from the start of the run", () => {
    expect(wallClockAt(1_000, seconds(2) as number as Instant)).toBe(3_000);
  });
});
