import { declare, type Context, type Draft } from "@orrery/kernel";
import { figureMeters } from "../../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import { alarmAssumptions } from "../../../alarm/limits.ts";
import type { TargetSettings } from "../config.ts";
import type { TargetState } from "./state.ts";

/** What the handlers of a scalable target write on. */
export type Target = Draft<TargetState>;
/** What they may know besides. */
export type TargetContext = Context<TargetSettings>;

/** The timers of a scalable target. */
export const timers = declare(
  "evaluation", // The alarms of its policies are evaluated.
  "schedule", // A scheduled action is due; its index is the action's number.
);

/** It calls operations, and asks what metrics came to. */
export const ports = declare("control");
/** It draws nothing. */
export const purposes = declare();
/** It asks the oracle nothing. */
export const choices = declare();

/**
 * What it counts: activities that scaled out, that scaled in, and that failed; *AlarmMinutes* of the alarms that
 * its policies have. What bears the name of a figure of ours is how often that decided.
 */
export const meters = {
  ScaleOuts: "count",
  ScaleIns: "count",
  FailedScalings: "count",
  ScheduledActions: "count",
  AlarmMinutes: "level",
  ...figureMeters(alarmAssumptions),
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = {
  Capacity: "level",
  MinCapacity: "level",
  MaxCapacity: "level",
} as const satisfies MetricForms;
