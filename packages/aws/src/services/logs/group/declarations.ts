import { declare, type Context, type Draft } from "@orrery/kernel";
import { figureMeters } from "../../../service/assumed-figure.ts";
import type { EntryOf } from "../../../service/entry.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { GroupSettings } from "../config.ts";
import { logsAssumptions } from "../limits.ts";
import type { GroupEffect } from "../protocol.ts";
import type { GroupState } from "./state.ts";

/** What the handlers of a log group write on. */
export type Group = Draft<GroupState>;
/** What they may know besides. */
export type GroupContext = Context<GroupSettings>;

/** A log group at work. */
export interface Working {
  readonly group: Group;
  readonly context: GroupContext;
  readonly entryOf: EntryOf;
  readonly effects: GroupEffect[];
}

/** The timers of a log group. */
export const timers = declare(
  "collect", // Filters look at what was logged.
  "attempt", // Log events are delivered; its index is the delivery's slot.
);
/** It asks for logs and puts metrics, and passes events on: the targets of `destinations` are subscriptions. */
export const ports = declare("control", "destinations");
/** What it draws random numbers for. */
export const purposes = declare("delivery", "retry");
/** It asks the oracle nothing. */
export const choices = declare();

/** What it counts: AWS's metrics, and ours. What bears the name of a figure of ours is how often that decided. */
export const meters = {
  IncomingBytes: "bytes",
  IncomingLogEvents: "count",
  ForwardedBytes: "bytes",
  ForwardedLogEvents: "count",
  DeliveryErrors: "count",
  DeliveryThrottling: "count",
  MetricFilterMatches: "count",
  SkippedLogEvents: "count",
  ...figureMeters(logsAssumptions),
} as const satisfies MetricForms;
/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off it at any instant; what is billed by time in bytes and microseconds. */
export const gauges = {
  DeliveriesUnderWay: "level",
  StoredByteTime: "level",
} as const satisfies MetricForms;
