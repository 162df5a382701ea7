import type { Duration } from "../time.ts";
import type { Distribution, Sampler } from "./distributions.ts";
import { asDuration, lawOf, samplerOf } from "./law.ts";
import type { Draw } from "./stream.ts";

/**
 * Works the constants of a distribution out once. Keep the result where many numbers are drawn; it
 * holds nothing that changes from one number to the next.
 */
export const compileDistribution = (distribution: Distribution): Sampler =>
  samplerOf(lawOf(distribution));

/** One number of `distribution`. Compiles it each time: see {@link compileDistribution}. */
export const sample = (distribution: Distribution, draw: Draw): number =>
  compileDistribution(distribution)(draw);

/** One duration of `distribution`, whose numbers are microseconds. Compiles it each time. */
export const sampleDuration = (distribution: Distribution, draw: Draw): Duration =>
  asDuration(sample(distribution, draw));
