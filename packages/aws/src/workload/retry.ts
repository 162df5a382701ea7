import type { Duration } from "@orrery/kernel";
import type { FigureValues } from "../service/assumed-figure.ts";
import type { sdkAssumptions } from "./limits.ts";

/** Codes that the SDKs take for a throttle (@smithy/service-error-classification). */
const throttles: ReadonlySet<string> = new Set([
  "BandwidthLimitExceeded",
  "EC2ThrottledException",
  "LimitExceededException",
  "PriorRequestNotComplete",
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "RequestThrottledException",
  "SlowDown",
  "ThrottledException",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "TransactionInProgressException",
]);

/** Codes of the services' own faults, whose HTTP status is 500 to 504, and of timeouts. */
const faults: ReadonlySet<string> = new Set([
  "InternalError",
  "InternalFailure",
  "InternalServerError",
  "InternalServerException",
  "InternalServiceError",
  "RequestTimeout",
  "RequestTimeoutException",
  "ServiceException",
  "ServiceUnavailable",
  "ServiceUnavailableException",
  "TimeoutError",
]);

/** Why a request failed, as far as trying again goes; *final*: it would fail again. */
export type Failure = "throttled" | "passing" | "final";

/** What an error code means for trying again. */
export function failureOf(code: string): Failure {
  if (throttles.has(code)) return "throttled";
  return faults.has(code) ? "passing" : "final";
}

/** What holds of how the SDKs wait. */
export type RetryFigures = FigureValues<typeof sdkAssumptions>;

/** How long the SDKs wait after the `attempt`th attempt failed; `drawn` is in [0, 1). */
export function waitAfter(
  attempt: number,
  failure: Failure,
  drawn: number,
  { retryPause, throttledRetryPause, longestRetryPause: longest }: RetryFigures,
): Duration {
  let bound: number = failure === "throttled" ? throttledRetryPause : retryPause;
  for (let number = 1; number < attempt && bound < longest / drawn; number += 1) bound *= 2;
  return Math.floor(Math.min(longest, drawn * bound)) as Duration; // Whole.
}
