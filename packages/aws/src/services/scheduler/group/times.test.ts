import { days, hours, minutes, seconds } from "@orrery/kernel";
import { expect, it, vi } from "vitest";
import { created, ScheduledAccount, toQueue } from "../test/scheduled-account.ts";

const invalid = (expression: string) =>
  `ValidationException: Invalid Schedule Expression ${expression}.`;

it.each([
  "cron(0 1 * * * *)",
  "cron(7 20 * * NOT *)",
  "cron(INVALID)",
  "cron(0 dummy ? * MON-FRI *)",
  "cron(71 8 1 * ? *)",
  "cron(0 1 ? * 3#2,4#1 *)",
  "cron(0 0 1 1 ? 2199-1970)",
  "cron(0/0 0 1 1 ? *)",
  "rate(10 seconds)",
  "rate(10 years)",
  "rate(10)",
  "rate()",
  "rate(-10 minutes)",
  "rate( 10 minutes)",
  "rate(1 minutes)",
  "at(2021-12-31T23:59:59Z)",
  "at(2021-12-31)",
  "some cron",
])("scheduler.expression.forms: %s is refused", (expression) => {
  const account = new ScheduledAccount();
  expect(account.refusal("CreateSchedule", created(expression))).toBe(invalid(expression));
});

it.each([
  ["cron(0-15/1 8-8 ? * 2,3,4,5,6,7 *)", "2026-11-24T08:00"],
  ["cron(*/15 * * * ? *)", "2026-11-23T09:00"],
  ["cron(0-59/10 0-23/2 ? * * *)", "2026-11-23T10:00"],
  ["cron(5 20-2 * * ? *)", "2026-11-23T20:05"],
  ["cron(5 9 ? * FRI-TUE *)", "2026-11-23T09:05"],
  ["cron(5/20 9 ? NOV-FEB MON *)", "2026-11-23T09:05"],
  ["cron(0 12 LW * ? *)", "2026-11-30T12:00"],
  ["cron(0 12 ? * L *)", "2026-11-28T12:00"],
  ["cron(0 12 ? * 5L *)", "2026-11-26T12:00"],
  ["cron(0 12 ? * 4#4 *)", "2026-11-25T12:00"],
])("scheduler.expression.cron: %s is next at %s", (expression, time) => {
  const account = new ScheduledAccount();
  account.create(expression);
  account.advance(days(8));
  expect(account.times()[0]).toBe(time);
});

it("scheduler.expression.rate: begins at once, or at its start date", () => {
  const account = new ScheduledAccount();
  account.advance(seconds(20));
  account.create("rate(5 minutes)");
  account.advance(minutes(11));
  expect(account.got().map(({ at }) => at)).toEqual([
    "2026-11-23T09:00:20.000Z",
    "2026-11-23T09:05:20.000Z",
    "2026-11-23T09:10:20.000Z",
  ]);
  const later = new ScheduledAccount();
  later.create("rate(1 hour)", { StartDate: "2026-11-23T10:30:00Z" });
  later.advance(hours(3));
  expect(later.times()).toEqual(["2026-11-23T10:30", "2026-11-23T11:30"]);
});

it("scheduler.expression.rate: has days of 24 hours", () => {
  const account = new ScheduledAccount({ startsAt: "2026-10-24T00:00:00Z" });
  account.create("rate(1 day)", { ScheduleExpressionTimezone: "Europe/Berlin" });
  account.advance(days(3));
  expect(account.times().slice(0, 3)).toEqual([
    "2026-10-24T00:00",
    "2026-10-25T00:00",
    "2026-10-26T00:00",
  ]);
});

it("scheduler.expression.late: takes times that have passed, and invokes those of the last minute", () => {
  const account = new ScheduledAccount();
  account.advance(seconds(30));
  account.create("at(2026-11-23T09:00:00)");
  account.create("at(2026-11-23T08:59:00)", { Name: "earlier" });
  account.create("at(2022-12-31T23:59:59)", { Name: "long-past" });
  account.advance(hours(1));
  expect(account.got().map(({ at }) => at)).toEqual(["2026-11-23T09:00:30.000Z"]);
  const patient = new ScheduledAccount({ assumptions: { "scheduler.lateGrace": hours(2) } });
  patient.create("at(2026-11-23T08:59:00)");
  patient.advance(seconds(1));
  expect(patient.got()).toHaveLength(1);
});

const zone = { ScheduleExpressionTimezone: "Europe/Berlin" };

it("scheduler.time-zone.clocks: skips what is left out in spring", () => {
  const account = new ScheduledAccount({ startsAt: "2026-03-28T00:00:00Z" });
  account.create("cron(30 2 * * ? *)", zone);
  account.create("at(2026-03-29T02:15:00)", { ...zone, Name: "once" });
  account.advance(days(3));
  expect(account.times()).toEqual(["2026-03-28T01:30", "2026-03-30T00:30"]);
});

it("scheduler.time-zone.clocks: invokes once what comes twice in autumn, at the first time", () => {
  const account = new ScheduledAccount({ startsAt: "2026-10-24T12:00:00Z" });
  account.create("cron(30 2 * * ? *)", zone);
  account.create("at(2026-10-25T02:30:00)", { ...zone, Name: "once" });
  account.create("cron(0 1-3 25 10 ? *)", { ...zone, Name: "hours" });
  account.advance(days(2));
  expect(account.times()).toEqual([
    "2026-10-24T23:00", // 01:00 in summer.
    "2026-10-25T00:00", // 02:00 in summer.
    "2026-10-25T00:30", // 02:30 in summer, and so once.
    "2026-10-25T00:30",
    "2026-10-25T02:00", // 03:00 in winter.
    "2026-10-26T01:30",
  ]);
});

it("scheduler.time-zone.clocks: refuses zones that are none", () => {
  const account = new ScheduledAccount();
  const params = created("rate(1 hour)", { ScheduleExpressionTimezone: "Mars/Phobos" });
  expect(account.refusal("CreateSchedule", params)).toMatch(/^ValidationException: .*Mars\/Phobos/);
});

it("scheduler.time-zone.clocks: takes UTC alone on an engine without a table of time zones", () => {
  vi.stubGlobal("Intl", undefined);
  try {
    const account = new ScheduledAccount();
    account.create("cron(30 9 * * ? *)");
    account.advance(hours(1));
    expect(account.times()).toEqual(["2026-11-23T09:30"]);
    expect(() => account.create("rate(1 hour)", { ...zone, Name: "other" })).toThrow(
      /table of time zones/,
    );
  } finally {
    vi.unstubAllGlobals();
  }
});

it("scheduler.dates.bounds: invokes nothing before the one and after the other", () => {
  const account = new ScheduledAccount();
  account.create("cron(0 * * * ? *)", {
    StartDate: "2026-11-23T11:00:00Z",
    EndDate: "2026-11-23T13:00:00Z",
  });
  account.create("at(2026-11-23T15:00:00)", {
    Name: "once",
    StartDate: "2026-11-24T11:00:00Z",
    EndDate: "2026-11-24T12:00:00Z",
  });
  account.advance(hours(9));
  expect(account.times()).toEqual([
    "2026-11-23T11:00",
    "2026-11-23T12:00",
    "2026-11-23T13:00",
    "2026-11-23T15:00",
  ]);
});

it("scheduler.dates.bounds: takes a start five minutes ago, and none before", () => {
  const account = new ScheduledAccount();
  const starting = (StartDate: string) =>
    account.refusal("CreateSchedule", created("rate(10 minutes)", { StartDate }));
  expect(starting("2026-11-23T08:54:59Z")).toBe(
    "ValidationException: The StartDate you specify cannot be earlier than 5 minutes ago.",
  );
  expect(starting("2026-11-23T08:55:00Z")).toBe("taken");
  account.advance(minutes(6));
  expect(account.times()).toEqual(["2026-11-23T09:05"]);
  const wrong = { StartDate: "2026-11-24T00:00:00Z", EndDate: "2026-11-24T00:00:00Z" };
  expect(account.refusal("CreateSchedule", created("rate(1 hour)", wrong))).toMatch(
    /must come before the EndDate/,
  );
});

it("scheduler.precision.minute: is in the minute of its time, up to five seconds later", () => {
  const account = new ScheduledAccount({
    assumptions: { "scheduler.startOffset": seconds(5) },
  });
  account.create("cron(* * * * ? *)");
  account.create("at(2026-11-23T09:30:58)", {
    Name: "once",
    Target: toQueue("work", { Input: "once" }),
  });
  account.advance(hours(1));
  const got = account.got();
  const once = got.find(({ body }) => body === "once")!;
  expect(once.at.slice(0, 19)).toMatch(/^2026-11-23T09:30:5[89]$/);
  const offsets = got
    .filter(({ body }) => body !== "once")
    .map(({ at }) => Number(at.slice(17, 23)));
  expect(offsets.length).toBeGreaterThanOrEqual(59);
  expect(Math.max(...offsets)).toBeLessThanOrEqual(5);
  expect(new Set(offsets).size).toBeGreaterThan(50);
});

it("scheduler.window.spread: is drawn anew within the window", () => {
  const account = new ScheduledAccount();
  account.create("rate(1 hour)", {
    FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 30 },
  });
  account.advance(hours(300));
  const offsets = account
    .got()
    .map(({ at }) => Number(at.slice(14, 16)) * 60 + Number(at.slice(17, 19)));
  expect(offsets.length).toBeGreaterThanOrEqual(299);
  expect(Math.max(...offsets)).toBeLessThan(1_800);
  expect(Math.max(...offsets)).toBeGreaterThan(1_700);
  const mean = offsets.reduce((sum, offset) => sum + offset, 0) / offsets.length;
  expect(Math.abs(mean - 900)).toBeLessThan(80);
});

it("scheduler.window.spread: may be longer than the time to the next", () => {
  const account = new ScheduledAccount();
  account.create("rate(5 minutes)", {
    FlexibleTimeWindow: { Mode: "FLEXIBLE", MaximumWindowInMinutes: 60 },
  });
  account.advance(hours(3));
  expect(account.sum("InvocationsScheduled")).toBe(37);
  const got = account.got().length;
  expect(got).toBeGreaterThan(24);
  expect(got).toBeLessThanOrEqual(37);
});

it.each([
  [{ Mode: "FLEXIBLE" }, "MaximumWindowInMinutes is required"],
  [{ Mode: "FLEXIBLE", MaximumWindowInMinutes: 1_441 }, "less than or equal to 1440"],
  [{ Mode: "FLEXIBLE", MaximumWindowInMinutes: 0 }, "greater than or equal to 1"],
])("scheduler.window.spread: %o is refused", (FlexibleTimeWindow, text) => {
  const account = new ScheduledAccount();
  const params = created("rate(1 hour)", { FlexibleTimeWindow });
  expect(account.refusal("CreateSchedule", params)).toContain(text);
});

it("scheduler.update.restarts: counts from the change", () => {
  const account = new ScheduledAccount();
  account.create("rate(1 hour)");
  account.advance(minutes(90));
  account.call("scheduler", "UpdateSchedule", created("rate(2 hours)"));
  account.advance(hours(3));
  expect(account.times()).toEqual([
    "2026-11-23T09:00",
    "2026-11-23T10:00",
    "2026-11-23T10:30",
    "2026-11-23T12:30",
  ]);
});
