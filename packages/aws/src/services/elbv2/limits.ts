import {
  countBounds,
  durationLimit,
  milliseconds,
  minutes,
  seconds,
  type Distribution,
} from "@orrery/kernel";
import { assumedCount, assumedFigures } from "../../service/assumed-figure.ts";
import type { Quota } from "../../service/service-model.ts";

/**
 * Quotas and defaults of Application Load Balancers.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-limits.html
 * - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/lambda-functions.html
 * - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html
 * - https://docs.aws.amazon.com/elasticloadbalancing/latest/application/load-balancer-troubleshooting.html
 */
export const elbv2Limits = {
  /** Bytes of a body that a function is given, and of what it returns as JSON. */
  lambdaPayload: 1_048_576,
  /** Bytes of a request's line. */
  requestLine: 16_384,
  /** Bytes of one header of a request. */
  header: 16_384,
  /** Bytes of all headers of a request. */
  requestHeaders: 65_536,
  /** Bytes of all headers of a response. */
  responseHeaders: 32_768,
  /** Addresses in an X-Forwarded-For header. */
  forwardedAddresses: 30,
  connectionTimeout: seconds(10),
  /** Requests that come on a connection of HTTP/2. */
  requestsPerConnection: 10_000,
  idleTimeout: durationLimit({ default: seconds(60), min: seconds(1), max: seconds(4_000) }),
  /** How long a function may run, and so how long one is waited for. */
  functionTimeout: minutes(15),
  /** Of target groups of functions; of others, the interval is 30 s and the timeout 5 s. */
  healthInterval: durationLimit({ default: seconds(35), min: seconds(5), max: seconds(300) }),
  healthTimeout: durationLimit({ default: seconds(30), min: seconds(2), max: seconds(120) }),
  healthyThreshold: 5,
  unhealthyThreshold: 2,
  rulePriority: { min: 1, max: 50_000 },
  conditionValues: 5,
  targetGroupsPerAction: 5,
  weight: 999,
  targetsOfFunctions: 1,
  page: 400,
} as const;

const count = (usual: number): Quota => ({
  ...countBounds({ min: 1, max: 1_000_000 }),
  default: usual,
});

/** Quotas of an account in a Region. */
export const elbv2Quotas = {
  "elbv2.loadBalancers": count(50),
  "elbv2.targetGroups": count(3_000),
  "elbv2.listenersPerLoadBalancer": count(50),
  /** Those of no listener's default do not count. */
  "elbv2.rulesPerLoadBalancer": count(100),
} as const satisfies Readonly<Record<string, Quota>>;

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
export const elbv2Assumptions = assumedFigures("elbv2", {
  requestsPerConnection: assumedCount({
    default: 10,
    min: 1,
    max: elbv2Limits.requestsPerConnection,
    text: "How many requests come on a connection, which decides what new connections cost.",
    source: "Ours: it is the clients that keep connections open.",
  }),
});

/** What a load balancer adds to a request: median 2 ms, P99 6 ms. Assumed: AWS publishes none. */
export const balancerOverhead: Distribution = { type: "lognormal", median: 2_000, sigma: 0.5 };

/** How long a provider of identities takes at a sign-in, where a scenario does not say. Ours. */
export const signInTime: Distribution = { type: "constant", value: milliseconds(200) };

/** How long a target that is no function takes to answer, where a scenario does not say. Ours. */
export const backendTime: Distribution = { type: "constant", value: milliseconds(50) };

/** How long clients wait for an answer. Assumed: as long as a connection may be idle. */
export const clientTimeout = durationLimit({
  default: seconds(60),
  min: milliseconds(1),
  max: minutes(20),
});
