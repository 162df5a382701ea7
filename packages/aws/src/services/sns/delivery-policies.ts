import { seconds, unreachable, type Duration, type Plain } from "@orrery/kernel";
import type { DeliveryPolicy, Target } from "../../delivery/delivery-policy.ts";
import { waitBefore, type RetryPhase, type RetrySchedule } from "../../delivery/retry-schedule.ts";
import type { FigureValues } from "../../service/assumed-figure.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { parseJson } from "../../text/json.ts";
import type { Protocol } from "./edge.ts";
import { retryLimits, type snsAssumptions } from "./limits.ts";

const constant = (retries: number, delay: Duration): RetryPhase => ({
  type: "constant",
  retries,
  delay,
});

/** Of queues, functions and Firehose: 100,015 retries over 23 days. */
const managedRetries: readonly RetryPhase[] = [
  constant(3, seconds(0)),
  constant(2, seconds(1)),
  { type: "exponential", retries: 10, base: seconds(1), factor: 2, cap: seconds(20) },
  constant(100_000, seconds(20)),
];

/** Of e-mail, SMS and mobile push, and of Firehose when it throttles: 50 retries over 6 hours. */
const customerRetries: readonly RetryPhase[] = [
  constant(2, seconds(10)),
  { type: "exponential", retries: 10, base: seconds(10), factor: 2, cap: seconds(600) },
  constant(38, seconds(600)),
];

/** A policy for retries of HTTP endpoints, as SNS spells it. Times in seconds. */
export interface HealthyRetryPolicy {
  readonly minDelayTarget: number;
  readonly maxDelayTarget: number;
  readonly numRetries: number;
  readonly numMaxDelayRetries: number;
  readonly numNoDelayRetries: number;
  readonly numMinDelayRetries: number;
  readonly backoffFunction: BackoffFunction;
}

type BackoffFunction = "arithmetic" | "exponential" | "geometric" | "linear";

const backoffFunctions: readonly string[] = ["arithmetic", "exponential", "geometric", "linear"];

/** What holds where nobody set anything. */
export const defaultRetryPolicy: HealthyRetryPolicy = {
  minDelayTarget: 20,
  maxDelayTarget: 20,
  numRetries: 3,
  numMaxDelayRetries: 0,
  numNoDelayRetries: 0,
  numMinDelayRetries: 0,
  backoffFunction: "linear",
};

/** The retries that a policy for HTTP endpoints stands for. */
function httpRetries(policy: HealthyRetryPolicy): readonly RetryPhase[] {
  const { numRetries, numNoDelayRetries, numMinDelayRetries, numMaxDelayRetries } = policy;
  const least = seconds(policy.minDelayTarget);
  const most = seconds(policy.maxDelayTarget);
  const retries = numRetries - numNoDelayRetries - numMinDelayRetries - numMaxDelayRetries;
  const { backoffFunction } = policy;
  const backoff: RetryPhase =
    backoffFunction === "exponential"
      ? { type: "exponential", retries, base: least, factor: 2, cap: most }
      : { type: backoffFunction, retries, from: least, to: most };
  return [
    constant(numNoDelayRetries, seconds(0)),
    constant(numMinDelayRetries, least),
    backoff,
    constant(numMaxDelayRetries, most),
  ];
}

/** The delays before all retries of a policy together, in seconds. */
function totalDelay(policy: HealthyRetryPolicy): number {
  const schedule: RetrySchedule = { phases: httpRetries(policy), jitter: null };
  let total = 0;
  for (let retry = 1; retry <= policy.numRetries; retry += 1) {
    total += (waitBefore(schedule, retry, 0) ?? 0) / 1_000_000;
  }
  return total;
}

/** How a topic delivers to a subscription of a protocol. */
export function deliveryPolicyOf(
  { retries, retriesThrottled }: Protocol,
  healthy: HealthyRetryPolicy,
  onGivenUp: Target | null,
  { deliveryTimeout: timeout, leastJitter: min }: FigureValues<typeof snsAssumptions>,
): DeliveryPolicy {
  const jitter = { min, max: 1 };
  const base = { throttled: null, maximumAge: null, timeout, onGivenUp };
  const by = (phases: readonly RetryPhase[]): RetrySchedule => ({ phases, jitter });
  switch (retries) {
    case "managed":
      return retriesThrottled === "customer"
        ? { ...base, failed: by(managedRetries), throttled: by(customerRetries) }
        : { ...base, failed: by(managedRetries) };
    case "http":
      return { ...base, failed: by(httpRetries(healthy)), timeout: retryLimits.httpTimeout };
    case "customer":
      return { ...base, failed: by(customerRetries) };
    default:
      return unreachable(retries);
  }
}

/** The ARN of whoever gets what a subscription gives up; `null` for nobody. */
export const deadLetterArnIn = ({
  policy: { onGivenUp },
}: {
  readonly policy: DeliveryPolicy;
}): string | null => onGivenUp?.arn ?? null;

/** What a delivery policy says, of a topic or of a subscription; what it leaves out is `undefined`. */
export interface HttpPolicy {
  readonly retry: HealthyRetryPolicy | undefined;
  readonly maxReceivesPerSecond: number | undefined;
  readonly headerContentType: string | undefined;
  readonly disableSubscriptionOverrides: boolean;
}

const nothing: HttpPolicy = {
  retry: undefined,
  maxReceivesPerSecond: undefined,
  headerContentType: undefined,
  disableSubscriptionOverrides: false,
};

/** The delivery policy of a topic; a text that was checked. */
export function topicPolicyOf(text: string | undefined): HttpPolicy {
  const http = memberOf(documentOf(text), "http");
  return policyIn(
    http,
    "defaultHealthyRetryPolicy",
    "defaultThrottlePolicy",
    "defaultRequestPolicy",
  );
}

/** The delivery policy of a subscription; a text that was checked. */
export const subscriptionPolicyOf = (text: string | undefined): HttpPolicy =>
  policyIn(documentOf(text), "healthyRetryPolicy", "throttlePolicy", "requestPolicy");

function policyIn(
  document: PlainObject | undefined,
  retryName: string,
  throttleName: string,
  requestName: string,
): HttpPolicy {
  if (document === undefined) return nothing;
  const retry = memberOf(document, retryName);
  const rate = memberOf(document, throttleName)?.["maxReceivesPerSecond"];
  const type = memberOf(document, requestName)?.["headerContentType"];
  return {
    retry: retry === undefined ? undefined : completed(retry),
    maxReceivesPerSecond: typeof rate === "number" ? rate : undefined,
    headerContentType: typeof type === "string" ? type : undefined,
    disableSubscriptionOverrides: document["disableSubscriptionOverrides"] === true,
  };
}

function completed(given: PlainObject): HealthyRetryPolicy {
  const numberOf = (name: keyof HealthyRetryPolicy): number => {
    const value = given[name];
    return typeof value === "number" ? value : (defaultRetryPolicy[name] as number); // All but one are numbers.
  };
  const { backoffFunction } = given;
  return {
    minDelayTarget: numberOf("minDelayTarget"),
    maxDelayTarget: numberOf("maxDelayTarget"),
    numRetries: numberOf("numRetries"),
    numMaxDelayRetries: numberOf("numMaxDelayRetries"),
    numNoDelayRetries: numberOf("numNoDelayRetries"),
    numMinDelayRetries: numberOf("numMinDelayRetries"),
    backoffFunction: isBackoff(backoffFunction) ? backoffFunction : "linear",
  };
}

const isBackoff = (value: Plain | undefined): value is BackoffFunction =>
  typeof value === "string" && backoffFunctions.includes(value);

const documentOf = (text: string | undefined): PlainObject | undefined =>
  text === undefined ? undefined : asObject(parseJson(text));

const memberOf = (document: PlainObject | undefined, name: string): PlainObject | undefined =>
  asObject(document?.[name]);

const asObject = (value: Plain | undefined): PlainObject | undefined =>
  typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as PlainObject) // No list.
    : undefined;

/** What holds of an HTTP subscription: its own policy, unless its topic says otherwise. */
export function effectivePolicy(topic: HttpPolicy, subscription: HttpPolicy): HttpPolicy {
  const own = topic.disableSubscriptionOverrides ? nothing : subscription;
  return {
    retry: own.retry ?? topic.retry,
    maxReceivesPerSecond: own.maxReceivesPerSecond ?? topic.maxReceivesPerSecond,
    headerContentType: own.headerContentType ?? topic.headerContentType,
    disableSubscriptionOverrides: topic.disableSubscriptionOverrides,
  };
}

/** The content type of requests that no policy names another for. */
const defaultContentType = "text/plain; charset=UTF-8";

/** A topic's policy with its defaults, as GetTopicAttributes shows it. */
export function shownTopicPolicy(policy: HttpPolicy): string {
  const { retry, maxReceivesPerSecond, headerContentType, disableSubscriptionOverrides } = policy;
  return JSON.stringify({
    http: {
      defaultHealthyRetryPolicy: retry ?? defaultRetryPolicy,
      disableSubscriptionOverrides,
      ...(maxReceivesPerSecond === undefined
        ? {}
        : { defaultThrottlePolicy: { maxReceivesPerSecond } }),
      defaultRequestPolicy: { headerContentType: headerContentType ?? defaultContentType },
    },
  });
}

/** A subscription's policy with all that it inherits, as GetSubscriptionAttributes shows it. */
export function shownSubscriptionPolicy(policy: HttpPolicy): string {
  const { retry, maxReceivesPerSecond, headerContentType } = policy;
  return JSON.stringify({
    healthyRetryPolicy: retry ?? defaultRetryPolicy,
    sicklyRetryPolicy: null,
    throttlePolicy: maxReceivesPerSecond === undefined ? null : { maxReceivesPerSecond },
    requestPolicy: { headerContentType: headerContentType ?? defaultContentType },
    guaranteed: false,
  });
}

const plainTypes: readonly string[] = ["application/json", "text/plain"];
const rawTypes: readonly string[] = [
  ...plainTypes,
  "text/css",
  "text/csv",
  "text/html",
  "text/xml",
  "application/atom+xml",
  "application/octet-stream",
  "application/soap+xml",
  "application/x-www-form-urlencoded",
  "application/xhtml+xml",
  "application/xml",
];

/** What is wrong with the text of a delivery policy; `null` for nothing. */
export function againstPolicyText(
  text: string,
  of: "topic" | "subscription",
  raw: boolean,
): string | null {
  const document = documentOf(text);
  if (document === undefined) return "DeliveryPolicy: failed to parse JSON.";
  const policy = of === "topic" ? topicPolicyOf(text) : subscriptionPolicyOf(text);
  const path = of === "topic" ? "http.default" : "";
  const given =
    of === "topic"
      ? memberOf(memberOf(document, "http"), "defaultHealthyRetryPolicy")
      : memberOf(document, "healthyRetryPolicy");
  const wrong =
    policy.retry === undefined ? null : againstRetries(policy.retry, given?.["backoffFunction"]);
  if (wrong !== null) return `DeliveryPolicy: ${path}${wrong}`;
  const rate = policy.maxReceivesPerSecond;
  if (rate !== undefined && !(Number.isSafeInteger(rate) && rate >= 1)) {
    return `DeliveryPolicy: ${path}throttlePolicy.maxReceivesPerSecond must be at least 1`;
  }
  const type = policy.headerContentType?.split(";")[0]!.trim();
  if (type === undefined || (raw ? rawTypes : plainTypes).includes(type)) return null;
  return `DeliveryPolicy: ${path}requestPolicy.headerContentType value ${type} is not supported`;
}

function againstRetries(policy: HealthyRetryPolicy, backoff: Plain | undefined): string | null {
  const { minDelayTarget, maxDelayTarget, numRetries } = policy;
  const place = "healthyRetryPolicy.";
  const counts = [policy.numNoDelayRetries, policy.numMinDelayRetries, policy.numMaxDelayRetries];
  const isWhole = [numRetries, minDelayTarget, maxDelayTarget, ...counts].every(
    (value) => Number.isSafeInteger(value) && value >= 0,
  );
  if (!isWhole) return `${place}values must be whole numbers of at least 0`;
  const { max } = retryLimits.numRetries;
  if (numRetries > max) return `${place}numRetries must be less than or equal to ${max}`;
  const most = retryLimits.maxDelayTarget.max / 1_000_000;
  if (maxDelayTarget > most) return `${place}maxDelayTarget must be less than or equal to ${most}`;
  if (minDelayTarget < 1) return `${place}minDelayTarget must be greater than or equal to 1`;
  if (minDelayTarget > maxDelayTarget) {
    return `${place}maxDelayTarget must be greater than or equal to minDelayTarget`;
  }
  if (counts.reduce((sum, count) => sum + count, 0) > numRetries) {
    return `${place}numRetries must be greater than or equal to total of numMinDelayRetries, numNoDelayRetries and numMaxDelayRetries`;
  }
  if (backoff !== undefined && !isBackoff(backoff)) {
    return `${place}backoffFunction must be one of ${backoffFunctions.join(", ")}`;
  }
  if (totalDelay(policy) > retryLimits.totalRetryTime.max / 1_000_000) {
    return `${place}total delay must be less than or equal to ${retryLimits.totalRetryTime.max / 1_000_000} seconds`;
  }
  return null;
}
