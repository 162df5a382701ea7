import type { Tagged } from "@orrery/kernel";
import { numberOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { page } from "../../../request/page.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { jobKindName } from "../job/machine.ts";
import { s3controlLimits } from "../limits.ts";
import type { ChangePriority, ChangeStatus, DescribeJob, JobShown } from "../protocol.ts";
import { keyOfList } from "../job/list-key.ts";
import { jobArnOf } from "../s3control-to-s3.ts";
import {
  isForgotten,
  isRefused,
  jobIn,
  noSuchJob,
  recordOf,
  respond,
  timestampAt,
} from "./job-record.ts";

/** Operations that show jobs and change them. */
export const jobOperations: Operations = {
  DescribeJob: {
    begin: (params, plane) => ask(params, plane, { type: "describeJob" }),
    respond: describe,
  },
  ListJobs: { begin: askAll, next: list },
  UpdateJobPriority: {
    begin(params, plane) {
      const priority = numberOf(params["Priority"])!; // It must be there.
      const input: ChangePriority = { type: "changePriority", priority };
      return ask(params, plane, input);
    },
    respond: (body, params) => ({
      JobId: textOf(params["JobId"])!,
      Priority: (body as JobShown).priority,
    }),
  },
  UpdateJobStatus: {
    begin(params, plane) {
      const input: ChangeStatus = {
        type: "changeStatus",
        status: textOf(params["RequestedJobStatus"]) as ChangeStatus["status"], // The model lists them.
        reason: textOf(params["StatusUpdateReason"]) ?? null,
      };
      return ask(params, plane, input);
    },
    respond(body, params) {
      const { status, reason } = body as JobShown;
      return {
        JobId: textOf(params["JobId"])!,
        Status: status,
        ...(reason === null ? {} : { StatusUpdateReason: reason }),
      };
    },
  },
};

function ask(
  params: PlainObject,
  plane: ControlPlane,
  input: DescribeJob | ChangePriority | ChangeStatus,
): Step {
  const job = jobIn(params, plane);
  return job === undefined ? noSuchJob : { type: "ask", resource: job.number, input };
}

const activeSeconds = ({ activeFor }: JobShown): number => Math.floor(activeFor / 1_000_000);

const progressOf = (shown: JobShown): PlainObject => ({
  TotalNumberOfTasks: shown.total,
  NumberOfTasksSucceeded: shown.succeeded,
  NumberOfTasksFailed: shown.failed,
  Timers: { ElapsedTimeInActiveSeconds: activeSeconds(shown) },
});

function describe(body: Tagged, params: PlainObject, plane: ControlPlane): PlainObject | Refused {
  const shown = body as JobShown;
  const job = jobIn(params, plane);
  if (job === undefined || isForgotten(shown, plane)) return noSuchJob;
  const { asked } = recordOf(job);
  const { failure, reason, suspendedAt, endedAt, listTag } = shown;
  const kept = Object.fromEntries(
    ["Description", "Manifest", "ManifestGenerator", "Operation", "Report", "RoleArn"].flatMap(
      (name) => (asked[name] === undefined ? [] : [[name, asked[name]]]),
    ),
  );
  return {
    Job: {
      JobId: job.name,
      JobArn: jobArnOf(job.name, plane),
      ConfirmationRequired: asked["ConfirmationRequired"] === true,
      ...kept,
      Priority: shown.priority,
      Status: shown.status,
      ProgressSummary: progressOf(shown),
      ...(reason === null ? {} : { StatusUpdateReason: reason }),
      FailureReasons:
        failure === null
          ? []
          : [{ FailureCode: failure.code, FailureReason: failure.reason.slice(0, 256) }],
      CreationTime: timestampAt(job.createdAt, plane),
      ...(endedAt === null ? {} : { TerminationDate: timestampAt(endedAt, plane) }),
      ...(suspendedAt === null
        ? {}
        : {
            SuspendedDate: timestampAt(suspendedAt, plane),
            SuspendedCause: "AwaitingConfirmation", // Assumed: the word.
          }),
      ...(listTag === null ? {} : { GeneratedManifestDescriptor: generated(job, asked, listTag) }),
    },
  };
}

function generated(job: Resource, asked: PlainObject, ETag: string): PlainObject {
  const generator = objectOf(objectOf(asked["ManifestGenerator"])["S3JobManifestGenerator"]);
  const { Bucket, ManifestPrefix } = objectOf(generator["ManifestOutputLocation"]);
  const key = keyOfList(textOf(ManifestPrefix) ?? null, job.name);
  return {
    Format: "S3InventoryReport_CSV_20211130",
    Location: { ObjectArn: `${textOf(Bucket) ?? ""}/${key}`, ETag },
  };
}

function askAll(_params: PlainObject, plane: ControlPlane): Step {
  const jobs = plane.list(jobKindName);
  if (jobs.length === 0) return respond({ Jobs: [] });
  const input: DescribeJob = { type: "describeJob" };
  return { type: "askAll", asks: jobs.map(({ number }) => ({ resource: number, input })) };
}

function list(bodies: readonly Tagged[], params: PlainObject, plane: ControlPlane): Step {
  const statuses = textsOf(params["JobStatuses"]);
  const jobs = plane.list(jobKindName);
  // The newest first. A job that was made meanwhile is behind those that were asked.
  const shown = bodies
    .flatMap((body, place) =>
      isRefused(body) ? [] : [{ job: jobs[place]!, shown: body as JobShown }],
    )
    .reverse()
    .filter(({ shown }) => !isForgotten(shown, plane))
    .filter(({ shown: { status } }) => statuses.length === 0 || statuses.includes(status));
  const most = numberOf(params["MaxResults"]) ?? s3controlLimits.page.default;
  const listed = page(shown, params["NextToken"], most);
  if (listed === null) {
    return refused("InvalidNextTokenException", "The NextToken is not valid."); // Assumed: the words.
  }
  return respond({
    Jobs: listed.items.map(({ job, shown }) => listedJob(job, shown, plane)),
    ...(listed.next === null ? {} : { NextToken: listed.next }),
  });
}

function listedJob(job: Resource, shown: JobShown, plane: ControlPlane): PlainObject {
  const { asked } = recordOf(job);
  return {
    JobId: job.name,
    ...(asked["Description"] === undefined ? {} : { Description: asked["Description"] }),
    Operation: Object.keys(objectOf(asked["Operation"]))[0]!, // It has one.
    Priority: shown.priority,
    Status: shown.status,
    CreationTime: timestampAt(job.createdAt, plane),
    ...(shown.endedAt === null ? {} : { TerminationDate: timestampAt(shown.endedAt, plane) }),
    ProgressSummary: progressOf(shown),
  };
}
