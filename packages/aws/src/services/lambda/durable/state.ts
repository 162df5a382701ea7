import {
  slab,
  table,
  type Draft,
  type Duration,
  type Instant,
  type RequestId,
  type Slab,
  type SlabId,
  type Table,
} from "@orrery/kernel";
import type { Trail } from "../../../service/origin.ts";
import type { Payload } from "../../../service/payload.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Printed } from "../log/log-fact.ts";

/** How a function runs durably, where it does. Plain data. */
export interface DurableSettings {
  /** In microseconds. */
  readonly executionTimeout: number;
  readonly retentionDays: number;
}

/** The executions of a durable function, or of one of its versions; none of another. */
export interface DurableState {
  readonly executions: Slab<Execution>;
  /** The executions by their names, until their history goes. */
  readonly executionsByName: Table<SlabId>;
  /** What is due at some instant: the slot is the index of its timer. */
  readonly executionDues: Slab<Due>;
  /** Executions ever begun; numbers the next one. */
  readonly executionsStarted: number;
  readonly executionsRunning: number;
}

/** How far an execution is, as AWS says it. */
export type ExecutionStatus = "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "STOPPED";

/** One run of a durable function, over as many invocations as it takes. */
export interface Execution {
  /** From 1. */
  readonly number: number;
  readonly name: string;
  readonly arn: string;
  readonly status: ExecutionStatus;
  readonly payload: Payload;
  readonly trail: Trail;
  readonly clientContext: PlainObject | null;
  /** Whose it is, where tenants are kept apart; `null`: nobody's. */
  readonly tenantId: string | null;
  /** What it was asked for; `null`: nobody waits for an answer. */
  readonly event: { readonly takenAt: Instant; readonly qualifier: string } | null;
  readonly startedAt: Instant;
  readonly endedAt: Instant | -1;
  /** JSON of what it came to; `null`: nothing so far. */
  readonly result: string | null;
  readonly error: ErrorObject | null;
  /** Those who wait for its end. */
  readonly callers: readonly RequestId[];
  readonly operations: Slab<DurableOperation>;
  readonly operationsById: Table<SlabId>;
  /** Operations as they are counted and billed: each start, and each retry. */
  readonly countedOperations: number;
  /** Bytes that it has written in all. */
  readonly storage: number;
  /** Which checkpoint token is the last. */
  readonly token: number;
  /** Invocations that were asked for so far. */
  readonly invocations: number;
  /** Whether one is under way. */
  readonly isInvoked: boolean;
  /** Operations that the service has changed since the invocation that is under way was told of them. */
  readonly changed: readonly SlabId[];
  /** What the last invocation answered; `null`: none has. */
  readonly last: LastInvocation | null;
  /** How many invocations in a row came to no end. */
  readonly failures: number;
  /** The dues of the execution itself. */
  readonly timeout: SlabId | -1;
  readonly again: SlabId | -1;
  readonly history: Slab<HistoryEvent>;
}

/** What is known of the last invocation of an execution. A value. */
export interface LastInvocation {
  readonly executedVersion: string;
  readonly invocation: number;
  readonly duration: Duration;
  readonly billedDuration: Duration;
  readonly coldStart: boolean;
  readonly initDuration: Duration;
  readonly printed: readonly Printed[];
}

/** The kinds of operations. */
export type OperationType =
  "EXECUTION" | "CONTEXT" | "STEP" | "WAIT" | "CALLBACK" | "CHAINED_INVOKE";

/** How far an operation is. */
export type OperationStatus =
  "STARTED" | "PENDING" | "READY" | "SUCCEEDED" | "FAILED" | "CANCELLED" | "TIMED_OUT" | "STOPPED";

/** What went wrong, in the members of AWS. */
export interface ErrorObject {
  readonly ErrorType?: string;
  readonly ErrorMessage?: string;
  readonly ErrorData?: string;
  readonly StackTrace?: readonly string[];
}

/** A checkpointed operation of an execution. A value but for the machine. */
export interface DurableOperation {
  readonly id: string;
  readonly parentId: string | null;
  readonly name: string | null;
  readonly type: OperationType;
  readonly subType: string | null;
  readonly status: OperationStatus;
  readonly startedAt: Instant;
  readonly endedAt: Instant | -1;
  /** Of a step, from 1. */
  readonly attempt: number;
  /** When a step is attempted again, or a wait is over. */
  readonly nextAt: Instant | -1;
  readonly result: string | null;
  readonly error: ErrorObject | null;
  readonly replaysChildren: boolean;
  /** Of a chained invoke. */
  readonly functionName: string | null;
  readonly tenantId: string | null;
  /** Of a callback. */
  readonly callbackId: string | null;
  /** Of a callback: in seconds, 0 for none. */
  readonly heartbeat: number;
  readonly due: SlabId | -1;
  readonly heartbeatDue: SlabId | -1;
}

/** What may be due for an execution. */
export const dueKinds = [
  "executionTimeout",
  "invocation",
  "waited",
  "retry",
  "callbackTimeout",
  "heartbeatTimeout",
  "chainedInvoke",
  "expiry",
] as const;

/** What is due for an execution. A value. */
export interface Due {
  readonly execution: SlabId;
  readonly what: (typeof dueKinds)[number];
  /** Of an operation. */
  readonly operation: SlabId | -1;
}

/** Something that happened in an execution. A value. */
export interface HistoryEvent {
  readonly type: string;
  readonly at: Instant;
  readonly id: string | null;
  readonly details: PlainObject | null;
}

/** Operations that came to an end. */
export const isClosed = (status: OperationStatus): boolean =>
  status !== "STARTED" && status !== "PENDING" && status !== "READY";

/** A durable function of which nothing runs. */
export const noExecutions = (): DurableState => ({
  executions: slab.empty(),
  executionsByName: table.empty(),
  executionDues: slab.empty(),
  executionsStarted: 0,
  executionsRunning: 0,
});

/** The part of a durable function's state that handlers write on. */
export type DurableDraft = Draft<DurableState>;
/** An execution to write on. */
export type ExecutionDraft = Draft<Execution>;
/** An operation to write on. */
export type OperationDraft = Draft<DurableOperation>;
