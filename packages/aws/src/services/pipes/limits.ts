import {
  countLimit,
  durationBounds,
  minutes,
  noTime,
  seconds,
  type Distribution,
} from "@orrery/kernel";
import { assumedDuration, assumedFigures } from "../../service/assumed-figure.ts";
import type { Quota } from "../../service/service-model.ts";

/**
 * Quotas and defaults of EventBridge Pipes.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-quota.html
 * - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-batching-concurrency.html
 * - https://docs.aws.amazon.com/eventbridge/latest/userguide/eb-pipes-event-enrichment.html
 */
export const pipesLimits = {
  /** From the batch to the answer of the target, enrichment included. */
  executionTime: minutes(5),
  /** What an enrichment may answer, in bytes. */
  enrichmentAnswer: 6_291_456,
  batchSize: countLimit({ default: 10, min: 1, max: 10_000 }),
  shardBatchSize: 100,
  /** Batches of a queue of Amazon MQ that are in work at once. */
  mqConsumers: 5,
  /** The same of a topic of Kafka: at most one for each partition. */
  kafkaReaders: { least: 1, most: 1_000 },
  batchingWindow: durationBounds({ min: noTime, max: seconds(300) }),
  page: countLimit({ default: 10, min: 1, max: 100 }),
  /** A record of a log, in bytes: what of it is data of an execution is cut off behind. */
  logRecord: 262_144,
  /** How long a destination of a log may take for an answer. */
  logTimeout: minutes(1),
  /** What is billed as one request, in bytes. */
  requestUnit: 65_536,
  tags: 50,
} as const;

/** Quotas of the account that a scenario may set. */
export const pipesQuotas: Readonly<Record<string, Quota>> = {
  /** Batches of all pipes that are worked on at once. */
  "pipes.concurrentExecutions": {
    ...countLimit({ default: 1_000, min: 1, max: 1_000_000 }),
    byRegion: { "us-east-1": 3_000, "us-west-2": 3_000, "eu-west-1": 3_000 },
  },
  "pipes.pipes": countLimit({ default: 1_000, min: 1, max: 1_000_000 }),
};

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
export const pipesAssumptions = assumedFigures("pipes", {
  transitionTime: assumedDuration({
    default: minutes(2),
    min: noTime,
    max: minutes(30),
    text: "How long a pipe is CREATING, UPDATING, STARTING or STOPPING that a call changes in mid-run.",
    source: "Ours: AWS says some minutes; users see about two.",
  }),
  logDelivery: assumedDuration({
    default: minutes(5),
    min: seconds(1),
    max: minutes(60),
    text: "How often a pipe that logs to a bucket writes an object with what it has logged.",
    source: "Ours: AWS says no figure for pipes; flow logs are written every five minutes.",
  }),
});

/** What a pipe's way to its enrichment or target takes: median 10 ms, P99 60 ms. Assumed: AWS publishes none. */
export const toTarget: Distribution = { type: "lognormal", median: 10_000, sigma: 0.77 };
