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
  "InternalException",
  "InternalFailure",
  "InternalFailureException",
  "InternalServerError",
  "InternalServerErrorException",
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

/** How a caller tries again. Complete and checked. */
export interface RetryPolicy {
  /** How often each request is sent at most, the first time included. */
  readonly attempts: number;
  readonly backoff: "fixed" | "exponential";
  /** What a wait is a part of; `null`: what the SDKs take, which is longer after a throttle. */
  readonly base: Duration | null;
  /** By how much that grows from one attempt to the next. */
  readonly factor: number;
  /** The longest wait; `null`: that of the SDKs. */
  readonly longest: Duration | null;
  readonly jitter: Jitter;
  /** Whether what was answered with a failure is sent again, too. */
  readonly failed: boolean;
  /** `null`: however many requests fail, each is tried again. */
  readonly budget: RetryBudget | null;
}

/**
 * What of a wait is left to chance: all of it (`full`), half of it (`equal`), none, or a wait between the base
 * and three times the wait before (`decorrelated`).
 */
export type Jitter = "full" | "equal" | "decorrelated" | "none";

/** A caller's tokens: each new attempt takes some, each success gives some back. */
export interface RetryBudget {
  /** How many there are at first, and at most. */
  readonly tokens: number;
  readonly retryCost: number;
  /** After a request that was not answered in time. */
  readonly timeoutCost: number;
}

/** How long a caller waits after its `attempt`th attempt failed; `before` is its wait before that one. */
export function waitBy(
  policy: RetryPolicy,
  { attempt, before, failure, drawn }: RetryMoment,
  assumed: RetryFigures,
): Duration {
  const { backoff, factor, jitter } = policy;
  const usual = failure === "throttled" ? assumed.throttledRetryPause : assumed.retryPause;
  const base = policy.base ?? usual;
  const longest = policy.longest ?? assumed.longestRetryPause;
  if (jitter === "decorrelated") {
    const upTo = Math.max(base, (before === 0 ? base : before) * 3);
    return Math.floor(Math.min(longest, base + drawn * (upTo - base))) as Duration; // Whole.
  }
  const part = jitter === "full" ? drawn : jitter === "equal" ? 0.5 + drawn / 2 : 1;
  let bound: number = base;
  if (backoff === "exponential") {
    // It need not grow past what is cut off.
    for (let number = 1; number < attempt && bound < longest / part; number += 1) bound *= factor;
  }
  return Math.floor(Math.min(longest, part * bound)) as Duration; // Whole.
}

/** What a wait depends on. */
export interface RetryMoment {
  readonly attempt: number;
  /** The wait before this attempt; 0: it was the first. */
  readonly before: number;
  readonly failure: Failure;
  /** In [0, 1). */
  readonly drawn: number;
}
