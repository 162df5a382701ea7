import type { EmpiricalDistribution, QuantilePoint } from "./distributions.ts";
import { normalCdf, normalQuantile } from "./normal.ts";
import { exp, ln } from "./portable-math.ts";

/** How far beyond the outermost quantiles numbers lie at most: as parts of P10 and of the last. */
const lowest = 0.8;
const highest = 4;
const tenth = -1.2815515655446004; // Of the normal law.
/** Between two points of the result lies a quarter of a standard deviation at most. */
const step = 0.25;
const farthest = 5;

interface Anchor {
  readonly z: number;
  readonly logarithm: number;
}

/**
 * A law through measured quantiles, two at least in rising order: between them its logarithm runs
 * in a straight line over the normal law's quantiles, as it does for a lognormal. Beyond the ends it
 * goes on like that, down to 0.8 times its P10 and up to 4 times the last quantile.
 */
export function lawThrough(quantiles: readonly QuantilePoint[]): EmpiricalDistribution {
  const anchors = quantiles.map(({ p, value }) => ({ z: normalQuantile(p), logarithm: ln(value) }));
  const floor = Math.min(quantiles[0]!.value, lowest * exp(logarithmAt(anchors, tenth)));
  const ceiling = highest * quantiles.at(-1)!.value;
  const points: QuantilePoint[] = [{ p: 0, value: floor }];
  const add = (p: number, value: number): void => {
    const bounded = Math.min(Math.max(value, points.at(-1)!.value), ceiling);
    if (p > points.at(-1)!.p && p < 1) points.push({ p, value: bounded });
  };
  let next = 0;
  for (let z = -farthest; z <= farthest; z += step) {
    for (; next < anchors.length && anchors[next]!.z <= z; next += 1) {
      add(quantiles[next]!.p, quantiles[next]!.value); // Exactly what was measured.
    }
    add(normalCdf(z), Math.max(floor, exp(logarithmAt(anchors, z))));
  }
  points.push({ p: 1, value: points.at(-1)!.value });
  return { type: "empirical", interpolation: "logarithmic", points };
}

/** The logarithm at a quantile of the normal law; beyond the anchors on the line of the last two. */
function logarithmAt(anchors: readonly Anchor[], z: number): number {
  let place = 1;
  while (place < anchors.length - 1 && z > anchors[place]!.z) place += 1;
  const from = anchors[place - 1]!;
  const to = anchors[place]!;
  const slope = (to.logarithm - from.logarithm) / (to.z - from.z);
  return from.logarithm + slope * (z - from.z);
}
