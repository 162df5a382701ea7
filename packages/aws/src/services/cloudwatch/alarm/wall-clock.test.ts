import { describe, expect, it } from "vitest";
import { AlarmAccount, custom } from "../test/alarm-account.ts";
import { isWallClock, lastBoundary } from "./wall-clock.ts";

const day = 86_400;
const at = (text: string): number => Date.parse(text) / 1_000;
const boundary = (timeZone: string, period: number, text: string): string =>
  new Date(lastBoundary(timeZone, period, at(text)) * 1_000).toISOString().slice(0, 16);
const byClock = (Timezone?: string) => ({
  EvaluationWindow: { WallClockWindow: Timezone === undefined ? {} : { Timezone } },
});

describe("a window by the clock", () => {
  it.each([
    ["UTC", 300, "2026-11-23T09:04:59Z", "2026-11-23T09:00"],
    ["+05:30", 3_600, "2026-11-23T09:10:00Z", "2026-11-23T08:30"],
    ["UTC-05:00", day, "2026-11-23T04:00:00Z", "2026-11-22T05:00"],
    ["UTC", 7 * day, "2026-11-25T12:00:00Z", "2026-11-23T00:00"],
    // The clocks of London are put forward at 01:00 on 2026-03-29, a Sunday.
    ["Europe/London", day, "2026-03-29T12:00:00Z", "2026-03-29T00:00"],
    ["Europe/London", day, "2026-03-30T12:00:00Z", "2026-03-29T23:00"],
    ["Europe/London", 7 * day, "2026-04-01T12:00:00Z", "2026-03-29T23:00"],
  ])("cloudwatch.alarm.wall-clock: by %s a period of %i s ends before %s at %s", (...given) => {
    const [timeZone, period, text, expected] = given;
    expect(boundary(timeZone, period, text)).toBe(expected);
  });

  it("cloudwatch.alarm.wall-clock: periods are whole, and looked at once they are over", () => {
    const account = new AlarmAccount();
    const five = { ...custom, Period: 300, Threshold: 20 };
    account.alarm("by the clock", { ...five, ...byClock() });
    account.alarm("slides", { ...five, EvaluationWindow: { SlidingWindow: {} } });
    account.putMinutes([1, 1, 1, 1, 1, 1, 1, 9, 9, 9]).to(700);
    expect(account.changes("by the clock")).toEqual(["365 OK", "665 ALARM"]);
    expect(account.changes("slides")).toEqual(["125 OK", "605 ALARM"]);
    expect(account.described("by the clock")).toMatchObject(byClock());
  });

  it("cloudwatch.alarm.wall-clock: an hour ends by the clocks of the place", () => {
    const account = new AlarmAccount();
    const hourly = { ...custom, Period: 3_600 };
    account.alarm("half past", { ...hourly, ...byClock("+05:30") });
    account.alarm("full", { ...hourly, ...byClock() });
    account.putMinutes([9]).to(4_000);
    expect(account.changes("half past")[0]).toBe("1865 ALARM");
    expect(account.changes("full")[0]).toBe("3665 ALARM");
  });

  it("cloudwatch.alarm.wall-clock: refuses other periods, and places that are none", () => {
    const account = new AlarmAccount();
    const refusal = (params: object) =>
      account.alarmRefusal("PutMetricAlarm", { AlarmName: "a", ...custom, ...params });
    expect(refusal({ ...byClock(), Period: 120 })).toMatch(/^ValidationError/);
    expect(refusal(byClock("Nowhere/Else"))).toMatch(/^ValidationError/);
    expect(refusal({ EvaluationWindow: { SlidingWindow: {}, WallClockWindow: {} } })).toMatch(
      /^ValidationError/,
    );
    expect(isWallClock("+05:31")).toBe(false);
  });
});

describe("a warm-up", () => {
  const silent = { ...custom, TreatMissingData: "breaching" };
  const warm = (isWhole?: boolean) => ({
    WarmUpConfiguration: {
      WarmUpPeriodDurationInMinutes: 10,
      ...(isWhole === undefined ? {} : { OnlyStartEvaluatingAfterWarmUpPeriodEnds: isWhole }),
    },
  });

  it("cloudwatch.alarm.warm-up: says nothing until it is over", () => {
    const account = new AlarmAccount();
    account.alarm("cold", silent);
    account.alarm("warm", { ...silent, ...warm() });
    account.to(900);
    expect(account.changes("cold")).toEqual(["125 ALARM"]);
    expect(account.changes("warm")).toEqual(["605 ALARM"]);
  });

  it("cloudwatch.alarm.warm-up: ends early where there are points enough, unless it is to be whole", () => {
    const account = new AlarmAccount();
    account.alarm("early", { ...silent, ...warm() });
    account.alarm("whole", { ...silent, ...warm(true) });
    account.putMinutes([9, 1, 1, 1]).to(900);
    expect(account.changes("early")[0]).toBe("125 ALARM");
    expect(account.changes("whole")[0]).toMatch(/^605 /);
  });

  it("cloudwatch.alarm.warm-up: comes once, however often the alarm is put", () => {
    const account = new AlarmAccount();
    account.alarm("a", { ...silent, ...warm() });
    account.to(610);
    account.alarm("a", { ...silent, ...warm(), Threshold: 6 });
    account.putMinutes([]);
    account.put(1);
    account.to(900);
    expect(account.changes("a")).toEqual(["605 ALARM", "725 OK"]);
  });

  it("cloudwatch.alarm.warm-up: has 1 to 2,880 minutes", () => {
    const account = new AlarmAccount();
    for (const minutes of [0, 2_881, undefined]) {
      const WarmUpConfiguration =
        minutes === undefined ? {} : { WarmUpPeriodDurationInMinutes: minutes };
      expect(
        account.alarmRefusal("PutMetricAlarm", { AlarmName: "a", ...custom, WarmUpConfiguration }),
      ).not.toBe("");
    }
  });
});
