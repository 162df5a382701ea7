import type { LogFrom } from "../../service/log.ts";
import type {
  ClearTimer,
  Duration,
  Instant,
  Plain,
  Replied,
  Reply,
  RequestId,
  Send,
  SetTimer,
  SettingsChanged,
  SlabId,
  Stop,
  Tagged,
  TimerFired,
} from "@orrery/kernel";
import type { CallReply } from "../../service/call.ts";
import type { LogRead } from "../../service/log.ts";
import type { Trail, Trailed } from "../../service/origin.ts";
import type { JsonPayload, Payload } from "../../service/payload.ts";
import type { PlainObject, Refused } from "../../service/refusal.ts";
import type { Resource } from "../../service/resource.ts";
import type { ControlPlane } from "../../service/service-model.ts";
import type { AccountSettings, FunctionSettings } from "./config.ts";
import type { OperationUpdate } from "./durable/operation-update.ts";
import type { DurableOperation, ErrorObject, Execution, HistoryEvent } from "./durable/state.ts";
import type { Printed } from "./log/log-fact.ts";

/** A kind of resource of Lambda that has tags, in the member `tags` of its record. */
export interface TaggedKind {
  /** As ARNs have it, such as `function`. */
  readonly resourceType: string;
  /** The resource of this ARN; `undefined` where there is none, or none any more. */
  find(arn: string, plane: ControlPlane): Resource | undefined;
  /** What AWS calls such a resource where it is not there, such as `Function`. */
  readonly title: string;
  /** Members of the record that change with the tags. */
  changedBy?(resource: Resource, plane: ControlPlane): PlainObject;
}

/** All that a function reacts to. */
export type FunctionInput =
  | Invoke
  | InvokeEvent
  | DeleteFunction
  | LoseEnvironments
  | AcquireConcurrency
  | ReleaseConcurrency
  | AdjustConcurrency
  | AdjustProvisioned
  | ShowProvisioned
  | ({ readonly type: "readLog" } & LogFrom)
  | Checkpoint
  | EndCallback
  | StopExecution
  | ShowExecutions
  | { readonly type: "beginExecution" }
  | SettingsChanged<FunctionSettings>
  | Replied<CallReply>
  | TimerFired;

/** An invocation that is answered with its outcome (RequestResponse). */
export interface Invoke {
  readonly type: "invoke";
  readonly payload: Payload;
  /** What led to it; `null` for a batch, whose items bear their own. */
  readonly trail: Trail | null;
  /** Of an attempt at an event, which the function asks of itself; `null`: nobody's but the caller's. */
  readonly event: EventMark | null;
  /** What a caller from outside gives its handler besides the event. @defaultValue nothing */
  readonly clientContext?: PlainObject | null;
  /** Whether its response is streamed. @defaultValue it is answered as a whole */
  readonly streams?: true;
  /** Of an invocation that the service makes for a durable execution: which. @defaultValue none */
  readonly execution?: ExecutionMark;
  /** Whose it is, where tenants are kept apart. @defaultValue nobody's */
  readonly tenantId?: string;
  /** The name of the durable execution that it begins, or asks for. @defaultValue one that is new */
  readonly executionName?: string;
  /** Whether the service makes it for another durable execution, which may wait for as long as it takes. @defaultValue it does not */
  readonly isChained?: true;
}

/** Which durable execution an invocation goes on with. A value. */
export interface ExecutionMark {
  readonly id: SlabId;
  /** Which of its invocations, from 1. */
  readonly invocation: number;
  /** Of the first invocation for an event: when that was taken; `null` otherwise. */
  readonly takenAt: Instant | null;
}

/** What a durable handler has done: changes of operations, all of them or none. */
export interface Checkpoint {
  readonly type: "checkpoint";
  /** The ARN of the execution. */
  readonly execution: string;
  /** Which of its tokens is given; `null`: the service's own SDK, which has the last. */
  readonly token: number | null;
  readonly updates: readonly OperationUpdate[];
}

/** The answer to a {@link Checkpoint}: the next token, and operations that have changed. */
export interface Checkpointed {
  readonly type: "checkpointed";
  readonly token: number;
  readonly operations: readonly DurableOperation[];
}

/** Somebody who was given a callback's id says what it came to, or that they are still at it. */
export interface EndCallback {
  readonly type: "endCallback";
  readonly execution: string;
  readonly operation: string;
  readonly outcome:
    | { readonly type: "success"; readonly result: string | null }
    | { readonly type: "failure"; readonly error: ErrorObject }
    | { readonly type: "heartbeat" };
}

/** Ends a durable execution. */
export interface StopExecution {
  readonly type: "stopExecution";
  readonly execution: string;
  readonly error: ErrorObject | null;
}

/** Asks for one durable execution, or for all. */
export interface ShowExecutions {
  readonly type: "showExecutions";
  /** An ARN; `null`: all. */
  readonly execution: string | null;
}

/** Durable executions as they are now. Values. */
export interface ShownExecutions {
  readonly type: "executions";
  readonly executions: readonly ShownExecution[];
}

/** A durable execution as it is now. */
export interface ShownExecution {
  readonly execution: Execution;
  readonly operations: readonly DurableOperation[];
  readonly history: readonly HistoryEvent[];
}

/** An invocation that is taken at once and made later, as often as it fails (Event). */
export interface InvokeEvent extends Trailed {
  readonly type: "invokeEvent";
  readonly payload: JsonPayload;
  /** The version or alias that it is addressed to; left out: the function itself. */
  readonly qualifier?: string;
  /** The name of the durable execution that it begins, or asks for. @defaultValue one that is new */
  readonly executionName?: string;
  /** Whose it is, where tenants are kept apart. @defaultValue nobody's */
  readonly tenantId?: string;
  /** Whoever brings it hears what it came to, and not that it was taken: Lambda itself tells nobody. @defaultValue false */
  readonly tellsEnd?: true;
}

/** An attempt at an event, which the function makes at itself: the same each time. A value. */
export interface AttemptEvent extends Invoke, Trailed {
  readonly payload: JsonPayload;
  readonly trail: Trail;
  readonly event: EventMark;
}

/** Which event an invocation is an attempt at. A value. */
export interface EventMark {
  /** Its number among the function's events, from 1: what its request id is made of. */
  readonly number: number;
  /** When it was taken. */
  readonly takenAt: Instant;
  /** What it was addressed to: its settings are those of this qualifier. */
  readonly qualifier: string;
  /** Who hears what it came to. @defaultValue nobody */
  readonly tellsTo?: RequestId;
}

/** Gives back what the function holds of the account's concurrency, before its resource goes. */
export interface DeleteFunction {
  readonly type: "deleteFunction";
}

/** Execution environments die while they run an invocation: a fault, and no operation of AWS. */
export interface LoseEnvironments {
  readonly type: "loseEnvironments";
  /** The part of those that run one, above 0 and at most 1. */
  readonly share: number;
}

/** What a function asks for: of the account's pool of concurrency, and of other services. */
export type FunctionEffect = Reply<FunctionReply> | Send<Tagged> | SetTimer | ClearTimer | Stop;

export type FunctionReply = Invoked | LogRead | EventTaken | { readonly type: "deleted" } | Refused;

/** What is answered about durable executions. */
export type DurableReply =
  | Checkpointed
  | ShownExecutions
  | { readonly type: "callbackEnded" }
  | { readonly type: "executionStopped"; readonly at: Instant }
  | Refused;

/** An event was taken. */
export interface EventTaken {
  readonly type: "eventTaken";
  /** The ARN of the durable execution that it begins. @defaultValue none */
  readonly execution?: string;
}

/** What an event came to, for whoever waits for it; without a value it was given up. */
export interface EventEnded {
  readonly type: "eventEnded";
  /** What the function has returned. */
  readonly value?: Plain;
}

/** Asks a version for its provisioned concurrency. */
export interface ShowProvisioned {
  readonly type: "showProvisioned";
}

/** What a version's provisioned concurrency has come to. */
export type ProvisionedStatus = "none" | "inProgress" | "ready" | "failed";

/** What the provisioned concurrency of a version has come to. */
export interface ProvisionedState {
  readonly type: "provisionedState";
  readonly status: ProvisionedStatus;
  readonly allocated: number;
  /** Of those, the ones that run nothing. */
  readonly available: number;
}

/** An invocation that ran. */
export interface Invoked {
  readonly type: "invoked";
  /** `null` when it succeeded. A function error never changes the HTTP status. */
  readonly functionError: "Unhandled" | "Handled" | null;
  /** Why there is a function error; `null` when there is none. */
  readonly cause: ErrorCause | null;
  /** What the handler returned, or the error as AWS shapes it. */
  readonly payload: Plain;
  /**
   * Items of a batch that failed although the invocation succeeded, by their place in it, beside
   * those that the payload names; `null` for none.
   */
  readonly failedItems: readonly number[] | null;
  readonly executedVersion: string;
  /** How long its response was streamed after the first byte. @defaultValue it was answered at once */
  readonly streamedFor?: Duration;
  /** Its number among the function's invocations, from 1: what its request id is made of. */
  readonly invocation: number;
  /** From its start to its end, as billed before rounding; without a cold start's initialization. */
  readonly duration: Duration;
  /** What it is billed for, rounded as AWS does. */
  readonly billedDuration: Duration;
  readonly coldStart: boolean;
  /** Of the Init phase before it; 0 without a cold start. */
  readonly initDuration: Duration;
  /** What its handler printed, in order. */
  readonly printed: readonly Printed[];
  /** The ARN of the durable execution that it was. @defaultValue none */
  readonly execution?: string;
}

/** Why an invocation ended with a function error. */
export type ErrorCause =
  /** Its Init phase failed, and once more inside the invocation. */
  | "init"
  /** The profile's share of invocations that fail. */
  | "failures"
  /** A message that fails at every attempt, in a batch that fails as a whole. */
  | "poison"
  /** A message that fails this time, in a batch that fails as a whole. */
  | "messageFailures"
  /** A call of a profile that was refused. */
  | "call"
  /** The script threw. */
  | "script"
  /** The script ended its process. */
  | "exit"
  | "timeout"
  /** The execution environment died: a fault. */
  | "crash"
  /** A fault made the handler throw. */
  | "fault"
  /** The handler could not do with its file system what it does. */
  | "files"
  /** The response was too large. */
  | "responseSize"
  /** A checkpoint of a durable execution did not succeed. */
  | "checkpoint"
  /** A durable execution failed, was stopped, or took too long. */
  | "execution";

/** All that the account's pool of concurrency reacts to. Functions consult it, and versions their function in the same words. */
export type AccountInput =
  | AcquireConcurrency
  | StartEnvironment
  | ReleaseConcurrency
  | AdjustConcurrency
  | { readonly type: "beginExecution" }
  | SettingsChanged<AccountSettings>;

/**
 * One unit of unreserved concurrency for an invocation, and a token of the ramp when it starts an
 * environment.
 */
export interface AcquireConcurrency {
  readonly type: "acquireConcurrency";
  readonly environment: EnvironmentNeed;
  /** Whether it is an attempt at an event, of which there may be any number in a second. */
  readonly isEvent: boolean;
}

/**
 * What an invocation runs in: an idle environment; one that starts, which the Region's ramp limited before
 * 2023-11-27; or none, since the function's own ramp gives no token, if nothing else denies it.
 */
export type EnvironmentNeed = "idle" | "started" | "none";

/** A token of the Region's ramp for a function with reserved concurrency, before 2023-11-27. */
export interface StartEnvironment {
  readonly type: "startEnvironment";
}

/** Gives one unit back. */
export interface ReleaseConcurrency {
  readonly type: "releaseConcurrency";
}

/** Running invocations come into the unreserved pool, or leave it, as a reservation goes or comes. */
export interface AdjustConcurrency {
  readonly type: "adjustConcurrency";
  /** Below 0: they leave it. */
  readonly by: number;
}

/** Says of a version's provisioned environments that so many more of them are busy, or fewer. */
export interface AdjustProvisioned {
  readonly type: "adjustProvisioned";
  readonly by: number;
}

export type AccountReply = { readonly type: "acquired" } | Denied | { readonly type: "released" };

/** No, with AWS's reason and the limit that was hit. */
export interface Denied {
  readonly type: "denied";
  readonly reason: ThrottleReason;
  readonly limit: ThrottleLimit;
}

/** The limit behind a throttle, which AWS's reasons do not always tell. */
export type ThrottleLimit =
  | "reservedConcurrency"
  | "reservedRequestRate"
  | "accountConcurrency"
  | "accountRequestRate"
  /** How many execution environments may be started in 10 seconds. */
  | "scalingRate"
  /** How many durable executions may begin in a second. */
  | "executionRate"
  /** How many environments a function that keeps tenants apart may have. */
  | "tenantEnvironments"
  /** How many invocations the environments on managed instances run at once. */
  | "managedConcurrency";

/** Why a 429. */
export type ThrottleReason =
  | "ConcurrentInvocationLimitExceeded"
  | "ReservedFunctionConcurrentInvocationLimitExceeded"
  | "FunctionInvocationRateLimitExceeded"
  | "ReservedFunctionInvocationRateLimitExceeded"
  | "CallerRateLimitExceeded";
