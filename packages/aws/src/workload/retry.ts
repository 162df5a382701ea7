import { countLimit, seconds, type Duration } from "@orrery/kernel";

/**
 * How senders outside try again: as the AWS SDKs do in their standard mode. At most `attempts` in all;
 * before each but the first a wait of a random part of `base`, twice that, four times …, up to `longest`.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html (three attempts,
 *   exponential backoff with jitter, at most 20 s)
 * - @smithy/util-retry of the AWS SDK for JavaScript v3 (100 ms; 500 ms after a throttle)
 */
export const standardRetry = {
  attempts: 3,
  base: 100_000,
  throttledBase: 500_000,
  longest: seconds(20),
} as const;

/** How often a workload may be told to send each message at most. */
export const workloadAttempts = countLimit({ default: standardRetry.attempts, min: 1, max: 50 });

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

/** How long the SDKs wait after the `attempt`th attempt failed; `drawn` is in [0, 1). */
export function waitAfter(attempt: number, failure: Failure, drawn: number): Duration {
  const { base, throttledBase, longest } = standardRetry;
  let bound: number = failure === "throttled" ? throttledBase : base;
  for (let number = 1; number < attempt && bound < longest / drawn; number += 1) bound *= 2;
  return Math.floor(Math.min(longest, drawn * bound)) as Duration; // Whole.
}
