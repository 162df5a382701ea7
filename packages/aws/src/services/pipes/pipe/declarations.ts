import { declare, type Context, type Draft } from "@orrery/kernel";
import { figureMeters } from "../../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { PipeSettings } from "../config.ts";
import { pipesAssumptions } from "../limits.ts";
import type { Execution, PipeState } from "./state.ts";

/** What a pipe's handlers write on. */
export type Pipe = Draft<PipeState>;

/** A batch that is written on. */
export type Edited = { -readonly [Member in keyof Execution]: Execution[Member] };

/** What a pipe's handlers may know besides. */
export type PipeContext = Context<PipeSettings>;

/** The timers of a pipe. */
export const timers = declare(
  "answer", // Of an enrichment that is not modeled; its index is the execution's slot.
  "writeLog", // Of the records that go to a bucket together.
);

/** Who a pipe asks. */
export const ports = declare("enrichment", "target", "account", "logStream", "logBucket");

/** What a pipe draws. */
export const purposes = declare(
  "enrichmentTime", // Of an enrichment that is not modeled.
);

/** A pipe asks the oracle nothing. */
export const choices = declare();

/**
 * AWS's metrics of pipes, and ours. *EventsTaken* are events that the target took; *EventsFailed* those of which it did not,
 * each time; *BilledRequests* are units of 64 KB of batches; *UnsaidEnrichments* are events that came back unchanged from
 * an enrichment of which a scenario says nothing. *EndToEndLatency* is from where an event began to its being taken.
 * *LogRecords* have *LogBytes* together; *LogRecordsRefused* are those that their destination did not take.
 */
export const meters = {
  Invocations: "count",
  EventCount: "count",
  EventSize: "bytes",
  Duration: "time",
  ExecutionFailed: "count",
  ExecutionPartiallyFailed: "count",
  ExecutionThrottled: "count",
  ExecutionTimeout: "count",
  EnrichmentStageDuration: "time",
  EnrichmentStageFailed: "count",
  TargetStageDuration: "time",
  TargetStageFailed: "count",
  TargetStagePartiallyFailed: "count",
  TargetStageSkipped: "count",
  EventsTaken: "count",
  EventsFailed: "count",
  EventsSkipped: "count",
  BilledRequests: "level",
  UnsaidEnrichments: "count",
  EndToEndLatency: "time",
  LogRecords: "count",
  LogBytes: "bytes",
  LogRecordsRefused: "count",
  ...figureMeters(pipesAssumptions),
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = { Concurrency: "level" } as const satisfies MetricForms;
