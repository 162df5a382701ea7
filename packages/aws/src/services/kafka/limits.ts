import {
  countBounds,
  countLimit,
  days,
  durationLimit,
  hours,
  milliseconds,
  minutes,
  seconds,
  type Distribution,
} from "@orrery/kernel";
import { assumedCount, assumedDuration, assumedFigures } from "../../service/assumed-figure.ts";

/**
 * Defaults of Apache Kafka as Amazon MSK runs it.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/msk/latest/developerguide/msk-default-configuration.html
 * - https://docs.aws.amazon.com/lambda/latest/dg/kafka-scaling-modes.html
 * - https://kafka.apache.org/documentation/#configuration
 */
export const kafkaLimits = {
  /** Of a topic. */
  partitions: countLimit({ default: 1, min: 1, max: 10_000 }),
  /** How long a record is kept: log.retention.hours. */
  retention: durationLimit({ default: days(7), min: milliseconds(1), max: days(36_500) }),
  /** Key and value of one record: message.max.bytes of MSK's default configuration. */
  recordSize: countBounds({ min: 0, max: 1_048_588 }),
  /** Records that one fetch gives, and bytes. */
  fetchRecords: 10_000,
  fetchBytes: 6_291_456,
  /** How often it is looked at whether a group keeps up. */
  evaluation: minutes(1),
  listPage: countLimit({ default: 100, min: 1, max: 100 }),
} as const;

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
export const kafkaAssumptions = assumedFigures("kafka", {
  lagTolerance: assumedDuration({
    default: seconds(10),
    min: milliseconds(1),
    max: hours(1),
    text: "A group of readers grows whose oldest record that was not read is older than this.",
    source: "Ours: AWS says that the lag of offsets is looked at each minute.",
  }),
  groupGrowth: assumedCount({
    default: 2,
    min: 2,
    max: 100,
    text: "How many times as many readers such a group then has.",
    source: "Ours: AWS says that it finds the number, up to one for each partition.",
  }),
  outsidePartitions: assumedCount({
    default: 10,
    min: 1,
    max: 10_000,
    text: "How many partitions a topic of a self-managed cluster has, and one that a mapping reads and no template makes.",
    source: "Ours: no template says it.",
  }),
  groupShrinkage: assumedCount({
    default: 2,
    min: 2,
    max: 10_000,
    text: "How many times fewer readers a group then has to which nothing came in a minute.",
    source: "Ours: AWS says that it takes readers away as the lag goes, not how many.",
  }),
});

/** How long the answer to a record of a producer outside takes. Assumed: AWS publishes none. */
export const toProducer: Distribution = { type: "lognormal", median: 5_000, sigma: 0.7 };

/** How long a record takes from its broker to the function of a mapping. Assumed: AWS publishes none. */
export const toReader: Distribution = { type: "lognormal", median: 20_000, sigma: 0.6 };

/** How long producers outside wait for an answer: request.timeout.ms. */
export const producerTimeout = durationLimit({
  default: seconds(30),
  min: milliseconds(1),
  max: minutes(60),
});
