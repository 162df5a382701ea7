import {
  countLimit,
  durationLimit,
  hours,
  milliseconds,
  minutes,
  noTime,
  seconds,
} from "@orrery/kernel";
import { assumedDuration, assumedFigures } from "../service/assumed-figure.ts";

/** Ranges and defaults of consumers that are no function. */
export const consumerLimits = {
  containers: countLimit({ default: 1, min: 1, max: 10_000 }),
  concurrency: countLimit({ default: 1, min: 1, max: 10_000 }),
  /** MaxNumberOfMessages; AWS's own default (SQS API Reference, ReceiveMessage, read 2026-11). */
  maxNumberOfMessages: countLimit({ default: 1, min: 1, max: 10 }),
  pause: durationLimit({ default: noTime, min: noTime, max: hours(24) }),
  heartbeat: { unit: "duration", min: seconds(1), max: hours(12) },
} as const;

/** How long a message is worked on where a scenario does not say: as long as a function works. */
export const defaultProcessing = { type: "constant", value: milliseconds(100) } as const;

/** What holds of consumers that AWS says nothing of, as they are programs of its users. */
export const consumerAssumptions = assumedFigures("consumer", {
  errorPause: assumedDuration({
    default: seconds(1),
    min: milliseconds(1),
    max: minutes(60),
    text: "How long a consumer waits after a receive that was refused or lost, before it asks again.",
    source:
      "Ours: sqs-consumer of npm waits for a second (pollingWaitTimeMs after an error), others up to ten.",
  }),
});
