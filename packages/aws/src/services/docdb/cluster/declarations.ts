import { declare, type Context, type Draft } from "@orrery/kernel";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { ClusterSettings } from "../config.ts";
import type { ClusterState } from "./state.ts";

/** What a cluster's handlers write on. */
export type Cluster = Draft<ClusterState>;

/** What a cluster's handlers may know besides. */
export type ClusterContext = Context<ClusterSettings>;

/** What a cluster counts and measures; the first has AWS's name. */
export const meters = {
  DocumentsInserted: "count",
  DocumentsRefused: "count",
  ChangesRead: "count",
  ChangesExpired: "count",
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = { ChangesKept: "level" } as const satisfies MetricForms;

export const timers = declare("retention"); // When the oldest change expires, or earlier.

/** A cluster asks nobody, draws nothing and asks the oracle nothing. */
export const nothing = declare();
