import { after, seconds, type Duration, type Instant, type SlabId } from "@orrery/kernel";
import { roleCaller } from "../../../service/caller.ts";
import type { Call } from "../../../service/call.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { followedServices } from "../integration/following.ts";
import { apiRequestOf } from "../integration/api-request.ts";
import { withAdditions, type TaskOrigin } from "../integration/additions.ts";
import { requestOf } from "../integration/request.ts";
import { taskResource, type ServiceResource, type TaskResource } from "../integration/resource.ts";
import { isTooLarge } from "../payload-size.ts";
import type { AccountReply } from "../account/machine.ts";
import { stepFunctionsLimits } from "../limits.ts";
import { taskToken } from "../task-token.ts";
import { metrics, notes, ports, type Turn, type WritableExecution } from "./declarations.ts";
import type { TaskBegun } from "./evaluation.ts";
import { noWork } from "./forks.ts";
import { tooLarge } from "./leaving.ts";
import { executionArn } from "./naming.ts";
import { isRead, record } from "./recording.ts";
import { revisionAt } from "./revisions.ts";
import { failed, located, type Step } from "./step.ts";
import { endsAt } from "./time.ts";
import type { Work } from "./state.ts";

/** An HTTP task, as it is called: a scenario says by this name what is answered. */
const http: ServiceResource = {
  type: "service",
  isOptimized: false,
  resourceType: "http",
  resource: "invoke",
  service: "states",
  operation: "InvokeHTTPEndpoint",
  pattern: "requestResponse",
  errorPrefix: "States.Http",
  serviceTitle: "Http",
};

/** What HTTP tasks fail with that have no answer in time. */
const noAnswer = "States.Http.Socket";

/** What a task fails with that has had no answer: it may wait shorter than its service would. */
export const unanswered = (resource: TaskResource, { timeoutSeconds }: Work): string =>
  resource.type === "http" && (timeoutSeconds ?? Infinity) > httpSeconds
    ? noAnswer
    : "States.Timeout";

const httpSeconds = stepFunctionsLimits.httpTask / 1_000_000;

/** What the resource of a task asks, where it is an operation of a service. */
export function serviceOf(resource: TaskResource): ServiceResource | null {
  if (resource.type === "http") return http;
  return resource.type === "service" ? resource : null;
}

/** A task begins: its service or its workers are asked. */
export function beginTask(turn: Turn, id: SlabId, begun: TaskBegun): Step {
  const { strand, execution, state } = located(turn, id);
  if (state.type !== "Task") return null;
  if (isTooLarge(begun.given))
    return { do: "fail", strand: id, failure: tooLarge(state.name), resume: null };
  const resource = taskResource(state.resource.arn);
  turn.context.note(notes.scheduled, execution.number, strand.state, strand.place);
  if (resource.type === "unknown") {
    return {
      do: "fail",
      strand: id,
      failure: failed(
        "States.Runtime",
        `An error occurred while executing the state '${state.name}' (entered at the event id #${strand.enteredEvent}). The resource provided ${resource.arn} is not recognized. The value is not a valid resource ARN, or the resource is not available in this region.`,
      ),
      resume: null,
    };
  }
  if (resource.type === "activity") return schedule(turn, id, resource.arn, begun);
  const service = serviceOf(resource);
  const asked = service !== null && isApiRequest(service) ? apiRequestOf(begun.given) : null;
  if (asked?.type === "wrong") {
    const cause = `An error occurred while executing the state '${state.name}' (entered at the event id #${strand.enteredEvent}). The Parameters '${JSON.stringify(begun.given)}' could not be used to start the Task: [${asked.faults.join(", ")}]`;
    return { do: "fail", strand: id, failure: failed("States.Runtime", cause), resume: null };
  }
  announce(turn, id, resource, begun);
  const isHttp = service === http;
  const from = isHttp ? httpStart(turn) : turn.context.now;
  const work = workOf(turn, begun, execution, isHttp ? httpSeconds : null, from);
  strand.work = work;
  strand.condition = "called";
  const call =
    service === null
      ? lambdaCall(resource as Lambda, begun)
      : callOf(service, begun, originOf(turn, strand.execution, execution));
  const request = asked?.http ?? null;
  const sent = request === null ? call : { ...call, http: request };
  send(turn, id, execution, sent, work, begun.roleArn, from);
  return null;
}

/** Whether a task asks an API of API Gateway. */
export const isApiRequest = ({ service, operation, isOptimized }: ServiceResource): boolean =>
  isOptimized && service === "execute-api" && operation === "Invoke";

/** When an HTTP task may send its request: where the account has sent too many, it waits. */
function httpStart({ context }: Turn): Instant {
  const reply = context.consult(ports.account, 0, takeHttpTask) as AccountReply; // It gives no other.
  return reply.type === "granted" ? reply.at : context.now;
}

const takeHttpTask = Object.freeze({ type: "takeHttpTask" });

type Lambda = Extract<TaskResource, { type: "lambda" }>;

const lambdaCall = ({ arn }: Lambda, { given }: TaskBegun) => ({
  service: "lambda",
  operation: "Invoke",
  params: { FunctionName: arn, Payload: JSON.stringify(given) },
});

const callOf = (service: ServiceResource, { given }: TaskBegun, origin: TaskOrigin) => ({
  service: service.service,
  operation: service.operation,
  params: withAdditions(service, requestOf(service, given), origin),
});

const originOf = (turn: Turn, id: SlabId, execution: WritableExecution): TaskOrigin => ({
  asOf: turn.context.settings.asOf,
  stateMachineArn: turn.context.settings.arn,
  executionArn: () => executionArn(turn, id, execution),
});

/** How much longer the control plane waits than the state machine: so that this one finds it out. */
const margin = seconds(1);

/** What is to be known of a task while it is under way. */
function workOf(
  turn: Turn,
  { given, timeoutSeconds, heartbeatSeconds }: TaskBegun,
  execution: WritableExecution,
  most: number | null,
  now: Instant,
): Work {
  const bound = Math.min(timeoutSeconds ?? Infinity, most ?? Infinity);
  const end = endsAt(turn, execution);
  const timeout = Number.isFinite(bound) ? after(now, seconds(bound)) : null;
  return {
    ...noWork,
    given,
    timeoutAt: timeout !== null && timeout < end ? timeout : (-1 as const),
    timeoutSeconds,
    heartbeatSeconds,
    heartbeatAt: heartbeatSeconds === null ? -1 : after(now, seconds(heartbeatSeconds)),
  };
}

/** Says in the history that a task begins. */
function announce(turn: Turn, id: SlabId, resource: TaskResource, begun: TaskBegun): void {
  const { strand, execution } = located(turn, id);
  const { context } = turn;
  const isTold = isRead(turn, execution);
  const timed: PlainObject = {
    ...(begun.timeoutSeconds === null ? {} : { timeoutInSeconds: begun.timeoutSeconds }),
    ...(begun.heartbeatSeconds === null ? {} : { heartbeatInSeconds: begun.heartbeatSeconds }),
    ...(begun.roleArn === null ? {} : { taskCredentials: { roleArn: begun.roleArn } }),
  };
  if (resource.type === "lambda") {
    context.observe(metrics.LambdaFunctionsScheduled, 1);
    context.observe(metrics.LambdaFunctionsStarted, 1);
    const details = isTold ? { input: begun.given, resource: resource.arn, ...timed } : null;
    const scheduled = record(
      turn,
      strand.execution,
      execution,
      "LambdaFunctionScheduled",
      strand.previous,
      details,
    );
    strand.previous = record(turn, strand.execution, execution, "LambdaFunctionStarted", scheduled);
    return;
  }
  context.observe(metrics.ServiceIntegrationsScheduled, 1);
  context.observe(metrics.ServiceIntegrationsStarted, 1);
  const { resourceType, resource: action } = serviceOf(resource)!; // An activity is none of these.
  const details = isTold
    ? {
        parameters: begun.given,
        region: context.settings.region,
        resource: action,
        resourceType,
        ...timed,
      }
    : null;
  const scheduled = record(
    turn,
    strand.execution,
    execution,
    "TaskScheduled",
    strand.previous,
    details,
  );
  strand.previous = record(
    turn,
    strand.execution,
    execution,
    "TaskStarted",
    scheduled,
    named(isTold, action, resourceType),
  );
}

const named = (isTold: boolean, resource: string, resourceType: string): PlainObject | null =>
  isTold ? { resource, resourceType } : null;

/** Asks a service by the control plane. */
function send(
  turn: Turn,
  id: SlabId,
  execution: WritableExecution,
  asked: Pick<Call, "service" | "operation" | "params" | "http">,
  { timeoutAt }: Work,
  roleArn: string | null,
  from: Instant,
): void {
  const { settings } = turn.context;
  const own = revisionAt(turn.machine, execution.revision).caller;
  const caller = roleArn === null ? own : roleCaller(roleArn, "states", settings.arn, settings);
  const until = timeoutAt === -1 ? endsAt(turn, execution) : timeoutAt;
  const input: Call = {
    type: "call",
    ...asked,
    trail: execution.trail,
    caller,
    until: after(until, margin),
  };
  const sent = { type: "send", port: ports.calls, to: 0, input, tag: id, deadline: until } as const;
  const wait = (from - turn.context.now) as Duration;
  turn.effects.push(wait > 0 ? { ...sent, after: wait } : sent);
}

/** Gives a task to whoever works for an activity. */
function schedule(turn: Turn, id: SlabId, arn: string, begun: TaskBegun): Step {
  const { strand, execution, state } = located(turn, id);
  const { context } = turn;
  const { settings } = context;
  const to = settings.activities.indexOf(arn);
  if (to === -1) {
    const { enteredEvent } = strand;
    const cause = `An error occurred while executing the state '${state.name}' (entered at the event id #${enteredEvent}). The activity ${arn} does not exist.`;
    return { do: "fail", strand: id, failure: failed("States.Runtime", cause), resume: null };
  }
  const details = isRead(turn, execution)
    ? {
        input: begun.given,
        resource: arn,
        ...(begun.timeoutSeconds === null ? {} : { timeoutInSeconds: begun.timeoutSeconds }),
        ...(begun.heartbeatSeconds === null ? {} : { heartbeatInSeconds: begun.heartbeatSeconds }),
      }
    : null;
  context.observe(metrics.ActivitiesScheduled, 1);
  strand.previous = record(
    turn,
    strand.execution,
    execution,
    "ActivityScheduled",
    strand.previous,
    details,
  );
  const until = endsAt(turn, execution);
  strand.work = {
    ...noWork,
    given: begun.given,
    timeoutSeconds: begun.timeoutSeconds,
    heartbeatSeconds: begun.heartbeatSeconds,
  };
  strand.condition = "scheduled";
  const token = taskToken({
    stateMachine: settings.stateMachine,
    strand: id,
    attempt: strand.attempt,
  });
  const input = { type: "scheduleTask", token, input: begun.given, until };
  turn.effects.push({ type: "send", port: ports.activities, to, input, tag: id, deadline: until });
  return null;
}

/** When a task that somebody works on is given up: the earliest of what bounds it. */
export function givenUpAt(
  turn: Turn,
  { timeoutAt, heartbeatAt }: Work,
  execution: WritableExecution,
): Instant {
  let at = endsAt(turn, execution);
  if (timeoutAt !== -1 && timeoutAt < at) at = timeoutAt;
  if (heartbeatAt !== -1 && heartbeatAt < at) at = heartbeatAt;
  return at;
}

/** What is asked about what a task has started: it is answered once that has ended. */
export function follow(turn: Turn, id: SlabId, service: string, child: string): void {
  const { strand, execution } = located(turn, id);
  const { show, paramsOf } = followedServices[service]!; // It can be followed.
  const until = strand.work!.timeoutAt === -1 ? endsAt(turn, execution) : strand.work!.timeoutAt;
  const input: Call = {
    type: "call",
    service,
    operation: show,
    params: paramsOf(child),
    trail: execution.trail,
    caller: revisionAt(turn.machine, execution.revision).waiter,
    until: after(until, margin),
  };
  strand.condition = "following";
  strand.work = { ...strand.work!, child };
  turn.effects.push({ type: "send", port: ports.waits, to: 0, input, tag: id, deadline: until });
}
