import type { Rule } from "../../service/rule.ts";
import type { JobSettings } from "./config.ts";

const read = "2026-11";
const guide = (page: string): string =>
  `https://docs.aws.amazon.com/AmazonS3/latest/userguide/${page}.html`;
const api = (page: string): string =>
  `https://docs.aws.amazon.com/AmazonS3/latest/API/API_control_${page}.html`;

const invokes = (settings: JobSettings): boolean => settings.function !== null;

/** The rules of S3 Batch Operations that are followed; the test of each bears its id. */
export const s3controlRules: readonly Rule<JobSettings>[] = [
  {
    id: "s3control.job.states",
    status: "documented",
    source: guide("batch-ops-job-status"),
    date: read,
    text: "A job is New, Preparing, Ready, Active, Completing and Complete; the default bus hears of each change, by CloudTrail.",
    semantics: ["s3 §8 states"],
  },
  {
    id: "s3control.job.confirmation",
    status: "documented",
    source: guide("batch-ops-job-status"),
    date: read,
    text: "A job that requires confirmation is Suspended once it is prepared, until it is asked to be Ready.",
    when: ({ isConfirmed }) => !isConfirmed,
  },
  {
    id: "s3control.job.cancel",
    status: "documented",
    source: guide("batch-ops-job-status"),
    date: read,
    text: "A job that is cancelled is Cancelling until what is under way has ended, and then Cancelled; what was done is reported. A job that has ended is not changed any more: JobStatusException.",
    operations: ["UpdateJobStatus"],
  },
  {
    id: "s3control.job.priority",
    status: "documented",
    source: guide("batch-ops-job-priority"),
    date: read,
    text: "Jobs of a higher priority, from 0 to 2,147,483,647, come first: one of a lower is Paused, or stays Ready, while a higher one runs. A priority may change meanwhile.",
    semantics: ["s3 §8 priority", "s3 §0 batch.priority"],
  },
  {
    id: "s3control.job.order",
    status: "assumed",
    source: "AWS orders jobs as well as it can, and does not say how many run at once",
    date: read,
    text: "All jobs of the highest priority run at once, and none of a lower one.",
  },
  {
    id: "s3control.job.retention",
    status: "documented",
    source: guide("batch-ops-managing-jobs"),
    date: read,
    text: "A job that has ended is shown for 90 days, and then there is none: NoSuchJobException.",
    semantics: ["s3 §8 retention of finished jobs"],
    operations: ["DescribeJob", "ListJobs"],
  },
  {
    id: "s3control.job.threshold",
    status: "documented",
    source: guide("batch-ops-job-status"),
    date: read,
    text: "Once 1,000 tasks have run, a job fails when more than half of those that ran have failed.",
    semantics: ["s3 §8 failure", "s3 §0 batch.failureThreshold"],
  },
  {
    id: "s3control.job.idempotent",
    status: "documented",
    source: api("CreateJob"),
    date: read,
    text: "A request with the token of one before makes no second job; with other parameters it is refused with IdempotencyException.",
    operations: ["CreateJob"],
  },
  {
    id: "s3control.job.invalid",
    status: "assumed",
    source:
      "Users quote `InvalidRequest: Request invalid` for jobs that make no sense; AWS lists no more",
    date: read,
    text: "A job has one operation, one list or source of a list, and a complete report, or is refused with InvalidRequest.",
    operations: ["CreateJob"],
  },
  {
    id: "s3control.manifest.csv",
    status: "documented",
    source: guide("batch-ops-create-job"),
    date: read,
    text: "A list in a bucket has a line for each object: bucket, key as URLs encode it, and perhaps a version. Its entity tag must be the one that the job names.",
    semantics: ["s3 §8 manifest"],
  },
  {
    id: "s3control.manifest.generated",
    status: "documented",
    source: api("S3JobManifestGenerator"),
    date: read,
    text: "A job may make its list of what a bucket has, by parts of keys, sizes, times and storage classes, and keep it in a bucket.",
    when: ({ objects }) => objects.type === "generated",
  },
  {
    id: "s3control.manifest.size",
    status: "documented",
    source: guide("batch-ops"),
    date: read,
    text: "A job is about 20 billion objects at most where it copies, tags, locks, restores or invokes functions, and about 4 billion otherwise; above that it fails before its first task.",
    semantics: ["s3 §0 batch.objects per job"],
  },
  {
    id: "s3control.manifest.failure",
    status: "documented",
    source: guide("troubleshooting-batch-operations"),
    date: read,
    text: "A job whose list cannot be read, or has nothing, fails before its first task.",
  },
  {
    id: "s3control.manifest.codes",
    status: "assumed",
    source: "AWS lists no codes of failures",
    date: read,
    text: "The codes of failures are the refusal's own, or ManifestETagMismatch, InvalidManifestContent, EmptyManifest, FailureThresholdExceeded and ReportNotWritten.",
  },
  {
    id: "s3control.task.parallel",
    status: "documented",
    source: guide("batch-ops"),
    date: read,
    text: "Each object is a task; tasks run side by side and in no order.",
    semantics: ["s3 §8 execution"],
  },
  {
    id: "s3control.task.concurrency",
    status: "assumed",
    source: "AWS gives no figure; users tell of up to about 1,000 invocations",
    date: read,
    text: "Up to 1,000 tasks of a job are under way at once, within the concurrency of its function.",
    semantics: ["s3 §8 Lambda concurrency"],
  },
  {
    id: "s3control.task.redrive",
    status: "assumed",
    source:
      "AWS says that transient errors and TemporaryFailure are redriven before the job completes, not how often or when",
    date: read,
    text: "A task that fails for a time is attempted five times, after 5, 10, 20 and 40 s; where a function or S3 has no room, every 0.5 to 5 s for as long as it takes.",
  },
  {
    id: "s3control.operation.object",
    status: "documented",
    source: guide("batch-ops-operations"),
    date: read,
    text: "Jobs copy objects, put and delete tags, put access control lists, legal holds and retentions, and restore archives, by the requests of S3, which AWS bills besides.",
    when: (settings) => !invokes(settings),
  },
  {
    id: "s3control.lambda.event",
    status: "documented",
    source: `${guide("batch-ops-invoke-lambda")}; aws-lambda-go events/testdata/s3-batch-job-event-request-1.0.json and -2.0.json`,
    date: read,
    text: "A function is invoked synchronously with one task at a time: schema 1.0 has the ARN of the bucket, 2.0 its name and the job's arguments.",
    semantics: ["lambda §15 S3 Batch Operations", "lambda §15.1 S3 Batch Operations"],
    when: invokes,
  },
  {
    id: "s3control.lambda.result",
    status: "documented",
    source: guide("batch-ops-invoke-lambda"),
    date: read,
    text: "Succeeded ends a task, PermanentFailure fails it, TemporaryFailure redrives it; a task that is left out is what treatMissingKeysAs says, or else TemporaryFailure.",
    semantics: ["s3 §8 Lambda task"],
    when: invokes,
  },
  {
    id: "s3control.lambda.error",
    status: "assumed",
    source:
      "AWS shows such a task failed as PermanentFailure in its report, after how many attempts it does not say",
    date: read,
    text: "A function that fails, or does not answer in time, is a TemporaryFailure.",
    when: invokes,
  },
  {
    id: "s3control.report.files",
    status: "documented",
    source: guide("batch-ops-examples-reports"),
    date: read,
    text: "A report has a list of the tasks that succeeded, one of those that failed, and manifest.json with both, under job-<id>; with FailedTasksOnly the second alone. It is written where one task ran, also of jobs that fail or are cancelled.",
    semantics: ["s3 §8 report"],
    when: ({ report }) => report !== null,
  },
  {
    id: "s3control.job.tags",
    status: "documented",
    source: api("PutJobTagging"),
    date: read,
    text: "A job has up to 50 tags; putting tags replaces them all.",
    operations: ["PutJobTagging", "GetJobTagging", "DeleteJobTagging"],
  },
  {
    id: "s3control.cost.batch",
    status: "documented",
    source: "https://aws.amazon.com/s3/pricing/, Management & insights",
    date: read,
    text: "A job costs 0.25 dollars, and 1 dollar for a million objects; a million objects that are listed for one cost 0.015 dollars.",
  },
];
