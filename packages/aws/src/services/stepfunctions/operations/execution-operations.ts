import type { Plain, Tagged } from "@orrery/kernel";
import { textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { shownEvent } from "../history/event.ts";
import type {
  ExecutionDescribed,
  ExecutionsListed,
  ExecutionStarted,
  ExecutionStatus,
  HistoryRead,
  NotKept,
  StartExecution,
  StateMachineReply,
} from "../protocol.ts";
import { executionAt, mapRunOwner, noExecution } from "./execution-arn.ts";
import { againstName } from "./name-check.ts";
import { mostOf, nextToken, tokenOf } from "./pages.ts";
import {
  invalid,
  invalidToken,
  isRefused,
  keptOf,
  qualifiedAt,
  qualifierKindName,
  required,
  respond,
  stateMachineKindName,
  timestampAt,
  againstPrefix,
  noStateMachine,
  type Checked,
  type StateMachineKept,
} from "./records.ts";
import { describedExecution, listedExecution } from "./shown-execution.ts";
import { shownConfiguration } from "./state-machine-operations.ts";

/** Operations on executions. */
export const executionOperations: Operations = {
  StartExecution: { begin: (params, plane) => start(params, plane, false), respond: showStarted },
  StartSyncExecution: { begin: (params, plane) => start(params, plane, true), respond: showEnded },
  StopExecution: {
    begin: stop,
    respond: (body, _params, plane) => ({
      stopDate: timestampAt((body as Stopped).stoppedAt, plane), // Asked to stop one.
    }),
  },
  RedriveExecution: {
    begin: redrive,
    respond: (body, _params, plane) => ({
      redriveDate: timestampAt((body as Redriven).redrivenAt, plane), // Asked to redrive one.
    }),
  },
  DescribeExecution: { begin: describe, next: showDescribed },
  DescribeStateMachineForExecution: { begin: describe, next: showStateMachine },
  GetExecutionHistory: { begin: readHistory, next: showHistory },
  ListExecutions: { begin: list, respond: showList },
};

type Stopped = Extract<StateMachineReply, { readonly type: "executionStopped" }>;
type Redriven = Extract<StateMachineReply, { readonly type: "executionRedriven" }>;

function start(params: PlainObject, plane: ControlPlane, isSynchronous: boolean): Step {
  const arn = required(params, "stateMachineArn");
  const found = qualifiedAt(arn, plane);
  if (isRefused(found)) return found;
  const { resource, qualifier } = found;
  const kept = keptOf(resource);
  if (kept.isDeleting) {
    return refused("StateMachineDeleting", `State Machine is being deleted: '${resource.arn}'`);
  }
  if (isSynchronous && kept.type === "STANDARD") {
    return refused(
      "StateMachineTypeNotSupported",
      "This operation is not supported by this type of state machine",
    );
  }
  const name = textOf(params["name"]) ?? null;
  const wrongName = name === null ? null : againstName(name);
  if (wrongName !== null) return wrongName;
  const input = documentIn(textOf(params["input"]) ?? "{}");
  if (isRefused(input)) return input;
  const asked: StartExecution = {
    type: "startExecution",
    input: input.value,
    size: input.size,
    name,
    version: null,
    alias: null,
    isSynchronous,
    traceHeader: textOf(params["traceHeader"]) ?? null,
    trail: plane.trail,
  };
  if (qualifier === null) return { type: "ask", resource: resource.number, input: asked };
  const there = plane.find(qualifierKindName, `${resource.name}:${qualifier}`)!; // It was found.
  return { type: "ask", resource: there.number, input: asked };
}

interface Document {
  readonly value: Plain;
  readonly size: number;
}

/** The input of an execution. */
function documentIn(text: string): Checked<Document> {
  try {
    return { value: JSON.parse(text) as Plain, size: sizeInUtf8(text) }; // Any JSON.
  } catch {
    const token = /^\s*([^\s,:{}[\]"]+)/.exec(text)?.[1] ?? text.slice(0, 20);
    return refused(
      "InvalidExecutionInput",
      `Invalid State Machine Execution Input: 'Unrecognized token '${token}': was expecting (JSON String, Number, Array, Object or token 'null', 'true' or 'false')'`,
    );
  }
}

function showStarted(body: Tagged, _params: PlainObject, plane: ControlPlane): PlainObject {
  const { execution, startedAt } = body as ExecutionStarted; // Asked to start one.
  return { executionArn: execution, startDate: timestampAt(startedAt, plane) };
}

function showEnded(body: Tagged, params: PlainObject, plane: ControlPlane): PlainObject {
  const execution = body as ExecutionDescribed; // Asked for one that has ended.
  const found = qualifiedAt(required(params, "stateMachineArn"), plane);
  const { arn, name, status, startedAt, stoppedAt, input, output, error, cause } = execution;
  const includesData = params["includedData"] !== "METADATA_ONLY";
  const included = { included: true };
  return {
    executionArn: arn,
    stateMachineArn: isRefused(found) ? required(params, "stateMachineArn") : found.resource.arn,
    name,
    startDate: timestampAt(startedAt, plane),
    stopDate: timestampAt(stoppedAt ?? startedAt, plane),
    status,
    ...(error === null ? {} : { error }),
    ...(cause === null ? {} : { cause }),
    ...(includesData ? { input: JSON.stringify(input), inputDetails: included } : {}),
    ...(status === "SUCCEEDED" && includesData
      ? { output: JSON.stringify(output), outputDetails: included }
      : {}),
    ...(execution.traceHeader === null ? {} : { traceHeader: execution.traceHeader }),
    billingDetails: {
      billedDurationInMilliseconds: execution.billedMilliseconds,
      billedMemoryUsedInMB: execution.billedMegabytes,
    },
  };
}

function stop(params: PlainObject, plane: ControlPlane): Step {
  const found = durableAt(params, plane);
  if (isRefused(found)) return found;
  const { stateMachine, name } = found;
  const error = textOf(params["error"]) ?? null;
  const cause = textOf(params["cause"]) ?? null;
  const input = { type: "stopExecution", name, error, cause } as const;
  return { type: "ask", resource: stateMachine.number, input };
}

function redrive(params: PlainObject, plane: ControlPlane): Step {
  const found = durableAt(params, plane);
  if (isRefused(found)) return found;
  const { stateMachine, name } = found;
  const token = textOf(params["clientToken"]) ?? null;
  const input = { type: "redriveExecution", name, token, trail: plane.trail } as const;
  return { type: "ask", resource: stateMachine.number, input };
}

/** An execution that Step Functions knows by its ARN: those of Express state machines are in logs alone. */
function durableAt(params: PlainObject, plane: ControlPlane) {
  const arn = required(params, "executionArn");
  const found = executionAt(arn, plane);
  if (isRefused(found)) return found;
  return arn.split(":")[5] === "express"
    ? invalid("This operation is not supported by this type of state machine")
    : found;
}

function describe(params: PlainObject, plane: ControlPlane): Step {
  const found = durableAt(params, plane);
  if (isRefused(found)) return found;
  const { stateMachine, name } = found;
  // Step Functions itself waits so for what a task has started.
  const isAwaited = plane.caller.awaitsEnd === true;
  const input = { type: isAwaited ? "awaitExecution" : "describeExecution", name } as const;
  return { type: "ask", resource: stateMachine.number, input, kept: stateMachine.name };
}

const notKept = (body: NotKept): Step => ({ type: "notModeled", what: body.what });

function showDescribed(
  [body]: readonly Tagged[],
  params: PlainObject,
  plane: ControlPlane,
  kept: Plain,
): Step {
  const answer = body as ExecutionDescribed | NotKept; // Asked for one.
  if (answer.type === "notKept") return notKept(answer);
  const stateMachine = plane.find(stateMachineKindName, kept as string); // As it was kept.
  if (stateMachine === undefined) return noExecution(required(params, "executionArn"));
  const includesData = params["includedData"] !== "METADATA_ONLY";
  return respond(describedExecution(answer, stateMachine, includesData, plane));
}

function showStateMachine(
  [body]: readonly Tagged[],
  params: PlainObject,
  plane: ControlPlane,
  kept: Plain,
): Step {
  const answer = body as ExecutionDescribed | NotKept; // Asked for one.
  if (answer.type === "notKept") return notKept(answer);
  const stateMachine = plane.find(stateMachineKindName, kept as string); // As it was kept.
  if (stateMachine === undefined) return noExecution(required(params, "executionArn"));
  const { definition, roleArn, revisionId } = revisionAt(keptOf(stateMachine), answer);
  const record = keptOf(stateMachine);
  return respond({
    stateMachineArn: stateMachine.arn,
    name: stateMachine.name,
    definition,
    roleArn,
    updateDate: timestampAt(record.updatedAt, plane),
    ...shownConfiguration(record, plane.asOf),
    ...(answer.mapRun === null ? {} : { mapRunArn: answer.mapRun }),
    ...(answer.label === null ? {} : { label: answer.label }),
    ...(revisionId === null ? {} : { revisionId }),
  });
}

/** What an execution does, as far as that is still known: as its version says, or as its state machine does now. */
function revisionAt(
  kept: StateMachineKept,
  { version }: ExecutionDescribed,
): Pick<StateMachineKept, "definition" | "roleArn" | "revisionId"> {
  return kept.versions.find(({ number }) => number === version) ?? kept;
}

function readHistory(params: PlainObject, plane: ControlPlane): Step {
  const found = durableAt(params, plane);
  if (isRefused(found)) return found;
  const token = tokenOf(params);
  const from = token === undefined ? 0 : placeIn(token);
  if (from === null) return invalidToken;
  const { stateMachine, name } = found;
  const isReversed = params["reverseOrder"] === true;
  const input = { type: "readHistory", name, isReversed, from, most: mostOf(params) } as const;
  return { type: "ask", resource: stateMachine.number, input };
}

const placeIn = (token: string): number | null => (/^\d{1,9}$/.test(token) ? Number(token) : null);

function showHistory([body]: readonly Tagged[], params: PlainObject, plane: ControlPlane): Step {
  const answer = body as HistoryRead | NotKept; // Asked for one.
  if (answer.type === "notKept") return notKept(answer);
  const includesData = params["includeExecutionData"] !== false;
  return respond({
    events: answer.events.map((event) =>
      shownEvent(event, includesData, (at) => timestampAt(at, plane)),
    ),
    ...nextToken(answer.next === null ? null : `${answer.next}`),
  });
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const arn = textOf(params["stateMachineArn"]);
  const mapRun = textOf(params["mapRunArn"]) ?? null;
  if ((arn === undefined) === (mapRun === null)) {
    return invalid("Must provide a state machine ARN or a map run ARN, and not both."); // Assumed: the words.
  }
  const owner = arn === undefined ? mapRunOwner(mapRun!, plane) : ownerAt(arn, plane);
  if (isRefused(owner)) return owner;
  const { resource, qualifier } =
    "resource" in owner ? owner : { resource: owner, qualifier: null };
  if (keptOf(resource).type === "EXPRESS") {
    return refused(
      "StateMachineTypeNotSupported",
      "This operation is not supported by this type of state machine",
    );
  }
  const status = (textOf(params["statusFilter"]) ?? null) as ExecutionStatus | null; // One of them, by the model.
  const redriven = textOf(params["redriveFilter"]);
  const filter = JSON.stringify([arn ?? mapRun, status, redriven ?? null]);
  const token = tokenOf(params);
  const before = token === undefined ? null : tokenRead(token, filter);
  if (before !== null && typeof before !== "number") return before;
  const isVersion = qualifier !== null && /^\d+$/.test(qualifier);
  return {
    type: "ask",
    resource: resource.number,
    input: {
      type: "listExecutions",
      status,
      mapRun,
      version: isVersion ? Number(qualifier) : null,
      alias: isVersion ? null : qualifier,
      redriven: redriven === undefined ? null : redriven === "REDRIVEN",
      before,
      most: mostOf(params),
    } as Tagged,
    kept: resource.name,
  };
}

function ownerAt(arn: string, plane: ControlPlane) {
  return againstPrefix(arn) === null ? qualifiedAt(arn, plane) : noStateMachine(arn);
}

/** A token says where a page begins, and of which listing. */
function tokenRead(token: string, filter: string): number | Refused {
  const [place = "", ...rest] = token.split("|");
  if (!/^\d{1,15}$/.test(place)) return invalidToken;
  return rest.join("|") === filter
    ? Number(place)
    : refused("InvalidToken", "Invalid Token: 'Input inconsistent with page token'");
}

function showList(
  body: Tagged,
  params: PlainObject,
  plane: ControlPlane,
  kept: Plain,
): PlainObject | Refused {
  const { executions, next } = body as ExecutionsListed; // Asked for them.
  const stateMachine: Resource | undefined = plane.find(stateMachineKindName, kept as string); // As it was kept.
  if (stateMachine === undefined) return noStateMachine(required(params, "stateMachineArn"));
  const arn = textOf(params["stateMachineArn"]) ?? textOf(params["mapRunArn"])!; // One of them is there.
  const filter = JSON.stringify([
    arn,
    textOf(params["statusFilter"]) ?? null,
    textOf(params["redriveFilter"]) ?? null,
  ]);
  return {
    executions: executions.map((execution) => listedExecution(execution, stateMachine, plane)),
    ...nextToken(next === null ? null : `${next}|${filter}`),
  };
}
