import { figureMeters } from "../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../service/metric.ts";
import { callerAssumptions, sdkAssumptions } from "./limits.ts";

/** What a workload counts and measures. */
export const meters = {
  Offered: "count",
  Accepted: "count",
  Refused: "count",
  Failed: "count",
  ResponseTime: "time",
  Retried: "count",
  GivenUp: "count",
  TimedOut: "count",
  RetriesWithoutBudget: "count",
  BatchSize: "level",
  Offloaded: "count",
  SessionsBegun: "count",
  SessionsCompleted: "count",
  SessionsAbandoned: "count",
  SessionTime: "time",
  NotSent: "count",
  CircuitOpened: "count",
  CircuitOpenTime: "time",
  ConnectionsOpened: "count",
  ConnectionTime: "time",
  ConnectionWait: "time",
  ...figureMeters(sdkAssumptions),
  ...figureMeters(callerAssumptions),
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);
