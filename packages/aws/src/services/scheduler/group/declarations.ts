import { declare, type Context, type Draft } from "@orrery/kernel";
import { figureMeters } from "../../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { GroupSettings } from "../config.ts";
import { schedulerAssumptions } from "../limits.ts";
import type { GroupState } from "./state.ts";

/** What a group's handlers write on. */
export type Group = Draft<GroupState>;

/** What a group's handlers may know besides. */
export type GroupContext = Context<GroupSettings>;

/** The timers of a group. */
export const timers = declare(
  "due", // Of a schedule, whose slot is the index.
  "attempt", // Of an invocation, whose slot is the index.
);

/** Who a group asks. */
export const ports = declare(
  "targets", // The control plane first, and then what schedules name.
  "account", // The account's quotas.
);

/** What a group draws. */
export const purposes = declare(
  "start", // When within the minute, or within its window, a target is invoked.
  "backoff", // Which part of a wait before a retry is waited.
  "identity", // Ids of invocations and of notifications.
);

/** What a group asks the oracle. */
export const choices = declare(
  "duplicate", // Whether a target is invoked twice.
);

/** What a group says of single invocations, each first by its number in the group. */
export const notes = declare(
  "fired", // A schedule's time has come; the number of the group's resource and the instant of the attempt follow.
  "failed", // An attempt at its target.
  "delivered", // Its target has it.
  "withdrawn", // Its schedule is gone or disabled.
  "givenUp", // It is not attempted any more.
  "deadLettered", // The dead-letter queue of its target has it.
  "lost", // Nobody has it.
);

/**
 * What a group counts and measures: AWS's metrics, and ours. *InvocationsScheduled* are times of schedules that came;
 * *InvocationsTaken* were taken by their targets; *InvocationsWithdrawn* were not made since the schedule was deleted or
 * disabled; *InvocationsUnmodeled* are calls to what is not modeled; *InvocationsLost* were dropped, and no dead-letter
 * queue has them. *StartDelay* is the time from a schedule's time to the first attempt.
 */
export const meters = {
  InvocationAttemptCount: "count",
  TargetErrorCount: "count",
  TargetErrorThrottledCount: "count",
  InvocationThrottleCount: "count",
  InvocationDroppedCount: "count",
  InvocationsSentToDeadLetterCount: "count",
  InvocationsFailedToBeSentToDeadLetterCount: "count",
  InvocationsSentToDeadLetterCount_Truncated_MessageSizeExceeded: "count",
  InvocationsScheduled: "count",
  InvocationsTaken: "count",
  InvocationsWithdrawn: "count",
  InvocationsUnmodeled: "count",
  InvocationsLost: "count",
  StartDelay: "time",
  ...figureMeters(schedulerAssumptions),
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = {
  Schedules: "level",
  InvocationsUnderWay: "level",
} as const satisfies MetricForms;
