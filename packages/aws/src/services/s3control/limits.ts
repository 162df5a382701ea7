import { countLimit, days, milliseconds, minutes, seconds } from "@orrery/kernel";
import type { Quota } from "../../service/service-model.ts";
import { assumedCount, assumedDuration, assumedFigures } from "../../service/assumed-figure.ts";

/**
 * Quotas and defaults of S3 Batch Operations.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops.html
 * - https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-job-status.html
 * - https://docs.aws.amazon.com/AmazonS3/latest/userguide/batch-ops-managing-jobs.html
 * - https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_PutJobTagging.html
 */
export const s3controlLimits = {
  /** From so many tasks on, a job fails when more than half of them failed. */
  tasksBeforeFailing: 1_000,
  /** How long a job that has ended is shown. */
  shownFor: days(90),
  tags: 50,
  page: countLimit({ default: 1_000, min: 0, max: 1_000 }),
  userArguments: 10,
} as const;

/** Quotas of the account that a scenario may set. */
export const s3controlQuotas: Readonly<Record<string, Quota>> = {
  /** Objects of a job that copies, tags, locks, restores or invokes functions. */
  "s3control.jobObjects": countLimit({ default: 20_000_000_000, min: 1, max: 20_000_000_000 }),
};

/** Objects of a job of any other kind. */
export const objectsOfOtherJobs = 4_000_000_000;

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
export const s3controlAssumptions = assumedFigures("s3control", {
  preparation: assumedDuration({
    default: seconds(10),
    min: milliseconds(1),
    max: minutes(60),
    text: "How long a job of S3 Batch Operations is New before it reads what it is about.",
    source: "Ours: AWS gives no time.",
  }),
  concurrentTasks: assumedCount({
    default: 1_000,
    min: 1,
    max: 100_000,
    text: "How many tasks of a job of S3 Batch Operations are under way at once.",
    source: "Users tell of up to about 1,000 invocations at once; AWS gives no figure.",
  }),
  taskAttempts: assumedCount({
    default: 5,
    min: 1,
    max: 100,
    text: "How often a task of S3 Batch Operations is attempted that fails for a time, before it has failed.",
    source: "Ours: AWS says that such tasks are redriven before the job completes, not how often.",
  }),
  redriveDelay: assumedDuration({
    default: seconds(5),
    min: milliseconds(1),
    max: minutes(60),
    text: "How long S3 Batch Operations waits before it redrives a task; each further wait is twice as long, up to five minutes.",
    source: "Ours: AWS does not say when.",
  }),
});

/** The longest wait before a task is redriven. Ours, likewise. */
export const longestRedriveDelay = minutes(5);

/** How long a function is waited for: as long as one may run, and a little more. */
export const functionTimeout = seconds(910);

/** How long S3 and the bus are waited for: nothing that is modeled lets a job wait so long. */
export const callTimeout = minutes(1);
