/** The mean of a few numbers, and the interval that holds the true mean in 19 of 20 cases. */
export interface Interval {
  readonly mean: number;
  /** The mean itself where there is one number only: then nothing is known of the spread. */
  readonly low: number;
  readonly high: number;
}

/** Of numbers of independent runs, by Student's distribution. */
export function intervalOf(numbers: readonly number[]): Interval {
  const count = numbers.length;
  const mean = numbers.reduce((sum, number) => sum + number, 0) / count;
  if (count < 2) return { mean, low: mean, high: mean };
  const squares = numbers.reduce((sum, number) => sum + (number - mean) * (number - mean), 0);
  const spread = quantileOf(count - 1) * Math.sqrt(squares / (count - 1) / count);
  return { mean, low: mean - spread, high: mean + spread };
}

/**
 * Student's quantile at 97.5 % by degrees of freedom from 1, as tables have it (NIST/SEMATECH e-Handbook of
 * Statistical Methods, 1.3.6.7.2).
 */
const quantiles = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145,
  2.131, 2.12, 2.11, 2.101, 2.093, 2.086, 2.08, 2.074, 2.069, 2.064, 2.06, 2.056, 2.052, 2.048,
  2.045, 2.042,
];

/** Beyond the table the next smaller entry, which makes intervals a little too wide. */
const later = [
  [100, 1.984],
  [60, 2],
  [40, 2.021],
] as const;

const quantileOf = (freedom: number): number =>
  later.find(([from]) => freedom >= from)?.[1] ?? quantiles[Math.min(freedom, 30) - 1]!;
