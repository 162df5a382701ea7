import { isCountMetric } from "../services.ts";
import type { Cost } from "./cost.ts";
import type { Measure, MetricNumber, Statistic } from "./scenario.ts";

/** Where a {@link Measure} finds what it is made of. */
export interface MeasuredRun {
  readonly cost: Pick<Cost, "total" | "perHour" | "perMonth">;
  /** One number of a metric; `null` where nothing was observed. */
  numberOf(number: MetricNumber): number | null;
}

/** What a measure comes to; `null` where nothing was observed, or where it is divided by 0. */
export function measured(measure: Measure, { cost, numberOf }: MeasuredRun): number | null {
  if ("cost" in measure) {
    return { run: cost.total, hour: cost.perHour, month: cost.perMonth }[measure.cost];
  }
  const number = numberOf(measure);
  if (measure.per === undefined || number === null) return number;
  const divisor = numberOf(measure.per);
  return divisor === null || divisor === 0 ? null : number / divisor;
}

const usualStatistic = (metric: string): Statistic => (isCountMetric(metric) ? "sum" : "max");

/** Which number of a metric is meant. */
export const statisticOf = ({ metric, statistic }: MetricNumber): Statistic =>
  statistic ?? usualStatistic(metric);

/** Such as `Worker.Duration.p95`; without its statistic where that is the usual one. */
export function nameOf(number: MetricNumber): string {
  const { resource, metric } = number;
  const statistic = statisticOf(number);
  return `${resource}.${metric}${statistic === usualStatistic(metric) ? "" : `.${statistic}`}`;
}
