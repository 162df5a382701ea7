import {
  ring,
  slab,
  table,
  vector,
  type Instant,
  type Plain,
  type RequestId,
  type Ring,
  type Slab,
  type SlabId,
  type Table,
  type Vector,
} from "@orrery/kernel";
import type { Trail } from "../../../service/origin.ts";
import type { Variables } from "../language/frame.ts";
import type { Revision, StateMachineSettings } from "../config.ts";
import type { KeptEvent } from "../history/event.ts";
import type { Transformation } from "../map-run/result-files.ts";
import type { KeptHistory } from "../history/kept-history.ts";
import type { ExecutionStatus, TaskOutcome } from "../protocol.ts";

/** A state machine: its executions, open ones and closed ones, and what they did. */
export interface StateMachineState {
  readonly executions: Slab<Execution>;
  /** Where executions are: one in each, and one in each branch and iteration. */
  readonly strands: Slab<Strand>;
  /** Branches and iterations that belong together. */
  readonly forks: Slab<Fork>;
  readonly histories: Slab<History>;
  /** Executions with names that somebody gave, by their names; -1: it is closed and forgotten. */
  readonly names: Table<SlabId | -1>;
  /** Those that are closed and kept, the oldest first. */
  readonly closed: Ring<SlabId>;
  /** Those with a history that can be read, the oldest first. */
  readonly remembered: Ring<SlabId>;
  /** What executions do or did. */
  readonly revisions: Slab<RevisionKept>;
  /** Where those are, by their ids. */
  readonly revisionIds: Table<SlabId>;
  /** What became of the states of each. */
  readonly tallies: Slab<StateTally>;
  /** Map Runs by their ARNs. */
  readonly mapRuns: Table<SlabId>;
  readonly executionCount: number;
  readonly openCount: number;
  /** By how they ended. */
  readonly succeeded: number;
  readonly failed: number;
  readonly timedOut: number;
  readonly aborted: number;
  readonly redriven: number;
  /** The second in which X-Ray last kept a trace for being the first; -1: none. */
  readonly sampledSecond: number;
  /** What was logged; `null`: nothing is kept. */
  readonly log: Slab<LoggedEvent>;
}

/** An event in the log. A value. */
export interface LoggedEvent {
  readonly execution: string;
  readonly id: number;
  readonly redrives: number;
  readonly isFull: boolean;
  readonly event: KeptEvent;
}

/** What executions do, and the tallies of its states. */
export interface RevisionKept {
  readonly revision: Revision;
  readonly tallies: readonly SlabId[];
}

/** What became of a state, in all executions. */
export interface StateTally {
  readonly entered: number;
  readonly exited: number;
  readonly failed: number;
  readonly caught: number;
  readonly retried: number;
  /** From entering to leaving it, summed up, in microseconds. */
  readonly time: number;
  /** Where it went first, by the place of the next state, and how often; -1: to the end. */
  readonly next: number;
  readonly nextCount: number;
  /** Where it went besides: how often. A value. */
  readonly others: Readonly<Record<string, number>> | null;
}

/** An execution. */
export interface Execution {
  readonly number: number;
  /** `null`: it has one that is made of its place. */
  readonly name: string | null;
  /** Where its {@link Revision} is. */
  readonly revision: SlabId;
  readonly status: ExecutionStatus;
  readonly startedAt: Instant;
  /** -1: it is open. */
  readonly stoppedAt: Instant | -1;
  readonly input: Plain;
  /** Of its input as JSON, in bytes. */
  readonly size: number;
  /** How it ended; `null`: it has not. A value. */
  readonly ending: Ending | null;
  /** Events so far: numbers the next one. */
  readonly events: number;
  /** -1: its events are counted only. */
  readonly history: SlabId | -1;
  /** Its main strand; -1: it is closed. */
  readonly strand: SlabId | -1;
  readonly trail: Trail;
  /** What few executions have. A value; `null`: nothing of that. */
  readonly more: ExecutionMore | null;
}

/** Who waits for the end of an execution. */
export interface Waiter {
  readonly request: RequestId;
  /** It has started it, and waits since. */
  readonly isSynchronous: boolean;
}

/** How an execution ended. */
export interface Ending {
  readonly output: Plain;
  readonly error: string | null;
  readonly cause: string | null;
}

/** What few executions have. */
export interface ExecutionMore {
  /** The name of the alias that led to it. */
  readonly alias: string | null;
  /** Who waits for its end. */
  readonly waiters: readonly Waiter[];
  readonly traceHeader: string | null;
  /** Of a child of a Map Run: which of its items or batches it is. */
  readonly child: {
    readonly fork: SlabId;
    readonly place: number;
    readonly items: number;
    readonly isExpress: boolean;
  } | null;
  readonly redrives: number;
  readonly redrivenAt: Instant | null;
  readonly redriveToken: string | null;
  /** What it goes on from when it is redriven; `null`: it cannot be. */
  readonly resume: Resume | null;
}

/** Where an execution failed, so that it can go on there. A value. */
export interface Resume {
  readonly state: number;
  readonly input: Plain;
  readonly variables: Variables;
  /** Of a state that forks: what its branches or iterations came to, and where those failed; `null`: it has none. */
  readonly branches: readonly ResumedBranch[] | null;
  /** The Map Run that goes on; `null`: none does. */
  readonly mapRun: SlabId | null;
}

/** What a branch came to. */
export type ResumedBranch =
  | { readonly type: "done"; readonly output: Plain }
  | { readonly type: "again"; readonly at: Resume }
  | { readonly type: "afresh" };

/** What a strand is about to do, or waits for. */
export type StrandCondition =
  | "entering" // A state, when its timer fires.
  | "waiting" // In a Wait state.
  | "retrying" // To run its state again.
  | "starting" // A task, whose service has not been asked yet.
  | "called" // A service, which is to answer.
  | "scheduled" // A task of an activity, which nobody has taken.
  | "working" // Somebody has its task token.
  | "following" // What it started, to its end.
  | "forked" // Its branches or iterations.
  | "reading" // The items of a Map.
  | "writing"; // The results of a Map.

/** Where an execution is, or a branch of it. */
export interface Strand {
  readonly execution: SlabId;
  /** The branches that it is one of; -1: of none. */
  readonly fork: SlabId | -1;
  /** Which of them. */
  readonly place: number;
  readonly condition: StrandCondition;
  /** The place of its state in the definition. */
  readonly state: number;
  /** What the state was given. */
  readonly input: Plain;
  readonly variables: Variables;
  readonly enteredAt: Instant;
  /** The event by which the state was entered. */
  readonly enteredEvent: number;
  /** The event that led to that one. */
  readonly arrivedBy: number;
  /** The event that led here. */
  readonly previous: number;
  /** How often each retrier was used; `null`: none was. A value. */
  readonly retries: readonly number[] | null;
  readonly retryCount: number;
  /** Tells its tasks apart: which of all that it had. */
  readonly attempt: number;
  /** What is done: as the state said, and what came of it. A value; `null`: nothing yet. */
  readonly work: Work | null;
}

/** A task under way. A value. */
export interface Work {
  /** What the service is given, as the state says it. */
  readonly given: Plain;
  /** When the task is given up; -1: never. */
  readonly timeoutAt: Instant | -1;
  readonly timeoutSeconds: number | null;
  readonly heartbeatSeconds: number | null;
  /** When the next heartbeat is due at the latest; -1: none is. */
  readonly heartbeatAt: Instant | -1;
  /** What a Map or a Parallel is about. */
  readonly fork: SlabId | -1;
  /** What a worker said before the service had answered; `null`: nothing. */
  readonly early: TaskOutcome | null;
  /** The ARN of the execution that it has started; `null`: none. */
  readonly child: string | null;
}

/** Branches of a Parallel, iterations of a Map, children of a Map Run. */
export interface Fork {
  readonly execution: SlabId;
  readonly strand: SlabId;
  readonly state: number;
  /** What each is given; `null`: all the same, of a Parallel. A value. */
  readonly items: readonly Plain[] | null;
  /** What a Parallel gives to all, and what the items of a Map are put into. */
  readonly input: Plain;
  readonly count: number;
  /** How many have begun, in order. */
  readonly begun: number;
  /** Of a Map Run that was redriven: the places that begin once more, and how many of those have. A value. */
  readonly again: readonly number[] | null;
  readonly begunAgain: number;
  readonly running: number;
  readonly ended: number;
  /** Items in children that failed, of a Map Run. */
  readonly failures: number;
  /** What each came to, by place. */
  readonly results: Vector<BranchResult>;
  /** By place the strand under way, -1: it is over, or has not begun; of a Map Run the last execution, -1: none yet. */
  readonly members: Vector<number>;
  readonly maxConcurrency: number;
  /** The previous event of what comes first in each. */
  readonly startedEvent: number;
  /** Of a distributed Map; `null`: it is none. A value. */
  readonly run: MapRunFacts | null;
  readonly isOver: boolean;
}

/** What a branch came to, or that it has not ended. A value. */
export type BranchResult =
  | { readonly type: "none" }
  | { readonly type: "succeeded"; readonly output: Plain }
  | { readonly type: "failed"; readonly error: string | null; readonly cause: string | null }
  | { readonly type: "timedOut" }
  | { readonly type: "aborted" };

/** A Map Run. A value. */
export interface MapRunFacts {
  readonly arn: string;
  readonly label: string;
  readonly number: number;
  readonly status: "RUNNING" | "SUCCEEDED" | "FAILED" | "ABORTED";
  readonly startedAt: Instant;
  readonly stoppedAt: Instant | null;
  readonly toleratedCount: number;
  readonly toleratedPercentage: number;
  /** How many items there are in each child. */
  readonly itemCounts: readonly number[] | null;
  readonly itemTotal: number;
  readonly isExpress: boolean;
  /** Where the results are written to; `null`: nowhere. */
  readonly writer: ResultPlace | null;
  readonly transformation: Transformation;
  /** Why it has failed; `null`: it has not. */
  readonly failure: { readonly error: string; readonly cause: string } | null;
  /** When the next child may begin. */
  readonly nextStartAt: Instant;
  /** Whether the account counts it among those that are open; one that it has no room for waits. */
  readonly hasRoom: boolean;
  readonly redrives: number;
  readonly redrivenAt: Instant | null;
}

/** Where the results of a Map Run are written to. */
export interface ResultPlace {
  readonly bucket: string;
  readonly prefix: string;
  readonly isLines: boolean;
}

/** The events of an execution. */
export interface History {
  readonly events: KeptHistory;
}

/** A state machine without executions. */
export const initialStateMachine = (_settings: StateMachineSettings): StateMachineState => ({
  executions: slab.empty(),
  strands: slab.empty(),
  forks: slab.empty(),
  histories: slab.empty(),
  names: table.empty(),
  closed: ring.empty(),
  remembered: ring.empty(),
  revisions: slab.empty(),
  revisionIds: table.empty(),
  tallies: slab.empty(),
  mapRuns: table.empty(),
  executionCount: 0,
  openCount: 0,
  succeeded: 0,
  failed: 0,
  timedOut: 0,
  aborted: 0,
  redriven: 0,
  sampledSecond: -1,
  log: slab.empty(),
});

/** No results yet, of so many branches. */
export const noResults = (count: number): Vector<BranchResult> =>
  vector.of(Array.from({ length: count }, () => none));
const none: BranchResult = Object.freeze({ type: "none" });
