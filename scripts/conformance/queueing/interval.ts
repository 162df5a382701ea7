/** Where a mean lies, with the level's chance. */
export interface Interval {
  readonly mean: number;
  readonly halfWidth: number;
}

/** Batches of a run. Long enough that the end of one says little about the next. */
export const batchCount = 20;

// Quantiles at 0.9995 of Student's t with 19 degrees of freedom, and of the normal distribution:
// 99.9 % between both ends.
const studentQuantile = 3.883;
const normalQuantile = 3.291;

/**
 * The ratio of two sums by batch means, at 99.9 %.
 *
 * @param numerators - One for each batch.
 * @param denominators - One for each batch.
 * @param resolution - How much one rare happening adds to the ratio, times the denominators' sum:
 *   what was not seen once may still happen about eleven times in a run as long (z²).
 */
export function ratioInterval(
  numerators: readonly number[],
  denominators: readonly number[],
  resolution: number,
): Interval {
  const total = sumOf(denominators);
  const mean = sumOf(numerators) / total;
  const deviations = numerators.map((value, index) => value - mean * denominators[index]!);
  const batches = numerators.length;
  const variance = sumOf(deviations.map((value) => value * value)) * (batches / (batches - 1));
  const standardError = Math.sqrt(variance) / total;
  const unseen = (normalQuantile * normalQuantile * resolution) / total;
  return { mean, halfWidth: studentQuantile * standardError + unseen };
}

/** Whether the interval, widened by `tolerance`, has `value` inside. */
export const holdsValue = ({ mean, halfWidth }: Interval, value: number, tolerance = 0): boolean =>
  Math.abs(value - mean) <= halfWidth + tolerance;

const sumOf = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0);
