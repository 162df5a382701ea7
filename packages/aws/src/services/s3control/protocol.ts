import type {
  Instant,
  Replied,
  Reply,
  Send,
  SetTimer,
  SettingsChanged,
  Tagged,
  TimerFired,
} from "@orrery/kernel";
import type { Refused } from "../../service/refusal.ts";
import type { JobSettings } from "./config.ts";

/** Where a job is in its life, as AWS names it. */
export type JobStatus =
  | "New"
  | "Preparing"
  | "Suspended"
  | "Ready"
  | "Active"
  | "Pausing"
  | "Paused"
  | "Completing"
  | "Complete"
  | "Cancelling"
  | "Cancelled"
  | "Failing"
  | "Failed";

/** All that a job reacts to. */
export type JobInput =
  | SettingsChanged<JobSettings>
  | DescribeJob
  | ChangePriority
  | ChangeStatus
  | Turn
  | Replied<Tagged>
  | TimerFired;

export interface DescribeJob {
  readonly type: "describeJob";
}

export interface ChangePriority {
  readonly type: "changePriority";
  readonly priority: number;
}

export interface ChangeStatus {
  readonly type: "changeStatus";
  readonly status: "Ready" | "Cancelled";
  /** `null`: none is given. */
  readonly reason: string | null;
}

/** The account's jobs of the highest priority run; the others do not. */
export interface Turn {
  readonly type: "turn";
  readonly runs: boolean;
}

/** All that a job asks for. */
export type JobEffect = Reply<JobReply> | Send<Tagged> | SetTimer;

/** How a job answers. */
export type JobReply = JobShown | Refused | { readonly type: "heard" };

/** What a job says of itself. */
export interface JobShown {
  readonly type: "jobShown";
  readonly status: JobStatus;
  readonly priority: number;
  readonly total: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Microseconds in which it was active. */
  readonly activeFor: number;
  readonly failure: JobFailure | null;
  readonly reason: string | null;
  readonly suspendedAt: Instant | null;
  readonly endedAt: Instant | null;
  /** The entity tag of the list that it made; `null`: it made none. */
  readonly listTag: string | null;
}

/** Why a job failed. */
export interface JobFailure {
  readonly code: string;
  readonly reason: string;
}

/** All that the account's order of jobs reacts to. */
export type AccountInput = JoinJobs | MoveJob | LeaveJobs | Replied<Tagged>;

export interface JoinJobs {
  readonly type: "joinJobs";
  readonly place: number;
  readonly priority: number;
}
export interface MoveJob {
  readonly type: "moveJob";
  readonly place: number;
  readonly priority: number;
}
export interface LeaveJobs {
  readonly type: "leaveJobs";
  readonly place: number;
}

export type AccountEffect = Reply<{ readonly type: "heard" }> | Send<Tagged>;
