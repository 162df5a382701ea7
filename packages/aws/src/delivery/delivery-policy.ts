import { ConfigError, formatDuration, type Duration } from "@orrery/kernel";
import { checkRetrySchedule, type RetrySchedule } from "./retry-schedule.ts";

/** Where something is delivered to: what it is to people, and which target of the port it is. */
export interface Target {
  readonly arn: string;
  readonly to: number;
}

/** How a sender goes on with what was not taken. Plain data: it lies in settings, states and snapshots. */
export interface DeliveryPolicy {
  /** After attempts that failed. */
  readonly failed: RetrySchedule;
  /**
   * After attempts for which the target had no room, where these go by a schedule of their own: they
   * are counted apart, and from the beginning again once an attempt failed otherwise. `null`: they are
   * failures like others.
   */
  readonly throttled: RetrySchedule | null;
  /** How old a delivery may be when it is attempted; `null`: as old as it gets. */
  readonly maximumAge: Duration | null;
  /** How long each attempt waits for its answer. */
  readonly timeout: Duration;
  /** Who is told of what is given up; `null`: nobody. */
  readonly onGivenUp: Target | null;
}

/**
 * Refuses a policy that no sender can mean.
 *
 * @throws ConfigError
 */
export function checkDeliveryPolicy(path: string, policy: DeliveryPolicy): void {
  const { failed, throttled, maximumAge, timeout } = policy;
  checkRetrySchedule(`${path} failed`, failed);
  if (throttled !== null) checkRetrySchedule(`${path} throttled`, throttled);
  if (maximumAge !== null && maximumAge < 0) {
    throw new ConfigError(`${path} maximumAge`, "0 s or more", formatDuration(maximumAge));
  }
  if (timeout > 0) return;
  throw new ConfigError(`${path} timeout`, "more than 0 s", formatDuration(timeout));
}
