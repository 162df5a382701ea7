import { afterEach, describe, expect, it, vi } from "vitest";
import { formatWallClock, parseWallClock } from "../text/wall-clock.ts";
import { hasTimeZones, isTimeZone, nextTime, parseSchedule } from "./schedule.ts";

const wallClock = (text: string) => parseWallClock("time", text);

/** The next times of an expression. */
function times(expression: string, timeZone: string, after: string, count: number) {
  const schedule = parseSchedule(expression)!;
  const from = wallClock(after);
  const found: string[] = [];
  let last = from;
  while (found.length < count) {
    const next = nextTime(schedule, timeZone, last, from);
    if (next === null) break;
    found.push(formatWallClock(next).slice(0, 16));
    last = next;
  }
  return found;
}

afterEach(() => vi.useRealTimers());

describe("schedules", () => {
  it("are times, rates, and cron expressions with a day of the month or of the week", () => {
    for (const wrong of [
      "every day",
      "rate(1 minutes)",
      "rate(5 minute)",
      "rate(0 minutes)",
      "rate(5 seconds)",
      "cron(0 9 * * *)",
      "cron(0 9 * * * *)",
      "cron(0 9 ? * ? *)",
      "cron(61 9 ? * MON *)",
      "cron(? 9 ? * MON *)",
      "at(2026-11-23)",
      "at(2026-13-01T00:00:00)",
    ]) {
      expect(parseSchedule(wrong), wrong).toBeNull();
    }
    expect(parseSchedule("rate(1 minute)")).toEqual({ type: "rate", milliseconds: 60_000 });
    expect(parseSchedule("at(2026-11-23T09:00:00)")).not.toBeNull();
  });

  it("count rates from their beginning", () => {
    expect(times("rate(90 minutes)", "UTC", "2026-11-23T09:00:00Z", 2)).toEqual([
      "2026-11-23T10:30",
      "2026-11-23T12:00",
    ]);
  });

  it("know Quartz's days: Sunday is 1, L is the last, # the nth, W a weekday", () => {
    const after = "2026-03-27T00:00:00Z";
    expect(times("cron(0 12 ? * 2 *)", "UTC", after, 1)).toEqual(["2026-03-30T12:00"]);
    expect(times("cron(0 12 ? * 6#3 *)", "UTC", after, 1)).toEqual(["2026-04-17T12:00"]);
    expect(times("cron(0 12 L * ? *)", "UTC", after, 2)).toEqual([
      "2026-03-31T12:00",
      "2026-04-30T12:00",
    ]);
    expect(times("cron(0 12 15W 8 ? *)", "UTC", after, 1)).toEqual(["2026-08-14T12:00"]);
    expect(times("cron(5/20 8 ? * MON-FRI 2027)", "UTC", after, 4)).toEqual([
      "2027-01-01T08:05",
      "2027-01-01T08:25",
      "2027-01-01T08:45",
      "2027-01-04T08:05",
    ]);
    expect(times("cron(0 12 30 2 ? *)", "UTC", after, 1)).toEqual([]);
  });

  it("keep to a time zone across its summer time", () => {
    const daily = "cron(0 8 ? * * *)";
    expect(times(daily, "Europe/Berlin", "2026-03-28T00:00:00Z", 2)).toEqual([
      "2026-03-28T07:00",
      "2026-03-29T06:00",
    ]);
    const once = "at(2026-07-01T12:00:00)";
    expect(times(once, "America/New_York", "2026-03-28T00:00:00Z", 2)).toEqual([
      "2026-07-01T16:00",
    ]);
    expect([isTimeZone("Europe/Berlin"), isTimeZone("Mars/Phobos")]).toEqual([true, false]);
  });

  it("do not depend on the clock of the machine", () => {
    const answers = ["2001-01-01", "2040-06-01"].map((today) => {
      vi.useFakeTimers({ now: wallClock(today) });
      return ["cron(0 8 ? * * *)", "at(2026-07-01T12:00:00)", "rate(5 minutes)"].map((expression) =>
        times(expression, "Asia/Tokyo", "2026-03-28T00:00:00Z", 3),
      );
    });
    expect(answers[0]).toEqual(answers[1]);
    expect(answers[0]!.flat()).not.toEqual([]);
  });
});

it("needs no table of time zones for schedules in UTC, and says where there is none", () => {
  vi.stubGlobal("Intl", undefined);
  try {
    expect(hasTimeZones()).toBe(false);
    const after = Date.UTC(2026, 0, 1);
    const daily = parseSchedule("cron(5 8 * * ? *)")!;
    expect(nextTime(daily, "UTC", after, 0)).toBe(after + (8 * 60 + 5) * 60_000);
    const once = parseSchedule("at(2026-11-23T09:00:00)")!;
    expect(nextTime(once, "UTC", after, 0)).toBe(Date.UTC(2026, 10, 23, 9));
  } finally {
    vi.unstubAllGlobals();
  }
  expect(hasTimeZones()).toBe(true);
});
