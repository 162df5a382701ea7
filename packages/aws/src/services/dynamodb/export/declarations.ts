import { declare, type Context, type Draft } from "@orrery/kernel";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { ExportSettings } from "./config.ts";
import type { ExportState } from "./state.ts";

/** What the handlers of an export write on. */
export type Export = Draft<ExportState>;
/** What they may know besides. */
export type ExportContext = Context<ExportSettings>;

/** The timers of an export. */
export const timers = declare(
  "manifest", // It has taken its time: the manifest is written.
  "again", // An object is written once more.
);
/** Whom an export asks. */
export const ports = declare("control", "table");
/** It draws nothing. */
export const purposes = declare();
/** It asks the oracle nothing. */
export const choices = declare();

/** What an export counts; what it takes out of its table, that counts. */
export const meters = {
  ExportedFiles: "count",
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);
