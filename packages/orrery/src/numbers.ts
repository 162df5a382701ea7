import type { Histogram, MetricReport } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";

/**
 * The numbers of one metric over a run: how often it was observed, and what. Durations are in
 * microseconds; what was never observed is `NaN`, so that no comparison with it holds.
 */
export class MetricNumbers {
  readonly count: number;
  readonly sum: number;
  readonly min: number;
  readonly max: number;
  readonly average: number;
  private readonly name: string;
  private readonly recorded: Histogram | null;

  constructor(name: string, report: MetricReport | undefined, recorded: Histogram | null) {
    const { count = 0, sum = 0 } = report ?? {};
    this.name = name;
    this.count = count;
    this.sum = sum;
    this.min = count === 0 ? NaN : report!.min;
    this.max = count === 0 ? NaN : report!.max;
    this.average = count === 0 ? NaN : report!.average;
    this.recorded = recorded;
  }

  get p50(): number {
    return this.percentile(50);
  }
  get p90(): number {
    return this.percentile(90);
  }
  get p95(): number {
    return this.percentile(95);
  }
  get p99(): number {
    return this.percentile(99);
  }

  /**
   * What so many percent of the observations do not exceed, to within a thousandth; `NaN` where there
   * were none.
   *
   * @throws ConfigError where the metric is no time that is measured each time it happens.
   */
  percentile(percent: number): number {
    if (!(percent > 0 && percent <= 100)) {
      throw new ConfigError("percentile", "more than 0 and at most 100", `${percent}`);
    }
    if (this.recorded !== null) return this.recorded.percentile(percent);
    if (this.count === 0) return NaN;
    throw new ConfigError(
      this.name,
      "a time that is measured each time it happens, for percentiles",
      "one that has min, max, average and sum alone",
    );
  }
}
