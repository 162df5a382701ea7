import { lambdaAssumptions } from "../limits.ts";
import { figureMeters } from "../../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
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
  // All that is to be provisioned is allocated. Of one index, as the next.
  "allocation",
  // Five more minutes of what is provisioned are billed.
  "provisionedBilling",
  // Something is due for a durable execution; told apart by its slot.
  "durable",
  // Somebody looks whether there are enough managed instances. Of one index.
  "managedScaling",
);
/**
 * Of a version, the account is its function. Events are attempted by the function at itself, as are the invocations and the checkpoints
 * of durable executions; what becomes of events is told to destinations.
 */
export const ports = declare(
  "account",
  "calls",
  "events",
  "destinations",
  "executions",
  "checkpoints",
  "chained",
);
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
  "preparation",
  "provisionedInit",
  "provisionedAge",
  "durableBackoff",
  "extensionInit",
  "extensionWork",
  "extensionShutdown",
  "initFailure",
  "mount",
);
export const choices = declare(
  "death", // Asked under a fault alone: whether an execution environment dies.
  "copies", // Asked where the behavior has a share of duplicates: whether an event is delivered twice.
  "sampled", // Asked of functions with active tracing: whether X-Ray keeps a trace.
);
/** What a function says of the invocation that it answers in the same event. */
export const notes = declare(
  "poison", // This message, by its identity, makes every invocation fail that has it.
  "messageFailure", // This message, by its identity, fails this time.
  "unhandled", // The handler had stopped before it came to this message.
  "impaired", // A fault does something to the handler of the invocation of this number.
  "failure", // The invocation, by its number, fails by the chance that its profile gives.
  "timedOut", // It ran into the function's timeout.
  "execution", // What happens is about this durable execution.
  "due", // Something of it was due, by its number.
);
/**
 * AWS's, and ours: Timeouts, ColdStarts, InitDuration, BilledDuration, BilledMemoryMilliseconds,
 * EnvironmentsStarted and of those ProactiveInitializations, Throttles by the limit behind them, RecursiveInvocations, which the
 * function's own output led to, AsyncEventsDropped by reason, and what destinations took. By the name of a figure of ours, how often
 * that decided.
 */
export const meters = {
  Invocations: "count",
  Errors: "count",
  Throttles: "count",
  Duration: "time",
  ConcurrentExecutions: "level",
  ColdStarts: "count",
  InitDuration: "time",
  RestoreDuration: "time", // Of snapshots, in place of the Init phase.
  RestoredMegabytes: "level", // Memory of what was restored, where AWS charges for it.
  BilledDuration: "time",
  BilledMemoryMilliseconds: "level",
  EnvironmentsStarted: "level",
  Timeouts: "count",
  ThrottlesByReservedConcurrency: "count",
  ThrottlesByReservedRequestRate: "count",
  ThrottlesByAccountConcurrency: "count",
  ThrottlesByAccountRequestRate: "count",
  ThrottlesByScalingRate: "count",
  ThrottlesByTenantEnvironments: "count",
  ConcurrencyThrottles: "count", // On managed instances.
  RecursiveInvocationsDropped: "count",
  RecursiveInvocations: "level",
  ProactiveInitializations: "level",
  TenantEnvironmentsStarted: "count", // AWS bills each.
  ...figureMeters(lambdaAssumptions),
  AsyncEventsReceived: "count",
  AsyncEventAge: "time",
  EndToEndLatency: "time", // Of an asynchronous event, from where it began to its success.
  AsyncEventsDropped: "count",
  AsyncEventsDroppedByRetries: "count",
  AsyncEventsDroppedByAge: "count",
  AsyncEventsDroppedByReservedConcurrency: "count",
  AsyncEventsDroppedByRecursion: "count",
  AsyncEventsDroppedByDeletion: "count",
  AsyncEventsLost: "count", // Dropped, and neither a dead-letter queue nor a destination has them.
  DuplicateEvents: "count", // Copies of events, by the share of duplicates that a behavior gives.
  DestinationDeliveryFailures: "count",
  OnSuccessDelivered: "count",
  OnFailureDelivered: "count",
  DeadLetterErrors: "count",
  DeadLettersSent: "count",
  ProvisionedConcurrentExecutions: "level",
  ProvisionedConcurrencyUtilization: "level",
  ProvisionedConcurrencyInvocations: "count",
  ProvisionedConcurrencySpilloverInvocations: "count",
  ProvisionedMemoryMilliseconds: "level", // What is provisioned, in whole five minutes: AWS bills it.
  ProvisionedBilledMemoryMilliseconds: "level", // Of durations on it, which cost less.
  AsyncEventsDroppedByExecution: "count", // Their durable execution failed, was stopped, or took too long.
  ApproximateRunningDurableExecutions: "level",
  DurableExecutionStarted: "count",
  DurableExecutionSucceeded: "count",
  DurableExecutionFailed: "count",
  DurableExecutionTimedOut: "count",
  DurableExecutionStopped: "count",
  DurableExecutionDuration: "time",
  DurableExecutionOperations: "level",
  DurableExecutionStorageWrittenBytes: "bytes",
  DurableStorageByteDays: "level", // What is kept of executions that ended, for as long as it is: AWS bills it.
  StreamedResponseBytes: "bytes", // Of responses that were streamed.
  BilledStreamedBytes: "level", // Of those, what was beyond the first 6 MB of each.
  LoggedBytes: "bytes", // As CloudWatch Logs counts what is logged: each line, and 26 bytes beside it.
  PostRuntimeExtensionsDuration: "time",
  UnreachableCalls: "count", // To services that its VPC leads to by no way.
  FileAccessesWithoutCredits: "count", // Of invocations that its file system served at its baseline, in part at least.
  UnhandledMessages: "count", // That the handler stopped before and did not report: they are deleted.
  TracesRecorded: "count", // Those of X-Ray that begin here, which are billed.
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = {
  Environments: "level",
  IdleEnvironments: "level",
  RunningInvocations: "level",
} as const satisfies MetricForms;

/** What handlers know of the kernel. */
export type FunctionContext = Context<FunctionSettings>;

/** Sets one of the timers of an environment. */
export const setTimer = (timer: number, id: SlabId, at: Instant): SetTimer => ({
  type: "setTimer",
  timer,
  index: slab.slotOf(id),
  at,
});
