import { inSeconds, valueAsOf, type Duration, type Instant, type Plain } from "@orrery/kernel";
import { refused, type Refused } from "../../../service/refusal.ts";
import type { ExitStatus } from "../../../service/script.ts";
import { uuidOf } from "../../../text/hexadecimal.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import type { FunctionSettings } from "../config.ts";
import { lambdaLimits, timeoutErrorForm } from "../limits.ts";
import type { EventMark, ThrottleReason } from "../protocol.ts";

/** A request id: as long and as shaped as AWS's, told from all others by function and invocation. */
export function requestIdOf(functionNumber: number, invocation: number): string {
  const mixed = Math.imul(invocation ^ Math.imul(functionNumber, 0x9e3779b1), 0x7feb352d);
  return uuidOf(
    functionNumber,
    (mixed & 0xffff0000) | 0x4000 | ((mixed >>> 4) & 0xfff),
    ((0xa000 | (mixed & 0xfff)) << 16) | (Math.floor(invocation / 2 ** 32) & 0xffff),
    invocation,
  );
}

/** Above the numbers of all invocations: where the request ids of events begin. */
const firstEvent = 2 ** 47;

/** What an invocation is told from the others of its function by; an event is the same at every attempt. */
interface Requested {
  readonly invocation: number;
  readonly event: EventMark | null;
}

/** What the request id of what runs in an environment is made of. */
export const requestIn = ({ invocation, event }: Requested): number =>
  event === null ? invocation : firstEvent + event.number;

/** The request id of what runs in an environment. */
export const requestIdIn = (
  requested: Requested,
  { number }: Pick<FunctionSettings, "number">,
): string => requestIdOf(number, requestIn(requested));

/** The payload of an invocation that ran into the function's timeout, in the form of its date. */
export function timeoutError(
  settings: Pick<FunctionSettings, "asOf" | "epochMilliseconds" | "timeout">,
  requestId: string,
  now: Instant,
): Plain {
  const limit = `Task timed out after ${secondsOf(settings.timeout)} seconds`;
  if (valueAsOf(timeoutErrorForm, settings.asOf) === "plain") {
    const time = formatWallClock(wallClockAt(settings.epochMilliseconds, now));
    return { errorMessage: `${time} ${requestId} ${limit}` };
  }
  return {
    errorType: "Sandbox.Timedout",
    errorMessage: `RequestId: ${requestId} Error: ${limit}`,
  };
}

/** `3.00`, as Lambda writes it. */
export const secondsOf = (timeout: Duration): string => inSeconds(timeout).toFixed(2);

/** The payload of a handler that threw, in the shape of its runtime: Python's, or Node.js's. */
export function handlerError(
  runtime: string | null,
  requestId: string,
  errorType: string,
  errorMessage: string,
): Plain {
  if (runtime?.startsWith("python")) return { errorMessage, errorType, requestId, stackTrace: [] };
  return { errorType, errorMessage, trace: [`${errorType}: ${errorMessage}`] };
}

/** The payload of a process that ended: `status` 0 gives no reason, `killed` is that of one that took too much memory. */
export function exitError(requestId: string, status: ExitStatus): Plain {
  const what =
    status === 0
      ? "Runtime exited without providing a reason"
      : `Runtime exited with error: ${typeof status === "number" ? `exit status ${status}` : `signal: ${status}`}`;
  return { errorType: "Runtime.ExitError", errorMessage: `RequestId: ${requestId} Error: ${what}` };
}

/** The payload in place of a response that is too large. */
export const responseTooLarge: Plain = Object.freeze({
  errorType: "Function.ResponseSizeTooLarge",
  errorMessage: `Response payload size exceeded maximum allowed payload size (${lambdaLimits.responsePayload} bytes).`,
});

/** The 413 of a request above 6 MB. */
export const requestTooLarge: Refused = Object.freeze(
  refused(
    "RequestEntityTooLargeException",
    `Request must be smaller than ${lambdaLimits.requestPayload} bytes for the InvokeFunction operation`,
    { Type: "User" },
  ),
);

/** The 413 of an asynchronous invocation. */
export const eventTooLarge = (size: number, limit: number): Refused =>
  refused(
    "RequestEntityTooLargeException",
    `${size} byte payload is too large for the Event invocation type (limit ${limit} bytes)`,
    { Type: "User" },
  );

const throttleFor = (reason: ThrottleReason): Refused =>
  Object.freeze(
    refused("TooManyRequestsException", "Rate Exceeded.", { Reason: reason, Type: "User" }),
  );

/** The 429 of each reason. */
export const throttles: Readonly<Record<ThrottleReason, Refused>> = Object.freeze({
  ConcurrentInvocationLimitExceeded: throttleFor("ConcurrentInvocationLimitExceeded"),
  ReservedFunctionConcurrentInvocationLimitExceeded: throttleFor(
    "ReservedFunctionConcurrentInvocationLimitExceeded",
  ),
  FunctionInvocationRateLimitExceeded: throttleFor("FunctionInvocationRateLimitExceeded"),
  ReservedFunctionInvocationRateLimitExceeded: throttleFor(
    "ReservedFunctionInvocationRateLimitExceeded",
  ),
  CallerRateLimitExceeded: throttleFor("CallerRateLimitExceeded"),
});

/** What AWS says of an invocation that would go on with a loop. */
export const recursiveInvocation: Refused = Object.freeze(
  refused(
    "RecursiveInvocationException",
    "Lambda has detected your function being invoked in a recursive loop with other Amazon Web Services resources and stopped your function's invocation.",
    { Type: "User" },
  ),
);

/** What those hear who name no tenant where tenants are kept apart. */
export const tenantMissing: Refused = Object.freeze(
  refused(
    "InvalidParameterValueException",
    "The invoked function is enabled with tenancy configuration. Add a valid tenant ID in your request and try again.",
    { Type: "User" },
  ),
);

/** What those hear who name a tenant where they are not. */
export const noTenants: Refused = Object.freeze(
  refused(
    "InvalidParameterValueException",
    "The invoked function is not enabled with tenancy configuration. Remove the tenant ID from your request and try again.",
    { Type: "User" },
  ),
);

/** The 404 of a function that is not there. */
export const functionNotFound = (arn: string): Refused =>
  refused("ResourceNotFoundException", `Function not found: ${arn}`, {
    Message: `Function not found: ${arn}`,
    Type: "User",
  });

/** What those hear who invoke a function with a capacity provider of which nothing was published. */
export const nothingPublished: Refused = Object.freeze(
  refused(
    "NoPublishedVersionException",
    "The function has no published versions available to invoke.",
    { Type: "User" },
  ),
);

/** What those hear for whom a new environment could not mount its file system, which has all connections that it may. */
export const mountTimedOut: Refused = Object.freeze(
  refused(
    "EFSMountTimeoutException",
    "The Lambda function made a network connection to the Amazon EFS file system, but the mount operation timed out.",
    { Type: "User" },
  ),
);

/** What those hear whose function may not mount its file system, or finds no directory there that it may enter. */
export const mountFailed: Refused = Object.freeze(
  refused(
    "EFSMountFailureException",
    "The Lambda function couldn't mount the configured Amazon EFS file system due to a permission or configuration issue.",
    { Type: "User" },
  ),
);
