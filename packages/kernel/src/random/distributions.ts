import { unreachable } from "../errors.ts";
import type { Duration } from "../time.ts";
import { gammaSampler } from "./gamma.ts";
import { lowestShare, normalCdf, normalQuantile, normalVariate } from "./normal.ts";
import { exp, ln } from "./portable-math.ts";
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

/** The greatest number below 1. */
const almostOne = 0.9999999999999999;

/**
 * Works the constants of a distribution out once. Keep the result where many numbers are drawn; it
 * holds nothing that changes from one number to the next.
 */
export function compileDistribution(distribution: Distribution): Sampler {
  switch (distribution.type) {
    case "constant": {
      const { value } = distribution;
      return () => value;
    }
    case "uniform": {
      const { min } = distribution;
      const width = distribution.max - min;
      return (draw) => min + draw() * width;
    }
    case "exponential": {
      const { mean } = distribution;
      return (draw) => -mean * ln(1 - draw());
    }
    case "normal":
      return normalSampler(distribution);
    case "lognormal": {
      const { median } = distribution;
      const sigma = sigmaOf(distribution);
      return (draw) => median * exp(sigma * normalVariate(draw()));
    }
    case "gamma":
      return gammaSampler(distribution.shape, distribution.scale);
    case "empirical":
      return empiricalSampler(distribution);
    case "mixture":
      return mixtureSampler(distribution);
    case "shifted": {
      const { by } = distribution;
      const sampler = compileDistribution(distribution.of);
      return (draw) => sampler(draw) + by;
    }
    case "clipped": {
      const { min = -Infinity, max = Infinity } = distribution;
      const sampler = compileDistribution(distribution.of);
      return (draw) => Math.min(Math.max(sampler(draw), min), max);
    }
    default:
      return unreachable(distribution);
  }
}

/** One number of `distribution`. Compiles it each time: see {@link compileDistribution}. */
export const sample = (distribution: Distribution, draw: Draw): number =>
  compileDistribution(distribution)(draw);

/** A number of microseconds as a duration: rounded, at least 0, at most 2⁵³ − 1. */
export const asDuration = (value: number): Duration =>
  // Rounded and inside the range, so the brand holds. A sum with 0 turns -0 into 0.
  (Math.round(Math.min(Math.max(value, 0), Number.MAX_SAFE_INTEGER)) + 0) as Duration;

/** One duration of `distribution`, whose numbers are microseconds. Compiles it each time. */
export const sampleDuration = (distribution: Distribution, draw: Draw): Duration =>
  asDuration(sample(distribution, draw));

/** The standard deviation of the logarithm. */
export const sigmaOf = (distribution: LognormalDistribution): number =>
  "sigma" in distribution
    ? distribution.sigma
    : ln(distribution.percentile.value / distribution.median) /
      normalQuantile(distribution.percentile.p);

function normalSampler({ mean, standardDeviation, min = 0 }: NormalDistribution): Sampler {
  // Counted down from the upper end, where small shares keep their digits.
  const kept = normalCdf((mean - min) / standardDeviation);
  return (draw) =>
    Math.max(min, mean - standardDeviation * normalQuantile((1 - (draw() || lowestShare)) * kept));
}

function empiricalSampler({ points, interpolation = "linear" }: EmpiricalDistribution): Sampler {
  const shares = points.map(({ p }) => p);
  const values = points.map(({ value }) => value);
  const logarithms = interpolation === "linear" ? null : values.map(ln);
  return (draw) => {
    const share = draw();
    let low = 0;
    let high = shares.length - 1;
    while (high - low > 1) {
      const middle = (low + high) >>> 1;
      if (shares[middle]! <= share) low = middle;
      else high = middle;
    }
    const value = values[low]!;
    if (value === values[high]) return value;
    const part = (share - shares[low]!) / (shares[high]! - shares[low]!);
    if (logarithms === null) return value + part * (values[high]! - value);
    return exp(logarithms[low]! + part * (logarithms[high]! - logarithms[low]!));
  };
}

/**
 * The uniform number that picks the part is stretched over the part's share and used again, so that
 * a mixture uses one as well. A part of weight w then sees steps of 2⁻³² / w.
 */
function mixtureSampler({ parts }: MixtureDistribution): Sampler {
  const samplers = parts.map(({ distribution }) => compileDistribution(distribution));
  const total = parts.reduce((sum, { weight }) => sum + weight, 0);
  const ends: number[] = [];
  let sum = 0;
  for (const { weight } of parts) ends.push((sum += weight) / total);
  // What is set for the length of one call: the stretched number, then the draws after it.
  let stretched = 0;
  let later: Draw | null = null;
  let source: Draw = () => 0;
  const drawOfPart: Draw = () => {
    if (later !== null) return later();
    later = source;
    return stretched;
  };
  return (draw) => {
    const share = draw();
    let part = 0;
    while (part < ends.length - 1 && share >= ends[part]!) part += 1;
    const start = part === 0 ? 0 : ends[part - 1]!;
    const width = ends[part]! - start;
    stretched = Math.min((share - start + lowestShare) / width, almostOne);
    later = null;
    source = draw;
    return samplers[part]!(drawOfPart);
  };
}
