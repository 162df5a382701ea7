import { base64Of, hours, type Lost, type Tagged } from "@orrery/kernel";
import { delivering, type Ending } from "../../../delivery/delivering.ts";
import type { Delivery } from "../../../delivery/deliveries.ts";
import type { DeliveryPolicy } from "../../../delivery/delivery-policy.ts";
import { isFinal, isThrottle } from "../../../delivery/refusal-meaning.ts";
import type { Verdict } from "../../../delivery/verdict.ts";
import type { Call } from "../../../service/call.ts";
import type { EntryOf } from "../../../service/entry.ts";
import { noTrail, type Trail } from "../../../service/origin.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import { sizeInUtf8, utf8Of } from "../../../text/utf8.ts";
import type { JobSettings } from "../config.ts";
import { callTimeout, functionTimeout, longestRedriveDelay } from "../limits.ts";
import type { JobEffect, JobStatus } from "../protocol.ts";
import type { JobTask } from "../task.ts";
import { invocationOf, resultIn, usualAnswer } from "../s3control-to-lambda.ts";
import type { ShownTask } from "../task.ts";
import { objectService, taskCall } from "../s3control-to-s3.ts";
import { busEventOf } from "./bus-event.ts";
import { metrics, ports, purposes, timers, type Job, type JobContext } from "./declarations.ts";
import type { Errand, JobState } from "./state.ts";

/** Hears how an errand ended; `body`: the last answer. */
export type Ended = (
  job: Job,
  delivery: Readonly<Delivery<Errand>>,
  ending: Ending,
  body: Tagged | Lost | null,
  context: JobContext,
) => readonly JobEffect[];

// Memos of a pure function: a policy follows from what is assumed, alone.
const taskPolicies = new WeakMap<JobSettings["assumed"], DeliveryPolicy>();
const callPolicies = new WeakMap<JobSettings["assumed"], DeliveryPolicy>();

/** How tasks are redriven: so often after failures, and where there is no room for as long as the job lasts. */
function taskPolicy(assumed: JobSettings["assumed"]): DeliveryPolicy {
  let policy = taskPolicies.get(assumed);
  if (policy === undefined) {
    policy = policyWith(assumed, assumed.taskAttempts - 1, functionTimeout);
    taskPolicies.set(assumed, policy);
  }
  return policy;
}

/** Its other requests are tried for an hour. */
function callPolicy(assumed: JobSettings["assumed"]): DeliveryPolicy {
  let policy = callPolicies.get(assumed);
  if (policy === undefined) {
    policy = { ...policyWith(assumed, null, callTimeout), maximumAge: hours(1) };
    callPolicies.set(assumed, policy);
  }
  return policy;
}

function policyWith(
  { redriveDelay: base }: JobSettings["assumed"],
  retries: number | null,
  timeout: DeliveryPolicy["timeout"],
): DeliveryPolicy {
  const cap = longestRedriveDelay > base ? longestRedriveDelay : base;
  const phase = { type: "exponential", base, factor: 2, cap } as const;
  return {
    failed: { phases: retries === 0 ? [] : [{ ...phase, retries }], jitter: null },
    // Those that wait for room come back one by one, and not all at once.
    throttled: {
      phases: [{ type: "constant", retries: null, delay: base }],
      jitter: { min: 0.1, max: 1 },
    },
    maximumAge: null,
    timeout,
    onGivenUp: null,
  };
}

const over: ReadonlySet<JobStatus> = new Set(["Cancelling", "Failing", "Cancelled", "Failed"]);

/** Whether a job begins no task any more, nor attempts one again. */
export const isOver = ({ status }: Pick<JobState, "status">): boolean => over.has(status);

/** What a job asks others for, and asks again. */
export const errands = (entryOf: EntryOf, ended: Ended) =>
  delivering<JobState, Errand, JobSettings, JobEffect>({
    ports: { target: ports.targets, givenUp: ports.targets },
    timer: timers.attempt,
    purpose: purposes.turn,

    policyOf(job, { item }, { settings: { assumed } }) {
      if (item.type !== "task") return callPolicy(assumed);
      return isOver(job) ? null : taskPolicy(assumed);
    },

    inputOf({ item }, { settings }) {
      switch (item.type) {
        case "task":
          return taskInput(item.task, settings, entryOf);
        case "call":
          return callOf(item.operation, item.params, trailOf(0, settings), settings);
        case "event":
          return eventInput(item, settings, entryOf);
      }
    },

    verdictOf(body, delivery, context) {
      const verdict = verdictOn(body, delivery, context, entryOf);
      if (delivery.item.type === "task") observeAttempt(verdict, context);
      return verdict;
    },

    ended,
  });

function observeAttempt(verdict: Verdict, context: JobContext): void {
  if (verdict === "throttled") context.observe(metrics.TasksThrottled, 1);
  if (verdict !== "failed" && verdict !== "throttled") return;
  context.observe(metrics["s3control.redriveDelay"], 1);
  if (verdict === "failed") context.observe(metrics["s3control.taskAttempts"], 1);
}

function verdictOn(
  body: Tagged | Lost,
  { item }: Readonly<Delivery<Errand>>,
  { settings }: JobContext,
  entryOf: EntryOf,
): Verdict {
  if (body.type === "lost") return "failed";
  if (body.type === "refused") {
    const refusal = body as Refused; // All who refuse say so.
    if (isThrottle(refusal)) return "throttled";
    return item.type !== "event" && isFinal(refusal) ? "final" : "failed";
  }
  if (item.type !== "task" || settings.function === null) return "taken";
  const { code } = functionResult(body, item.task, settings, entryOf);
  return code === "Succeeded" ? "taken" : code === "TemporaryFailure" ? "failed" : "final";
}

/** What a function made of a task, by an answer that is no refusal. */
export function functionResult(
  body: Tagged,
  task: JobTask,
  settings: JobSettings,
  entryOf: EntryOf,
): { readonly code: string; readonly text: string } {
  const { hasFailed, value } = entryOf(settings.function!.kind)!.doors.request!.work!.outcomeOf(
    body,
  );
  if (hasFailed) {
    return {
      code: "TemporaryFailure",
      text: `Lambda returned function error: ${JSON.stringify(value)}`,
    };
  }
  return resultIn(value, shownTask(task, settings).taskId);
}

const trailOf = (number: number, { job }: JobSettings): Trail => ({
  ...noTrail,
  from: -job,
  number,
});

function taskInput(task: JobTask, settings: JobSettings, entryOf: EntryOf): Tagged {
  const trail = trailOf(task.number, settings);
  if (settings.function === null) {
    const { operation, params } = taskCall(task, settings.operation)!; // Checked when the job was made.
    return { ...callOf(operation, params, trail, settings), isUnread: true } as Call;
  }
  const shown = shownTask(task, settings);
  const value = invocationOf(shown, settings.shown, settings.partition);
  const size = sizeInUtf8(JSON.stringify(value));
  const usual = usualAnswer(shown, settings.shown);
  const { work } = entryOf(settings.function.kind)!.doors.request!; // It was looked for.
  return work!.inputFor({ type: "json", value, size, usual }, trail);
}

/** A task with names that are its own, at every attempt. */
function shownTask(
  { bucket, shownKey, versionId, number }: JobTask,
  { shown }: JobSettings,
): ShownTask {
  return {
    bucket,
    shownKey,
    versionId,
    taskId: base64Of(utf8Of(`${shown.id}/${number}`)),
    invocationId: base64Of(utf8Of(`invocation/${shown.id}/${number}`)),
  };
}

function callOf(
  operation: string,
  params: PlainObject,
  trail: Trail,
  { caller }: JobSettings,
): Call {
  return { type: "call", service: objectService, operation, params, trail, caller };
}

function eventInput(
  { event }: Extract<Errand, { type: "event" }>,
  settings: JobSettings,
  entryOf: EntryOf,
): Tagged {
  const { shown, arn, region, accountId, epochMilliseconds } = settings;
  const told = { id: shown.id, arn, region, accountId, epochMilliseconds };
  const body = JSON.stringify(busEventOf(event, told));
  return entryOf(settings.busKind)!.doors.event!.inputOf({
    text: { body, size: sizeInUtf8(body) },
    group: null,
    deduplicationId: null,
    trail: { ...trailOf(0, settings), at: event.at },
  });
}
