import { invariant, ring, slab, type Lost, type Tagged } from "@orrery/kernel";
import type { Ending } from "../../../delivery/delivering.ts";
import type { Delivery } from "../../../delivery/deliveries.ts";
import type { EntryOf } from "../../../service/entry.ts";
import type { Refused } from "../../../service/refusal.ts";
import { s3controlLimits } from "../limits.ts";
import type { JobTask } from "../task.ts";
import { statusOf } from "../s3control-to-s3.ts";
import { metrics, targets, type Job, type JobContext } from "./declarations.ts";
import { functionResult, isOver } from "./errands.ts";
import { become, fail, hearWritten, send, settle, type JobFlow } from "./life.ts";
import { hearKept, hearList, hearPage } from "./preparing.ts";
import { lineOf, type TaskEnd } from "./report.ts";
import type { Errand } from "./state.ts";

/** Begins as many tasks as there is room for; a job without any left completes. */
function work(job: Job, flow: JobFlow): void {
  const { context } = flow;
  const { settings } = context;
  const { concurrentTasks } = settings.assumed;
  const to = settings.function === null ? targets.calls : targets.function;
  while (job.status === "Active" && job.order.size > 0 && job.underWay < concurrentTasks) {
    const id = ring.shift(job.order);
    const task = slab.read(job.tasks, id);
    invariant(task !== undefined, "a task waits that is gone");
    slab.remove(job.tasks, id);
    job.underWay += 1;
    context.observe(metrics.TasksBegun, 1);
    send(job, to, { type: "task", task }, flow);
  }
  if (job.order.size > 0 && job.status === "Active") {
    context.observe(metrics["s3control.concurrentTasks"], 1);
  }
  if (job.underWay > 0) return;
  if (job.status === "Pausing") become(job, "Paused", flow);
  if (job.order.size === 0 && (job.status === "Active" || job.status === "Paused")) {
    become(job, "Completing", flow);
  }
  settle(job, flow);
}

/** Hears whether a job runs, among those of the account. */
export function hearTurn(job: Job, runs: boolean, flow: JobFlow): void {
  job.hasTurn = runs;
  const { status } = job;
  if (runs && (status === "Ready" || status === "Paused" || status === "Pausing")) {
    become(job, "Active", flow);
  }
  if (!runs && status === "Active") become(job, "Pausing", flow);
  work(job, flow);
}

/** Hears how an errand ended. */
export function hearEnd(
  job: Job,
  { item, attempts, since }: Readonly<Delivery<Errand>>,
  ending: Ending,
  body: Tagged | Lost | null,
  flow: JobFlow,
  entryOf: EntryOf,
): void {
  switch (item.type) {
    case "event":
      if (ending !== "taken") flow.context.observe(metrics.EventsLost, 1);
      return;
    case "call":
      return hearCall(job, item.use, ending, body, flow);
    case "task":
      flow.context.observe(metrics.TasksRedriven, Math.max(0, attempts - 1));
      return hearTask(job, item.task, since, ending, body, flow, entryOf);
  }
}

function hearCall(
  job: Job,
  use: Extract<Errand, { type: "call" }>["use"],
  ending: Ending,
  body: Tagged | Lost | null,
  flow: JobFlow,
): void {
  const answer = ending === "taken" || body?.type === "refused" ? body : null;
  switch (use) {
    case "read":
      return hearList(job, answer, flow);
    case "list":
      return hearPage(job, answer, flow);
    case "keepList":
      return hearKept(job, answer, flow);
    case "report":
      return hearWritten(job, ending === "taken", flow);
  }
}

function hearTask(
  job: Job,
  task: JobTask,
  since: number,
  ending: Ending,
  body: Tagged | Lost | null,
  flow: JobFlow,
  entryOf: EntryOf,
): void {
  const { context } = flow;
  job.underWay -= 1;
  if (ending === "withdrawn") {
    job.withdrawn += 1;
    context.observe(metrics.TasksWithdrawn, 1);
    return work(job, flow);
  }
  const hasFailed = ending !== "taken";
  context.observe(metrics.TaskDuration, context.now - since);
  context.observe(hasFailed ? metrics.TasksFailed : metrics.TasksSucceeded, 1);
  if (hasFailed) job.failed += 1;
  else job.succeeded += 1;
  const { report } = context.settings;
  if (report !== null && (hasFailed || report.hasAll)) {
    slab.insert(job.lines, lineOf(task, endOf(task, hasFailed, body, context, entryOf)));
  }
  if (!isOver(job) && hasFailedTooOften(job)) {
    return fail(job, tooManyFailed, flow);
  }
  work(job, flow);
}

/** Assumed: the code and the words. */
const tooManyFailed = {
  code: "FailureThresholdExceeded",
  reason: "More than 50% of the tasks that were run have failed.",
};

const hasFailedTooOften = ({ succeeded, failed }: Job): boolean => {
  const run = succeeded + failed;
  return run >= s3controlLimits.tasksBeforeFailing && failed * 2 > run;
};

/** How a task ended, for its report: of a function by the function's answer, of S3 by its status. */
function endOf(
  task: JobTask,
  hasFailed: boolean,
  body: Tagged | Lost | null,
  { settings }: JobContext,
  entryOf: EntryOf,
): TaskEnd {
  const invokes = settings.function !== null;
  if (body === null || body.type === "lost") {
    return { hasFailed, status: 500, code: "InternalError", text: "There was no answer in time." };
  }
  if (body.type === "refused") {
    const { code, message } = body as Refused;
    return { hasFailed, status: statusOf(code), code, text: message };
  }
  const text = invokes ? functionResult(body, task, settings, entryOf).text : "Successful";
  // A task that failed for a time until there was no further attempt has failed for good.
  return { hasFailed, status: 200, code: hasFailed ? "PermanentFailure" : "", text };
}
