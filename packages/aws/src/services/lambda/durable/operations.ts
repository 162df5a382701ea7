import { base64Of, bytesOfBase64, type Plain, type Tagged } from "@orrery/kernel";
import { page, type Page } from "../../../request/page.ts";
import {
  listOf,
  memberOf,
  numberOf,
  objectOf,
  spelled,
  textOf,
  textsOf,
} from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { textOfUtf8, utf8Of } from "../../../text/utf8.ts";
import { qualifiedFunction } from "../operations/function-location.ts";
import { invalid, isRefused, type Checked } from "../operations/refusals.ts";
import type {
  Checkpoint,
  Checkpointed,
  DurableReply,
  EndCallback,
  ShowExecutions,
  ShownExecution,
  ShownExecutions,
  StopExecution,
} from "../protocol.ts";
import { versionBehind } from "../versions/version-record.ts";
import { callbackNotFound, executionNotFound } from "./execution-answers.ts";
import { durableLimits } from "./limits.ts";
import type { OperationUpdate } from "./operation-update.ts";
import type { ErrorObject } from "./state.ts";
import { executionView, historyView, operationView, timeOf } from "./views.ts";

/** The operations of Lambda about durable executions. */
export const durableOperations: Operations = {
  GetDurableExecution: { begin: ask, respond: shown },
  GetDurableExecutionHistory: { begin: ask, respond: history },
  GetDurableExecutionState: { begin: askState, respond: state },
  ListDurableExecutionsByFunction: { begin: askAllOf, respond: listed },
  StopDurableExecution: { begin: stop, respond: stopped },
  CheckpointDurableExecution: { begin: checkpoint, respond: checkpointed },
  SendDurableExecutionCallbackSuccess: { begin: succeedCallback, respond: nothing },
  SendDurableExecutionCallbackFailure: { begin: failCallback, respond: nothing },
  SendDurableExecutionCallbackHeartbeat: { begin: keepCallback, respond: nothing },
};

/** The function or version that an execution is of. */
function machineOf(arn: string, plane: ControlPlane): Resource | null {
  const [, name, version] = /:function:([^:]+):([^/]+)\/durable-execution\//.exec(arn) ?? [];
  if (name === undefined || version === undefined) return null;
  const found = qualifiedFunction({ FunctionName: name, Qualifier: version }, plane);
  return isRefused(found) ? null : versionBehind(found.target, plane);
}

function askOf(arn: string, input: Tagged, plane: ControlPlane): Step {
  const machine = machineOf(arn, plane);
  return machine === null
    ? executionNotFound(arn)
    : { type: "ask", resource: machine.number, input };
}

const arnIn = (params: PlainObject): string => spelled(params["DurableExecutionArn"]);

function ask(params: PlainObject, plane: ControlPlane): Step {
  const input: ShowExecutions = { type: "showExecutions", execution: arnIn(params) };
  return askOf(arnIn(params), input, plane);
}

/** The one execution that was asked for. */
function oneOf(body: Tagged, params: PlainObject): Checked<ShownExecution> {
  const [one] = (body as ShownExecutions).executions;
  return one ?? executionNotFound(arnIn(params));
}

function shown(body: Tagged, params: PlainObject, plane: ControlPlane): PlainObject | Refused {
  const one = oneOf(body, params);
  if (isRefused(one)) return one as Refused;
  const { payload, result, error, arn } = one.execution;
  return {
    ...executionView(one.execution, plane.epochMilliseconds),
    Version: /:([^:/]+)\/durable-execution\//.exec(arn)![1]!,
    InputPayload: payload.type === "json" ? JSON.stringify(payload.value) : "",
    ...(result === null ? {} : { Result: result }),
    ...(error === null ? {} : { Error: { ...error } }),
  };
}

function history(body: Tagged, params: PlainObject, plane: ControlPlane): PlainObject | Refused {
  const one = oneOf(body, params);
  if (isRefused(one)) return one as Refused;
  const isWhole = params["IncludeExecutionData"] === true;
  const all = one.history.map((event, place) =>
    historyView(event, place + 1, one, isWhole, plane.epochMilliseconds),
  );
  if (params["ReverseOrder"] === true) all.reverse();
  return paged(all, params, ({ items, next }) => ({ Events: items, ...markerOf(next) }));
}

function askState(params: PlainObject, plane: ControlPlane): Step {
  return tokenIn(params) === null ? wrongToken : ask(params, plane);
}

function state(body: Tagged, params: PlainObject, plane: ControlPlane): PlainObject | Refused {
  const one = oneOf(body, params);
  if (isRefused(one)) return one as Refused;
  if (tokenIn(params) !== one.execution.token) return wrongToken;
  const all = one.operations.map((operation) => operationView(operation, plane.epochMilliseconds));
  return paged(all, params, ({ items, next }) => ({ Operations: items, ...markerOf(next) }));
}

function askAllOf(params: PlainObject, plane: ControlPlane): Step {
  const found = qualifiedFunction(params, plane);
  if (isRefused(found)) return found;
  const machine = versionBehind(found.target, plane);
  if (objectOf(machine.record["shown"])["DurableConfig"] === undefined) {
    return { type: "respond", response: { DurableExecutions: [] } };
  }
  const input: ShowExecutions = { type: "showExecutions", execution: null };
  return { type: "ask", resource: machine.number, input };
}

function listed(body: Tagged, params: PlainObject, plane: ControlPlane): PlainObject | Refused {
  const statuses = textsOf(params["Statuses"]);
  const name = textOf(params["DurableExecutionName"]);
  const after = numberOf(params["StartedAfter"]) ?? -Infinity;
  const before = numberOf(params["StartedBefore"]) ?? Infinity;
  const all = (body as ShownExecutions).executions
    .map(({ execution }) => execution)
    .filter((execution) => {
      const at = timeOf(execution.startedAt, plane.epochMilliseconds);
      return (
        (statuses.length === 0 || statuses.includes(execution.status)) &&
        (name === undefined || name === execution.name) &&
        at >= after &&
        at <= before
      );
    })
    .sort((one, other) => one.number - other.number);
  if (params["ReverseOrder"] === true) all.reverse();
  const views = all.map((execution) => executionView(execution, plane.epochMilliseconds));
  return paged(views, params, ({ items, next }) => ({
    DurableExecutions: items,
    ...markerOf(next),
  }));
}

function paged(
  all: readonly PlainObject[],
  params: PlainObject,
  responseOf: (part: Page<PlainObject>) => PlainObject,
): PlainObject | Refused {
  const asked = numberOf(params["MaxItems"]) ?? 0;
  const most = asked === 0 ? durableLimits.usualPage : asked;
  const part = page(all, params["Marker"], most);
  return part === null ? invalid("Invalid Marker.") : responseOf(part);
}

const markerOf = (next: string | null): PlainObject => (next === null ? {} : { NextMarker: next });

function stop(params: PlainObject, plane: ControlPlane): Step {
  const input: StopExecution = {
    type: "stopExecution",
    execution: arnIn(params),
    error: params["Error"] === undefined ? null : errorIn(params["Error"]),
  };
  return askOf(arnIn(params), input, plane);
}

function stopped(body: Tagged, _params: PlainObject, plane: ControlPlane): PlainObject {
  const { at } = body as Extract<DurableReply, { readonly type: "executionStopped" }>; // Asked to stop.
  return { StopTimestamp: timeOf(at, plane.epochMilliseconds) };
}

function errorIn(given: Plain | undefined): ErrorObject {
  const { ErrorType, ErrorMessage, ErrorData, StackTrace } = objectOf(given);
  const text = (name: keyof ErrorObject, value: Plain | undefined) =>
    value === undefined ? {} : { [name]: spelled(value) };
  return {
    ...text("ErrorType", ErrorType),
    ...text("ErrorMessage", ErrorMessage),
    ...text("ErrorData", ErrorData),
    ...(StackTrace === undefined ? {} : { StackTrace: textsOf(StackTrace) }),
  };
}

/** A checkpoint token: which one it is of its execution. */
const tokenText = (arn: string, token: number): string => base64Of(utf8Of(`${arn}#${token}`));

function tokenIn(params: PlainObject): number | null {
  const [arn, token] = decoded(spelled(params["CheckpointToken"]));
  return arn === arnIn(params) && token !== undefined && /^\d+$/.test(token) ? Number(token) : null;
}

/** The parts of a token or of a callback's id. */
function decoded(text: string): readonly string[] {
  const bytes = bytesOfBase64(text);
  return (bytes === null ? null : textOfUtf8(bytes))?.split("#") ?? [];
}

const wrongToken = invalid("Invalid Checkpoint Token: it is not one of this execution.");

function checkpoint(params: PlainObject, plane: ControlPlane): Step {
  const token = tokenIn(params);
  if (token === null) return wrongToken;
  const updates = listOf(params["Updates"]).map(updateIn);
  const input: Checkpoint = { type: "checkpoint", execution: arnIn(params), token, updates };
  return askOf(arnIn(params), input, plane);
}

function updateIn(given: Plain): OperationUpdate {
  const update = objectOf(given);
  const number = (options: string, name: string): number | undefined =>
    numberOf(memberOf(update[options], name));
  const text = (options: string, name: string): string | undefined =>
    textOf(memberOf(update[options], name));
  const isReplaying = memberOf(update["ContextOptions"], "ReplayChildren") === true;
  const some = {
    name: textOf(update["Name"]),
    subType: textOf(update["SubType"]),
    payload: textOf(update["Payload"]),
    error: update["Error"] === undefined ? undefined : errorIn(update["Error"]),
    replaysChildren: isReplaying ? true : undefined,
    delay: number("StepOptions", "NextAttemptDelaySeconds"),
    wait: number("WaitOptions", "WaitSeconds"),
    timeout: number("CallbackOptions", "TimeoutSeconds"),
    heartbeat: number("CallbackOptions", "HeartbeatTimeoutSeconds"),
    functionName: text("ChainedInvokeOptions", "FunctionName"),
    tenantId: text("ChainedInvokeOptions", "TenantId"),
  };
  return {
    ...Object.fromEntries(Object.entries(some).filter(([, value]) => value !== undefined)),
    id: spelled(update["Id"]),
    parentId: textOf(update["ParentId"]) ?? null,
    type: spelled(update["Type"]) as OperationUpdate["type"], // Its values were checked.
    action: spelled(update["Action"]) as OperationUpdate["action"], // Likewise.
  };
}

function checkpointed(body: Tagged, params: PlainObject, plane: ControlPlane): PlainObject {
  const { token, operations } = body as Checkpointed; // Asked for one.
  return {
    CheckpointToken: tokenText(arnIn(params), token),
    NewExecutionState: {
      Operations: operations.map((operation) => operationView(operation, plane.epochMilliseconds)),
    },
  };
}

function endCallback(
  params: PlainObject,
  outcome: EndCallback["outcome"],
  plane: ControlPlane,
): Step {
  const [execution, operation] = decoded(spelled(params["CallbackId"]));
  if (execution === undefined || operation === undefined) return callbackNotFound;
  const machine = machineOf(execution, plane);
  if (machine === null) return callbackNotFound;
  const input: EndCallback = { type: "endCallback", execution, operation, outcome };
  return { type: "ask", resource: machine.number, input };
}

function succeedCallback(params: PlainObject, plane: ControlPlane): Step {
  return endCallback(params, { type: "success", result: textOf(params["Result"]) ?? null }, plane);
}

function failCallback(params: PlainObject, plane: ControlPlane): Step {
  return endCallback(params, { type: "failure", error: errorIn(params["Error"]) }, plane);
}

function keepCallback(params: PlainObject, plane: ControlPlane): Step {
  return endCallback(params, { type: "heartbeat" }, plane);
}

function nothing(): PlainObject {
  return {};
}
