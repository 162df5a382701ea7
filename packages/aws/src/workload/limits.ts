import { countLimit, milliseconds, minutes, seconds } from "@orrery/kernel";
import { assumedDuration, assumedFigures } from "../service/assumed-figure.ts";

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
