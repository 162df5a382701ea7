import type { Points } from "../math/math-value.ts";
import { metrics, type AlarmContext } from "./declarations.ts";
import type { Slots } from "./reading-metrics.ts";
import type { Band } from "./state.ts";

/**
 * The ends of a band: so many deviations around the mean of all points before; `null` while there are too few. AWS trains a
 * model that knows of hours and days, and says no more of it.
 */
export function bandBefore(
  { count, mean, squares }: Band,
  width: number,
  context: AlarmContext,
): { readonly lower: number; readonly upper: number } | null {
  if (count < context.settings.assumed.bandPoints) {
    context.observe(metrics["cloudwatch.bandPoints"], 1);
    return null;
  }
  const half = width * Math.sqrt(squares / count);
  return { lower: mean - half, upper: mean + half };
}

/** With the points that it does not have yet, the oldest first. */
export function withPoints(band: Band, points: Points, { until, period, count }: Slots): Band {
  let known = band;
  points.forEach((value, place) => {
    const end = until - (count - place - 1) * period;
    // Windows slide: points that overlap those that are in it would count twice.
    if (value === null || end < known.until + period) return;
    const next = known.count + 1;
    const mean = known.mean + (value - known.mean) / next;
    known = {
      count: next,
      mean,
      squares: known.squares + (value - known.mean) * (value - mean),
      until: end,
    };
  });
  return known;
}
