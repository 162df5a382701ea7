import { declare, type Context, type Draft, type Instant, type SlabId } from "@orrery/kernel";
import { figureMeters } from "../../../service/assumed-figure.ts";
import type { EntryOf } from "../../../service/entry.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { StateMachineSettings } from "../config.ts";
import type { State } from "../language/definition.ts";
import { stepFunctionsAssumptions } from "../limits.ts";
import type { StateMachineEffect } from "../protocol.ts";
import type { Execution, Fork, StateMachineState, Strand } from "./state.ts";

/** What a state machine's handlers write on. */
export type StateMachine = Draft<StateMachineState>;
type Writable<Type> = { -readonly [Member in keyof Type]: Type[Member] };
/** An execution that is written on. */
export type WritableExecution = Writable<Execution>;
/** A strand that is written on. */
export type WritableStrand = Writable<Strand>;
/** A fork that is written on. */
export type WritableFork = Writable<Fork>;

/** What a state machine's handlers may know besides. */
export type StateMachineContext = Context<StateMachineSettings>;

/** A strand with its execution and its state. */
export interface Located {
  readonly strand: WritableStrand;
  readonly execution: WritableExecution;
  readonly state: State;
}

/** The strand that a turn looked up last. */
export interface LastLocated extends Located {
  readonly id: SlabId;
  readonly states: readonly State[];
  state: State;
  /** When its execution is over; -1: nobody has asked yet. */
  end: Instant | -1;
}

/** One transition of a state machine: what it writes on, what it knows, and what must follow. */
export interface Turn {
  readonly machine: StateMachine;
  readonly context: StateMachineContext;
  readonly effects: StateMachineEffect[];
  readonly entryOf: EntryOf;
  /** Map Runs whose states were stopped: their children are to be. */
  readonly broken: SlabId[];
  /** The strand that was looked up last; `null`: none, or it is gone. */
  last: LastLocated | null;
}

/** The timers of a state machine. */
export const timers = declare(
  "strand", // A strand goes on, or what it waits for is given up; its index is the strand's slot.
  "fork", // A Map Run begins its next child; its index is the fork's slot.
);

/** Whom a state machine asks. */
export const ports = declare(
  "account", // The account's quotas.
  "calls", // Services, by the control plane.
  "waits", // The ends of what tasks have started, likewise.
  "activities", // Workers, by the activities that definitions name.
  "bus", // Whoever wants to hear of executions.
);

/** What a state machine draws random numbers for. */
export const purposes = declare(
  "name",
  "start",
  "transition",
  "jitter",
  "function",
  "requestId",
  "uuid",
);

/** What a state machine asks the oracle. */
export const choices = declare(
  "sampled", // Asked of state machines that are traced: whether X-Ray keeps a trace.
);

/** What a state machine says of its executions, each first by its number, with the state's place second. */
export const notes = declare(
  "started",
  "entered",
  "exited",
  "scheduled", // A task.
  "succeeded", // A task.
  "failed", // The state; it may be retried or caught.
  "retried",
  "caught",
  "timedOut", // A task.
  "ended", // The execution; how, is the second number.
  "redriven",
);

/**
 * What a state machine counts and measures: AWS's metrics, and ours. *StateTransitions* are billed, of *TracesSampled* X-Ray keeps a trace, and those that begin here are *TracesRecorded*, which are billed;
 * *BilledExpressTime* is in microseconds times megabytes. What bears the name of a figure of ours is how often that
 * decided.
 */
export const meters = {
  ExecutionsStarted: "count",
  ExecutionsSucceeded: "count",
  ExecutionsFailed: "count",
  ExecutionsTimedOut: "count",
  ExecutionsAborted: "count",
  ExecutionsRedriven: "count",
  ExecutionTime: "time",
  ExecutionThrottled: "count",
  StartsThrottled: "count",
  StateTransitions: "count",
  StateRetries: "count",
  StatesCaught: "count",
  EndToEndLatency: "time",
  ExpressExecutionMemory: "bytes",
  ExpressExecutionBilledDuration: "time",
  ExpressExecutionBilledMemory: "bytes",
  BilledExpressTime: "level",
  LambdaFunctionsScheduled: "count",
  LambdaFunctionsStarted: "count",
  LambdaFunctionsSucceeded: "count",
  LambdaFunctionsFailed: "count",
  LambdaFunctionsTimedOut: "count",
  LambdaFunctionTime: "time",
  ServiceIntegrationsScheduled: "count",
  ServiceIntegrationsStarted: "count",
  ServiceIntegrationsSucceeded: "count",
  ServiceIntegrationsFailed: "count",
  ServiceIntegrationsTimedOut: "count",
  ServiceIntegrationTime: "time",
  ActivitiesScheduled: "count",
  ActivitiesStarted: "count",
  ActivitiesSucceeded: "count",
  ActivitiesFailed: "count",
  ActivitiesTimedOut: "count",
  ActivitiesHeartbeatTimedOut: "count",
  MapRunsStarted: "count",
  MapRunsSucceeded: "count",
  MapRunsFailed: "count",
  ChildExecutionsStarted: "count",
  TracesSampled: "count",
  TracesRecorded: "count",
  EventsSent: "count",
  EventsLost: "count",
  ...figureMeters(stepFunctionsAssumptions),
} as const satisfies MetricForms;

/** The numbers of the meters. */
export const metrics = declareMeters(meters);

/** What can be read off it at any instant. */
export const gauges = {
  OpenExecutions: "level",
  ExecutionsKept: "level",
} as const satisfies MetricForms;
