import type { DeliveryPolicy, Target } from "../../../delivery/delivery-policy.ts";
import { stepsOf } from "../../../delivery/retry-schedule.ts";
import type { FunctionSettings } from "../config.ts";
import { asyncInvocation } from "../limits.ts";
import { latest, type EventSettings } from "./config.ts";
import type { Destination } from "../../../delivery/record-input.ts";

/** What follows from the settings of events, worked out once. */
export interface EventPlan {
  readonly policy: DeliveryPolicy;
  readonly onSuccess: Destination | null;
  readonly onFailure: Destination | null;
}

/** The plans of a function's events by qualifier. */
export interface EventPlans {
  /** Where events go: to the function itself. */
  readonly target: Target;
  /** Of the function itself. */
  readonly latest: EventPlan;
  /** Of what has no configuration of its own. */
  readonly usual: EventPlan;
  readonly others: ReadonlyMap<string, EventPlan>;
}

/** The plan of events that were addressed so. */
export const eventPlanOf = (plans: EventPlans, qualifier: string): EventPlan =>
  qualifier === latest ? plans.latest : (plans.others.get(qualifier) ?? plans.usual);

/** The plans of a function. */
export function eventPlansOf(settings: FunctionSettings): EventPlans {
  const { maximumRetryAttempts, maximumEventAge } = asyncInvocation;
  const usual = planOf(
    {
      qualifier: latest,
      maximumRetryAttempts: maximumRetryAttempts.default,
      maximumEventAge: maximumEventAge.default,
      onSuccess: null,
      onFailure: null,
    },
    settings,
  );
  const others = new Map(
    settings.asynchronous.configs.map((config) => [config.qualifier, planOf(config, settings)]),
  );
  const target = { arn: settings.arn, to: 0 };
  return { target, latest: others.get(latest) ?? usual, usual, others };
}

function planOf(
  { maximumRetryAttempts, maximumEventAge, onSuccess, onFailure }: EventSettings,
  { assumed }: FunctionSettings,
): EventPlan {
  const { eventPatience, eventBackoffFactor, eventBackoffJitter } = assumed;
  const { afterErrors, leastBackoff: base, mostBackoff: cap } = asyncInvocation;
  const policy: DeliveryPolicy = {
    failed: stepsOf(...afterErrors.slice(0, maximumRetryAttempts)),
    throttled: {
      phases: [{ type: "exponential", retries: null, base, factor: eventBackoffFactor, cap }],
      jitter: { min: 1 - eventBackoffJitter, max: 1 },
    },
    maximumAge: maximumEventAge,
    timeout: eventPatience,
    // The library tells one at most, and of failures alone; here there may be two, and one of successes.
    onGivenUp: null,
  };
  return { policy, onSuccess, onFailure };
}
