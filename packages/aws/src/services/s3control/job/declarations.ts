import { declare, type Context, type Draft } from "@orrery/kernel";
import { figureMeters } from "../../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { JobSettings } from "../config.ts";
import { s3controlAssumptions } from "../limits.ts";
import type { JobState } from "./state.ts";

/** What a job's handlers write on. */
export type Job = Draft<JobState>;

/** What a job's handlers may know besides. */
export type JobContext = Context<JobSettings>;

/** The timers of a job. */
export const timers = declare(
  "prepare", // It begins to read what it is about.
  "attempt", // A task or a call, by its slot, is attempted once more.
);

/** Whom a job asks. */
export const ports = declare(
  "targets", // Operations of S3, the function, and the default bus, in this order.
  "account", // The order of the account's jobs.
);

/** Where each thing is among the targets. */
export const targets = { calls: 0, function: 1, bus: 2 } as const;

/** What a job draws. */
export const purposes = declare(
  "turn", // Which part of a wait is waited where there is no room.
);
/** A job asks the oracle nothing. */
export const choices = declare();

/**
 * What a job counts and measures, all of it ours: AWS publishes no metric. *TasksRedriven* are attempts of tasks after the
 * first; *TasksThrottled* are those among the attempts for which a function or S3 had no room; *ObjectsListed* are
 * objects of the bucket that a list was made of; *EventsLost* are changes of status of which no bus heard.
 */
export const meters = {
  JobsBegun: "count",
  JobsComplete: "count",
  JobsFailed: "count",
  JobsCancelled: "count",
  ObjectsListed: "count",
  TasksBegun: "count",
  TasksSucceeded: "count",
  TasksFailed: "count",
  TasksRedriven: "count",
  TasksThrottled: "count",
  TasksWithdrawn: "count",
  TaskDuration: "time",
  JobDuration: "time",
  EventsLost: "count",
  ...figureMeters(s3controlAssumptions),
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = {
  TasksWaiting: "level",
  TasksUnderWay: "level",
} as const satisfies MetricForms;
