import {
  countLimit,
  days,
  durationLimit,
  milliseconds,
  minutes,
  seconds,
  type Distribution,
} from "@orrery/kernel";

/**
 * Quotas and defaults of durable functions. Sources, read 2026-10:
 * - https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html
 * - https://docs.aws.amazon.com/lambda/latest/dg/durable-configuration.html
 * - the model of the API, 2026-08; and the SDK's sources (aws/aws-durable-execution-sdk-js and -python)
 */
export const durableLimits = {
  executionTimeout: durationLimit({ default: days(1), min: seconds(1), max: days(366) }),
  /** Days that the history of an execution is kept after its end. */
  retention: countLimit({ default: 14, min: 1, max: 90 }),
  /** Operations of an execution. */
  operations: 3_000,
  /** Bytes that an execution writes in all: 100 MB. */
  storage: 104_857_600,
  /** Bytes of what a step, a context, a wait or a callback comes to: 256 KB. */
  payload: 262_144,
  /** Bytes that a chained function is given, or answers: 1 MB. */
  chainedPayload: 1_048_576,
  /** Bytes of an error as JSON. */
  error: 32_768,
  /** How long a caller waits for an execution at most. */
  synchronous: minutes(15),
  /** Most answers of a list. */
  page: 1_000,
  /** Answers of a list that is asked for no number. */
  usualPage: 100,
} as const;

/**
 * What SDKs do with a step that throws: three attempts in all, with waits of 5 s, twice as long each time, up to 5 minutes,
 * all of which is drawn. Source: the SDK's sources.
 */
export const stepRetries = {
  attempts: 3,
  base: 5,
  factor: 2,
  longest: 300,
} as const;

/** What SDKs do while a condition does not hold: 60 polls, with waits of 5 s, half as long again each time. */
export const conditionPolls = {
  attempts: 60,
  base: 5,
  factor: 1.5,
  longest: 300,
} as const;

/** The waits between invocations that do not come to an end. AWS says that they grow; their lengths are ours. */
export const invocationBackoff = { base: seconds(1), longest: minutes(1) } as const;

/** From an operation's end, or an event's taking, to the invocation that goes on with the execution. AWS does not say: as of asynchronous events. */
export const durableDispatch: Distribution = {
  type: "lognormal",
  median: milliseconds(42.1),
  sigma: 0.45,
};

/** How long a checkpoint takes. AWS does not say: ours. */
export const checkpointLatency: Distribution = {
  type: "lognormal",
  median: milliseconds(10),
  sigma: 0.5,
};
