import { declare, type Context, type Draft } from "@orrery/kernel";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { ImportSettings } from "./config.ts";
import type { ImportState } from "./state.ts";

/** What the handlers of an import write on. */
export type Import = Draft<ImportState>;
/** What they may know besides. */
export type ImportContext = Context<ImportSettings>;

/** The timers of an import. */
export const timers = declare(
  "end", // It has taken its time.
  "again", // An object is asked for once more.
);
/** Whom an import asks. */
export const ports = declare("control", "table");
/** It draws nothing. */
export const purposes = declare();
/** It asks the oracle nothing. */
export const choices = declare();

/** What an import counts. *ProcessedBytes* are billed. */
export const meters = {
  ProcessedItems: "count",
  ImportedItems: "count",
  ImportErrors: "count",
  ProcessedBytes: "bytes",
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);
