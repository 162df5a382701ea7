import { declare, type Context, type Draft } from "@orrery/kernel";
import { figureMeters } from "../../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { ArchiveSettings } from "../config.ts";
import { eventsAssumptions } from "../limits.ts";
import type { ArchiveState } from "./state.ts";

/** What an archive's handlers write on. */
export type Archive = Draft<ArchiveState>;

/** What an archive's handlers may know besides. */
export type ArchiveContext = Context<ArchiveSettings>;

/** The timers of an archive. */
export const timers = declare("replay"); // Goes on with a replay; its index is the replay's slot.

/** The ports of an archive. */
export const ports = declare("bus");

/** What an archive counts and measures. What bears the name of a figure of ours is how often that decided. */
export const meters = {
  EventsArchived: "count",
  EventsExpired: "count",
  EventsReplayed: "count",
  ReplaysThrottled: "count",
  ArchivedBytes: "bytes",
  ...figureMeters(eventsAssumptions),
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = { KeptEvents: "level", SizeBytes: "bytes" } as const satisfies MetricForms;
