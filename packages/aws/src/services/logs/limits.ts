import {
  bytesLimit,
  countLimit,
  days,
  durationLimit,
  hours,
  milliseconds,
  minutes,
  seconds,
  type Distribution,
} from "@orrery/kernel";
import { assumedDuration, assumedFigures } from "../../service/assumed-figure.ts";
import type { Quota } from "../../service/service-model.ts";

const retentions: readonly number[] = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1_096, 1_827, 2_192, 2_557, 2_922,
  3_288, 3_653,
];

/**
 * Quotas and defaults of CloudWatch Logs.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/cloudwatch_limits_cwl.html
 * - https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutLogEvents.html
 */
export const logsLimits = {
  /** Of a message in bytes, since 2025-04; 256 KB before. */
  eventSize: bytesLimit({ default: 1_048_576, min: 1, max: 1_048_576 }),
  /** Of all messages of a request in bytes, with {@link eventOverhead} for each. */
  batchSize: 1_048_576,
  eventOverhead: 26,
  batchEvents: 10_000,
  batchSpan: days(1),
  past: days(14),
  future: hours(2),
  subscriptionFilters: 2,
  metricFilters: 100,
  metricDimensions: 3,
  /** Distinct values of dimensions in an hour, above which a metric filter is disabled. */
  dimensionValues: 1_000,
  /** How long a group is kept, in days. */
  retention: retentions /** How long a filter is disabled whose destination refuses for good. */,
  disabled: minutes(10),
  /** How long log events are tried again. */
  retryAge: hours(24),
  /** Data of one request of PutMetricData. */
  dataPerRequest: 1_000,
  page: 50,
  /** Rows of a query's result. */
  queryRows: countLimit({ default: 10_000, min: 1, max: 10_000 }),
  queryGroups: 50,
  /** How long the result of a query can be had. */
  queryAge: days(7),
  queryDefinitions: 1_000,
} as const;

/** Quotas of an account that AWS raises on request. */
export const logsQuotas = {
  "logs.putLogEventsCallsPerSecond": countLimit({ default: 5_000, min: 1, max: 1_000_000 }),
  "logs.createLogGroupCallsPerSecond": countLimit({ default: 10, min: 1, max: 1_000_000 }),
  "logs.concurrentQueries": countLimit({ default: 30, min: 1, max: 1_000 }),
  "logs.createLogStreamCallsPerSecond": countLimit({ default: 50, min: 1, max: 1_000_000 }),
} as const satisfies Readonly<Record<string, Quota>>;

/**
 * From the taking in of log events to the attempt to deliver them. AWS: usually less than three minutes.
 *
 * Ours: median 3 s, P99 30 s, and never more than 180 s.
 */
export const deliveryTime: Distribution = {
  type: "clipped",
  of: { type: "lognormal", median: 3_000_000, sigma: 0.99 },
  min: 0,
  max: 180_000_000,
};

/** How long a query takes. Ours: AWS gives no time, and queries of little take some seconds. */
export const queryTime: Distribution = { type: "constant", value: seconds(2) };

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
export const logsAssumptions = assumedFigures("logs", {
  collecting: assumedDuration({
    default: seconds(1),
    min: seconds(1),
    max: minutes(5),
    text: "Over how long log events of a stream are put together that filters pass on.",
    source: "Ours: AWS says that it batches where it can.",
  }),
});

/** How long senders outside wait for an answer. Assumed: the read timeout of botocore. */
export const senderTimeout = durationLimit({
  default: seconds(60),
  min: milliseconds(1),
  max: minutes(60),
});
