import { type Duration, type Lost, type Plain, type RequestId, type Tagged } from "@orrery/kernel";
import type { CallReply } from "../../../service/call.ts";
import type { Refused } from "../../../service/refusal.ts";
import type { Payload } from "../../../service/payload.ts";
import { parseJson } from "../../../text/json.ts";
import { isObject, textOf } from "../../../request/params.ts";
import { metrics, type FunctionContext } from "../function/declarations.ts";
import { invalid, lambdaRefusal } from "../operations/refusals.ts";
import type { DurableReply, FunctionEffect, FunctionReply, Invoked } from "../protocol.ts";
import type { DurableOutput } from "./durable-run.ts";
import { type ErrorObject, type Execution } from "./state.ts";

/** Whether two payloads say the same. */
export const isSame = (one: Payload, other: Payload): boolean =>
  one === other ||
  (one.type === "json" &&
    other.type === "json" &&
    JSON.stringify(one.value) === JSON.stringify(other.value));

/** What an invocation says of its execution; `null`: nothing, it did not come to an end. */
export function outputOf(
  body: FunctionReply | Lost,
  { settings }: FunctionContext,
): DurableOutput | null {
  if (body.type !== "invoked") return null;
  if (body.cause !== null) {
    if (!thrown.has(body.cause)) return null;
    const { errorType = "Error", errorMessage = "" } = body.payload as {
      errorType?: string;
      errorMessage?: string;
    };
    return { Status: "FAILED", Error: { ErrorType: errorType, ErrorMessage: errorMessage } };
  }
  if (settings.behavior.type === "script") return body.payload as unknown as DurableOutput; // The interpreter's.
  return { Status: "SUCCEEDED", Result: JSON.stringify(body.payload) };
}

/** Causes that are errors of the handler itself, which its SDK catches. */
export const thrown: ReadonlySet<string> = new Set([
  "failures",
  "poison",
  "messageFailures",
  "call",
  "script",
  "fault",
]);

/** What whoever waits for an execution gets. */
export const answerOf = (
  execution: Execution,
  to: RequestId,
  context: FunctionContext,
): FunctionEffect => ({
  type: "reply",
  to,
  body: invokedOf(execution, context),
});

export function invokedOf(execution: Execution, { settings }: FunctionContext): Invoked {
  const isDone = execution.status === "SUCCEEDED";
  const none = {
    invocation: 0,
    duration: 0 as Duration,
    billedDuration: 0 as Duration,
    coldStart: false,
    initDuration: 0 as Duration,
    printed: [],
  };
  return {
    type: "invoked",
    ...none,
    executedVersion: settings.version,
    ...execution.last,
    failedItems: null,
    functionError: isDone ? null : "Unhandled",
    cause: isDone ? null : "execution",
    payload: payloadOf(execution),
    execution: execution.arn,
  };
}

const payloadOf = ({ result, error }: Execution): Plain =>
  error === null
    ? ((result === null ? null : parseJson(result)) ?? null)
    : { errorType: error.ErrorType ?? "Error", errorMessage: error.ErrorMessage ?? "" };

export function chainedOutcome(body: CallReply | Lost): {
  readonly status: "SUCCEEDED" | "FAILED" | "TIMED_OUT" | "STOPPED";
  readonly result: string | null;
  readonly error: ErrorObject | null;
} {
  if (body.type === "lost") {
    const error = { ErrorType: "TimedOut", ErrorMessage: "The invocation took too long." };
    return { status: "TIMED_OUT", result: null, error };
  }
  if (body.type === "refused") {
    return {
      status: "FAILED",
      result: null,
      error: { ErrorType: body.code, ErrorMessage: body.message },
    };
  }
  const { Payload, FunctionError } = (body as Extract<CallReply, { type: "called" }>).response;
  const payload = typeof Payload === "string" ? Payload : "null";
  if (FunctionError === undefined) return { status: "SUCCEEDED", result: payload, error: null };
  const said = parseJson(payload);
  const object = said !== undefined && isObject(said) ? said : {};
  const ErrorType = textOf(object["errorType"]) ?? "Error";
  const error = { ErrorType, ErrorMessage: textOf(object["errorMessage"]) ?? payload };
  const status =
    ErrorType === "ExecutionTimedOut"
      ? "TIMED_OUT"
      : ErrorType === "ExecutionStopped"
        ? "STOPPED"
        : "FAILED";
  return { status, result: null, error };
}

/** Refusals of chained invocations after which Lambda tries again. */
export const passing: ReadonlySet<string> = new Set([
  "TooManyRequestsException",
  "ServiceException",
]);

export const outcomeMetrics = {
  SUCCEEDED: metrics.DurableExecutionSucceeded,
  FAILED: metrics.DurableExecutionFailed,
  TIMED_OUT: metrics.DurableExecutionTimedOut,
  STOPPED: metrics.DurableExecutionStopped,
} as const;

export const settingsSeconds = ({ settings }: FunctionContext): number =>
  settings.durable!.executionTimeout / 1_000_000;

/** Whoever asks about executions knows which answers that has. */
export const durableAnswer = (to: RequestId, body: DurableReply): FunctionEffect => ({
  type: "reply",
  to,
  body: body as Tagged as FunctionReply,
});

export const refuse = (to: RequestId, body: Refused): readonly FunctionEffect[] => [
  { type: "reply", to, body },
];

export const beginExecution = Object.freeze({ type: "beginExecution" } as const);

/** What those hear who would wait for longer than anybody may. */
export const tooLongForCallers = invalid(
  "You cannot synchronously invoke a durable function with an executionTimeout greater than 15 minutes.",
);

export const alreadyStarted = ({ name }: Pick<Execution, "name">) =>
  lambdaRefusal(
    "DurableExecutionAlreadyStartedException",
    `A durable execution named ${name} has already started with another payload.`,
  );

/** What those hear who name an execution that is not there, or no more. */
export const executionNotFound = (arn: string) =>
  lambdaRefusal("ResourceNotFoundException", `Durable execution not found: ${arn}`);

/** What those hear who bring a callback's id that no callback has. */
export const callbackNotFound = lambdaRefusal("ResourceNotFoundException", "Callback not found.");

export const callbackOver = lambdaRefusal(
  "CallbackTimeoutException",
  "The callback has ended already.",
);
