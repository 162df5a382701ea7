import { ConfigError, durationOf, type Duration, type DurationSaid } from "@orrery/kernel";
import { attributesOf, resolveQueueConfig, type QueueConfig } from "./config.ts";
import { queueChance } from "./extras.ts";
import type { ConstructScope, MetricOptions, MetricProps } from "../../service/construct.ts";
import { queueMetric } from "./sqs-to-cloudwatch.ts";
import type { QueueInput } from "../../service/scenario-input.ts";
import { readSettings } from "../../service/setting-reading.ts";

// What the namespace `sqs` holds, with the names of the CDK's `aws-cdk-lib/aws-sqs`.

/** One of {@link DeduplicationScope}, or its text. */
export type DeduplicationScope = (typeof DeduplicationScope)[keyof typeof DeduplicationScope];
/** Whether one deduplication id stands for one message of the queue, or of each message group. */
export const DeduplicationScope = { MESSAGE_GROUP: "messageGroup", QUEUE: "queue" } as const;

/** One of {@link FifoThroughputLimit}, or its text. */
export type FifoThroughputLimit = (typeof FifoThroughputLimit)[keyof typeof FifoThroughputLimit];
/** Whether the throughput quota of a FIFO queue holds for the queue, or for each message group. */
export const FifoThroughputLimit = {
  PER_QUEUE: "perQueue",
  PER_MESSAGE_GROUP_ID: "perMessageGroupId",
} as const;

/** One of {@link RedrivePermission}, or its text. */
export type RedrivePermission = (typeof RedrivePermission)[keyof typeof RedrivePermission];
/** Which queues may use a queue as their dead-letter queue: all, none, or those that are named. */
export const RedrivePermission = {
  ALLOW_ALL: "allowAll",
  DENY_ALL: "denyAll",
  BY_QUEUE: "byQueue",
} as const;

/** Where messages go that were received too often. */
export interface DeadLetterQueue {
  readonly queue: Queue;
  /** How often a message may be received before it moves, 1 to 1,000. */
  readonly maxReceiveCount: number;
}

/** Which queues may use a queue as their dead-letter queue. */
export interface RedriveAllowPolicy {
  /** @defaultValue byQueue where `sourceQueues` are named, allowAll otherwise */
  readonly redrivePermission?: RedrivePermission;
  /** Of byQueue alone: which, 1 to 10. */
  readonly sourceQueues?: readonly Queue[];
}

/** How a queue is configured. What is left out takes the default of SQS. */
export interface QueueProps {
  /** That of a FIFO queue ends in `.fifo`. @defaultValue made of the stack's name and the id */
  readonly queueName?: string;
  /** How long a received message stays hidden, 0 s to 12 h. @defaultValue 30s */
  readonly visibilityTimeout?: DurationSaid;
  /** How long a message waits before it can be received, 0 s to 15 min. @defaultValue 0s */
  readonly deliveryDelay?: DurationSaid;
  /** How long a message is kept, 1 min to 14 d. @defaultValue 4d */
  readonly retentionPeriod?: DurationSaid;
  /** How long a receive waits for messages, 0 s to 20 s; 0 s polls short. @defaultValue 0s */
  readonly receiveMessageWaitTime?: DurationSaid;
  /** 1,024 to 1,048,576 bytes. @defaultValue 1,048,576 */
  readonly maxMessageSizeBytes?: number;
  /** Where messages go that were received too often. @defaultValue nowhere */
  readonly deadLetterQueue?: DeadLetterQueue;
  /** Which queues may use this one as their dead-letter queue. @defaultValue all */
  readonly redriveAllowPolicy?: RedriveAllowPolicy;
  /** @defaultValue false, unless `queueName` ends in `.fifo` or a property is set that FIFO queues alone have */
  readonly fifo?: boolean;
  /** FIFO only: a message without a deduplication id takes the SHA-256 of its body. @defaultValue false */
  readonly contentBasedDeduplication?: boolean;
  /** FIFO only. @defaultValue queue */
  readonly deduplicationScope?: DeduplicationScope;
  /** FIFO only. @defaultValue perQueue */
  readonly fifoThroughputLimit?: FifoThroughputLimit;
  /** How often it does what AWS only says it may, such as `{ duplicates: "1%" }`. @defaultValue never */
  readonly chance?: QueueInput;
}

const durations = [
  "visibilityTimeout",
  "deliveryDelay",
  "retentionPeriod",
  "receiveMessageWaitTime",
] as const;
type Durations = (typeof durations)[number];

/** An SQS queue, standard or FIFO. */
export class Queue {
  /** Its logical id, by which scenarios and results speak of it. */
  readonly id: string;
  readonly queueName: string;
  readonly queueArn: string;
  readonly queueUrl: string;
  /** Whether it is a FIFO queue. */
  readonly fifo: boolean;

  /**
   * Makes an SQS queue, standard or FIFO.
   *
   * ```ts
   * const dead = new sqs.Queue(stack, "Dead");
   * const orders = new sqs.Queue(stack, "Orders", {
   *   visibilityTimeout: "30s",
   *   deadLetterQueue: { queue: dead, maxReceiveCount: 3 },
   * });
   * ```
   *
   * @param id its logical id, which no other resource of the stack may have.
   * @param props durations as texts such as `"30s"`, or as `seconds(30)`; sizes in bytes. What is left out takes
   *   the default of SQS: a standard queue that hides what is received for 30 s, keeps it for 4 d and has no
   *   dead-letter queue.
   * @throws ConfigError when a setting is outside its range, when settings do not go together, and when the id is
   *   taken: one line with the setting, what was expected and what was received.
   */
  constructor(stack: ConstructScope, id: string, props: QueueProps = {}) {
    const { queueName, deadLetterQueue, redriveAllowPolicy, chance, ...rest } = props;
    this.id = id;
    this.fifo = isFifo(id, props);
    this.queueName = queueName ?? `${stack.physicalName(id)}${this.fifo ? ".fifo" : ""}`;
    this.queueArn = stack.arnOf("sqs", this.queueName);
    this.queueUrl = `https://sqs.${stack.region}.amazonaws.com/${stack.account}/${this.queueName}`;
    const config: QueueConfig = {
      ...withDurations(id, rest),
      ...(this.fifo ? { fifo: true } : {}),
      ...(deadLetterQueue === undefined
        ? {}
        : {
            deadLetterQueue: {
              queue: deadLetterQueue.queue.queueArn,
              maxReceiveCount: deadLetterQueue.maxReceiveCount,
            },
          }),
      ...(redriveAllowPolicy === undefined
        ? {}
        : { redriveAllowPolicy: allowedBy(id, redriveAllowPolicy) }),
    };
    resolveQueueConfig(id, config);
    stack.add("sqs", "CreateQueue", id, {
      QueueName: this.queueName,
      Attributes: attributesOf(config),
    });
    if (chance !== undefined) {
      const { settings, read } = queueChance.section;
      const said = read(readSettings(`queue "${id}" chance`, settings, chance));
      if (this.fifo && Object.keys(chance).length > 0) {
        throw new ConfigError(`queue "${id}" chance`, "none on a FIFO queue", "some");
      }
      stack.say(id, { Chance: said });
    }
  }

  /** A metric of the queue, for alarms. @defaultValue Average over five minutes */
  metric(metricName: string, options: MetricOptions = {}): MetricProps {
    return queueMetric(this.queueName, metricName, "Average", options);
  }

  /** How old its oldest message is, in seconds. */
  metricApproximateAgeOfOldestMessage(options: MetricOptions = {}): MetricProps {
    return queueMetric(this.queueName, "ApproximateAgeOfOldestMessage", "Maximum", options);
  }

  /** How many messages wait. */
  metricApproximateNumberOfMessagesVisible(options: MetricOptions = {}): MetricProps {
    return queueMetric(this.queueName, "ApproximateNumberOfMessagesVisible", "Maximum", options);
  }
}

/** Whether a queue is meant to be FIFO: by its word, its name, or a setting that FIFO queues alone have. */
function isFifo(id: string, props: QueueProps): boolean {
  const { queueName, contentBasedDeduplication, deduplicationScope, fifoThroughputLimit } = props;
  const isNamedFifo = queueName?.endsWith(".fifo") ?? false;
  const fifo =
    props.fifo ??
    (isNamedFifo ||
      contentBasedDeduplication === true ||
      deduplicationScope !== undefined ||
      fifoThroughputLimit !== undefined);
  if (queueName === undefined || fifo === isNamedFifo) return fifo;
  const expected = fifo ? "a name that ends in .fifo" : "a name that does not end in .fifo";
  throw new ConfigError(`queue "${id}" queueName`, expected, `"${queueName}"`);
}

/** Properties of a queue with their durations read. @throws ConfigError */
function withDurations<Props extends Partial<Record<Durations, DurationSaid>>>(
  id: string,
  props: Props,
) {
  const read: { [Name in Durations]?: Duration } = {};
  for (const name of durations) {
    const said = props[name];
    if (said !== undefined) read[name] = durationOf(`queue "${id}" ${name}`, said);
  }
  return { ...(props as Omit<Props, Durations>), ...read };
}

function allowedBy(
  id: string,
  { redrivePermission, sourceQueues }: RedriveAllowPolicy,
): NonNullable<QueueConfig["redriveAllowPolicy"]> {
  const permission = redrivePermission ?? (sourceQueues === undefined ? "allowAll" : "byQueue");
  const path = `queue "${id}" redriveAllowPolicy.sourceQueues`;
  if (permission !== "byQueue") {
    if (sourceQueues === undefined) return { redrivePermission: permission };
    throw new ConfigError(path, `none beside ${permission}`, "some");
  }
  if (sourceQueues === undefined) throw new ConfigError(path, "1 to 10 queues", "none");
  return {
    redrivePermission: permission,
    sourceQueues: sourceQueues.map(({ queueArn }) => queueArn),
  };
}
