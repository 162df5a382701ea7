import type { Lost, Tagged } from "@orrery/kernel";
import type { HttpAnswer } from "../../service/http.ts";
import type { Refused } from "../../service/refusal.ts";
import { seconds, type Duration } from "@orrery/kernel";
import type { Verdict } from "../../delivery/verdict.ts";

/** Why a target did not take an event, as dead letters say it. */
export type ErrorCode =
  | "NO_PERMISSIONS"
  | "NO_RESOURCE"
  | "THROTTLING"
  | "TIMEOUT"
  | "ERROR_FROM_TARGET"
  | "SDK_CLIENT_ERROR"
  | "INTERNAL_ERROR"
  | "INVALID_JSON"
  | "INVALID_PARAMETER"
  | "THIRD_ACCOUNT_HOP_DETECTED"
  | "THIRD_REGION_HOP_DETECTED";

const httpStatus = /^[1-5]\d\d$/;
/** Statuses below 500 after which an API destination is asked again. */
const retriedStatuses: ReadonlySet<string> = new Set(["401", "407", "409", "429"]);
const noPermission = /AccessDenied|NotAuthorized|Unauthorized|AuthorizationError|Forbidden/;
const noResource = /NotFound|NonExistent|DoesNotExist|NoSuch/;
const throttle =
  /Throttl|TooManyRequests|SlowDown|OverLimit|LimitExceeded|ThroughputExceeded|^ServiceUnavailableException$/;
const fault = /^(?:Internal|Service(?:Unavailable|Exception)|RequestTimeout|TimeoutError|KMS)/;

/** The code of a refusal, or the status of an answer of HTTP that is one; `null`: it is neither. */
function codeIn(body: Tagged | Lost): string | null {
  if (body.type === "refused") return (body as Refused).code; // All who refuse say so.
  if (body.type !== "answered") return null;
  const { status } = body as HttpAnswer; // APIs give no other.
  return status >= 400 ? `${status}` : null;
}

/** What an answer that is none says; `body` is no success. */
export function errorCodeOf(body: Tagged | Lost): ErrorCode {
  const code = codeIn(body);
  if (code === null) return "TIMEOUT";
  if (httpStatus.test(code)) return code === "429" ? "THROTTLING" : "ERROR_FROM_TARGET";
  if (noPermission.test(code)) return "NO_PERMISSIONS";
  if (noResource.test(code)) return "NO_RESOURCE";
  if (throttle.test(code)) return "THROTTLING";
  if (fault.test(code)) return "INTERNAL_ERROR";
  return /Invalid|Validation/.test(code) ? "INVALID_PARAMETER" : "SDK_CLIENT_ERROR";
}

/** Whether an event is brought to its target again. */
export function verdictOn(body: Tagged | Lost): Verdict {
  if (body.type === "lost") return "failed";
  const code = codeIn(body);
  if (code === null) return "taken";
  if (httpStatus.test(code)) {
    const isRetried = code.startsWith("5") || retriedStatuses.has(code);
    return isRetried && retryAfter(body) >= 0 ? "failed" : "final";
  }
  switch (errorCodeOf(body)) {
    case "THROTTLING":
    case "INTERNAL_ERROR":
      return "failed";
    default:
      return "final";
  }
}

/** How long the next attempt waits at least, as the endpoint of an API destination says. */
export const leastWaitOf = (body: Tagged | Lost): Duration =>
  seconds(Math.max(0, retryAfter(body)));

/** The header Retry-After of an answer, in seconds; 0 where it has none. */
function retryAfter(body: Tagged | Lost): number {
  const said = body.type === "refused" ? (body as Refused).details?.["RetryAfter"] : undefined;
  return typeof said === "number" ? said : 0;
}
