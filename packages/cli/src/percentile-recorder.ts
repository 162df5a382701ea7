import { isDurationMetric, type PercentilesOf } from "@orrery/aws";
import type { Recorder, RecorderOf } from "@orrery/kernel";
import { build, type Histogram } from "hdr-histogram-js";

const significantDigits = 3;
// A message is kept for 14 days at most: no time of it is longer.
const longest = 14 * 86_400_000_000;

/** Records every time that is observed, for percentiles with three significant digits. */
export class PercentileRecorder {
  private readonly histograms = new Map<string, Histogram>();

  /** For the simulation. */
  readonly recorderOf: RecorderOf = (component, _kind, metric): Recorder | null => {
    if (!isDurationMetric(metric)) return null;
    const key = keyOf(component, metric);
    let histogram = this.histograms.get(key);
    if (histogram === undefined) {
      histogram = build({
        lowestDiscernibleValue: 1,
        highestTrackableValue: longest,
        numberOfSignificantValueDigits: significantDigits,
        bitBucketSize: 64,
        autoResize: true,
        useWebAssembly: false,
      });
      this.histograms.set(key, histogram);
    }
    const own = histogram;
    return { record: (value) => own.recordValue(value < longest ? value : longest) };
  };

  /** For the report. */
  readonly percentilesOf: PercentilesOf = (component, metric) => {
    const histogram = this.histograms.get(keyOf(component, metric));
    if (histogram === undefined || histogram.totalCount === 0) return null;
    const at = (percentile: number) => histogram.getValueAtPercentile(percentile);
    return { p50: at(50), p90: at(90), p99: at(99), "p99.9": at(99.9) };
  };
}

const keyOf = (component: string, metric: string): string => `${component} ${metric}`;
