import {
  countBounds,
  countLimit,
  days,
  durationLimit,
  hours,
  milliseconds,
  minutes,
  noTime,
  seconds,
} from "@orrery/kernel";
import { assumedCount, assumedDuration, assumedFigures } from "../../service/assumed-figure.ts";
import type { Quota } from "../../service/service-model.ts";

/**
 * Quotas and defaults of CloudWatch.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_limits.html
 * - https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/cloudwatch_concepts.html
 * - https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricAlarm.html
 * - https://docs.aws.amazon.com/AmazonCloudWatch/latest/APIReference/API_PutMetricData.html
 */
export const cloudwatchLimits = {
  dimensions: 30,
  /** Bytes of a request of PutMetricData. */
  dataSize: 1_048_576,
  dataPerRequest: 1_000,
  valuesPerDatum: 150,
  /** No value is farther from 0: 2^360. */
  value: 2 ** 360,
  past: days(14),
  future: hours(2),
  /** Data with older timestamps than these are late: they are there after a while alone. */
  late: { soon: hours(3), later: hours(24) },
  /** Points of one answer of GetMetricStatistics. */
  statisticsPoints: 1_440,
  /** Points of one answer of GetMetricData. */
  dataPoints: 100_800,
  queries: 500,
  /** Of a listing of metrics. */
  /** Characters of a search, and metrics that one finds at most. */
  search: 1_024,
  searchedMetrics: 500,
  metricsPage: 500,
  /** How long a new metric takes until it is listed. */
  listDelay: minutes(15),
  /** A metric without new data is no longer listed after so long. */
  listedFor: days(14),
  /** How long points are there, by the least period that shows them, in seconds. */
  retention: [
    { period: 1, for: hours(3) },
    { period: 60, for: days(15) },
    { period: 300, for: days(63) },
    { period: 3_600, for: days(455) },
  ],
  /** Seconds of high resolution; all others are multiples of 60. */
  shortPeriods: [10, 20, 30] as readonly number[],
  /** Seconds that all periods of an alarm come to: of periods below an hour, and of longer ones. */
  window: { short: 86_400, long: 604_800 },
  /** Seconds of all periods above which an alarm is evaluated once an hour. */
  hourlyWindow: 86_400,
  /** Minutes after its making in which an alarm says nothing. */
  warmUp: countBounds({ min: 1, max: 2_880 }),
  actionsPerState: 5,
  mathMetrics: 10,
  children: 100,
  parents: 150,
  alarmsPage: 100,
  dashboardsPage: 100,
  /** Items of an alarm's history that are told of. Ours: AWS keeps those of 30 days. */
  history: 200,
  /** How long an action waits for its answer. */
  patience: durationLimit({ default: seconds(30), min: milliseconds(1), max: minutes(15) }),
  tags: countBounds({ min: 0, max: 50 }),
} as const;

/** Quotas of an account that AWS raises on request. */
export const cloudwatchQuotas = {
  "cloudwatch.putMetricDataCallsPerSecond": countLimit({ default: 500, min: 1, max: 1_000_000 }),
  "cloudwatch.getMetricDataCallsPerSecond": countLimit({ default: 500, min: 1, max: 1_000_000 }),
  "cloudwatch.getMetricStatisticsCallsPerSecond": countLimit({
    default: 400,
    min: 1,
    max: 1_000_000,
  }),
} as const satisfies Readonly<Record<string, Quota>>;

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
export const cloudwatchAssumptions = assumedFigures("cloudwatch", {
  actionDelay: assumedDuration({
    default: milliseconds(200),
    min: noTime,
    max: minutes(5),
    text: "From an alarm's change of state to the first attempt at each of its actions.",
    source: "Ours: AWS gives no time.",
  }),
  actionRetryAge: assumedDuration({
    default: hours(1),
    min: noTime,
    max: days(1),
    text: "How long an action is tried again that its target neither took nor refused for good.",
    source: "Ours: AWS says that CloudWatch tries again until Lambda accepts the event.",
  }),
  highResolutionDelay: assumedDuration({
    default: seconds(10),
    min: noTime,
    max: minutes(10),
    text: "How long after its end a period of less than a minute can be read by alarms.",
    source: "Ours: AWS says that such an alarm is evaluated every 10 seconds, and no more.",
  }),
  lateData: assumedDuration({
    default: hours(2),
    min: noTime,
    max: hours(24),
    text: "How long data take to be there whose timestamps are between 3 and 24 hours old.",
    source: "AWS says that it can take as much as 2 hours.",
  }),
  veryLateData: assumedDuration({
    default: hours(48),
    min: noTime,
    max: days(14),
    text: "How long data take to be there whose timestamps are more than 24 hours old.",
    source: "AWS says at least 48 hours.",
  }),
  bandPoints: assumedCount({
    default: 15,
    min: 2,
    max: 10_000,
    text: "How many points an anomaly band needs before there is one.",
    source: "Ours: AWS trains a model on up to two weeks of data and says no least number.",
  }),
});
