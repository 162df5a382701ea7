import { ConfigError, microseconds, unreachable, type Duration } from "@orrery/kernel";

/** When a delivery that failed is attempted again, and how often. Plain data. */
export interface RetrySchedule {
  /** Retries in the order in which they are made. After the last there is none. */
  readonly phases: readonly RetryPhase[];
  /** The part of each wait that is really waited, drawn evenly; `null`: all of it. */
  readonly jitter: { readonly min: number; readonly max: number } | null;
}

/** Some retries in a row, and what is waited before each. */
export type RetryPhase = ConstantPhase | ExponentialPhase | SpreadPhase;

/** The same wait before each. */
export interface ConstantPhase {
  readonly type: "constant";
  /** How many; `null`: without end. */
  readonly retries: number | null;
  readonly delay: Duration;
}

/** `base` before the first, `factor` times as much before each further one, and never more than `cap`. */
export interface ExponentialPhase {
  readonly type: "exponential";
  /** How many; `null`: without end. */
  readonly retries: number | null;
  readonly base: Duration;
  /** Above 1. */
  readonly factor: number;
  readonly cap: Duration;
}

/**
 * `from` before the first and `to` before the last: by even steps (*linear*), or between those and a
 * doubling from `from` up to `to`, at their *arithmetic* or their *geometric* mean.
 */
export interface SpreadPhase {
  readonly type: "linear" | "arithmetic" | "geometric";
  readonly retries: number;
  readonly from: Duration;
  readonly to: Duration;
}

/** One retry after each of these waits. */
export const stepsOf = (...delays: readonly Duration[]): RetrySchedule => ({
  phases: delays.map((delay) => ({ type: "constant", retries: 1, delay })),
  jitter: null,
});

/** How many retries there are at most; `null`: without end. */
export function retriesOf({ phases }: RetrySchedule): number | null {
  let sum = 0;
  for (const { retries } of phases) {
    if (retries === null) return null;
    sum += retries;
  }
  return sum;
}

/**
 * What is waited before the retry of this number, from 1; `null` where there is no such retry.
 * `drawn` in [0, 1) says which part of it, where the schedule draws one.
 */
export function waitBefore(
  { phases, jitter }: RetrySchedule,
  retry: number,
  drawn: number,
): Duration | null {
  let place = retry;
  for (const phase of phases) {
    if (phase.retries === null || place <= phase.retries) {
      const part = jitter === null ? 1 : jitter.min + (jitter.max - jitter.min) * drawn;
      return microseconds(wholeWait(phase, place) * part);
    }
    place -= phase.retries;
  }
  return null;
}

/** The wait before one retry of a phase, of which the first has the place 1. */
function wholeWait(phase: RetryPhase, place: number): number {
  switch (phase.type) {
    case "constant":
      return phase.delay;
    case "exponential":
      return grown(phase.base, phase.factor, phase.cap, place);
    case "linear":
      return evenStep(phase, place);
    case "arithmetic":
      return (evenStep(phase, place) + grown(phase.from, 2, phase.to, place)) / 2;
    case "geometric":
      return Math.sqrt(evenStep(phase, place) * grown(phase.from, 2, phase.to, place));
    default:
      return unreachable(phase);
  }
}

const evenStep = ({ from, to, retries }: SpreadPhase, place: number): number =>
  retries === 1 ? from : from + ((to - from) * (place - 1)) / (retries - 1);

/** Multiplied, since engines differ in powers; the cap ends it early. */
function grown(base: number, factor: number, cap: number, place: number): number {
  let wait = base;
  for (let times = 1; times < place && wait < cap; times += 1) wait *= factor;
  return Math.min(wait, cap);
}

/**
 * Refuses a schedule that no sender can mean.
 *
 * @throws ConfigError
 */
export function checkRetrySchedule(path: string, { phases, jitter }: RetrySchedule): void {
  phases.forEach((phase, place) => {
    const at = `${path} phases[${place}]`;
    const { retries } = phase;
    if (retries === null && place < phases.length - 1) {
      throw new ConfigError(`${at} retries`, "a number, since a phase follows", "none");
    }
    checkWhole(`${at} retries`, retries ?? 1, 0);
    switch (phase.type) {
      case "constant":
        checkWhole(`${at} delay`, phase.delay, 0);
        // Otherwise time would stand still.
        if (retries === null) checkWhole(`${at} delay`, phase.delay, 1);
        return;
      case "exponential":
        checkWhole(`${at} base`, phase.base, 1);
        checkWhole(`${at} cap`, phase.cap, phase.base);
        if (phase.factor > 1 && Number.isFinite(phase.factor)) return;
        throw new ConfigError(`${at} factor`, "a number above 1", String(phase.factor));
      default:
        checkWhole(`${at} from`, phase.from, 0);
        checkWhole(`${at} to`, phase.to, phase.from);
    }
  });
  if (jitter === null || (jitter.min >= 0 && jitter.min <= jitter.max && jitter.max < Infinity)) {
    return;
  }
  throw new ConfigError(
    `${path} jitter`,
    "parts from 0 on, the smaller first",
    `${jitter.min} to ${jitter.max}`,
  );
}

function checkWhole(path: string, value: number, least: number): void {
  if (Number.isSafeInteger(value) && value >= least) return;
  throw new ConfigError(path, `a whole number of at least ${least}`, String(value));
}
