import type { ResourceFinder } from "./resource.ts";

/** A metric as CloudWatch names it. Plain data. */
export interface CloudWatchMetric {
  /** Such as `AWS/Lambda`. */
  readonly namespace: string;
  readonly name: string;
  readonly dimensions: Readonly<Record<string, string>>;
}

/** Asks the control plane what a metric came to in a minute of virtual time, counted from 0. */
export interface Measure {
  readonly type: "measure";
  readonly metric: CloudWatchMetric;
  readonly minute: number;
}

/** What it came to: in the unit of CloudWatch. `count` 0: nothing was published. Plain data. */
export interface Measured {
  readonly type: "measured";
  readonly count: number;
  readonly sum: number;
  /** 0 where nothing was published. */
  readonly min: number;
  readonly max: number;
}

/** Nothing that is simulated publishes the metric. */
export interface Unpublished {
  readonly type: "unpublished";
}

/** What a kind of resource publishes to CloudWatch. */
export interface Published {
  /** Such as `AWS/Lambda`. */
  readonly namespace: string;
  /**
   * The resources, by their numbers, whose meters of that name make up a metric with these dimensions; `undefined`:
   * it publishes none that has them, or the resource is not there.
   */
  meteredBy(
    dimensions: CloudWatchMetric["dimensions"],
    resources: ResourceFinder,
  ): readonly number[] | undefined;
}

/** The statistics of a metric that the minutes have. */
export type Statistic = "Average" | "Minimum" | "Maximum" | "SampleCount" | "Sum";

/** A statistic of a minute; `null`: nothing was published. */
export function statisticOf(measured: Omit<Measured, "type">, statistic: Statistic): number | null {
  const { count, sum, min, max } = measured;
  if (count === 0) return null;
  switch (statistic) {
    case "Average":
      return sum / count;
    case "Minimum":
      return min;
    case "Maximum":
      return max;
    case "SampleCount":
      return count;
    case "Sum":
      return sum;
  }
}
