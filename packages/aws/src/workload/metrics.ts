import { figureNames } from "../service/assumed-figure.ts";
import { sdkAssumptions } from "./limits.ts";
import { metricsOf, type MetricMeaning } from "../service/metric.ts";

/** What a workload counts and measures. */
export const workloadMetrics: Readonly<Record<string, MetricMeaning>> = {
  ...metricsOf(
    "count",
    "Offered",
    "Accepted",
    "Refused",
    "Failed",
    "Retried",
    "GivenUp",
    "TimedOut",
    "RetriesWithoutBudget",
    ...figureNames(sdkAssumptions),
  ),
  ...metricsOf("level", "BatchSize"),
  ...metricsOf("time", "ResponseTime"),
};
