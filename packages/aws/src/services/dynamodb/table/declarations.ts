import { declare, type Context, type Draft } from "@orrery/kernel";
import { figureMeters } from "../../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import { capacityGauges, capacityMeters } from "../capacity/meters.ts";
import type { TableSettings } from "../config.ts";
import { tableAssumptions } from "../limits.ts";
import type { TableState } from "./state.ts";

/** What a table's handlers write on. */
export type Table = Draft<TableState>;

/** What a table's handlers may know besides. */
export type TableContext = Context<TableSettings>;

/** The timers of a table. */
export const timers = declare(
  "expiry", // Is when the items of a minute are deleted that have expired.
  "replication", // A record is put into a Kinesis data stream once more.
);
/** Whom a table asks. */
export const ports = declare(
  "stream", // That of its stream.
  "control", // It puts records into Kinesis data streams.
);
/** What a table draws numbers for. */
export const purposes = declare("latency", "expiry");
/** What a table asks the oracle. */
export const choices = declare(
  "staleRead", // Whether an eventually consistent read sees what was there before.
);

/** What a table says of single items, each first by the number of the write. */
export const notes = declare(
  "written",
  "conditionFailed",
  "throttled",
  "conflicted",
  "streamed", // Which record of which stream it is.
);

/**
 * What a table counts and measures: AWS's metrics, and ours. *ReadRequests* and *WriteRequests* are those that
 * were carried out; *StaleReads* saw what was there before a write. What bears the name of a figure of ours is how often
 * that decided. *ExportedBytes* are billed: those of the table, or of what changed in it.
 */
export const meters = {
  SuccessfulRequestLatency: "time",
  ConditionalCheckFailedRequests: "count",
  TransactionConflict: "count",
  ThrottledRequests: "level",
  ReturnedItemCount: "count",
  ReadRequests: "count",
  WriteRequests: "count",
  StaleReads: "count",
  TimeToLiveDeletedItemCount: "count",
  ConsumedChangeDataCaptureUnits: "count",
  ThrottledPutRecordCount: "count",
  FailedToReplicateRecordCount: "count",
  ...capacityMeters,
  ...figureMeters(tableAssumptions),
  ExportedItems: "count",
  ExportedBytes: "bytes",
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off it at any instant; *StoredByteTime* in byte-milliseconds, indexes included, *AgeOfOldestUnreplicatedRecord* in milliseconds. */
export const gauges = {
  Items: "level",
  ItemBytes: "bytes",
  LockedItems: "level",
  StoredByteTime: "level",
  AgeOfOldestUnreplicatedRecord: "level",
  ...capacityGauges,
} as const satisfies MetricForms;
