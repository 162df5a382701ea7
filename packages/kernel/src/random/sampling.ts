import type { Duration } from "../time.ts";
import type { Distribution, Sampler } from "./distributions.ts";
import { lawOf, samplerOf } from "./law.ts";
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

/** A number of microseconds as a duration: rounded, at least 0, at most 2⁵³ − 1. */
export const asDuration = (value: number): Duration =>
  // Rounded and inside the range, so the brand holds. A sum with 0 turns -0 into 0.
  (Math.round(Math.min(Math.max(value, 0), Number.MAX_SAFE_INTEGER)) + 0) as Duration;

/** One duration of `distribution`, whose numbers are microseconds. Compiles it each time. */
export const sampleDuration = (distribution: Distribution, draw: Draw): Duration =>
  asDuration(sample(distribution, draw));
