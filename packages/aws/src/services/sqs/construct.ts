import { durationOf, type Duration, type DurationSaid } from "@orrery/kernel";
import { attributesOf, resolveQueueConfig, type QueueConfig } from "./config.ts";
import type { ConstructScope } from "../../service/construct.ts";

/** Where messages go that were received too often. */
export interface DeadLetterQueue {
  readonly queue: Queue;
  /** How often a message may be received before it moves, 1 to 1,000. */
  readonly maxReceiveCount: number;
}

/** How a queue is configured; see {@link QueueConfig}. */
export interface QueueProps extends Omit<
  QueueConfig,
  "deadLetterQueue" | "redriveAllowPolicy" | Durations
> {
  /** How long a received message stays hidden, 0 s to 12 h. @defaultValue 30s */
  readonly visibilityTimeout?: DurationSaid;
  /** How long a message waits before it can be received, 0 s to 15 min. @defaultValue 0s */
  readonly deliveryDelay?: DurationSaid;
  /** How long a message is kept, 1 min to 14 d. @defaultValue 4d */
  readonly retentionPeriod?: DurationSaid;
  /** How long a receive waits for messages, 0 s to 20 s; 0 s polls short. @defaultValue 0s */
  readonly receiveMessageWaitTime?: DurationSaid;
  /** @defaultValue made of the stack's name and the id */
  readonly queueName?: string;
  readonly deadLetterQueue?: DeadLetterQueue;
  /** Which queues may use this one as their dead-letter queue. @defaultValue all */
  readonly redriveAllowPolicy?:
    | { readonly redrivePermission: "allowAll" | "denyAll" }
    | { readonly redrivePermission: "byQueue"; readonly sourceQueues: readonly Queue[] };
}

const durations = [
  "visibilityTimeout",
  "deliveryDelay",
  "retentionPeriod",
  "receiveMessageWaitTime",
] as const;
type Durations = (typeof durations)[number];

type Said = Partial<Record<Durations, DurationSaid>>;

/** Properties of a queue with their durations read. @throws ConfigError */
function withDurations<Props extends Said>(id: string, props: Props) {
  const read: { [Name in Durations]?: Duration } = {};
  for (const name of durations) {
    const said = props[name];
    if (said !== undefined) read[name] = durationOf(`queue "${id}" ${name}`, said);
  }
  return { ...(props as Omit<Props, Durations>), ...read };
}

/** An SQS queue, standard or FIFO. */
export class Queue {
  readonly id: string;
  readonly queueName: string;
  readonly queueArn: string;
  readonly queueUrl: string;
  readonly fifo: boolean;

  /** @throws ConfigError when a setting is outside its range. */
  constructor(stack: ConstructScope, id: string, props: QueueProps = {}) {
    const { queueName, deadLetterQueue, redriveAllowPolicy, chance, ...rest } = props;
    this.id = id;
    this.fifo = props.fifo ?? queueName?.endsWith(".fifo") ?? false;
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
        : {
            redriveAllowPolicy:
              redriveAllowPolicy.redrivePermission === "byQueue"
                ? {
                    redrivePermission: "byQueue",
                    sourceQueues: redriveAllowPolicy.sourceQueues.map((queue) => queue.queueArn),
                  }
                : redriveAllowPolicy,
          }),
    };
    resolveQueueConfig(id, config);
    stack.add("sqs", "CreateQueue", id, {
      QueueName: this.queueName,
      Attributes: attributesOf(config),
    });
    if (chance !== undefined) stack.say(id, { Chance: chance });
  }
}
