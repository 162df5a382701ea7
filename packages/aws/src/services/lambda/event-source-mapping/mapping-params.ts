import type { DurationSaid, Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import type { MappingInput } from "../../../service/scenario-input.ts";
import { readSettings } from "../../../service/setting-reading.ts";
import { wholeSeconds } from "../../../service/whole-seconds.ts";
import type { FilterPattern } from "../filter-criteria.ts";
import { mappingScaling } from "./extras.ts";

/** Pollers that are paid for, in place of those that scale by themselves. */
export interface ProvisionedPollerConfig {
  /** 2 to 200. @defaultValue 2 */
  readonly minimumPollers?: number;
  /** 2 to 10,000. @defaultValue 200 */
  readonly maximumPollers?: number;
}

/** One of {@link StartingPosition}, or its text. */
export type StartingPosition = (typeof StartingPosition)[keyof typeof StartingPosition];
/** Where reading a stream begins. */
export const StartingPosition = {
  TRIM_HORIZON: "TRIM_HORIZON",
  LATEST: "LATEST",
  AT_TIMESTAMP: "AT_TIMESTAMP",
} as const;

/** How an event source mapping reads a queue. What is left out takes the default of Lambda. */
export interface EventSourceMappingOptions {
  /** What is read. */
  readonly eventSourceArn: string;
  /** 1 to 10,000; of a queue above 10 only with a batching window. @defaultValue 10, of a stream 100 */
  readonly batchSize?: number;
  /** How long a batch may fill, 0 s to 5 min, whole seconds. @defaultValue 0s */
  readonly maxBatchingWindow?: DurationSaid;
  /** Whether the function says which messages of a batch failed. @defaultValue false */
  readonly reportBatchItemFailures?: boolean;
  /** Most batches at once, 2 to 1,000. @defaultValue no limit of its own */
  readonly maxConcurrency?: number;
  /** Pollers that are paid for. @defaultValue none: pollers scale by themselves */
  readonly provisionedPollerConfig?: ProvisionedPollerConfig;
  /** @defaultValue true */
  readonly enabled?: boolean;
  /** Of which a message must match one: {@link FilterCriteria} makes them. @defaultValue all messages pass */
  readonly filters?: readonly FilterPattern[];
  /** How it scales, slows down and comes back, in place of what AWS says or we assume. */
  readonly scaling?: MappingInput["scaling"];
  /** Of a stream, which needs one: where reading begins. */
  readonly startingPosition?: StartingPosition;
  /** Of `AT_TIMESTAMP`: the instant, in seconds since 1970. */
  readonly startingPositionTimestamp?: number;
  /** Of a stream: how many batches of a shard are in work at once, 1 to 10. @defaultValue 1 */
  readonly parallelizationFactor?: number;
  /** Of a stream: whether a batch that fails is split in two. @defaultValue false */
  readonly bisectBatchOnError?: boolean;
  /** Of a stream: how old a record may be, 1 min to 7 d, whole seconds. @defaultValue as long as the stream keeps it */
  readonly maxRecordAge?: DurationSaid;
  /** Of a stream: 0 to 10,000. @defaultValue any number */
  readonly retryAttempts?: number;
  /** Of a stream: how long a state is kept in a shard, 0 s to 15 min, whole seconds. @defaultValue 0s: there is none */
  readonly tumblingWindow?: DurationSaid;
  /** Of a cluster of Kafka, which needs one: the topic that is read. */
  readonly kafkaTopic?: string;
  /** Of a cluster of Kafka: by which group. @defaultValue the mapping's UUID */
  readonly consumerGroupId?: string;
  /** Of a broker of Amazon MQ, which needs one: the queue that is consumed. */
  readonly mqQueue?: string;
  /** Of a cluster of DocumentDB, which needs one: the database, or the collection as `shop/orders`. */
  readonly documentDbChanges?: string;
  /** Of either: the ARN of the secret with which. */
  readonly secretArn?: string;
  /** Of a stream: who hears of records that were given up. @defaultValue nobody */
  readonly onFailure?: { readonly destinationArn: string };
}

/** What CreateEventSourceMapping is told of a mapping. @throws ConfigError */
export function mappingParamsOf(id: string, options: EventSourceMappingOptions): PlainObject {
  const { batchSize, maxBatchingWindow, reportBatchItemFailures, maxConcurrency } = options;
  const { provisionedPollerConfig: provisioned, enabled, filters, scaling } = options;
  const path = (setting: string) => `event source "${id}" ${setting}`;
  return {
    EventSourceArn: options.eventSourceArn,
    ...(batchSize === undefined ? {} : { BatchSize: batchSize }),
    ...(maxBatchingWindow === undefined
      ? {}
      : {
          MaximumBatchingWindowInSeconds: wholeSeconds(
            path("maxBatchingWindow"),
            maxBatchingWindow,
          ),
        }),
    ...(reportBatchItemFailures === true
      ? { FunctionResponseTypes: ["ReportBatchItemFailures"] }
      : {}),
    ...(maxConcurrency === undefined
      ? {}
      : { ScalingConfig: { MaximumConcurrency: maxConcurrency } }),
    ...(provisioned === undefined ? {} : { ProvisionedPollerConfig: pollerConfigOf(provisioned) }),
    ...(enabled === undefined ? {} : { Enabled: enabled }),
    ...(scaling === undefined ? {} : { Scaling: readScaling(id, scaling) }),
    ...streamParamsOf(path, options),
    ...(filters === undefined
      ? {}
      : { FilterCriteria: { Filters: filters.map(({ pattern }) => ({ Pattern: pattern })) } }),
  };
}

/** What is for streams alone. */
function streamParamsOf(
  path: (setting: string) => string,
  options: EventSourceMappingOptions,
): PlainObject {
  const { maxRecordAge, tumblingWindow, onFailure } = options;
  const said: Record<string, Plain | undefined> = {
    StartingPosition: options.startingPosition,
    StartingPositionTimestamp: options.startingPositionTimestamp,
    ParallelizationFactor: options.parallelizationFactor,
    BisectBatchOnFunctionError: options.bisectBatchOnError,
    MaximumRetryAttempts: options.retryAttempts,
    MaximumRecordAgeInSeconds:
      maxRecordAge === undefined ? undefined : wholeSeconds(path("maxRecordAge"), maxRecordAge),
    Topics: options.kafkaTopic === undefined ? undefined : [options.kafkaTopic],
    Queues: options.mqQueue === undefined ? undefined : [options.mqQueue],
    DocumentDBEventSourceConfig: changesOf(options.documentDbChanges),
    SourceAccessConfigurations:
      options.secretArn === undefined
        ? undefined
        : [{ Type: "BASIC_AUTH", URI: options.secretArn }],
    AmazonManagedKafkaEventSourceConfig:
      options.consumerGroupId === undefined
        ? undefined
        : { ConsumerGroupId: options.consumerGroupId },
    TumblingWindowInSeconds:
      tumblingWindow === undefined
        ? undefined
        : wholeSeconds(path("tumblingWindow"), tumblingWindow),
    DestinationConfig:
      onFailure === undefined
        ? undefined
        : { OnFailure: { Destination: onFailure.destinationArn } },
  };
  return Object.fromEntries(
    Object.entries(said).filter(([, value]) => value !== undefined),
  ) as PlainObject; // Without those that were left out.
}

function changesOf(said: string | undefined): PlainObject | undefined {
  if (said === undefined) return undefined;
  const [DatabaseName = "", CollectionName] = said.split("/");
  return { DatabaseName, ...(CollectionName === undefined ? {} : { CollectionName }) };
}

/** A mapping's scaling as its machine takes it. @throws ConfigError */
function readScaling(id: string, scaling: object): PlainObject {
  const { settings, read } = mappingScaling.section;
  const { scaling: said = {} } = readSettings(`event source "${id}"`, settings, { scaling });
  return read({ scaling: said }) as PlainObject; // Plain data.
}

function pollerConfigOf({ minimumPollers, maximumPollers }: ProvisionedPollerConfig): PlainObject {
  return {
    ...(minimumPollers === undefined ? {} : { MinimumPollers: minimumPollers }),
    ...(maximumPollers === undefined ? {} : { MaximumPollers: maximumPollers }),
  };
}
