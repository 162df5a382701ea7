import { figureMeters } from "../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../service/metric.ts";
import { sdkAssumptions } from "../workload/limits.ts";
import { consumerAssumptions } from "./limits.ts";

const { retryPause, throttledRetryPause } = sdkAssumptions;
const retries = { retryPause, throttledRetryPause };

/** What a consumer that is no function counts and measures. */
export const meters = {
  Receives: "count",
  EmptyReceives: "count",
  RefusedReceives: "count",
  MessagesReceived: "count",
  MessagesProcessed: "count",
  MessagesFailed: "count",
  Deletions: "count",
  RefusedDeletions: "count",
  VisibilityExtensions: "count",
  ProcessingTime: "time",
  MessageLatency: "time",
  EndToEndLatency: "time",
  ...figureMeters(consumerAssumptions),
  ...figureMeters(retries),
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = {
  BusyWorkers: "level",
  MessagesHeld: "level",
} as const satisfies MetricForms;
