import type { CloudWatchMetric } from "../../../service/cloudwatch-metric.ts";
import type { Sample } from "./statistic.ts";

/** What somebody publishes of a metric at a time. */
export interface Datum {
  readonly metric: CloudWatchMetric;
  readonly unit: string;
  /** In milliseconds of virtual time; below 0 before the beginning. */
  readonly at: number;
  readonly isHighResolution: boolean;
  readonly sample: Sample;
}
