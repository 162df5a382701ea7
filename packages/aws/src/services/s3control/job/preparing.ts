import { after, base64Of, ring, slab, type Lost, type Tagged } from "@orrery/kernel";
import type { CallSucceeded } from "../../../service/call.ts";
import type { Refused, PlainObject } from "../../../service/refusal.ts";
import { textOf } from "../../../request/params.ts";
import { utf8Of } from "../../../text/utf8.ts";
import type { GeneratedList } from "../config.ts";
import type { JobFailure } from "../protocol.ts";
import { listCall, readCall, writeCall } from "../s3control-to-s3.ts";
import { metrics, targets, timers, type Job } from "./declarations.ts";
import { keyOfList } from "./list-key.ts";
import { become, fail, send, type JobFlow } from "./life.ts";
import { objectsIn, onlyPrefixOf, pageIn, type ListedTask } from "./object-list.ts";

/** Begins a job that was just made. */
export function begin(job: Job, flow: JobFlow): void {
  const { context, effects } = flow;
  job.beganAt = context.now;
  context.observe(metrics.JobsBegun, 1);
  become(job, "New", flow);
  context.observe(metrics["s3control.preparation"], 1);
  const at = after(context.now, context.settings.assumed.preparation);
  effects.push({ type: "setTimer", timer: timers.prepare, index: 0, at });
}

/** Reads what a job is about: the list that lies in a bucket, or what the bucket has. */
export function prepare(job: Job, flow: JobFlow): void {
  if (job.status !== "New") return; // It was cancelled.
  become(job, "Preparing", flow);
  const { objects } = flow.context.settings;
  if (objects.type === "generated") return askForPage(job, objects, null, flow);
  const { bucket, key, versionId, etag } = objects;
  const call = readCall(bucket, key, { versionId, etag });
  send(job, targets.calls, { type: "call", use: "read", ...call }, flow);
}

function askForPage(job: Job, objects: GeneratedList, token: string | null, flow: JobFlow): void {
  const call = listCall(objects.bucket, onlyPrefixOf(objects.filter), token);
  send(job, targets.calls, { type: "call", use: "list", ...call }, flow);
}

type Answer = Tagged | Lost | null;

const isAnswered = (body: Answer): body is CallSucceeded => body?.type === "called";

/** Assumed: the codes and the words of what fails a job before its first task. */
function failureOf(body: Answer): JobFailure {
  if (body?.type !== "refused") {
    return { code: "InternalError", reason: "The manifest was not read in time." };
  }
  const { code, message } = body as Refused;
  if (code === "PreconditionFailed") {
    return {
      code: "ManifestETagMismatch",
      reason: "The ETag of the manifest object is not the one that the job names.",
    };
  }
  return { code, reason: message };
}

/** Hears the list that lies in a bucket. */
export function hearList(job: Job, body: Answer, flow: JobFlow): void {
  if (job.status !== "Preparing") return;
  const { objects } = flow.context.settings;
  if (!isAnswered(body)) return fail(job, failureOf(body), flow);
  const listed = objects.type === "manifest" ? objectsIn(body.response, objects) : null;
  if (listed === null) {
    return fail(job, { code: "InvalidManifestContent", reason: unreadable }, flow);
  }
  for (const object of listed) add(job, object);
  finish(job, flow);
}

/** Assumed. */
const unreadable = "The manifest is not in the format that the job names.";

/** Hears a page of what the bucket has. */
export function hearPage(job: Job, body: Answer, flow: JobFlow): void {
  if (job.status !== "Preparing") return;
  const { objects } = flow.context.settings;
  if (objects.type !== "generated") return;
  if (!isAnswered(body)) return fail(job, failureOf(body), flow);
  const { objects: listed, count, token } = pageIn(body.response, objects);
  flow.context.observe(metrics.ObjectsListed, count);
  for (const object of listed) add(job, object);
  if (job.taskCount > flow.context.settings.mostObjects) return fail(job, tooMany(flow), flow);
  if (token !== null) return askForPage(job, objects, token, flow);
  if (objects.output === null || job.taskCount === 0) return finish(job, flow);
  const { bucket, prefix } = objects.output;
  const call = writeCall(
    bucket,
    keyOfList(prefix, flow.context.settings.shown.id),
    base64Of(utf8Of(textOfList(job))),
  );
  send(job, targets.calls, { type: "call", use: "keepList", ...call }, flow);
}

const textOfList = (job: Job): string =>
  ring
    .list(job.order)
    .map((id) => {
      const { bucket, shownKey } = slab.read(job.tasks, id)!; // It waits.
      return `${bucket},${shownKey}\n`;
    })
    .join("");

/** Hears that the list which was made is kept. */
export function hearKept(job: Job, body: Answer, flow: JobFlow): void {
  if (job.status !== "Preparing") return;
  if (!isAnswered(body)) return fail(job, failureOf(body), flow);
  const response: PlainObject = body.response;
  job.listTag = (textOf(response["ETag"]) ?? "").replaceAll('"', "");
  finish(job, flow);
}

function add(job: Job, object: ListedTask): void {
  job.taskCount += 1;
  ring.push(job.order, slab.insert(job.tasks, { ...object, number: job.taskCount }));
}

/** Assumed: the code and the words. */
const tooMany = ({ context }: JobFlow): JobFailure => ({
  code: "ManifestTooLarge",
  reason: `The manifest has more than ${context.settings.mostObjects} objects.`,
});

function finish(job: Job, flow: JobFlow): void {
  if (job.taskCount === 0) {
    return fail(job, { code: "EmptyManifest", reason: "The manifest has no objects." }, flow); // Assumed.
  }
  if (job.taskCount > flow.context.settings.mostObjects) return fail(job, tooMany(flow), flow);
  become(job, flow.context.settings.isConfirmed ? "Ready" : "Suspended", flow);
}
