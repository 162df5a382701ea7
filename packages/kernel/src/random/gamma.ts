import { exp, ln } from "./portable-math.ts";
import { normalVariate } from "./normal.ts";
import type { Draw } from "./stream.ts";

/** Of 64 attempts each succeeds with a chance above 0.95, so all fail once in 10⁸³ variates. */
const mostAttempts = 64;

/**
 * Draws of the gamma law. Uses two uniform numbers an attempt, about 2.1 a variate, and one more for
 * a shape below 1: it is the one law here without a fixed number of them.
 *
 * Source: G. Marsaglia and W. W. Tsang, "A Simple Method for Generating Gamma Variables", ACM
 * Transactions on Mathematical Software 26 (2000), with the normal variate by inversion.
 */
export function gammaSampler(shape: number, scale: number): (draw: Draw) => number {
  if (shape < 1) {
    // A gamma variate of shape + 1, times a uniform number to the power of 1 / shape.
    const larger = gammaSampler(shape + 1, scale);
    return (draw) => larger(draw) * exp(ln(1 - draw()) / shape);
  }
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  return (draw) => {
    for (let attempt = 0; attempt < mostAttempts; attempt += 1) {
      const z = normalVariate(draw());
      const uniform = 1 - draw();
      const root = 1 + c * z;
      if (root <= 0) continue;
      const v = root * root * root;
      const square = z * z;
      if (uniform < 1 - 0.0331 * square * square) return d * v * scale;
      if (ln(uniform) < 0.5 * square + d * (1 - v + ln(v))) return d * v * scale;
    }
    // Only draws that a test or a search has pinned to one number come here.
    return d * scale;
  };
}
