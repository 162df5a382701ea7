import type { Draw } from "./stream.ts";

/**
 * A law that numbers are drawn from, as plain data.
 *
 * The numbers are durations in microseconds or whatever the caller takes them for. All but `gamma`
 * use one uniform number a variate, in rising order (`mixture` rises within each part): then two
 * scenarios that draw the same uniform numbers differ by design only.
 */
export type Distribution =
  | ConstantDistribution
  | UniformDistribution
  | ExponentialDistribution
  | NormalDistribution
  | LognormalDistribution
  | GammaDistribution
  | EmpiricalDistribution
  | MixtureDistribution
  | ShiftedDistribution
  | ClippedDistribution;

/** Always `value`. Uses no uniform number. */
export interface ConstantDistribution {
  readonly type: "constant";
  readonly value: number;
}

/** Any number from `min` up to `max`, all as likely. */
export interface UniformDistribution {
  readonly type: "uniform";
  readonly min: number;
  readonly max: number;
}

/** What does not age: how much is left does not depend on how much has passed. */
export interface ExponentialDistribution {
  readonly type: "exponential";
  readonly mean: number;
}

/**
 * The bell, of which only the part from `min` on counts.
 *
 * Truncated, not clamped: no share gathers at `min`, and the mean is above `mean` accordingly.
 */
export interface NormalDistribution {
  readonly type: "normal";
  readonly mean: number;
  readonly standardDeviation: number;
  /** @defaultValue 0 */
  readonly min?: number;
}

/** What has a normal logarithm; its spread is given as `sigma` of that, or as a second quantile. */
export type LognormalDistribution =
  | { readonly type: "lognormal"; readonly median: number; readonly sigma: number }
  | { readonly type: "lognormal"; readonly median: number; readonly percentile: QuantilePoint };

/** The sum of `shape` exponential steps of mean `scale`, for any positive shape. */
export interface GammaDistribution {
  readonly type: "gamma";
  readonly shape: number;
  readonly scale: number;
}

/** A share `p` of all numbers is at most `value`. */
export interface QuantilePoint {
  readonly p: number;
  readonly value: number;
}

/**
 * A measured law, given by quantiles from p = 0 (the least) to p = 1 (the greatest).
 *
 * Between two points the value runs in a straight line over p, or its logarithm does. Equal values
 * at two points put the share between them on that value.
 */
export interface EmpiricalDistribution {
  readonly type: "empirical";
  readonly points: readonly QuantilePoint[];
  /** @defaultValue "linear" */
  readonly interpolation?: "linear" | "logarithmic";
}

/** One of several laws, each with a chance in proportion to its weight. */
export interface MixtureDistribution {
  readonly type: "mixture";
  readonly parts: readonly MixturePart[];
}

export interface MixturePart {
  readonly weight: number;
  readonly distribution: Distribution;
}

/** Another law, with `by` added. */
export interface ShiftedDistribution {
  readonly type: "shifted";
  readonly by: number;
  readonly of: Distribution;
}

/** Another law, with what lies outside `min` to `max` moved to the nearer end. */
export interface ClippedDistribution {
  readonly type: "clipped";
  readonly min?: number;
  readonly max?: number;
  readonly of: Distribution;
}

/** Draws one number of a distribution. */
export type Sampler = (draw: Draw) => number;
