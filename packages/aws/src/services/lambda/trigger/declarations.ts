import {
  declare,
  type Context,
  type Draft,
  type Replied,
  type Reply,
  type Send,
  type SetTimer,
  type ClearTimer,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import { figureMeters } from "../../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { TriggerSettings } from "./config.ts";
import { triggerAssumptions } from "./limits.ts";
import type { BringEvent, SettleTicket, TriggerEnding, TriggerReply } from "./protocol.ts";
import type { TriggerState } from "./state.ts";

/** What a trigger counts and measures. */
export const meters = {
  TriggerEvents: "count",
  TriggerInvocations: "count", // The function was invoked, or Lambda was given an event.
  TriggerTaken: "count",
  TriggerSucceeded: "count",
  TriggerStopped: "count",
  TriggerFailed: "count",
  TriggerInvalid: "count",
  TriggerTimedOut: "count",
  TriggerRefused: "count",
  TriggerContinued: "count",
  TriggerTime: "time", // From what happens at the source to what it comes to.
  ...figureMeters(triggerAssumptions),
} as const satisfies MetricForms;

/** What a trigger has now. */
export const gauges = { TriggerWaiting: "level" } as const satisfies MetricForms;

export const metrics = declareMeters(meters);

export const ports = declare("function");

export const timers = declare(
  "limit", // Nothing was heard in time; its index is the event's slot.
  "callAgain", // The function is called again; likewise.
);

export type TriggerDraft = Draft<TriggerState>;
export type TriggerContext = Context<TriggerSettings>;
export type TriggerInput = BringEvent | SettleTicket | Replied<Tagged> | TimerFired;
export type TriggerEffect = Reply<TriggerReply> | Send<Tagged> | SetTimer | ClearTimer;

/** Under which metric an ending counts. */
export const metricOf: Readonly<Record<TriggerEnding, number>> = {
  taken: metrics.TriggerTaken,
  succeeded: metrics.TriggerSucceeded,
  stopped: metrics.TriggerStopped,
  failed: metrics.TriggerFailed,
  invalid: metrics.TriggerInvalid,
  timedOut: metrics.TriggerTimedOut,
  refused: metrics.TriggerRefused,
};
