/** A number of a resource that tables and comparisons of runs show, as data. */
export interface Figure {
  /** Metrics whose numbers are added up. */
  readonly metrics: readonly string[];
  /** Over the run; *end*: what gauges read at its end. */
  readonly statistic: "sum" | "max" | "average" | "end";
  /** A metric whose sum is taken off; left out: none. */
  readonly less?: string;
}

/** Where a {@link Figure} finds its numbers. */
export interface Numbers {
  /** Of a metric over the run; `undefined` where nothing was observed. */
  over(metric: string): Readonly<Record<Exclude<Figure["statistic"], "end">, number>> | undefined;
  /** What a gauge reads now; `undefined` where there is no such gauge. */
  now(gauge: string): number | undefined;
}

/** The number that a figure comes to; 0 where nothing was observed. */
export function figureOf({ metrics, statistic, less }: Figure, numbers: Numbers): number {
  const one = (metric: string): number =>
    (statistic === "end" ? numbers.now(metric) : numbers.over(metric)?.[statistic]) ?? 0;
  const off = less === undefined ? 0 : (numbers.over(less)?.sum ?? 0);
  return metrics.reduce((sum, metric) => sum + one(metric), -off);
}
