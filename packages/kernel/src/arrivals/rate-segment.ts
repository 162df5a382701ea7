import { ln } from "../random/portable-math.ts";
import type { Draw } from "../random/stream.ts";
import type { ArrivalProcess, DailyArrivals } from "./arrival-process.ts";

/**
 * A stretch of time in which the rate is a straight line, and the next arrivals inside it.
 *
 * Instants are microseconds of virtual time, rates are arrivals a second.
 */
export interface RateSegment {
  /** How many segments came before. */
  segment: number;
  from: number;
  until: number;
  /** The rate at `from`. */
  rate: number;
  /** The rate that the line comes to at `until`. */
  endRate: number;
}

/** The end of virtual time. What lasts for ever ends here. */
const endOfTime = Number.MAX_SAFE_INTEGER;

const second = 1_000_000;
const hour = 3_600 * second;
const halfDay = 12 * hour;

/** How many arrivals the rate makes from the start of the segment to `at`, on the average. */
export function integralUntil(segment: RateSegment, at: number): number {
  const { from, until, rate, endRate } = segment;
  const length = (at - from) / second;
  if (rate === endRate) return rate * length;
  const share = (at - from) / (until - from);
  return (rate + (share * (endRate - rate)) / 2) * length;
}

/** How many microseconds after the segment's start the integral of the rate reaches `integral`. */
export function offsetOf(segment: RateSegment, integral: number): number {
  const { from, until, rate, endRate } = segment;
  if (integral <= 0) return 0;
  if (rate === endRate) return (integral * second) / rate;
  // The root of rate · x + (endRate − rate) · x² / 2 = needed, in the form that loses no digits.
  const length = until - from;
  const needed = (integral * second) / length;
  const square = rate * rate + 2 * (endRate - rate) * needed;
  const x = (2 * needed) / (rate + Math.sqrt(Math.max(square, 0)));
  return length * Math.min(x, 1);
}

/** Moves on to the segment that begins where this one ends; false at the end of time. */
export function enterNextSegment(
  process: Exclude<ArrivalProcess, { readonly type: "recorded" | "counts" }>,
  state: RateSegment,
  draw: Draw,
): boolean {
  if (state.until >= endOfTime) return false;
  state.segment += 1;
  state.from = state.until;
  const { segment } = state;
  switch (process.type) {
    case "constant":
    case "poisson":
      enter(state, endOfTime, process.rate, process.rate);
      break;
    case "ramp":
      if (segment === 0) enter(state, process.over, process.from, process.to);
      else enter(state, endOfTime, process.to, process.to);
      break;
    case "steps": {
      // Segment 0 is what lies before the first step.
      const { steps } = process;
      const step = steps[segment - 1];
      const end = steps[segment]?.at ?? endOfTime;
      enter(
        state,
        end === endOfTime ? end : end - (step?.at ?? 0),
        step?.rate ?? 0,
        step?.rate ?? 0,
      );
      break;
    }
    case "daily":
      enterDaily(process, state);
      break;
    case "bursts": {
      const phase = segment % 2 === 0 ? process.quiet : process.busy;
      const length = Math.max(1, Math.round(-phase.mean * ln(1 - draw())));
      enter(state, length, phase.rate, phase.rate);
    }
  }
  return true;
}

function enter(state: RateSegment, length: number, rate: number, endRate: number): void {
  state.until = Math.min(state.from + length, endOfTime);
  state.rate = rate;
  state.endRate = endRate;
}

function enterDaily(process: DailyArrivals, state: RateSegment): void {
  if ("hourly" in process) {
    const { hourly } = process;
    const start = state.segment % 24;
    enter(state, hour, hourly[start]!, hourly[(start + 1) % 24]!);
    return;
  }
  // Midnight, the first turn of the line, the second, midnight.
  const { mean, peak, peakAt } = process;
  const trough = 2 * mean - peak;
  const turn = peakAt % halfDay;
  const turnRate = peakAt < halfDay ? peak : trough;
  const otherRate = peakAt < halfDay ? trough : peak;
  const midnight = turnRate + ((otherRate - turnRate) * turn) / halfDay;
  const part = state.segment % 3;
  if (part === 0) enter(state, turn, midnight, turnRate);
  else if (part === 1) enter(state, halfDay, turnRate, otherRate);
  else enter(state, halfDay - turn, otherRate, midnight);
}
