import { describe, expect, it } from "vitest";
import type { Draw } from "../random/stream.ts";
import { next, streamFor } from "../random/stream.ts";
import { days, hours, minutes, seconds, start, type Duration, type Instant } from "../time.ts";
import type { ArrivalProcess } from "./arrival-process.ts";
import { initialArrivals, nextArrival } from "./arrival-state.ts";
import { expectedArrivals } from "./mean-rate.ts";

const drawFor = (purpose: string): Draw => {
  const stream = streamFor(42, "arrivals", 0, purpose);
  return () => next(stream);
};

const undrawn: Draw = () => {
  throw new Error("drawn");
};

/** The arrivals before `horizon`, in order; at most `most`. */
function arrivalsOf(
  process: ArrivalProcess,
  horizon: Duration,
  draw: Draw = drawFor(process.type),
  most = 3_000_000,
): readonly number[] {
  const state = initialArrivals(process);
  const instants: number[] = [];
  let now = start;
  while (instants.length < most) {
    const at = nextArrival(process, state, now, draw);
    if (at === null || at >= horizon) break;
    if (!Number.isSafeInteger(at) || at < now) throw new Error(`${at} after ${now}`);
    instants.push((now = at));
  }
  return instants;
}

/** How many of `instants` lie in each of the spans of `length`. */
function countsOf(instants: readonly number[], length: Duration, spans: number): Float64Array {
  const counts = new Float64Array(spans);
  for (const at of instants) counts[Math.floor(at / length)]! += 1;
  return counts;
}

/**
 * Chi-square of the counts against the process's own expectation, as a number of standard
 * deviations from its mean; right only where counts are Poisson.
 */
function misfit(process: ArrivalProcess, counts: Float64Array, length: Duration): number {
  let sum = 0;
  let cells = 0;
  counts.forEach((seen, place) => {
    const from = (place * length) as Instant; // Whole, as the length is.
    const expected = expectedArrivals(process, from, (from + length) as Instant);
    if (expected === 0) return expect(seen).toBe(0);
    sum += (seen - expected) ** 2 / expected;
    cells += 1;
  });
  return (sum - cells) / Math.sqrt(2 * cells);
}

const hourly = Array.from({ length: 24 }, (_, hour) => (hour < 6 ? 0 : hour % 7));

const changing: readonly (readonly [string, ArrivalProcess, Duration])[] = [
  ["a Poisson process", { type: "poisson", rate: 55.5 }, seconds(1_000)],
  ["a ramp up", { type: "ramp", from: 0, to: 200, over: seconds(700) }, seconds(1_000)],
  ["a ramp down", { type: "ramp", from: 200, to: 0, over: seconds(700) }, seconds(1_000)],
  [
    "steps",
    {
      type: "steps",
      steps: [
        { at: seconds(100), rate: 80 },
        { at: seconds(400), rate: 0 },
        { at: seconds(600), rate: 250 },
      ],
    },
    seconds(1_000),
  ],
  ["rates of the hour", { type: "daily", hourly }, days(4)],
  ["a daily peak", { type: "daily", mean: 2, peak: 4, peakAt: hours(15) }, days(4)],
  ["a daily peak at noon", { type: "daily", mean: 2, peak: 3, peakAt: hours(12) }, days(4)],
];

const even = (process: ArrivalProcess): ArrivalProcess =>
  process.type === "poisson"
    ? { type: "constant", rate: process.rate }
    : ({ ...process, spacing: "even" } as ArrivalProcess); // All others of the list have a spacing.

describe("constant arrivals", () => {
  it("are exactly the rate in each second, also after a million", () => {
    const process: ArrivalProcess = { type: "constant", rate: 300 };
    const instants = arrivalsOf(process, seconds(2_000), undrawn);
    expect(instants.slice(0, 4)).toEqual([0, 3_333, 6_666, 10_000]);
    expect([...countsOf(instants, seconds(1), 2_000)]).toEqual(Array(2_000).fill(300));
  });

  it.each([7, 300, 333, 999_983])("keep %d a second without drift in the last years", (rate) => {
    const process: ArrivalProcess = { type: "constant", rate };
    const state = initialArrivals(process);
    const late = days(100_000);
    let number = BigInt(late / 1_000_000) * BigInt(rate);
    let now = late as number as Instant; // Since the start.
    for (let count = 0; count < 5_000; count += 1, number += 1n) {
      now = nextArrival(process, state, now, undrawn)!;
      expect(BigInt(now)).toBe((number * 1_000_000n) / BigInt(rate));
    }
  });

  it("keep a rate that is no whole number", () => {
    const instants = arrivalsOf({ type: "constant", rate: 0.7 }, days(10), undrawn);
    expect(instants).toHaveLength(604_800);
    instants.forEach((at, place) => {
      if (Math.abs(at - place / 0.7e-6) > 1) throw new Error(`arrival ${place} at ${at}`);
    });
  });

  it("come each microsecond at the highest rate", () => {
    const instants = arrivalsOf({ type: "constant", rate: 1_000_000 }, seconds(1), undrawn);
    expect(instants).toHaveLength(1_000_000);
    expect(instants.every((at, place) => at === place)).toBe(true);
  });

  it("never come at a rate of 0", () => {
    expect(arrivalsOf({ type: "constant", rate: 0 }, days(1))).toEqual([]);
    expect(arrivalsOf({ type: "poisson", rate: 0 }, days(1))).toEqual([]);
  });
});

describe.each(changing)("%s", (_, process, horizon) => {
  const spans = 200;
  const length = (horizon / spans) as Duration; // 200 divides the horizons.

  it("has as many arrivals as the integral of the rate says, spread as a Poisson process is", () => {
    const instants = arrivalsOf(process, horizon);
    expect(instants.length).toBeGreaterThan(10_000);
    expect(Math.abs(misfit(process, countsOf(instants, length, spans), length))).toBeLessThan(3.3);
  });

  it("has gaps of unit exponentials on the scale of the integral of the rate", () => {
    const instants = arrivalsOf(process, horizon, undefined, 3_000);
    let before = start;
    const gaps = instants.map((at) => {
      const gap = expectedArrivals(process, before, at as Instant);
      before = at as Instant; // It came out of nextArrival.
      return gap;
    });
    gaps.sort((one, other) => one - other);
    let farthest = 0;
    gaps.forEach((gap, place) => {
      farthest = Math.max(farthest, Math.abs(1 - Math.exp(-gap) - (place + 0.5) / gaps.length));
    });
    expect(farthest).toBeLessThan(1.95 / Math.sqrt(gaps.length));
  });

  it("has an arrival each time the integral reaches a whole number, where spacing is even", () => {
    const evenly = even(process);
    const instants = arrivalsOf(evenly, horizon, undrawn);
    expect(
      Math.abs(instants.length - expectedArrivals(process, start, horizon as number as Instant)),
    ).toBeLessThanOrEqual(1);
    for (let place = 0; place < instants.length; place += 97) {
      const at = instants[place]!;
      const reached = expectedArrivals(process, start, at as Instant);
      const later = expectedArrivals(process, start, (at + 1) as Instant);
      // Rounded down, so the whole number lies inside this microsecond.
      expect(reached).toBeLessThan(place + 1e-7);
      expect(later).toBeGreaterThan(place - 1e-7);
    }
  });

  it("uses one uniform number an arrival", () => {
    const draw = drawFor("count");
    let used = 0;
    const instants = arrivalsOf(process, horizon, () => ((used += 1), draw()), 500);
    expect(used).toBe(instants.length);
  });

  it("goes on alike from a state that went through JSON", () => {
    const draw = drawFor("json");
    const state = initialArrivals(process);
    let now = start;
    for (let count = 0; count < 100; count += 1) now = nextArrival(process, state, now, draw)!;
    const restored = JSON.parse(JSON.stringify(state)) as typeof state;
    const [one, other] = [drawFor("rest"), drawFor("rest")];
    for (let count = 0; count < 100; count += 1) {
      expect(nextArrival(process, restored, now, one)).toBe(
        nextArrival(process, state, now, other),
      );
    }
  });

  it("leaves out what lies between the last arrival and a later now", () => {
    const later = (horizon * 0.605) as Instant; // Whole: horizons are multiples of 200 µs.
    const evenly = even(process);
    const all = arrivalsOf(evenly, horizon, undrawn);
    const state = initialArrivals(evenly);
    nextArrival(evenly, state, start, undrawn);
    const resumed = nextArrival(evenly, state, later, undrawn);
    const expected = all.find((at) => at >= later);
    expect(Math.abs(resumed! - expected!)).toBeLessThanOrEqual(1);

    const random = initialArrivals(process);
    const draw = drawFor("resume");
    let now = later;
    const counts = new Float64Array(200);
    for (;;) {
      const at = nextArrival(process, random, now, draw);
      if (at === null || at >= horizon) break;
      counts[Math.floor(at / length)]! += 1;
      now = at;
    }
    expect(counts.slice(0, 121).every((count) => count === 0)).toBe(true);
    const seen = counts.reduce((sum, count) => sum + count, 0);
    const mean = expectedArrivals(process, later, horizon as number as Instant);
    expect(Math.abs(seen - mean)).toBeLessThanOrEqual(4 * Math.sqrt(mean));
  });
});

describe("arrivals at a changing rate", () => {
  it("end when the rate falls to 0 for ever", () => {
    const falling: ArrivalProcess = {
      type: "ramp",
      from: 10,
      to: 0,
      over: seconds(2),
      spacing: "even",
    };
    expect(arrivalsOf(falling, days(1), undrawn)).toHaveLength(10);
    const state = initialArrivals(falling);
    let last: Instant | null = start;
    while (last !== null) last = nextArrival(falling, state, start, undrawn);
    expect([state.ended, nextArrival(falling, state, start, undrawn)]).toEqual([true, null]);
  });

  it("come at the end of a silence, not at its start", () => {
    const steps = [0, 10, 20].map((at, place) => ({
      at: seconds(at),
      rate: place % 2 === 0 ? 1 : 0,
    }));
    const instants = arrivalsOf({ type: "steps", steps, spacing: "even" }, seconds(22), undrawn);
    expect(instants.map((at) => at / 1e6)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 20, 21]);
  });

  it("carry the part of an arrival that is reached from one rate to the next", () => {
    const steps = [
      { at: seconds(0), rate: 0.25 },
      { at: seconds(10), rate: 1 },
      { at: seconds(12), rate: 0.1 },
      { at: seconds(15), rate: 2 },
    ];
    const instants = arrivalsOf({ type: "steps", steps, spacing: "even" }, seconds(16), undrawn);
    const expected = [0, 4, 8, 10.5, 11.5, 15.1, 15.6];
    expect(instants).toHaveLength(expected.length);
    // Rounded down, from fractions that binary digits do not hit.
    expected.forEach((at, place) =>
      expect(Math.abs(instants[place]! - at * 1e6)).toBeLessThan(1.5),
    );
  });

  it("never come when all rates are 0", () => {
    const silent: ArrivalProcess = { type: "daily", hourly: Array<number>(24).fill(0) };
    expect(arrivalsOf(silent, days(1))).toEqual([]);
  });

  it("keep their order under twice the rate, in half the time", () => {
    const slow = arrivalsOf(
      { type: "ramp", from: 5, to: 50, over: seconds(60) },
      minutes(1),
      drawFor("common"),
    );
    const fast = arrivalsOf(
      { type: "ramp", from: 10, to: 100, over: seconds(30) },
      minutes(1),
      drawFor("common"),
    );
    slow.forEach((at, place) => expect(Math.abs(at / 2 - fast[place]!)).toBeLessThanOrEqual(1));
  });

  it("count their times from the origin", () => {
    const origin = hours(3) as number as Instant;
    const process: ArrivalProcess = { type: "ramp", from: 0, to: 10, over: seconds(9) };
    const [moved, plain] = [initialArrivals(process, origin), initialArrivals(process)];
    const [one, other] = [drawFor("origin"), drawFor("origin")];
    let [now, then] = [origin, start];
    for (let count = 0; count < 200; count += 1) {
      now = nextArrival(process, moved, now, one)!;
      then = nextArrival(process, plain, then, other)!;
      expect(now - origin).toBe(then);
    }
  });

  it("end with time itself", () => {
    const process: ArrivalProcess = { type: "poisson", rate: 1e-9 };
    const state = initialArrivals(process);
    const draw = drawFor("end");
    let count = 0;
    for (let at: Instant | null = start; at !== null; count += 1)
      at = nextArrival(process, state, at, draw);
    expect(state.last).toBeLessThanOrEqual(Number.MAX_SAFE_INTEGER);
    expect(count).toBeGreaterThan(1); // 9 are expected in 285 years.
    expect(count).toBeLessThan(25);
  });
});

describe("bursts", () => {
  const process: ArrivalProcess = {
    type: "bursts",
    quiet: { rate: 5, mean: seconds(30) },
    busy: { rate: 500, mean: seconds(10) },
  };

  it("have the mean rate of their phases, and the spread of counts that phases make", () => {
    const horizon = seconds(20_000);
    const instants = arrivalsOf(process, horizon);
    const mean = expectedArrivals(process, start, horizon as number as Instant);
    // Variance of the count of a two-phase process over a long time: mean + 2 π₀ π₁ (r₁ − r₀)² τ t.
    const settling = 7.5;
    const variance = mean + 2 * 0.75 * 0.25 * 495 ** 2 * settling * 20_000;
    expect(Math.abs(mean / 20_000 - 128.75)).toBeLessThan(0.1);
    expect(Math.abs(instants.length - mean)).toBeLessThan(3 * Math.sqrt(variance));

    // One second is short beside the phases: its counts vary by the phases far more than by chance.
    const counts = countsOf(instants, seconds(1), 20_000);
    const average = instants.length / 20_000;
    const spread = counts.reduce((sum, count) => sum + (count - average) ** 2, 0) / 20_000;
    const short = 2 * settling * (1 - settling * (1 - Math.exp(-1 / settling)));
    const expected = average + 0.75 * 0.25 * 495 ** 2 * short;
    expect(Math.abs(spread / expected - 1)).toBeLessThan(0.08);
  });

  it("begin quiet and settle as the expected counts say", () => {
    const runs = 4_000;
    const counts = new Float64Array(12);
    for (let run = 0; run < runs; run += 1) {
      for (const at of arrivalsOf(process, seconds(24), drawFor(`run ${run}`))) {
        counts[Math.floor(at / seconds(2))]! += 1;
      }
    }
    counts.forEach((seen, place) => {
      const from = seconds(2 * place) as number as Instant;
      const expected = expectedArrivals(process, from, seconds(2 * place + 2) as number as Instant);
      // The share of busy runs p makes a standard error of about 990 √(p (1 − p) / runs).
      expect(Math.abs(seen / runs - expected)).toBeLessThan(990 * 3.5 * Math.sqrt(0.19 / runs));
    });
    expect(counts[0]! / runs).toBeLessThan(50);
  });

  it("have phases of whole microseconds that use one uniform number each", () => {
    let used = 0;
    const draw = drawFor("phases");
    const state = initialArrivals(process);
    let now = start;
    for (let count = 1; count <= 50_000; count += 1) {
      now = nextArrival(process, state, now, () => ((used += 1), draw()))!;
      expect(Number.isInteger(state.until)).toBe(true);
    }
    expect(used).toBe(50_000 + state.segment + 1);
    expect(state.segment).toBeGreaterThan(1);
  });

  it("never come when both phases are silent", () => {
    const phase = { rate: 0, mean: seconds(1) };
    expect(arrivalsOf({ type: "bursts", quiet: phase, busy: phase }, days(1), undrawn)).toEqual([]);
    const some = { ...phase, rate: 1 };
    expect(arrivalsOf({ type: "bursts", quiet: some, busy: phase }, days(1))).not.toEqual([]);
    expect(arrivalsOf({ type: "bursts", quiet: phase, busy: some }, days(1))).not.toEqual([]);
  });
});

describe("recorded arrivals", () => {
  const instants = [5, 5, 70, 1_000];

  it("come exactly when they were recorded, then no more", () => {
    expect(arrivalsOf({ type: "recorded", instants }, days(1), undrawn)).toEqual(instants);
    expect(arrivalsOf({ type: "recorded", instants: [] }, days(1), undrawn)).toEqual([]);
    const empty: ArrivalProcess = { type: "recorded", instants: [], repeatEvery: seconds(1) };
    expect(arrivalsOf(empty, days(1), undrawn)).toEqual([]);
  });

  it("come again each time the recording repeats", () => {
    const process: ArrivalProcess = { type: "recorded", instants, repeatEvery: seconds(1) };
    expect(arrivalsOf(process, seconds(3), undrawn)).toEqual(
      [0, 1_000_000, 2_000_000].flatMap((from) => instants.map((at) => from + at)),
    );
  });

  it.each([70, 71, 999_999, 1_000_000, 2_000_005, 7_000_071, 9_999_999])(
    "leave out what lies before %d µs when that is now",
    (now) => {
      const process: ArrivalProcess = { type: "recorded", instants, repeatEvery: seconds(1) };
      const all = arrivalsOf(process, seconds(12), undrawn);
      const state = initialArrivals(process);
      const resumed = [0, 1, 2, 3].map(() => nextArrival(process, state, now as Instant, undrawn));
      expect(resumed).toEqual(all.filter((at) => at >= now).slice(0, 4));
    },
  );

  it("begin a later round at its first instant, wherever they stood before", () => {
    const process: ArrivalProcess = { type: "recorded", instants, repeatEvery: seconds(1) };
    const state = initialArrivals(process);
    for (let count = 0; count < 3; count += 1) nextArrival(process, state, start, undrawn);
    expect(nextArrival(process, state, 7_000_000 as Instant, undrawn)).toBe(7_000_005);
  });

  it("are counted exactly", () => {
    const process: ArrivalProcess = { type: "recorded", instants, repeatEvery: seconds(1) };
    const count = (from: number, to: number): number =>
      expectedArrivals(process, from as Instant, to as Instant);
    expect([count(0, 5), count(0, 6), count(5, 70), count(0, 2_000_006)]).toEqual([0, 2, 2, 10]);
    expect(
      expectedArrivals({ type: "recorded", instants }, start, days(1) as number as Instant),
    ).toBe(4);
  });
});

describe.each(["poisson", "even"] as const)("counts, %s", (spacing) => {
  const counts = [0, 5, 0, 0, 1_000, 1, 60];
  const process: ArrivalProcess = { type: "counts", every: minutes(1), counts, spacing };
  const length = minutes(counts.length);

  it("have exactly as many arrivals in each span, in order", () => {
    const instants = arrivalsOf(process, days(1));
    expect([...countsOf(instants, minutes(1), counts.length)]).toEqual(counts);
    expect(instants).toEqual([...instants].sort((one, other) => one - other));
    for (const [from, to] of [
      [0, minutes(4)],
      [minutes(4), minutes(7)],
    ] as const) {
      const expected = expectedArrivals(process, from as Instant, to as number as Instant);
      expect(expected).toBe(instants.filter((at) => at >= from && at < to).length);
    }
  });

  it("lie anywhere in their span, as independent ones or evenly", () => {
    const instants = arrivalsOf(process, days(1)).filter((at) => at >= minutes(4));
    const tenths = countsOf(
      instants.slice(0, 1_000).map((at) => at - minutes(4)),
      seconds(6),
      10,
    );
    const chiSquare = tenths.reduce((sum, seen) => sum + (seen - 100) ** 2 / 100, 0);
    if (spacing === "even") expect(chiSquare).toBe(0);
    else {
      expect(chiSquare).toBeGreaterThan(1.7); // 9 degrees of freedom: 0.5 % on either side.
      expect(chiSquare).toBeLessThan(23.6);
    }
  });

  it("begin again each time they are to, and end where none ever comes", () => {
    const again = { ...process, repeatEvery: minutes(10) };
    const instants = arrivalsOf(again, minutes(30));
    const seen = countsOf(instants, minutes(1), 30);
    const silence = [0, 0, 0];
    expect([...seen]).toEqual([counts, silence, counts, silence, counts, silence].flat());
    const state = initialArrivals(again);
    const late = minutes(1_004) as number as Instant;
    const next = nextArrival(again, state, late, drawFor("late"))!;
    expect(next).toBeGreaterThanOrEqual(late);
    expect(next).toBeLessThan(minutes(1_005));
    const never = { ...again, counts: [0, 0] };
    expect(arrivalsOf(never, days(1))).toEqual([]);
    expect(expectedArrivals(again, 0 as Instant, length as number as Instant)).toBe(1_066);
  });

  it("go on alike from a state that went through JSON", () => {
    const draw = drawFor("json");
    const state = initialArrivals(process);
    let now = start;
    for (let count = 0; count < 100; count += 1) now = nextArrival(process, state, now, draw)!;
    const restored = JSON.parse(JSON.stringify(state)) as typeof state;
    const [one, other] = [drawFor("rest"), drawFor("rest")];
    for (let count = 0; count < 1_000; count += 1) {
      expect(nextArrival(process, restored, now, one)).toBe(
        nextArrival(process, state, now, other),
      );
    }
  });
});
