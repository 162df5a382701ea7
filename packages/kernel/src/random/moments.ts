import { ConfigError, unreachable } from "../errors.ts";
import type { Distribution } from "./distributions.ts";
import { compileDistribution } from "./sampling.ts";
import { sigmaOf } from "./law.ts";
import { normalCdf, normalDensity } from "./normal.ts";
import { exp, ln } from "./portable-math.ts";

/** The mean of a distribution; `null` for one that is clipped, unless what it clips is constant. */
export function meanOf(distribution: Distribution): number | null {
  switch (distribution.type) {
    case "constant":
      return distribution.value;
    case "uniform":
      return (distribution.min + distribution.max) / 2;
    case "exponential":
      return distribution.mean;
    case "normal": {
      const { mean, standardDeviation, min = 0 } = distribution;
      const cut = (min - mean) / standardDeviation;
      return mean + (standardDeviation * normalDensity(cut)) / normalCdf(-cut);
    }
    case "lognormal": {
      const sigma = sigmaOf(distribution);
      return distribution.median * exp((sigma * sigma) / 2);
    }
    case "gamma":
      return distribution.shape * distribution.scale;
    case "empirical": {
      const { points, interpolation } = distribution;
      let mean = 0;
      for (const [place, { p, value }] of points.slice(1).entries()) {
        const before = points[place]!;
        mean += (p - before.p) * meanBetween(before.value, value, interpolation);
      }
      return mean;
    }
    case "mixture": {
      let sum = 0;
      let weights = 0;
      for (const { weight, distribution: part } of distribution.parts) {
        const mean = meanOf(part);
        if (mean === null) return null;
        sum += weight * mean;
        weights += weight;
      }
      return sum / weights;
    }
    case "shifted": {
      const mean = meanOf(distribution.of);
      return mean === null ? null : mean + distribution.by;
    }
    case "clipped":
      return distribution.of.type === "constant"
        ? compileDistribution(distribution)(() => 0)
        : null;
    default:
      return unreachable(distribution);
  }
}

/** The least number that a distribution gives; what it only comes near to counts. */
export function leastOf(distribution: Distribution): number {
  switch (distribution.type) {
    case "constant":
      return distribution.value;
    case "uniform":
      return distribution.min;
    case "exponential":
    case "lognormal":
    case "gamma":
      return 0;
    case "normal":
      return distribution.min ?? 0;
    case "empirical":
      return distribution.points[0]!.value;
    case "mixture":
      return distribution.parts.reduce(
        (least, { distribution: part }) => Math.min(least, leastOf(part)),
        Infinity,
      );
    case "shifted":
      return distribution.by + leastOf(distribution.of);
    case "clipped": {
      const { min = -Infinity, max = Infinity, of } = distribution;
      return Math.min(max, Math.max(min, leastOf(of)));
    }
    default:
      return unreachable(distribution);
  }
}

/** The mean of what runs from one value to another, in a straight line or its logarithm does. */
function meanBetween(
  one: number,
  other: number,
  interpolation: "linear" | "logarithmic" | undefined,
): number {
  if (interpolation !== "logarithmic" || one === other) return (one + other) / 2;
  return (other - one) / ln(other / one);
}

/**
 * The value that a share `p` of a distribution lies below; `null` for `gamma` and `mixture`, which
 * have no closed form, and for what is made of them.
 *
 * @throws ConfigError when `p` is not between 0 and 1.
 */
export function quantileOf(distribution: Distribution, p: number): number | null {
  if (!(p > 0 && p < 1)) throw new ConfigError("p", "a number between 0 and 1", String(p));
  return hasClosedQuantile(distribution) ? compileDistribution(distribution)(() => p) : null;
}

function hasClosedQuantile(distribution: Distribution): boolean {
  switch (distribution.type) {
    case "gamma":
    case "mixture":
      return false;
    case "shifted":
    case "clipped":
      return hasClosedQuantile(distribution.of);
    default:
      return true; // Drawn by inversion: the draw is the share.
  }
}
