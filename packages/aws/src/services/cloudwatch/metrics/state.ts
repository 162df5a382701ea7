import { ring, table, type Instant, type Ring, type Table } from "@orrery/kernel";
import type { CloudWatchMetric } from "../../../service/cloudwatch-metric.ts";
import type { Sample } from "./statistic.ts";

/** The metrics that an account publishes by itself. */
export interface MetricsState {
  /** By identity. */
  readonly metrics: Table<KeptMetric>;
  /** By the number of a metric's unit, and where a span begins. */
  readonly bins: Table<Sample>;
  readonly lineCount: number;
  /** Data that came too late to be there at once, by their numbers, and in which order those of either age are. */
  readonly late: Table<LateDatum>;
  readonly lateCount: number;
  readonly soon: Ring;
  readonly later: Ring;
  /** By the resource that logs: from where on its log was not looked at. */
  readonly logsRead: Table<number>;
  /** Requests in the second that is under way. */
  readonly second: number;
  readonly requests: number;
}

/** A metric that was published. */
export interface KeptMetric {
  readonly metric: CloudWatchMetric;
  /** Its lines, each of a unit. A value. */
  readonly lines: readonly MetricLine[];
  /** When it was put first and last, in milliseconds of virtual time. */
  readonly firstAt: number;
  readonly lastAt: number;
  /** The hour of virtual time that was billed last. */
  readonly hour: number;
}

/** What is not there yet. A value. */
export interface LateDatum {
  /** Of the bin that it is for. */
  readonly bin: string;
  readonly sample: Sample;
  readonly thereAt: Instant;
}

/** What was published in a unit. */
export interface MetricLine {
  readonly unit: string;
  readonly number: number;
  readonly isHighResolution: boolean;
}

/** Nothing was published. */
export const emptyMetrics = (): MetricsState => ({
  metrics: table.empty(),
  bins: table.empty(),
  lineCount: 0,
  late: table.empty(),
  lateCount: 0,
  soon: ring.empty(),
  later: ring.empty(),
  logsRead: table.empty(),
  second: -1,
  requests: 0,
});
