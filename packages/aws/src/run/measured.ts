import { own } from "@orrery/kernel";
import { isCountMetric } from "../metrics.ts";
import type { Cost } from "./cost.ts";
import { conductOf } from "./expectation/conduct.ts";
import type { RecordedOf } from "./percentiles.ts";
import type { RunView } from "./run-view.ts";
import {
  percentOf,
  type Measure,
  type MetricNumber,
  type Statistic,
  type Within,
} from "./scenario.ts";

/** What {@link measured} looks at. */
export interface MeasuredRun {
  readonly view: RunView;
  readonly cost: Pick<Cost, "total" | "perHour" | "perMonth">;
  readonly recordedOf: RecordedOf;
}

/** What a measure comes to; `null` where nothing was observed, or where it is divided by 0. */
export function measured(measure: Measure, of: MeasuredRun): number | null {
  if ("cost" in measure) {
    const { total, perHour, perMonth } = of.cost;
    return { run: total, hour: perHour, month: perMonth }[measure.cost];
  }
  if ("conduct" in measure) return conductOf(measure, of.view).received;
  const { per, within } = measure;
  const number = numberOf(measure, within, of);
  if (per === undefined || number === null) return number;
  const divisor = numberOf(per, within, of);
  return divisor === null || divisor === 0 ? null : number / divisor;
}

/** One number of a metric; `null` where nothing was observed. */
function numberOf(
  number: MetricNumber,
  within: Within | undefined,
  { view, recordedOf }: MeasuredRun,
): number | null {
  const { run } = view;
  const component = view.componentOf(number.resource);
  if (component === undefined) return null;
  const statistic = statisticOf(number);
  const { metric } = number;
  const window = within === undefined ? undefined : run.watches.windowOf(number, within, component);
  const numbers =
    within === undefined
      ? (run.gauges.get(component)?.get(metric) ?? own(run.simulation.metersOf(component), metric))
      : window;
  if (numbers === undefined) return null;
  const { count, sum } = numbers;
  const isCounted = statistic === "count" || statistic === "sum";
  if (count === 0 && !(isCounted && isCountMetric(metric))) return null;
  if (isCounted) return numbers[statistic];
  if (statistic === "average") return sum / count;
  const percent = percentOf(statistic);
  if (percent === null) return numbers[statistic as "min" | "max"];
  const recorded = within === undefined ? recordedOf(component, metric) : window!.recorded;
  return recorded?.percentile(percent) ?? null;
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
