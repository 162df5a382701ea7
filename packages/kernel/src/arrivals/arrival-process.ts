import type { Duration } from "../time.ts";

/**
 * The law of when something arrives, as plain data.
 *
 * Rates are arrivals a second of virtual time. All times count from the process's origin, which is
 * the start of the run unless said otherwise.
 */
export type ArrivalProcess =
  | ConstantArrivals
  | PoissonArrivals
  | RampArrivals
  | StepArrivals
  | DailyArrivals
  | BurstArrivals
  | RecordedArrivals
  | CountedArrivals;

/**
 * How arrivals lie around a changing rate: independently of each other, or evenly, one each time
 * the integral of the rate reaches the next whole number, 0 included.
 */
export type ArrivalSpacing = "poisson" | "even";

/** Evenly spaced arrivals, the first at the origin: exactly `rate` in each second, for ever. */
export interface ConstantArrivals {
  readonly type: "constant";
  readonly rate: number;
}

/** Independent arrivals at a rate that does not change. */
export interface PoissonArrivals {
  readonly type: "poisson";
  readonly rate: number;
}

/** A rate that runs in a straight line between two values, and stays at the second. */
export interface RampArrivals {
  readonly type: "ramp";
  readonly from: number;
  readonly to: number;
  readonly over: Duration;
  /** @defaultValue "poisson" */
  readonly spacing?: ArrivalSpacing;
}

/** A rate that holds from one step to the next: 0 before the first, for ever after the last. */
export interface StepArrivals {
  readonly type: "steps";
  readonly steps: readonly RateStep[];
  /** @defaultValue "poisson" */
  readonly spacing?: ArrivalSpacing;
}

/** From `at` on, the rate is `rate`. */
export interface RateStep {
  readonly at: Duration;
  readonly rate: number;
}

/**
 * A rate that repeats every 24 hours, the first midnight being the origin.
 *
 * Either the rates at each full hour, 0 to 23, with straight lines between them; or a straight line
 * up to `peak` at `peakAt` and down to the trough twelve hours later, which lies as far below `mean`.
 */
export type DailyArrivals =
  | {
      readonly type: "daily";
      readonly hourly: readonly number[];
      readonly spacing?: ArrivalSpacing;
    }
  | {
      readonly type: "daily";
      readonly mean: number;
      readonly peak: number;
      readonly peakAt: Duration;
      readonly spacing?: ArrivalSpacing;
    };

/**
 * Quiet and busy phases by turns, the first being quiet: a Markov-modulated Poisson process. In each
 * phase arrivals are independent, and the phase's length is exponential with its `mean`.
 */
export interface BurstArrivals {
  readonly type: "bursts";
  readonly quiet: BurstPhase;
  readonly busy: BurstPhase;
}

export interface BurstPhase {
  readonly rate: number;
  readonly mean: Duration;
}

/**
 * Arrivals at given instants, in microseconds from the origin; once, or again each time
 * `repeatEvery` has passed.
 */
export interface RecordedArrivals {
  readonly type: "recorded";
  readonly instants: readonly number[];
  readonly repeatEvery?: Duration;
}

/**
 * As many arrivals in each span of `every` as was counted there, the first span at the origin; once, or
 * again each time `repeatEvery` has passed. Inside a span they are independent of each other, or even.
 */
export interface CountedArrivals {
  readonly type: "counts";
  readonly every: Duration;
  /** Whole numbers. */
  readonly counts: readonly number[];
  readonly repeatEvery?: Duration;
  readonly spacing?: ArrivalSpacing;
}
