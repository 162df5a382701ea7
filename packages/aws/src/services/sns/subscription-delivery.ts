import { ConfigError, type DurationSaid } from "@orrery/kernel";
import type { PlainObject } from "../../service/refusal.ts";
import { wholeSeconds } from "../../service/whole-seconds.ts";

/** One of {@link BackoffFunction}, or its text. */
export type BackoffFunction = (typeof BackoffFunction)[keyof typeof BackoffFunction];
/** How delays grow from one retry to the next. */
export const BackoffFunction = {
  ARITHMETIC: "ARITHMETIC",
  EXPONENTIAL: "EXPONENTIAL",
  GEOMETRIC: "GEOMETRIC",
  LINEAR: "LINEAR",
} as const;

/** When failed deliveries to an HTTP endpoint are tried again. */
export interface HealthyRetryPolicy {
  /** The shortest delay, 1 s to 1 h, whole seconds. @defaultValue 20s */
  readonly minDelayTarget?: DurationSaid;
  /** The longest delay, 1 s to 1 h, whole seconds. @defaultValue 20s */
  readonly maxDelayTarget?: DurationSaid;
  /** All retries together, 0 to 100. @defaultValue 3 */
  readonly numRetries?: number;
  /** Of them at once. @defaultValue 0 */
  readonly numNoDelayRetries?: number;
  /** Then after the shortest delay. @defaultValue 0 */
  readonly numMinDelayRetries?: number;
  /** At last after the longest delay. @defaultValue 0 */
  readonly numMaxDelayRetries?: number;
  /** Between those. @defaultValue LINEAR */
  readonly backoffFunction?: BackoffFunction;
}

/** How messages are delivered to an HTTP endpoint. */
export interface DeliveryPolicy {
  /** @defaultValue 3 retries, 20 s apart */
  readonly healthyRetryPolicy?: HealthyRetryPolicy;
  /** @defaultValue as many as come */
  readonly throttlePolicy?: {
    /** Most deliveries a second, from 1. */
    readonly maxReceivesPerSecond?: number;
  };
  /** What the requests are like. */
  readonly requestPolicy?: {
    /** @defaultValue text/plain; charset=UTF-8 */
    readonly headerContentType?: string;
  };
}

/** A delivery policy as SNS spells it. @throws ConfigError for durations that are none, or no whole seconds. */
export function renderedPolicy(path: string, policy: DeliveryPolicy): PlainObject {
  const { healthyRetryPolicy: retries, throttlePolicy, requestPolicy } = policy;
  return {
    ...(retries === undefined
      ? {}
      : { healthyRetryPolicy: renderedRetries(`${path}.healthyRetryPolicy`, retries) }),
    ...(throttlePolicy === undefined ? {} : { throttlePolicy: { ...throttlePolicy } }),
    ...(requestPolicy === undefined ? {} : { requestPolicy: { ...requestPolicy } }),
  };
}

function renderedRetries(path: string, retries: HealthyRetryPolicy): PlainObject {
  const { minDelayTarget, maxDelayTarget, backoffFunction, ...counts } = retries;
  if (backoffFunction !== undefined && !Object.hasOwn(BackoffFunction, backoffFunction)) {
    const expected = `one of ${Object.keys(BackoffFunction).join(", ")}`;
    throw new ConfigError(`${path}.backoffFunction`, expected, `"${String(backoffFunction)}"`);
  }
  const delay = (name: string, said: DurationSaid | undefined) =>
    said === undefined ? {} : { [name]: wholeSeconds(`${path}.${name}`, said) };
  return {
    ...delay("minDelayTarget", minDelayTarget),
    ...delay("maxDelayTarget", maxDelayTarget),
    ...counts,
    ...(backoffFunction === undefined ? {} : { backoffFunction: backoffFunction.toLowerCase() }),
  };
}
