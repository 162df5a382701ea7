import type { Readings } from "./seen.ts";

/** Whether the last quarter of a series is clearly above the one before, up to its end. */
export function isGrowing({ points, last }: Readings): boolean {
  const quarter = Math.floor(points.length / 4);
  if (quarter < 1) return false;
  const mean = (from: number) =>
    points.slice(from, from + quarter).reduce((sum, { value }) => sum + value, 0) / quarter;
  const late = mean(points.length - quarter);
  const before = mean(points.length - 2 * quarter);
  return late >= before + leastGrowth && late >= before * leastRatio && last >= late;
}

const leastGrowth = 10;
const leastRatio = 1.1;
