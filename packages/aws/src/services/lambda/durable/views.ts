import type { Instant } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ShownExecution } from "../protocol.ts";
import type { DurableOperation, Execution, HistoryEvent } from "./state.ts";

/** An instant as AWS gives it: seconds since 1970. */
export const timeOf = (at: Instant, epochMilliseconds: number): number =>
  epochMilliseconds / 1_000 + at / 1_000_000;

/** An execution in a list. */
export function executionView(execution: Execution, epoch: number): PlainObject {
  const { arn, name, status, startedAt, endedAt } = execution;
  return {
    DurableExecutionArn: arn,
    DurableExecutionName: name,
    FunctionArn: arn.slice(0, arn.indexOf("/durable-execution/")),
    Status: status,
    StartTimestamp: timeOf(startedAt, epoch),
    ...(endedAt === -1 ? {} : { EndTimestamp: timeOf(endedAt, epoch) }),
  };
}

/** An operation, in the members of its type. */
export function operationView(operation: DurableOperation, epoch: number): PlainObject {
  const { id, parentId, name, type, subType, status, startedAt, endedAt } = operation;
  return {
    Id: id,
    ...(parentId === null ? {} : { ParentId: parentId }),
    ...(name === null ? {} : { Name: name }),
    Type: type,
    ...(subType === null ? {} : { SubType: subType }),
    Status: status,
    StartTimestamp: timeOf(startedAt, epoch),
    ...(endedAt === -1 ? {} : { EndTimestamp: timeOf(endedAt, epoch) }),
    ...detailsOf(operation, epoch),
  };
}

function detailsOf(operation: DurableOperation, epoch: number): PlainObject {
  const { type, status, attempt, nextAt, result, error, replaysChildren, callbackId } = operation;
  const came = {
    ...(result === null ? {} : { Result: result }),
    ...(error === null ? {} : { Error: { ...error } }),
  };
  switch (type) {
    case "STEP":
      return {
        StepDetails: {
          Attempt: attempt,
          ...(nextAt === -1 ? {} : { NextAttemptTimestamp: timeOf(nextAt, epoch) }),
          ...came,
        },
      };
    case "WAIT":
      return nextAt === -1 ? {} : { WaitDetails: { ScheduledEndTimestamp: timeOf(nextAt, epoch) } };
    case "CALLBACK":
      return { CallbackDetails: { CallbackId: callbackId, ...came } };
    case "CHAINED_INVOKE":
      // Until it has ended, the result is what it was given.
      return { ChainedInvokeDetails: status === "STARTED" ? {} : came };
    case "CONTEXT":
      return { ContextDetails: { ...(replaysChildren ? { ReplayChildren: true } : {}), ...came } };
    default:
      return {};
  }
}

/** An event of a history; without the data of the execution unless they are asked for. */
export function historyView(
  { type, at, id, details }: HistoryEvent,
  number: number,
  { operations, execution }: ShownExecution,
  isWhole: boolean,
  epoch: number,
): PlainObject {
  const operation = id === null ? undefined : operations.find((each) => each.id === id);
  const time = timeOf(at, epoch);
  const own: Record<string, PlainObject[string]> = { ...details };
  if (type === "InvocationCompleted") {
    own["StartTimestamp"] = epoch / 1_000 + Number(own["StartTimestamp"]);
    own["EndTimestamp"] = time;
  }
  if (type === "ExecutionStarted") {
    const { payload } = execution;
    own["Input"] = { Payload: payload.type === "json" ? JSON.stringify(payload.value) : "" };
  }
  if (type === "ExecutionSucceeded") own["Result"] = { Payload: execution.result ?? "" };
  for (const data of ["Input", "Result", "Error"]) {
    if (!isWhole && own[data] !== undefined) own[data] = { Truncated: true };
  }
  if (type === "WaitStarted") own["ScheduledEndTimestamp"] = time + Number(own["Duration"]);
  if (type === "CallbackStarted") own["CallbackId"] = operation?.callbackId ?? "";
  return {
    EventId: number,
    EventTimestamp: time,
    EventType: type,
    ...(operation === undefined
      ? {}
      : {
          Id: operation.id,
          ...(operation.name === null ? {} : { Name: operation.name }),
          ...(operation.parentId === null ? {} : { ParentId: operation.parentId }),
          ...(operation.subType === null ? {} : { SubType: operation.subType }),
        }),
    [`${type}Details`]: own,
  };
}
