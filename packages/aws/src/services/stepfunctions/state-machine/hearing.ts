import {
  after,
  own,
  seconds,
  slab,
  type Plain,
  type Replied,
  type SlabId,
  type Tagged,
} from "@orrery/kernel";
import type { CallReply, CallSucceeded } from "../../../service/call.ts";
import type { HttpAnswer } from "../../../service/http.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { TaskTaken } from "../activity/machine.ts";
import type { EventType } from "../history/event.ts";
import { failureOf, functionFailure, type TaskFailure } from "../integration/failure.ts";
import { taskResource, type ServiceResource, type TaskResource } from "../integration/resource.ts";
import {
  apiErrors,
  heardResult,
  httpErrors,
  saidResult,
  type HttpResult,
} from "../integration/http-result.ts";
import { followedServices } from "../integration/following.ts";
import { resultOf } from "../integration/result.ts";
import { isTooLarge } from "../payload-size.ts";
import type { TaskOutcome } from "../protocol.ts";
import { metrics, notes, purposes, type Turn } from "./declarations.ts";
import { tooLarge } from "./leaving.ts";
import { isRead, record } from "./recording.ts";
import { failed, located, type Step } from "./step.ts";
import { follow, givenUpAt, isApiRequest, serviceOf, unanswered } from "./tasks.ts";
import { clearWake, wakeAt } from "./time.ts";
import { uuidOf } from "./uuid.ts";
import { withdraw } from "./forks.ts";

/** What a task asks, by the state that a strand is in. */
function resourceAt(turn: Turn, id: SlabId): TaskResource {
  const { state } = located(turn, id);
  return taskResource(state.type === "Task" ? state.resource.arn : "");
}

/** A service has answered a task, or has not in time. */
export function hearCall(turn: Turn, { tag, body }: Replied<Tagged>): Step {
  const id = tag as SlabId;
  // It was stopped meanwhile.
  if (slab.read(turn.machine.strands, id) === undefined) return null;
  const resource = resourceAt(turn, id);
  if (body.type === "lost") {
    const error = unanswered(resource, located(turn, id).strand.work!); // It was asked.
    return error === "States.Timeout"
      ? timeOut(turn, id, error)
      : failAs(turn, id, error, "Read timed out"); // Assumed: the words.
  }
  const answer = body as CallReply; // The control plane gives no other.
  const service = serviceOf(resource);
  switch (answer.type) {
    case "called":
      return service === null
        ? hearFunction(turn, id, answer.response)
        : hearService(turn, id, service, answer);
    case "refused":
      if (resource.type === "http")
        return failAs(turn, id, `States.Http.${answer.code}`, answer.message);
      return fail(turn, id, refusalIn(turn, service ?? functionResource, answer));
    default:
      turn.effects.push({
        type: "stop",
        reason: {
          type: "stoppedByCall",
          noun: "state machine",
          component: `stepfunctions.stateMachine:${turn.context.settings.name}`,
          no: answer,
          place: `state "${located(turn, id).state.name}"`,
        } as Tagged,
      });
      return null;
  }
}

/** A function that is named by its own ARN fails as one that is invoked. */
const functionResource: ServiceResource = {
  type: "service",
  isOptimized: true,
  resourceType: "lambda",
  resource: "invoke",
  service: "lambda",
  operation: "Invoke",
  pattern: "requestResponse",
  errorPrefix: "Lambda",
  serviceTitle: "AWSLambda",
};

const statuses: Readonly<Record<string, number>> = {
  AccessDenied: 403,
  InternalFailure: 500,
  InternalServerError: 500,
  NoSuchBucket: 404,
  NoSuchKey: 404,
  NotFound: 404,
  ResourceNotFoundException: 404,
  ServiceException: 500,
  ServiceUnavailable: 503,
  TooManyRequestsException: 429,
};

/** Services that answer 400 to whatever a caller got wrong. */
const alwaysBad: ReadonlySet<string> = new Set([
  "dynamodb",
  "events",
  "kinesis",
  "sqs",
  "stepfunctions",
]);

function refusalIn(turn: Turn, service: ServiceResource, refusal: Refused): TaskFailure {
  const known = statuses[refusal.code] ?? 400;
  const status = known < 500 && alwaysBad.has(service.service) ? 400 : known;
  return failureOf(service, refusal, status, uuidOf(turn.context, purposes.requestId));
}

/** A function that is named by its own ARN gives its payload alone. */
function hearFunction(turn: Turn, id: SlabId, response: PlainObject): Step {
  const payload = response["Payload"] as string; // Lambda answers with one.
  if (response["FunctionError"] !== undefined) return fail(turn, id, functionFailure(payload));
  return succeed(turn, id, JSON.parse(payload) as Plain); // JSON, as functions return it.
}

function hearService(
  turn: Turn,
  id: SlabId,
  service: ServiceResource,
  { response, http }: CallSucceeded,
): Step {
  const { strand, execution } = located(turn, id);
  if (service.service === "lambda" && response["FunctionError"] !== undefined) {
    return fail(turn, id, functionFailure(response["Payload"] as string)); // Lambda answers with one.
  }
  const heard = httpResultOf(service, response, http);
  if (heard?.type === "failed") return fail(turn, id, heard);
  const { context } = turn;
  const { epochMilliseconds } = context.settings;
  const answeredWith = () => {
    const requestId = uuidOf(context, purposes.requestId);
    return resultOf(service, response, { requestId, at: context.now, epochMilliseconds });
  };
  const result = heard?.result ?? answeredWith();
  if (
    service.service === "events" &&
    Number(response["FailedEntryCount"] ?? 0) > 0 &&
    service.isOptimized
  ) {
    return fail(turn, id, { error: "EventBridge.FailedEntry", cause: JSON.stringify(result) });
  }
  if (service.pattern === "requestResponse") return succeed(turn, id, result);
  const details = isRead(turn, execution)
    ? { output: result, resource: service.resource, resourceType: service.resourceType }
    : null;
  strand.previous = record(
    turn,
    strand.execution,
    execution,
    "TaskSubmitted",
    strand.previous,
    details,
  );
  if (service.pattern !== "waitForTaskToken") {
    const child = own(followedServices, service.service)?.childIn(result);
    // What runs elsewhere is over when the scenario's answer comes.
    if (child === undefined) return succeed(turn, id, result);
    follow(turn, id, service.service, child);
    return null;
  }
  const work = strand.work!; // It was asked.
  strand.condition = "working";
  if (work.early !== null) return finish(turn, id, work.early);
  wakeAt(turn, id, givenUpAt(turn, work, execution), execution);
  return null;
}

/** What a request of HTTP came to; `null`: a task sends none. */
function httpResultOf(
  service: ServiceResource,
  response: PlainObject,
  http: HttpAnswer | undefined,
): HttpResult | null {
  const isApi = isApiRequest(service);
  if (!isApi && service.resourceType !== "http") return null;
  const errors = isApi ? apiErrors : httpErrors;
  return http === undefined ? saidResult(response, errors) : heardResult(http, errors);
}

/** What a task has started and follows has ended. */
export function hearEnd(turn: Turn, { tag, body }: Replied<Tagged>): Step {
  const id = tag as SlabId;
  const { condition, work } = located(turn, id).strand;
  // A worker has ended the task meanwhile.
  if (condition !== "following" || work === null) return null;
  if (body.type === "lost") return timeOut(turn, id, "States.Timeout");
  const service = serviceOf(resourceAt(turn, id))!; // It has started one.
  const answer = body as CallReply; // The control plane gives no other.
  const { endIn } = followedServices[service.service]!; // It follows what that does.
  const ended = answer.type === "called" ? endIn(answer.response) : null;
  if (ended !== null && ended.child !== work.child) return null;
  if (answer.type === "refused") return fail(turn, id, refusalIn(turn, service, answer));
  if (answer.type !== "called") {
    return fail(turn, id, { error: "States.TaskFailed", cause: answer.type });
  }
  const { epochMilliseconds } = turn.context.settings;
  const answered = { requestId: "", at: turn.context.now, epochMilliseconds };
  const {
    SdkHttpMetadata: _http,
    SdkResponseMetadata: _sdk,
    ...described
  } = resultOf({ ...service, isOptimized: true }, answer.response, answered);
  const shown =
    service.service === "stepfunctions"
      ? withIncluded(described, service.pattern === "syncJson")
      : described;
  if (ended?.status === "SUCCEEDED") return succeed(turn, id, shown);
  return fail(turn, id, { error: "States.TaskFailed", cause: JSON.stringify(shown) });
}

const notShown: ReadonlySet<string> = new Set([
  "RedriveCount",
  "RedriveStatus",
  "RedriveStatusReason",
  "RedriveDate",
]);

/** An execution as tasks give it: data are texts, or values where the pattern says so. */
function withIncluded(described: PlainObject, isJson: boolean): PlainObject {
  const entries = Object.entries(described).flatMap(([name, value]): [string, Plain][] => {
    if (notShown.has(name)) return [];
    if (name.endsWith("Details")) return [[name, { Included: true }]];
    const isData = name === "Input" || name === "Output";
    return [[name, isData && isJson ? (JSON.parse(value as string) as Plain) : value]];
  });
  return Object.fromEntries(entries);
}

/** A worker has taken a task of an activity, or it was taken back. */
export function hearActivity(turn: Turn, { tag, body }: Replied<Tagged>): Step {
  const id = tag as SlabId;
  if (tag === -1 || slab.read(turn.machine.strands, id) === undefined) return null;
  const { strand, execution } = located(turn, id);
  if (strand.condition !== "scheduled") return null;
  if (body.type === "lost") return timeOut(turn, id, "States.Timeout");
  if (body.type === "refused") {
    const { code, message } = body as Refused;
    return fail(turn, id, { error: `StepFunctions.${code}Exception`, cause: message });
  }
  const { worker } = body as TaskTaken; // Nothing else is said of one that is scheduled.
  const { context } = turn;
  context.observe(metrics.ActivitiesStarted, 1);
  const details = worker === null ? null : { workerName: worker };
  strand.previous = record(
    turn,
    strand.execution,
    execution,
    "ActivityStarted",
    strand.previous,
    details,
  );
  const before = strand.work!; // It was scheduled.
  const { timeoutSeconds, heartbeatSeconds } = before;
  const { now } = context;
  const work = {
    ...before,
    timeoutAt: timeoutSeconds === null ? (-1 as const) : after(now, seconds(timeoutSeconds)),
    heartbeatAt: heartbeatSeconds === null ? (-1 as const) : after(now, seconds(heartbeatSeconds)),
  };
  strand.work = work;
  strand.condition = "working";
  wakeAt(turn, id, givenUpAt(turn, work, execution), execution);
  return null;
}

/** A worker says how a task has ended; it waits for that. */
export function finish(turn: Turn, id: SlabId, outcome: TaskOutcome): Step {
  clearWake(turn, id);
  if (outcome.type === "succeeded") return succeed(turn, id, outcome.output);
  if (outcome.type === "heartbeat") return null;
  const { error, cause } = outcome;
  return failAs(turn, id, error, cause);
}

/** A task has its result. */
function succeed(turn: Turn, id: SlabId, result: Plain): Step {
  const { strand, execution, state } = located(turn, id);
  const { context } = turn;
  context.note(notes.succeeded, execution.number, strand.state, strand.place);
  const resource = resourceAt(turn, id);
  const isTold = isRead(turn, execution);
  if (isTooLarge(result)) {
    const kind = resource.type === "service" ? resource.service : "lambda";
    return failAs(turn, id, tooLarge(kind).error, tooLarge(kind === "" ? state.name : kind).cause);
  }
  const took = context.now - strand.enteredAt;
  let type: EventType = "TaskSucceeded";
  let details: PlainObject | null = null;
  if (resource.type === "lambda") {
    type = "LambdaFunctionSucceeded";
    context.observe(metrics.LambdaFunctionsSucceeded, 1);
    context.observe(metrics.LambdaFunctionTime, took);
    details = isTold ? { output: result } : null;
  } else if (resource.type === "activity") {
    type = "ActivitySucceeded";
    context.observe(metrics.ActivitiesSucceeded, 1);
    details = isTold ? { output: result } : null;
  } else {
    context.observe(metrics.ServiceIntegrationsSucceeded, 1);
    context.observe(metrics.ServiceIntegrationTime, took);
    const { resource: action, resourceType } = serviceOf(resource)!; // All others are.
    details = isTold ? { output: result, resource: action, resourceType } : null;
  }
  strand.previous = record(turn, strand.execution, execution, type, strand.previous, details);
  strand.work = null;
  return { do: "leave", strand: id, result };
}

const fail = (turn: Turn, id: SlabId, { error, cause }: TaskFailure): Step =>
  failAs(turn, id, error, cause);

/** A task has failed. */
function failAs(turn: Turn, id: SlabId, error: string | null, cause: string | null): Step {
  const { strand, execution } = located(turn, id);
  const { context } = turn;
  const resource = resourceAt(turn, id);
  const isTold = isRead(turn, execution);
  const said: PlainObject = {
    ...(error === null ? {} : { error }),
    ...(cause === null ? {} : { cause }),
  };
  let type: EventType = "TaskFailed";
  let details: PlainObject | null = isTold ? said : null;
  if (resource.type === "lambda") {
    type = "LambdaFunctionFailed";
    context.observe(metrics.LambdaFunctionsFailed, 1);
  } else if (resource.type === "activity") {
    type = "ActivityFailed";
    context.observe(metrics.ActivitiesFailed, 1);
  } else {
    context.observe(metrics.ServiceIntegrationsFailed, 1);
    const { resource: action, resourceType } = serviceOf(resource)!; // All others are.
    details = isTold ? { ...said, resource: action, resourceType } : null;
  }
  strand.previous = record(turn, strand.execution, execution, type, strand.previous, details);
  strand.work = null;
  return { do: "fail", strand: id, failure: failed(error, cause), resume: null };
}

/** A task has taken too long, or its worker was silent for too long. */
export function timeOut(
  turn: Turn,
  id: SlabId,
  error: "States.Timeout" | "States.HeartbeatTimeout",
): Step {
  const { strand, execution } = located(turn, id);
  const { context } = turn;
  context.note(notes.timedOut, execution.number, strand.state, strand.place);
  withdraw(turn, id);
  const resource = resourceAt(turn, id);
  const isTold = isRead(turn, execution);
  // Recorded for heartbeats too, which Retry and Catch know by a name of their own.
  const said: PlainObject = { error: "States.Timeout" };
  let type: EventType = "TaskTimedOut";
  let details: PlainObject | null = isTold ? said : null;
  if (resource.type === "lambda") {
    type = "LambdaFunctionTimedOut";
    context.observe(metrics.LambdaFunctionsTimedOut, 1);
  } else if (resource.type === "activity") {
    type = "ActivityTimedOut";
    context.observe(
      error === "States.Timeout" ? metrics.ActivitiesTimedOut : metrics.ActivitiesHeartbeatTimedOut,
      1,
    );
  } else {
    context.observe(metrics.ServiceIntegrationsTimedOut, 1);
    const { resource: action, resourceType } = serviceOf(resource)!; // All others are.
    details = isTold ? { ...said, resource: action, resourceType } : null;
  }
  strand.previous = record(turn, strand.execution, execution, type, strand.previous, details);
  strand.work = null;
  return { do: "fail", strand: id, failure: failed(error, null), resume: null };
}
