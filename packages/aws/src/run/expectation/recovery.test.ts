import { minutes, seconds, type Duration } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import type { ScenarioFault } from "../scenario.ts";
import { RecoveryWatch, type Level } from "./recovery.ts";

const outage = (from: number, until: number, name = "outage 1"): ScenarioFault => ({
  name,
  to: "Worker",
  type: "refuse",
  code: "ServiceException",
  message: "",
  from: Math.round(from * 1_000_000) as Duration,
  until: Math.round(until * 1_000_000) as Duration,
  share: 1,
});

/** Watches levels by second, up to the last of them. */
function watched(
  faults: readonly ScenarioFault[],
  end: number,
  levelAt: (second: number) => number | Level,
) {
  const watch = new RecoveryWatch(faults);
  for (let second = 1; second <= end; second += 1) {
    const level = levelAt(second);
    watch.read(
      seconds(second),
      typeof level === "number" ? { count: level, age: seconds(level) } : level,
    );
  }
  return watch.disturbances(seconds(end), () => true);
}

/** When each was back, and the longest that it was not, in seconds. */
const told = (...args: Parameters<typeof watched>) =>
  watched(...args).map(({ faults, backAt, longest }) => ({
    faults: faults.length,
    back: backAt === null ? null : backAt / 1_000_000,
    longest: longest / 1_000_000,
  }));

describe("a recovery", () => {
  it("is the first second from which no more waits than before, counted from the fault's end", () => {
    const levelAt = (second: number) => (second > 60 && second < 150 ? 50 : 3);
    expect(told([outage(60, 120)], 300, levelAt)).toEqual([{ faults: 1, back: 150, longest: 30 }]);
  });

  it("compares with the most of the five minutes before, not with a lucky second", () => {
    const usual = (second: number) => (second === 30 ? 9 : second % 2);
    const levelAt = (second: number) => (second > 60 && second < 150 ? 50 : usual(second) + 8);
    expect(told([outage(60, 120)], 300, levelAt)[0]!.back).toBe(150);
    // What lies further back is not what is usual.
    const old = (second: number) => (second < 20 ? 40 : second > 400 && second < 600 ? 50 : 0);
    const slow = (second: number) => (second >= 600 && second < 700 ? 30 : old(second));
    expect(told([outage(400, 500)], 900, slow)[0]!.back).toBe(700);
  });

  it("counts age as well as number, and neither alone will do", () => {
    const levelAt = (second: number): Level => ({
      count: second > 60 && second < 130 ? 50 : 3,
      age: seconds(second > 60 && second < 170 ? 40 : 2),
    });
    expect(told([outage(60, 120)], 300, levelAt)[0]!.back).toBe(170);
  });

  it("is not a dip: it lasts a minute, or up to the end of the run", () => {
    const dip = (second: number) => second >= 130 && second < 185;
    const levelAt = (second: number) => (second > 60 && second < 240 && !dip(second) ? 50 : 3);
    expect(told([outage(60, 120)], 400, levelAt)[0]!.back).toBe(240);
    expect(told([outage(60, 120)], 250, levelAt)[0]!.back).toBe(240);
    const longer = (second: number) => second >= 130 && second < 191;
    const twice = (second: number) => (second > 60 && second < 240 && !longer(second) ? 50 : 3);
    expect(told([outage(60, 120)], 400, twice)[0]!.back).toBe(130);
  });

  it("is not known where the run ends before", () => {
    expect(told([outage(60, 120)], 200, (second) => (second > 60 ? 50 : 3))).toEqual([
      { faults: 1, back: null, longest: 80 },
    ]);
  });

  it("is one with that of a fault that begins before it; the times without a fault count", () => {
    const faults = [outage(60, 120), outage(220, 240, "outage 2")];
    const levelAt = (second: number) => (second > 60 && second < 300 ? 50 : 3);
    expect(told(faults, 500, levelAt)).toEqual([{ faults: 2, back: 300, longest: 100 }]);
    expect(watched(faults, 500, levelAt)[0]!.before).toEqual({ count: 3, age: seconds(3) });
  });

  it("is another one after a fault that begins later, measured against what was usual before", () => {
    const faults = [outage(60, 120), outage(140, 150, "outage 2")];
    const isHigh = (second: number) =>
      (second > 60 && second < 130) || (second > 140 && second < 170);
    expect(told(faults, 400, (second) => (isHigh(second) ? 50 : 3))).toEqual([
      { faults: 1, back: 130, longest: 10 },
      { faults: 1, back: 170, longest: 20 },
    ]);
  });

  it("takes the second in which a fault begins for one with it", () => {
    const levelAt = (second: number) => (second >= 61 && second < 150 ? 50 : 3);
    expect(watched([outage(60.5, 120.5)], 300, levelAt)[0]).toMatchObject({
      before: { count: 3 },
      most: { count: 50 },
      endedAt: 120_500_000,
      longest: seconds(150) - 120_500_000,
    });
  });

  it("is none of faults that struck nothing, and a crash ends when it happens", () => {
    const crash: ScenarioFault = { ...outage(60, 60), type: "crash" };
    const watch = new RecoveryWatch([crash]);
    for (let second = 1; second <= 200; second += 1) {
      const count = second > 60 && second < 80 ? 9 : 0;
      watch.read(seconds(second), { count, age: 0 });
    }
    expect(watch.disturbances(minutes(3), () => false)).toEqual([]);
    const [only] = watch.disturbances(minutes(3), () => true);
    expect([only!.endedAt, only!.backAt, only!.longest]).toEqual([60, 80, 20].map(seconds));
  });
});
