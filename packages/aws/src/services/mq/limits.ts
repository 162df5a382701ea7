import {
  countBounds,
  countLimit,
  days,
  durationLimit,
  milliseconds,
  minutes,
  seconds,
  type Distribution,
} from "@orrery/kernel";

const gigabyte = 1_073_741_824;

/**
 * Limits of Amazon MQ, and how Lambda reads its brokers.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/amazon-mq/latest/developer-guide/amazon-mq-limits.html
 * - https://docs.aws.amazon.com/lambda/latest/dg/with-mq.html
 */
export const mqLimits = {
  /** Bytes of a message: the frame of ActiveMQ's OpenWire, and max_message_size of RabbitMQ. */
  messageSize: {
    ACTIVEMQ: countBounds({ min: 0, max: 104_857_600 }),
    RABBITMQ: countBounds({ min: 0, max: 16_777_216 }),
  },
  /** Bytes of messages that a broker holds: of the smallest instances, and of all others. */
  storage: { micro: 20 * gigabyte, others: 200 * gigabyte },
  /** Consumers of a mapping: batches that are in work at once. */
  consumers: { ACTIVEMQ: 5, RABBITMQ: 1 },
  /** Attempts beyond the first at a batch of ActiveMQ, by its default redelivery policy; RabbitMQ has none. */
  redeliveries: 5,
  /** Messages that one answer to a consumer has. */
  fetch: 10_000,
  /** Messages stay until somebody has done with them. */
  retention: days(36_500),
  listPage: countLimit({ default: 100, min: 1, max: 100 }),
} as const;

/** How many bytes of messages a broker on such an instance holds. */
export const storageOf = (instance: string): number =>
  instance.endsWith(".micro") ? mqLimits.storage.micro : mqLimits.storage.others;

/** Brokers of an account in a Region, which AWS raises on request. */
export const mqQuotas = {
  "mq.brokers": countLimit({ default: 200, min: 1, max: 10_000 }),
} as const;

/** How long the answer to a message of a producer outside takes. Assumed: AWS publishes none. */
export const toProducer: Distribution = { type: "lognormal", median: 5_000, sigma: 0.7 };

/** How long a message takes from its broker to the function of a mapping. Assumed: AWS publishes none. */
export const toReader: Distribution = { type: "lognormal", median: 20_000, sigma: 0.6 };

/** How long producers outside wait for an answer. */
export const producerTimeout = durationLimit({
  default: seconds(30),
  min: milliseconds(1),
  max: minutes(60),
});
