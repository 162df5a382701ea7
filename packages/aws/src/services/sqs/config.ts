import {
  ConfigError,
  shownValue,
  valueAsOf,
  withDefault,
  withinBounds,
  type Duration,
} from "@orrery/kernel";
import { figureValues, type Assumptions, type FigureValues } from "../../service/assumed-figure.ts";
import {
  fifoDiscoveryQuota,
  fifoInFlightQuota,
  highThroughput,
  messageSizeQuota,
  otherHighThroughput,
  sqsAssumptions,
  sqsLimits,
  standardGroups,
} from "./limits.ts";

/** How a queue is configured. What is left out takes the default of SQS. */
export interface QueueConfig {
  /** How long a received message stays hidden, 0 s to 12 h. @defaultValue 30 s */
  readonly visibilityTimeout?: Duration;
  /** How long a message waits before it can be received, 0 s to 15 min. @defaultValue 0 s */
  readonly deliveryDelay?: Duration;
  /** How long a message is kept, 1 min to 14 d. @defaultValue 4 d */
  readonly retentionPeriod?: Duration;
  /** How long a receive waits for messages, 0 s to 20 s; 0 s polls short. @defaultValue 0 s */
  readonly receiveMessageWaitTime?: Duration;
  /** 1,024 to 1,048,576 bytes. @defaultValue 1,048,576 */
  readonly maxMessageSizeBytes?: number;
  /** @defaultValue false */
  readonly fifo?: boolean;
  /** FIFO only: a message without a deduplication id takes the SHA-256 of its body. @defaultValue false */
  readonly contentBasedDeduplication?: boolean;
  /** FIFO only. @defaultValue queue */
  readonly deduplicationScope?: DeduplicationScope;
  /** FIFO only. @defaultValue perQueue */
  readonly fifoThroughputLimit?: FifoThroughputLimit;
  /** Where messages go that were received too often. Left out: nowhere. */
  readonly deadLetterQueue?: {
    /** ARN, or a name that {@link attributesOf} is told how to turn into one. */
    readonly queue: string;
    /** How often a message may be received before it moves, 1 to 1,000. */
    readonly maxReceiveCount: number;
  };
  /** Which queues may use this one as their dead-letter queue. @defaultValue all */
  readonly redriveAllowPolicy?:
    | { readonly redrivePermission: "allowAll" | "denyAll" }
    | {
        readonly redrivePermission: "byQueue";
        /** ARNs or names, 1 to 10. */
        readonly sourceQueues: readonly string[];
      };
  /** How often it does what AWS only says it may. @defaultValue never */
  readonly chance?: QueueChance;
}

/** Whether one deduplication id stands for one message of the queue, or of each message group. */
export type DeduplicationScope = "queue" | "messageGroup";

/** Whether the throughput quota of a FIFO queue holds for the queue, or for each of its partitions. */
export type FifoThroughputLimit = "perQueue" | "perMessageGroupId";

/** How often a standard queue does what AWS only says it may. Simulation only. */
export interface QueueChance {
  /** The part of receives and deletions that AWS's at-least-once delivery goes wrong on, 0 to 1. @defaultValue 0 */
  readonly duplicateRate?: number;
  /** The part of messages that fall behind others, 0 to 1. @defaultValue 0 */
  readonly reorderRate?: number;
  /** Whether a short poll of a queue with few messages misses some of them. @defaultValue false */
  readonly sampling?: boolean;
}

/** A {@link QueueConfig} with its defaults filled in and its values checked: what the machine needs. */
export interface QueueSettings {
  /** The resource number. */
  readonly queue: number;
  readonly name: string;
  readonly fifo: boolean;
  readonly visibilityTimeout: Duration;
  readonly delay: Duration;
  readonly retentionPeriod: Duration;
  readonly receiveMessageWaitTime: Duration;
  /** In bytes, of one message. */
  readonly maximumMessageSize: number;
  /** In bytes, of all messages of one request. */
  readonly batchSizeLimit: number;
  /** Whether a message may name a message group. */
  readonly takesGroups: boolean;
  /** Whether a message without a deduplication id takes one from its body. */
  readonly contentBasedDeduplication: boolean;
  /** `null` without a redrive policy. */
  readonly maxReceiveCount: number | null;
  readonly deduplicationScope: DeduplicationScope;
  readonly inFlightLimit: number;
  /** How many messages a FIFO queue looks through for message groups. */
  readonly discoveryLimit: number;
  /** Of a FIFO queue: in each partition, for each API action. */
  readonly requestsPerSecond: number;
  /** Of a FIFO queue in high throughput; 1 otherwise. */
  readonly partitions: number;
  readonly duplicateRate: number;
  readonly reorderRate: number;
  readonly sampling: boolean;
  /** What holds of what AWS does not say. */
  readonly assumed: FigureValues<typeof sqsAssumptions>;
}

/** Where and when a queue is: what its quotas depend on. */
export interface QueuePlace {
  /** The resource number. @defaultValue 1 */
  readonly queue?: number;
  /** The date whose quotas hold, `YYYY-MM-DD`. @defaultValue 2026-11-01 */
  readonly asOf?: string;
  /** @defaultValue us-east-1 */
  readonly region?: string;
  /** In place of figures of ours. @defaultValue none */
  readonly assumptions?: Assumptions;
}

/** Checks `config` and fills in its defaults. Errors name the queue by `name`. @throws ConfigError */
export function resolveQueueConfig(
  name: string,
  config: QueueConfig = {},
  { queue = 1, asOf = "2026-11-01", region = "us-east-1", assumptions = {} }: QueuePlace = {},
): QueueSettings {
  const { fifo = false, deadLetterQueue, chance = {} } = config;
  const path = (setting: string) => `queue "${name}" ${setting}`;
  if (fifo) checkChance(path, chance);
  else checkFifoOnly(path, config);
  const deduplicationScope = config.deduplicationScope ?? "queue";
  const isHighThroughput =
    deduplicationScope === "messageGroup" && config.fifoThroughputLimit === "perMessageGroupId";
  return {
    queue,
    name,
    fifo,
    visibilityTimeout: withDefault(
      path("visibilityTimeout"),
      config.visibilityTimeout,
      sqsLimits.visibilityTimeout,
    ),
    delay: withDefault(path("deliveryDelay"), config.deliveryDelay, sqsLimits.delay),
    retentionPeriod: withDefault(
      path("retentionPeriod"),
      config.retentionPeriod,
      sqsLimits.retentionPeriod,
    ),
    receiveMessageWaitTime: withDefault(
      path("receiveMessageWaitTime"),
      config.receiveMessageWaitTime,
      sqsLimits.receiveMessageWaitTime,
    ),
    maximumMessageSize: sizeIn(path("maxMessageSizeBytes"), config.maxMessageSizeBytes, asOf),
    batchSizeLimit: valueAsOf(messageSizeQuota, asOf),
    takesGroups: fifo || valueAsOf(standardGroups, asOf),
    contentBasedDeduplication: config.contentBasedDeduplication ?? false,
    maxReceiveCount:
      deadLetterQueue === undefined
        ? null
        : withinBounds(
            path("deadLetterQueue.maxReceiveCount"),
            deadLetterQueue.maxReceiveCount,
            sqsLimits.maxReceiveCount,
          ),
    deduplicationScope,
    inFlightLimit: fifo ? valueAsOf(fifoInFlightQuota, asOf) : sqsLimits.standardInFlightMessages,
    discoveryLimit: valueAsOf(fifoDiscoveryQuota, asOf),
    requestsPerSecond: sqsLimits.fifoRequestsPerSecond,
    partitions: isHighThroughput ? partitionsIn(region) : 1,
    duplicateRate: rate(path("chance.duplicateRate"), chance.duplicateRate),
    reorderRate: rate(path("chance.reorderRate"), chance.reorderRate),
    sampling: chance.sampling ?? false,
    assumed: figureValues(sqsAssumptions, assumptions),
  };
}

/** What a queue takes at most in one message: what it says, within the quota of the date, or all of that. */
function sizeIn(path: string, bytes: number | undefined, asOf: string): number {
  const max = valueAsOf(messageSizeQuota, asOf);
  const { min } = sqsLimits.maximumMessageSize;
  return bytes === undefined ? max : withinBounds(path, bytes, { unit: "bytes", min, max });
}

/** The attributes that CreateQueue is given for `config`. `arnOf` turns names of queues into ARNs. */
export function attributesOf(
  config: QueueConfig,
  arnOf: (queue: string) => string = (queue) => queue,
): Readonly<Record<string, string>> {
  const attributes: Record<string, string> = {};
  const set = (name: string, value: number | string | boolean | undefined) => {
    if (value !== undefined) attributes[name] = `${value}`;
  };
  const inSeconds = (duration: Duration | undefined) =>
    duration === undefined ? undefined : duration / 1_000_000;
  set("VisibilityTimeout", inSeconds(config.visibilityTimeout));
  set("DelaySeconds", inSeconds(config.deliveryDelay));
  set("MessageRetentionPeriod", inSeconds(config.retentionPeriod));
  set("ReceiveMessageWaitTimeSeconds", inSeconds(config.receiveMessageWaitTime));
  set("MaximumMessageSize", config.maxMessageSizeBytes);
  if (config.fifo === true) set("FifoQueue", true);
  set("ContentBasedDeduplication", config.contentBasedDeduplication);
  set("DeduplicationScope", config.deduplicationScope);
  set("FifoThroughputLimit", config.fifoThroughputLimit);
  const { deadLetterQueue, redriveAllowPolicy } = config;
  if (deadLetterQueue !== undefined) {
    const { queue, maxReceiveCount } = deadLetterQueue;
    set("RedrivePolicy", JSON.stringify({ deadLetterTargetArn: arnOf(queue), maxReceiveCount }));
  }
  if (redriveAllowPolicy !== undefined) {
    const { redrivePermission } = redriveAllowPolicy;
    const policy =
      redrivePermission === "byQueue"
        ? { redrivePermission, sourceQueueArns: redriveAllowPolicy.sourceQueues.map(arnOf) }
        : { redrivePermission };
    set("RedriveAllowPolicy", JSON.stringify(policy));
  }
  return attributes;
}

/** FIFO queues deliver in order and once. */
function checkChance(path: (setting: string) => string, chance: QueueChance) {
  for (const [name, value] of Object.entries(chance)) {
    if (value === 0 || value === false || value === undefined) continue;
    throw new ConfigError(path(`chance.${name}`), "nothing on a FIFO queue", shownValue(value));
  }
}

function checkFifoOnly(path: (setting: string) => string, config: QueueConfig) {
  const onlyFifo = ["contentBasedDeduplication", "deduplicationScope", "fifoThroughputLimit"];
  for (const setting of onlyFifo) {
    const value: unknown = Reflect.get(config, setting);
    if (value !== undefined && value !== false) {
      throw new ConfigError(path(setting), "nothing on a standard queue", shownValue(value));
    }
  }
}

const partitionsIn = (region: string): number =>
  Math.ceil((highThroughput[region] ?? otherHighThroughput) / sqsLimits.fifoRequestsPerSecond);

function rate(path: string, value = 0): number {
  if (value >= 0 && value <= 1) return value;
  throw new ConfigError(path, "0 to 1", shownValue(value));
}
