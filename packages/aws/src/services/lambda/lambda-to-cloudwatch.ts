import type { MetricOptions, MetricProps } from "../../service/construct.ts";

/** A metric of a function, for alarms. */
export const functionMetric = (
  functionName: string,
  metricName: string,
  statistic: string,
  options: MetricOptions = {},
): MetricProps => ({
  namespace: "AWS/Lambda",
  metricName,
  dimensionsMap: { FunctionName: functionName },
  statistic,
  ...options,
});
