import { figureNames } from "../service/assumed-figure.ts";
import { metricsOf, type MetricMeaning } from "../service/metric.ts";
import { consumerAssumptions } from "./limits.ts";

/** What a consumer that is no function counts and measures. */
export const consumerMetrics: Readonly<Record<string, MetricMeaning>> = {
  ...metricsOf(
    "count",
    "Receives",
    "EmptyReceives",
    "RefusedReceives",
    "MessagesReceived",
    "MessagesProcessed",
    "MessagesFailed",
    "Deletions",
    "RefusedDeletions",
    "VisibilityExtensions",
    ...figureNames(consumerAssumptions),
  ),
  ...metricsOf("level", "BusyWorkers", "MessagesHeld"),
  ...metricsOf("time", "ProcessingTime", "MessageLatency", "EndToEndLatency"),
};
