import { declare, type Context, type Draft } from "@orrery/kernel";
import { alarmAssumptions } from "../../../alarm/limits.ts";
import { figureMeters } from "../../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { EntryOf } from "../../../service/entry.ts";
import type { AlarmSettings } from "../config.ts";
import { cloudwatchAssumptions } from "../limits.ts";
import type { AlarmEffect } from "../protocol.ts";
import type { AlarmMemory } from "./state.ts";

/** What the handlers of an alarm write on. */
export type Alarm = Draft<AlarmMemory>;
/** What they may know besides. */
export type AlarmContext = Context<AlarmSettings>;

/** An alarm at work. */
export interface Working {
  readonly alarm: Alarm;
  readonly context: AlarmContext;
  readonly entryOf: EntryOf;
  readonly effects: AlarmEffect[];
}

/** The timers of an alarm. */
export const timers = declare(
  "evaluation", // It is evaluated.
  "reading", // A minute is full: what nobody meters is read off.
  "watch", // It was just made: its metrics are known from now on.
  "attempt", // An action is attempted; its index is the delivery's slot.
  "wait", // The wait period of a suppressor ends.
  "extension", // Its extension period ends.
);

/** It asks for metrics, acts, and is joined to other alarms. */
export const ports = declare("control", "metrics", "actions", "parents", "children");
/** It draws nothing. */
export const purposes = declare("retry");
/** It asks the oracle nothing. */
export const choices = declare();

/**
 * What it counts. *FirstAlarm*: when it went into ALARM first, since the beginning. What bears the name of a figure of ours
 * is how often that decided.
 */
export const meters = {
  StateChanges: "count",
  Alarms: "count",
  FirstAlarm: "time",
  Evaluations: "count",
  ActionsTaken: "count",
  ActionsFailed: "count",
  ActionsSuppressed: "count",
  ...figureMeters(alarmAssumptions),
  ...figureMeters(cloudwatchAssumptions),
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off it at any instant: *InAlarm* is 1 or 0. What is billed by time in microseconds. */
export const gauges = {
  InAlarm: "level",
  TimeInAlarm: "time",
  StandardAlarmTime: "level",
  HighResolutionAlarmTime: "level",
  CompositeAlarmTime: "level",
} as const satisfies MetricForms;
