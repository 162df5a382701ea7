import type {
  ClearTimer,
  HandOn,
  Instant,
  Plain,
  Replied,
  Reply,
  Send,
  SetTimer,
  SettingsChanged,
  Stop,
  Tagged,
  TimerFired,
} from "@orrery/kernel";
import type { Unchanging } from "../../service/call.ts";
import type { Trailed } from "../../service/origin.ts";
import type { LogFrom, LogRead } from "../../service/log.ts";
import type { PlainObject, Refused } from "../../service/refusal.ts";
import type { StateMachineSettings } from "./config.ts";
import type { ShownEvent } from "./history/event.ts";

/** How an execution ended, or that it has not. */
export type ExecutionStatus =
  "RUNNING" | "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "ABORTED" | "PENDING_REDRIVE";

/** All that a state machine reacts to. */
export type StateMachineInput =
  | StartExecution
  | StopExecution
  | RedriveExecution
  | DescribeExecution
  | ListExecutions
  | ReadHistory
  | AwaitExecution
  | FinishTask
  | DescribeMapRun
  | ListMapRuns
  | UpdateMapRun
  | ReadLog
  | SettingsChanged<StateMachineSettings>
  | TimerFired
  | Replied<Tagged>;

/** Begins an execution. */
export interface StartExecution extends Trailed {
  readonly type: "startExecution";
  /** A JSON document; `null`: what is given is none. */
  readonly input: Plain;
  /** As it was given: bytes of UTF-8. */
  readonly size: number;
  /** `null`: one that nobody has. */
  readonly name: string | null;
  /** The version that is asked for; `null`: what the state machine does now. */
  readonly version: number | null;
  /** The name of the alias by which it was begun; `null`: by none. */
  readonly alias: string | null;
  /** Whether it is answered once it has ended. */
  readonly isSynchronous: boolean;
  readonly traceHeader: string | null;
}

/** Ends an execution. */
export interface StopExecution {
  readonly type: "stopExecution";
  readonly name: string;
  readonly error: string | null;
  readonly cause: string | null;
}

/** Lets an execution that failed go on where it did. */
export interface RedriveExecution extends Trailed {
  readonly type: "redriveExecution";
  readonly name: string;
  /** A request with the same token is the same request. */
  readonly token: string | null;
}

export interface DescribeExecution {
  readonly type: "describeExecution";
  readonly name: string;
}

/** Asks for an execution, and is answered once that has ended. */
export interface AwaitExecution {
  readonly type: "awaitExecution";
  readonly name: string;
}

/** Asks for executions, the newest first. */
export interface ListExecutions {
  readonly type: "listExecutions";
  readonly status: ExecutionStatus | null;
  /** Only child executions of this Map Run; `null`: only those that are none's. */
  readonly mapRun: string | null;
  readonly version: number | null;
  readonly alias: string | null;
  readonly redriven: boolean | null;
  /** They are older than this one; `null`: from the newest on. */
  readonly before: number | null;
  readonly most: number;
}

/** Asks for a part of a history. */
export interface ReadHistory {
  readonly type: "readHistory";
  readonly name: string;
  readonly isReversed: boolean;
  /** How many events were given before. */
  readonly from: number;
  readonly most: number;
}

/** What a worker says of a task by its token. */
export interface FinishTask {
  readonly type: "finishTask";
  readonly task: TaskReference;
  readonly outcome: TaskOutcome;
}

/** What a task token names. */
export interface TaskReference {
  /** The number of the state machine's resource. */
  readonly stateMachine: number;
  /** Where in the state machine the task is. */
  readonly strand: number;
  /** Which of the tasks that were there. */
  readonly attempt: number;
}

/** What is said of a task. */
export type TaskOutcome =
  | { readonly type: "succeeded"; readonly output: Plain; readonly size: number }
  | { readonly type: "failed"; readonly error: string | null; readonly cause: string | null }
  | { readonly type: "heartbeat" };

export interface DescribeMapRun {
  readonly type: "describeMapRun";
  readonly arn: string;
}

export interface ListMapRuns {
  readonly type: "listMapRuns";
  readonly name: string;
}

export interface UpdateMapRun {
  readonly type: "updateMapRun";
  readonly arn: string;
  readonly maxConcurrency: number | null;
  readonly toleratedFailureCount: number | null;
  readonly toleratedFailurePercentage: number | null;
}

/** Asks for what was logged. */
export interface ReadLog extends LogFrom {
  readonly type: "readLog";
}

/** All that a state machine asks for. */
export type StateMachineEffect =
  Reply<StateMachineReply> | Send<Tagged> | SetTimer | ClearTimer | Stop | HandOn;

/** How a state machine answers. */
export type StateMachineReply =
  | ExecutionStarted
  | ExecutionDescribed
  | { readonly type: "executionStopped"; readonly stoppedAt: Instant }
  | { readonly type: "executionRedriven"; readonly redrivenAt: Instant }
  | (ExecutionsListed & Unchanging)
  | (HistoryRead & Unchanging)
  | { readonly type: "taskFinished" }
  | MapRunDescribed
  | MapRunsListed
  | { readonly type: "mapRunUpdated" }
  | LogRead
  | Refused
  | NotKept;

/** What was asked for was there, and is not kept: the simulation has forgotten it, and AWS would not. */
export interface NotKept {
  readonly type: "notKept";
  readonly what: string;
}

/** An execution began, or had begun under this name and input. */
export interface ExecutionStarted {
  readonly type: "executionStarted";
  readonly execution: string;
  readonly startedAt: Instant;
}

/** An execution as everybody may know it. A value. */
export interface ExecutionDescribed extends Unchanging {
  readonly type: "executionDescribed";
  /** Its number in the state machine, from 1. */
  readonly number: number;
  readonly name: string;
  readonly arn: string;
  readonly status: ExecutionStatus;
  readonly startedAt: Instant;
  /** `null`: it is open. */
  readonly stoppedAt: Instant | null;
  readonly input: Plain;
  /** Where it succeeded. */
  readonly output: Plain;
  readonly error: string | null;
  readonly cause: string | null;
  readonly version: number | null;
  readonly alias: string | null;
  readonly mapRun: string | null;
  /** Of a child of a Map Run: how many items it has. */
  readonly itemCount: number | null;
  readonly redriveCount: number;
  readonly redrivenAt: Instant | null;
  readonly redriveStatus: "REDRIVABLE" | "NOT_REDRIVABLE" | "REDRIVABLE_BY_MAP_RUN";
  readonly redriveReason: string | null;
  readonly traceHeader: string | null;
  /** What it does. */
  readonly revision: string;
  /** The label of the Map state, where it is a child. */
  readonly label: string | null;
  /** Of an Express execution that has ended. */
  readonly billedMilliseconds: number;
  readonly billedMegabytes: number;
}

export interface ExecutionsListed {
  readonly type: "executionsListed";
  readonly executions: readonly ExecutionDescribed[];
  /** Where the next page begins; `null`: there is none. */
  readonly next: number | null;
}

export interface HistoryRead {
  readonly type: "historyRead";
  readonly events: readonly ShownEvent[];
  readonly next: number | null;
}

/** A Map Run as everybody may know it. */
export interface MapRunDescribed extends Unchanging {
  readonly type: "mapRunDescribed";
  readonly arn: string;
  readonly execution: string;
  readonly status: "RUNNING" | "SUCCEEDED" | "FAILED" | "ABORTED";
  readonly startedAt: Instant;
  readonly stoppedAt: Instant | null;
  readonly maxConcurrency: number;
  readonly toleratedFailureCount: number;
  readonly toleratedFailurePercentage: number;
  readonly items: PlainObject;
  readonly executions: PlainObject;
  readonly redriveCount: number;
  readonly redrivenAt: Instant | null;
}

export interface MapRunsListed extends Unchanging {
  readonly type: "mapRunsListed";
  readonly runs: readonly MapRunDescribed[];
}
