import {
  declare,
  type Context,
  type Instant,
  type SetTimer,
  slab,
  type SlabId,
} from "@orrery/kernel";
import type { FunctionSettings } from "../config.ts";

/** Each but the last is told apart by the slot of its environment. */
export const timers = declare(
  // The step that an environment is at is done, or runs into the timeout.
  "step",
  // The invocation runs into the timeout while it waits for another service.
  "timeout",
  // An idle environment is reclaimed, if it is still idle since then.
  "expiry",
  // An event is attempted again; told apart by the slot of its delivery.
  "event",
);
/** Events are attempted by the function at itself. */
export const ports = declare("account", "calls", "events");
export const purposes = declare(
  "placement",
  "init",
  "duration",
  "itemDuration",
  "idleLifetime",
  "maximumAge",
  "failure",
  "poison",
  "script",
  "firstCall",
  "surplus",
  "replacement",
  "replacementInit",
  "replacementAge",
  "eventBackoff",
  "messageFailure",
  "slowness",
);
/** Asked under a fault alone: whether an execution environment dies. */
export const choices = declare("death");
/** What a function says of the invocation that it answers in the same event. */
export const notes = declare(
  "poison", // This message, by its identity, makes every invocation fail that has it.
  "messageFailure", // This message, by its identity, fails this time.
  "unhandled", // The handler had stopped before it came to this message.
  "impaired", // A fault does something to the handler of the invocation of this number.
  "failure", // The invocation, by its number, fails by the chance that its profile gives.
  "timedOut", // It ran into the function's timeout.
);
/**
 * AWS's, and ours: Timeouts, ColdStarts, InitDuration, BilledDuration, BilledMemoryMilliseconds,
 * EnvironmentsStarted and of those ProactiveInitializations, Throttles by the limit behind them, and RecursiveInvocations, which the
 * function's own output led to. By the name of a figure of ours, how often that decided.
 */
export const metrics = declare(
  "Invocations",
  "Errors",
  "Throttles",
  "Duration",
  "ConcurrentExecutions",
  "ColdStarts",
  "InitDuration",
  "BilledDuration",
  "BilledMemoryMilliseconds",
  "EnvironmentsStarted",
  "Timeouts",
  "ThrottlesByReservedConcurrency",
  "ThrottlesByReservedRequestRate",
  "ThrottlesByAccountConcurrency",
  "ThrottlesByAccountRequestRate",
  "ThrottlesByScalingRate",
  "RecursiveInvocationsDropped",
  "RecursiveInvocations",
  "ProactiveInitializations",
  "lambda.callPatience",
  "lambda.eventPatience",
  "lambda.eventBackoffFactor",
  "lambda.eventBackoffJitter",
  "AsyncEventsReceived",
  "AsyncEventAge",
  "EndToEndLatency", // Of an asynchronous event, from where it began to its success.
  "AsyncEventsDropped",
  "UnhandledMessages", // That the handler stopped before and did not report: they are deleted.
);

/** What handlers know of the kernel. */
export type FunctionContext = Context<FunctionSettings>;

/** Sets one of the timers of an environment. */
export const setTimer = (timer: number, id: SlabId, at: Instant): SetTimer => ({
  type: "setTimer",
  timer,
  index: slab.slotOf(id),
  at,
});
