import type { Recorder, RecorderOf } from "@orrery/kernel";
import { isDurationMetric } from "../metrics.ts";
import { Histogram } from "./histogram.ts";

// A message is kept for 14 days at most: no time of it is longer.
const longest = 14 * 86_400_000_000;

/** What was recorded of one metric of one component; `null` when nothing was. */
export type RecordedOf = (component: string, metric: string) => Histogram | null;

/** Records every time that is observed in a run, for percentiles: give {@link recorderOf} to the run. */
export class Percentiles {
  private readonly histograms = new Map<string, Histogram>();

  readonly recorderOf: RecorderOf = (component, _kind, metric): Recorder | null => {
    if (!isDurationMetric(metric)) return null;
    const key = keyOf(component, metric);
    let histogram = this.histograms.get(key);
    if (histogram === undefined) this.histograms.set(key, (histogram = new Histogram()));
    const own = histogram;
    return { record: (value) => own.record(value < longest ? value : longest) };
  };

  readonly of: RecordedOf = (component, metric) => {
    const histogram = this.histograms.get(keyOf(component, metric));
    return histogram === undefined || histogram.count === 0 ? null : histogram;
  };
}

const keyOf = (component: string, metric: string): string => `${component} ${metric}`;
