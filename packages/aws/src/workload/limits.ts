import {
  countBounds,
  countLimit,
  durationBounds,
  hours,
  milliseconds,
  minutes,
  noTime,
  seconds,
} from "@orrery/kernel";
import { assumedCount, assumedDuration, assumedFigures } from "../service/assumed-figure.ts";

/**
 * How often a workload may be told to send each message at most; three times as the AWS SDKs do in
 * their standard mode.
 *
 * Source, read 2026-11: https://docs.aws.amazon.com/sdkref/latest/guide/feature-retry-behavior.html
 */
export const workloadAttempts = countLimit({ default: 3, min: 1, max: 50 });

/** How senders outside wait before they try again, which a scenario's `assumptions` may say otherwise. */
export const sdkAssumptions = assumedFigures("sdk", {
  retryPause: assumedDuration({
    default: milliseconds(100),
    min: milliseconds(1),
    max: minutes(60),
    text: "Before the second attempt passes a random part of so long, before the next of twice that, and so on.",
    source: "@smithy/util-retry of the AWS SDK for JavaScript v3; other SDKs begin with a second.",
  }),
  throttledRetryPause: assumedDuration({
    default: milliseconds(500),
    min: milliseconds(1),
    max: minutes(60),
    text: "The same after a throttle.",
    source: "@smithy/util-retry of the AWS SDK for JavaScript v3.",
  }),
  longestRetryPause: assumedDuration({
    default: seconds(20),
    min: milliseconds(1),
    max: minutes(60),
    text: "The longest that passes before an attempt.",
    source: "AWS SDKs and Tools Reference Guide, Retry behavior: at most 20 s.",
  }),
});

/** What connections of callers cost, where a scenario says that they count. */
export const callerAssumptions = assumedFigures("caller", {
  roundTrip: assumedDuration({
    default: milliseconds(20),
    min: noTime,
    max: seconds(10),
    text: "The way to a Region and back, of callers whose location is not said.",
    source: "Ours: that of somebody in the same part of the world.",
  }),
  handshakeRoundTrips: assumedCount({
    default: 2,
    min: 0,
    max: 10,
    text: "How many round trips pass before a new connection takes its first request.",
    source: "TCP takes one, and TLS 1.3 another (RFC 8446, section 2); TLS 1.2 takes two.",
  }),
  connections: assumedCount({
    default: 50,
    min: 1,
    max: 100_000,
    text: "How many connections a caller has open at most.",
    source: "AWS SDK for JavaScript v3: maxSockets is 50; urllib3 beneath boto3 keeps 10.",
  }),
  idleConnection: assumedDuration({
    default: seconds(60),
    min: milliseconds(1),
    max: hours(1),
    text: "How long a connection stays open that nothing is sent on.",
    source: "Ours: clients and servers differ; a load balancer closes idle ones after 60 s.",
  }),
});

/** What a circuit breaker is where its workload does not say. Ours: of the order of what libraries have. */
export const breakerDefaults = {
  threshold: 0.5,
  window: 20,
  openFor: seconds(30),
  trials: 1,
  per: "route",
} as const;

/** How long users pause at least whose request was not sent, so that they do not ask without end. */
export const leastPause = milliseconds(1);

/** What a workload may say of its callers. */
export const callerBounds = {
  window: countBounds({ min: 1, max: 1_000 }),
  trials: countBounds({ min: 1, max: 1_000 }),
  openFor: durationBounds({ min: milliseconds(1), max: hours(24) }),
  most: countBounds({ min: 1, max: 100_000 }),
  idle: durationBounds({ min: milliseconds(1), max: hours(24) }),
  setUp: durationBounds({ min: noTime, max: minutes(1) }),
  roundTrip: durationBounds({ min: noTime, max: seconds(10) }),
  times: countBounds({ min: 1, max: 1_000 }),
} as const;

/** How many routes a caller's report tells apart: what more there are counts as one. */
export const mostRoutes = 100;
