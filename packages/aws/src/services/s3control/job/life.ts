import { after, base64Of, minutes, type Instant } from "@orrery/kernel";
import { utf8Of } from "../../../text/utf8.ts";
import type {
  JobEffect,
  JobFailure,
  JobStatus,
  JoinJobs,
  LeaveJobs,
  MoveJob,
} from "../protocol.ts";
import type { errands } from "./errands.ts";
import { metrics, ports, targets, type Job, type JobContext } from "./declarations.ts";
import { reportOf } from "./report.ts";
import type { Errand } from "./state.ts";
import { writeCall } from "../s3control-to-s3.ts";

/** What handlers of a job do with: its errands, and what follows from what they do. */
export interface JobFlow {
  readonly context: JobContext;
  readonly effects: JobEffect[];
  readonly errands: ReturnType<typeof errands>;
}

/** Sends an errand. */
export function send(job: Job, to: number, errand: Errand, flow: JobFlow): void {
  const { arn } = flow.context.settings;
  flow.effects.push(...flow.errands.deliver(job, { arn, to }, errand, flow.context));
}

const measured: Partial<Record<JobStatus, number>> = {
  Complete: metrics.JobsComplete,
  Failed: metrics.JobsFailed,
  Cancelled: metrics.JobsCancelled,
};

/** The statuses in which a job is among those that the account orders. */
const ordered: ReadonlySet<JobStatus> = new Set(["Ready", "Active", "Pausing", "Paused"]);

/** Whether nothing becomes of a job any more. */
export const hasEnded = (status: JobStatus): boolean => measured[status] !== undefined;

/** Moves a job on, and tells the default bus. */
export function become(job: Job, status: JobStatus, flow: JobFlow): void {
  const { now } = flow.context;
  const before = job.status;
  if (before === status && job.eventCount > 0) return;
  if (before === "Active") job.activeFor += now - job.activeSince;
  if (status === "Active") job.activeSince = now;
  if (status === "Suspended") job.suspendedAt = now;
  job.status = status;
  job.eventCount += 1;
  const event = { status, at: now, number: job.eventCount, failure: job.failure };
  send(job, targets.bus, { type: "event", event }, flow);
  const isIn = ordered.has(status);
  if (isIn !== ordered.has(before)) {
    tellAccount(
      isIn
        ? { type: "joinJobs", place: flow.context.settings.place, priority: job.priority }
        : { type: "leaveJobs", place: flow.context.settings.place },
      flow,
    );
    if (!isIn) job.hasTurn = false;
  }
  const counted = measured[status];
  if (counted === undefined) return;
  job.endedAt = now;
  flow.context.observe(counted, 1);
  flow.context.observe(metrics.JobDuration, now - job.beganAt);
}

/** Asks the account's order of jobs something. */
export function tellAccount(
  input: JoinJobs | MoveJob | LeaveJobs,
  { context, effects }: JobFlow,
): void {
  const deadline = after(context.now, minutes(1));
  effects.push({ type: "send", port: ports.account, to: 0, input, tag: 0, deadline });
}

/** A job fails: what is under way ends, and what was done is reported. */
export function fail(job: Job, failure: JobFailure, flow: JobFlow): void {
  job.failure = failure;
  become(job, "Failing", flow);
  settle(job, flow);
}

const lastOf: Partial<Record<JobStatus, JobStatus>> = {
  Completing: "Complete",
  Cancelling: "Cancelled",
  Failing: "Failed",
};

/** Ends a job that ends once nothing of it is under way, and its report is written. */
export function settle(job: Job, flow: JobFlow): void {
  if (lastOf[job.status] === undefined || job.underWay > 0 || job.unwritten > 0) return;
  const { report } = flow.context.settings;
  // A report is made where one task at least was carried out.
  if (report === null || job.isReported || job.succeeded + job.failed === 0) {
    become(job, lastOf[job.status]!, flow);
    return;
  }
  job.isReported = true;
  for (const { key, body } of reportOf(job, report, flow.context)) {
    const call = writeCall(report.bucket, key, base64Of(utf8Of(body)));
    job.unwritten += 1;
    send(job, targets.calls, { type: "call", use: "report", ...call }, flow);
  }
}

/** Hears that an object of the report was written, or could not be. */
export function hearWritten(job: Job, isWritten: boolean, flow: JobFlow): void {
  job.unwritten -= 1;
  if (!isWritten && job.failure === null) {
    job.failure = {
      code: "ReportNotWritten", // Assumed: the code and the words.
      reason: "The completion report could not be written.",
    };
    if (job.status === "Completing") become(job, "Failing", flow);
  }
  settle(job, flow);
}

/** How long a job was active so far, in microseconds. */
export const activeTime = (job: Job, now: Instant): number =>
  job.activeFor + (job.status === "Active" ? now - job.activeSince : 0);
