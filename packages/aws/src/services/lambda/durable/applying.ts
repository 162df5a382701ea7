import {
  after,
  base64Of,
  later,
  seconds,
  slab,
  table,
  type Instant,
  type SlabId,
} from "@orrery/kernel";
import { sizeInUtf8, utf8Of } from "../../../text/utf8.ts";
import { metrics, ports, type FunctionContext } from "../function/declarations.ts";
import type { Call } from "../../../service/call.ts";
import { nextTrail } from "../function/recursion.ts";
import type { FunctionEffect } from "../protocol.ts";
import { addDue, clearDue } from "./dues.ts";
import { note } from "./history.ts";
import type { OperationUpdate } from "./operation-update.ts";
import type {
  DurableDraft,
  DurableOperation,
  ErrorObject,
  ExecutionDraft,
  OperationDraft,
  OperationStatus,
} from "./state.ts";
import { bytesOf, countOf } from "./update-check.ts";

/** An execution that is written on, and what follows from it. */
export interface Writing {
  readonly durable: DurableDraft;
  readonly id: SlabId;
  readonly execution: ExecutionDraft;
  readonly effects: FunctionEffect[];
  readonly context: FunctionContext;
}

/** Writes one update, which was checked, on an execution; the operation's place. */
export function applyUpdate(writing: Writing, update: OperationUpdate): SlabId {
  const { execution, context } = writing;
  const known = table.get(execution.operationsById, update.id);
  count(writing, countOf(update, known !== undefined), bytesOf(update));
  const place =
    known ?? slab.insert(execution.operations, newOperation(update, execution.arn, context.now));
  if (known === undefined) table.set(execution.operationsById, update.id, place);
  const operation = slab.edit(execution.operations, place) as OperationDraft; // It is there.
  switch (update.action) {
    case "START":
      start(writing, place, operation, update, known !== undefined);
      break;
    case "RETRY":
      retry(writing, place, operation, update);
      break;
    default:
      clearDue(writing.durable, operation.due, writing.effects);
      operation.due = -1;
      if (update.payload !== undefined) operation.result = update.payload;
      if (update.replaysChildren === true) operation.replaysChildren = true;
      end(writing, operation, endings[update.action], update.error ?? null);
  }
  return place;
}

const endings = { SUCCEED: "SUCCEEDED", FAIL: "FAILED", CANCEL: "CANCELLED" } as const;

/** Counts what an execution does and writes. */
export function count(
  { execution, context }: Pick<Writing, "execution" | "context">,
  operations: number,
  bytes: number,
): void {
  execution.countedOperations += operations;
  execution.storage += bytes;
  if (operations > 0) context.observe(metrics.DurableExecutionOperations, operations);
  if (bytes > 0) context.observe(metrics.DurableExecutionStorageWrittenBytes, bytes);
}

function newOperation(update: OperationUpdate, arn: string, now: Instant): DurableOperation {
  const {
    id,
    parentId,
    name = null,
    type,
    subType = null,
    functionName = null,
    tenantId = null,
  } = update;
  return {
    id,
    parentId,
    name,
    type,
    subType,
    status: "STARTED",
    startedAt: now,
    endedAt: -1,
    attempt: 1,
    nextAt: -1,
    result: null,
    error: null,
    replaysChildren: false,
    functionName,
    tenantId,
    callbackId: type === "CALLBACK" ? base64Of(utf8Of(`${arn}#${id}`)) : null,
    heartbeat: update.heartbeat ?? 0,
    due: -1,
    heartbeatDue: -1,
  };
}

function start(
  writing: Writing,
  place: SlabId,
  operation: OperationDraft,
  update: OperationUpdate,
  isAgain: boolean,
): void {
  const { durable, id, execution, effects, context } = writing;
  operation.status = "STARTED";
  const due = (what: "waited" | "callbackTimeout" | "heartbeatTimeout", length: number): SlabId =>
    addDue(
      durable,
      { execution: id, what, operation: place },
      after(context.now, seconds(length)),
      effects,
    );
  if (!isAgain || operation.type === "STEP")
    note(execution, operation, "Started", context.now, startDetails(update));
  if (operation.type === "WAIT") {
    const { wait = 1 } = update;
    operation.nextAt = after(context.now, seconds(wait));
    operation.due = due("waited", wait);
  } else if (operation.type === "CALLBACK") {
    const { timeout = 0, heartbeat = 0 } = update;
    if (timeout > 0) operation.due = due("callbackTimeout", timeout);
    if (heartbeat > 0) operation.heartbeatDue = due("heartbeatTimeout", heartbeat);
  } else if (operation.type === "CHAINED_INVOKE") {
    operation.result = update.payload ?? null; // What it is given, until it has an answer.
    invokeChained(writing, place, operation);
  }
}

const startDetails = ({ wait, timeout, heartbeat, functionName, payload }: OperationUpdate) => ({
  ...(wait === undefined ? {} : { Duration: wait }),
  ...(timeout === undefined ? {} : { Timeout: timeout }),
  ...(heartbeat === undefined ? {} : { HeartbeatTimeout: heartbeat }),
  ...(functionName === undefined
    ? {}
    : { FunctionName: functionName, Input: { Payload: payload ?? "" } }),
});

/** Lambda invokes the function that an execution waits for. */
export function invokeChained(
  { id, execution, effects, context, durable }: Writing,
  place: SlabId,
  operation: OperationDraft,
): void {
  const { settings } = context;
  const FunctionName = operation.functionName ?? "";
  const params = {
    FunctionName,
    Payload: operation.result ?? "null",
    Chained: true,
    ...(operation.tenantId === null ? {} : { TenantId: operation.tenantId }),
  };
  const trail = nextTrail(execution, null, context);
  const { caller } = settings;
  const what = "chainedInvoke";
  const tag = slab.insert(durable.executionDues, { execution: id, what, operation: place });
  operation.due = tag;
  const limit = context.settings.durable!.executionTimeout; // It is a durable function.
  const deadline = later(after(context.now, seconds(1)), (execution.startedAt + limit) as Instant);
  const input: Call = {
    ...{ type: "call", service: "lambda", operation: "Invoke", params, trail, caller },
    until: deadline,
  };
  effects.push({ type: "send", port: ports.chained, to: 0, input, tag, deadline });
}

function retry(
  writing: Writing,
  place: SlabId,
  operation: OperationDraft,
  { delay = 1, payload, error }: OperationUpdate,
): void {
  const { durable, id, execution, effects, context } = writing;
  operation.status = "PENDING";
  operation.nextAt = after(context.now, seconds(delay));
  if (payload !== undefined) operation.result = payload;
  if (error !== undefined) operation.error = error;
  const details = {
    RetryDetails: { CurrentAttempt: operation.attempt, NextAttemptDelaySeconds: delay },
    ...(error === undefined ? {} : { Error: { Payload: { ...error } } }),
  };
  note(execution, operation, error === undefined ? "Succeeded" : "Failed", context.now, details);
  operation.attempt += 1;
  const due = { execution: id, what: "retry", operation: place } as const;
  operation.due = addDue(durable, due, operation.nextAt, effects);
}

/** Ends an operation. */
export function end(
  { durable, execution, effects, context }: Writing,
  operation: OperationDraft,
  status: OperationStatus,
  error: ErrorObject | null,
): void {
  clearDue(durable, operation.heartbeatDue, effects);
  operation.heartbeatDue = -1;
  operation.due = -1;
  operation.status = status;
  operation.endedAt = context.now;
  operation.nextAt = -1;
  if (error !== null) operation.error = error;
  const said = status === "SUCCEEDED" ? { Result: { Payload: operation.result ?? "" } } : {};
  const details = {
    ...said,
    ...(error === null ? {} : { Error: { Payload: { ...error } } }),
    ...(operation.type === "STEP" ? { RetryDetails: { CurrentAttempt: operation.attempt } } : {}),
  };
  note(execution, operation, endingNames[status] ?? "Failed", context.now, details);
}

const endingNames: Partial<Record<OperationStatus, string>> = {
  SUCCEEDED: "Succeeded",
  FAILED: "Failed",
  CANCELLED: "Cancelled",
  TIMED_OUT: "TimedOut",
  STOPPED: "Stopped",
};

/** Bytes that an answer from outside writes. */
export const answerBytes = (result: string | null, error: ErrorObject | null): number =>
  (result === null ? 0 : sizeInUtf8(result)) +
  (error === null ? 0 : sizeInUtf8(JSON.stringify(error)));
