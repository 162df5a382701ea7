import { declare, type Context, type Draft, type SlabId } from "@orrery/kernel";
import { figureMeters } from "../../../service/assumed-figure.ts";
import type { EntryOf } from "../../../service/entry.ts";
import type { World } from "../../../service/resource-kind.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { WorkgroupSettings } from "../config.ts";
import { athenaAssumptions } from "../limits.ts";
import type { WorkgroupEffect } from "../protocol.ts";
import type { Query, WorkgroupState } from "./state.ts";

/** What a workgroup's handlers write on. */
export type Workgroup = Draft<WorkgroupState>;

/** What handlers of a workgroup do with. */
export interface Flow {
  readonly workgroup: Workgroup;
  readonly context: Context<WorkgroupSettings>;
  readonly effects: WorkgroupEffect[];
  readonly entryOf: EntryOf;
  readonly queryEngine: World["queryEngine"];
}

/** A query that is written on, with its place. */
export interface Handled {
  readonly id: SlabId;
  readonly query: Draft<Query>;
}

/** The timers of a workgroup; the index of each is a query's slot. */
export const timers = declare(
  "turn", // A query has waited long enough to ask for capacity.
  "read", // The engine has read, or is cancelled.
  "expired", // It has waited for capacity for too long.
);

/** Whom a workgroup asks. */
export const ports = declare(
  "account", // Quotas and runners of the account.
  "capacity", // Capacity reservations.
  "calls", // Operations of the catalog, of S3 and of connectors' functions.
  "bus", // The default bus.
  "buckets", // Where results go.
);

/** What a workgroup draws. */
export const purposes = declare(
  "queueDelay", // How long a query waits at first.
  "planning", // How long it is planned.
  "failure", // Whether it fails, where a scenario says so.
);

/** A workgroup asks the oracle nothing. */
export const choices = declare();

/** What a workgroup counts and measures: under AWS's names where it has some; the rest is ours. */
export const meters = {
  ProcessedBytes: "bytes",
  EngineExecutionTime: "time",
  QueryPlanningTime: "time",
  QueryQueueTime: "time",
  ServicePreProcessingTime: "time",
  ServiceProcessingTime: "time",
  TotalExecutionTime: "time",
  DPUCount: "level",
  QueriesStarted: "count",
  QueriesSucceeded: "count",
  QueriesFailed: "count",
  QueriesCancelled: "count",
  QueriesCutOff: "count",
  QueriesTimedOut: "count",
  QueriesReused: "count",
  QueriesUnread: "count",
  QueriesUnanswered: "count",
  BilledBytes: "bytes",
  RowsRead: "count",
  FilesRead: "count",
  PartitionsRead: "count",
  ListRequests: "count",
  CatalogRequests: "count",
  ConnectorInvocations: "count",
  BlocksSpilled: "count",
  EventsLost: "count",
  ...figureMeters(athenaAssumptions),
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off a workgroup at any instant. */
export const gauges = {
  QueuedQueries: "level",
  RunningQueries: "level",
} as const satisfies MetricForms;
