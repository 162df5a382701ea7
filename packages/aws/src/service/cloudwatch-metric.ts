import type { Tagged } from "@orrery/kernel";
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
  /** Each value is wanted as well, for percentiles. @defaultValue false */
  readonly withValues?: true;
}

/** What it came to: in the unit of CloudWatch. `count` 0: nothing was published. Plain data. */
export interface Measured {
  readonly type: "measured";
  readonly count: number;
  readonly sum: number;
  /** 0 where nothing was published. */
  readonly min: number;
  readonly max: number;
  /** It is read off now, whatever the minute: nobody meters it. Left out: it is metered. */
  readonly isReading?: boolean;
  /** Nothing is known of that minute: nobody had asked for the metric. Left out: it is known. */
  readonly isUnknown?: boolean;
  /** Each value, where they were wanted and are known. */
  readonly values?: readonly number[];
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
   * it publishes none that has them, or the resource is not there. `metric`: which of its metrics it is.
   */
  meteredBy(
    dimensions: CloudWatchMetric["dimensions"],
    resources: ResourceFinder,
    metric: string,
  ): readonly number[] | undefined;
  /**
   * Who is asked for a metric that no meter has, such as one of a part of a resource: the resource, by its number, and what it
   * answers with {@link Measured} or {@link Unpublished}. @defaultValue nobody
   */
  consulted?(
    metric: CloudWatchMetric,
    minute: number,
    resources: ResourceFinder,
  ): { readonly resource: number; readonly question: Tagged } | undefined;
  /** Times that are in seconds, by metric: all others are in milliseconds. @defaultValue none */
  readonly inSeconds?: readonly string[];
  /**
   * Counts that are published as 0 where nothing was counted: `always`, each minute; or with each sample of another
   * metric, by its name. @defaultValue none: nothing is published then
   */
  readonly zeros?: Readonly<Record<string, string>>;
}

/** Metrics of one dimension, which names the resource of a kind. */
export const publishedByName = (
  namespace: string,
  dimension: string,
  kind: string,
  { inSeconds = [], zeros = {}, ...others }: Omit<Published, "namespace" | "meteredBy"> = {},
): Published => ({
  ...others,
  namespace,
  inSeconds,
  zeros,
  meteredBy({ [dimension]: name, ...more }, resources) {
    if (name === undefined || Object.keys(more).length > 0) return undefined;
    const found = resources.find(kind, name);
    return found === undefined ? undefined : [found.number];
  },
});

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
