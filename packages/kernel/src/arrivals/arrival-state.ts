import { exp, ln } from "../random/portable-math.ts";
import type { Draw } from "../random/stream.ts";
import { start, unboxed, type Instant } from "../time.ts";
import type { ArrivalProcess, CountedArrivals, RecordedArrivals } from "./arrival-process.ts";
import { enterNextSegment, integralUntil, offsetOf, type RateSegment } from "./rate-segment.ts";

/** Where an arrival process stands, as plain data; {@link nextArrival} writes on it. */
export interface ArrivalState extends RateSegment {
  /**
   * The integral of the rate from the start of the segment to the last arrival; or below 0. Of counts,
   * how many arrivals of the segment there were.
   */
  reached: number;
  /** The instant of the last arrival, or the origin. */
  last: Instant;
  /** Whether arrivals lie evenly along the integral of the rate. */
  readonly even: boolean;
  /** Whether nothing will arrive again. */
  ended: boolean;
}

/** An arrival process before its first arrival. Its times count from `origin`. */
export function initialArrivals(process: ArrivalProcess, origin: Instant = start): ArrivalState {
  const isListed = process.type === "recorded" || process.type === "counts";
  const even = process.type === "constant" || ("spacing" in process && process.spacing === "even");
  return {
    segment: isListed ? 0 : -1,
    from: origin,
    until: origin,
    rate: 0,
    endRate: 0,
    reached: even && !isListed ? -1 : 0, // An even process has its first arrival where the integral is 0.
    last: origin,
    even,
    ended: process.type === "bursts" && process.quiet.rate === 0 && process.busy.rate === 0,
  };
}

/**
 * The instant of the next arrival, in whole microseconds (rounded down), never before the one that
 * was returned last nor before `now`; `null` when nothing arrives again. Several may share an instant.
 *
 * Where `now` is later than the last arrival, arrivals between the two are left out.
 *
 * Uses one uniform number an arrival (also one that is left out, of counts), none where arrivals are even or recorded; a process of bursts
 * uses one more for each phase. A changing rate is followed by inverting its integral, without
 * rejected attempts, so that equal uniform numbers meet the same arrivals under another rate.
 */
export function nextArrival(
  process: ArrivalProcess,
  state: ArrivalState,
  now: Instant,
  draw: Draw,
): Instant | null {
  if (state.ended) return null;
  if (process.type === "recorded") return nextRecorded(process, state, now);
  if (process.type === "counts") return nextCounted(process, state, now, draw);
  if (now > state.last && !skipUntil(process, state, now, draw)) return null;
  state.reached += state.even ? 1 : -ln(1 - draw());
  // "Reached" counts as past: an arrival at the end of a silence comes where the rate sets in.
  let integral = integralUntil(state, state.until);
  while (state.reached >= integral) {
    state.reached -= integral;
    if (!enterNextSegment(process, state, draw)) return end(state);
    integral = integralUntil(state, state.until);
  }
  dropWholeSeconds(state);
  return arriveAt(state, state.from + Math.floor(offsetOf(state, state.reached)));
}

type RatedProcess = Exclude<ArrivalProcess, RecordedArrivals | CountedArrivals>;

/** Moves to `now` without arrivals; false when the process ends before. */
function skipUntil(process: RatedProcess, state: ArrivalState, now: Instant, draw: Draw): boolean {
  while (state.until <= now) {
    state.reached -= integralUntil(state, state.until);
    if (!enterNextSegment(process, state, draw)) return end(state) !== null;
  }
  const integral = integralUntil(state, now);
  if (state.even) state.reached += Math.max(0, Math.ceil(integral - state.reached) - 1);
  else state.reached = Math.max(state.reached, integral);
  state.last = now;
  return true;
}

/**
 * Moves the start of a segment of constant rate forward by whole seconds.
 *
 * With a whole number of arrivals a second nothing is rounded, and the numbers stay small: so the
 * millionth second has as many arrivals as the first.
 */
function dropWholeSeconds(state: ArrivalState): void {
  const { rate } = state;
  if (rate !== state.endRate || state.reached < rate || rate !== Math.floor(rate)) return;
  const whole = Math.floor(state.reached / rate);
  state.from += whole * 1_000_000;
  state.reached -= whole * rate;
}

function nextRecorded(
  { instants, repeatEvery }: RecordedArrivals,
  state: ArrivalState,
  now: Instant,
): Instant | null {
  if (instants.length === 0) return end(state);
  if (repeatEvery !== undefined && now - state.from >= repeatEvery) {
    // All of the rounds before this one lies before now.
    state.from += Math.floor((now - state.from) / repeatEvery) * repeatEvery;
    state.segment = 0;
  }
  for (;;) {
    if (state.segment === instants.length) {
      if (repeatEvery === undefined) return end(state);
      state.from += repeatEvery;
      state.segment = 0;
    }
    const at = state.from + instants[state.segment]!;
    state.segment += 1;
    if (at >= now) return arriveAt(state, at);
  }
}

function nextCounted(
  { every, counts, repeatEvery }: CountedArrivals,
  state: ArrivalState,
  now: Instant,
  draw: Draw,
): Instant | null {
  const round = state.from - state.segment * every;
  if (repeatEvery !== undefined && now - round >= repeatEvery) {
    // All of the rounds before this one lies before now.
    state.from = round + Math.floor((now - round) / repeatEvery) * repeatEvery;
    state.segment = 0;
    state.reached = 0;
  }
  for (let spans = 0; ; spans += 1) {
    if (state.segment === counts.length) {
      // One round may lie before now, and another has no arrival: then none has.
      if (repeatEvery === undefined || spans > 2 * counts.length) return end(state);
      state.from += repeatEvery - counts.length * every;
      state.segment = 0;
    }
    const count = counts[state.segment]!;
    while (state.reached < count) {
      const at = state.from + Math.floor(every * placeInSpan(state, count, every, draw));
      state.reached += 1;
      if (at >= now || at > Number.MAX_SAFE_INTEGER) return arriveAt(state, at);
      state.last = Math.max(state.last, at) as Instant; // Whole; it is left out.
    }
    state.segment += 1;
    state.reached = 0;
    state.from += every;
  }
}

/** Where in its span the next of `count` arrivals lies, from 0 to 1: the least of those that are left. */
function placeInSpan(
  { from, last, reached, even }: ArrivalState,
  count: number,
  every: number,
  draw: Draw,
): number {
  if (even) return reached / count;
  const before = Math.max(0, (last - from) / every);
  return before + (1 - before) * (1 - exp(ln(1 - draw()) / (count - reached)));
}

function arriveAt(state: ArrivalState, at: number): Instant | null {
  if (at > Number.MAX_SAFE_INTEGER) return end(state);
  // A whole number in range, so the brand holds. Rounding may not turn two arrivals around.
  return (state.last = unboxed(Math.max(at, state.last) as Instant));
}

function end(state: ArrivalState): null {
  state.ended = true;
  return null;
}
