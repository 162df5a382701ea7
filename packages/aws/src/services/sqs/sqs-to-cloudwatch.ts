import type { MetricOptions, MetricProps } from "../../service/construct.ts";

/** A metric of a queue, for alarms. */
export const queueMetric = (
  queueName: string,
  metricName: string,
  statistic: string,
  options: MetricOptions = {},
): MetricProps => ({
  namespace: "AWS/SQS",
  metricName,
  dimensionsMap: { QueueName: queueName },
  statistic,
  ...options,
});
