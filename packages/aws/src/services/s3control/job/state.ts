import { ring, slab, start, type Instant, type Ring, type Slab, type SlabId } from "@orrery/kernel";
import { noDeliveries, type Deliveries } from "../../../delivery/deliveries.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { JobSettings } from "../config.ts";
import type { JobFailure, JobStatus } from "../protocol.ts";
import type { JobTask } from "../task.ts";

/** What a job asks others for. A value. */
export type Errand =
  | { readonly type: "task"; readonly task: JobTask }
  | {
      readonly type: "call";
      readonly use: "read" | "list" | "keepList" | "report";
      readonly operation: string;
      readonly params: PlainObject;
    }
  | { readonly type: "event"; readonly event: StatusEvent };

/** A change of a job's status, of which the default bus hears. A value. */
export interface StatusEvent {
  readonly status: JobStatus;
  readonly at: Instant;
  /** Which of the job's it is, from 1. */
  readonly number: number;
  readonly failure: JobFailure | null;
}

/** What became of a task, as the report has it. */
export interface ReportLine {
  readonly hasFailed: boolean;
  readonly text: string;
}

/** What a job has. */
export interface JobState extends Deliveries<Errand> {
  readonly status: JobStatus;
  readonly priority: number;
  /** Whether the account lets it run. */
  readonly hasTurn: boolean;
  readonly tasks: Slab<JobTask>;
  /** The tasks that were not begun, in the list's order. */
  readonly order: Ring<SlabId>;
  readonly taskCount: number;
  readonly underWay: number;
  readonly succeeded: number;
  readonly failed: number;
  /** Begun, and given up since the job ended before. */
  readonly withdrawn: number;
  readonly lines: Slab<ReportLine>;
  /** Reports that are not written yet. */
  readonly unwritten: number;
  readonly isReported: boolean;
  readonly eventCount: number;
  readonly beganAt: Instant;
  readonly activeSince: Instant;
  /** Microseconds, of the times before. */
  readonly activeFor: number;
  readonly failure: JobFailure | null;
  readonly reason: string | null;
  readonly suspendedAt: Instant | null;
  readonly endedAt: Instant | null;
  readonly listTag: string | null;
}

/** A job that has not begun. */
export const initialJob = ({ priority }: JobSettings): JobState => ({
  ...noDeliveries<Errand>(),
  status: "New",
  priority,
  hasTurn: false,
  tasks: slab.empty(),
  order: ring.empty(),
  taskCount: 0,
  underWay: 0,
  succeeded: 0,
  failed: 0,
  withdrawn: 0,
  lines: slab.empty(),
  unwritten: 0,
  isReported: false,
  eventCount: 0,
  beganAt: start,
  activeSince: start,
  activeFor: 0,
  failure: null,
  reason: null,
  suspendedAt: null,
  endedAt: null,
  listTag: null,
});
