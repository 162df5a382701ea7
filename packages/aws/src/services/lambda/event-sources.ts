import { ConfigError } from "@orrery/kernel";
import type { Destination, EventSource, EventSourceMappingOptions, Function } from "./construct.ts";

// What the namespace `sources` holds, with the names of the CDK's `aws-cdk-lib/aws-lambda-event-sources`.

type StreamOnly =
  | "startingPosition"
  | "startingPositionTimestamp"
  | "parallelizationFactor"
  | "bisectBatchOnError"
  | "maxRecordAge"
  | "retryAttempts"
  | "tumblingWindow"
  | "onFailure";
type BrokerOnly = "mqQueue" | "documentDbChanges" | "secretArn" | "kafkaTopic" | "consumerGroupId";
type QueueOnly = "maxConcurrency" | "provisionedPollerConfig" | "scaling";

/** How an event source mapping reads a queue. What is left out takes the default of Lambda. */
export type SqsEventSourceProps = Omit<
  EventSourceMappingOptions,
  "eventSourceArn" | StreamOnly | BrokerOnly
>;

/** How an event source mapping reads a stream. What is left out takes the default of Lambda. */
type StreamEventSourceProps = Omit<
  EventSourceMappingOptions,
  "eventSourceArn" | "startingPosition" | QueueOnly | BrokerOnly
> &
  Required<Pick<EventSourceMappingOptions, "startingPosition">>;

/** How an event source mapping reads a stream of Kinesis. What is left out takes the default of Lambda. */
export type KinesisEventSourceProps = StreamEventSourceProps;

/** How an event source mapping reads the stream of a table. What is left out takes the default of Lambda. */
export type DynamoEventSourceProps = Omit<StreamEventSourceProps, "startingPositionTimestamp">;

/** A stream, as a mapping knows it. */
export interface ReadStream {
  readonly id: string;
  readonly streamArn: string;
}

/** A stream of Kinesis that a function is to read. */
export class KinesisEventSource implements EventSource {
  readonly stream: ReadStream;
  private readonly props: KinesisEventSourceProps;

  /**
   * A stream of Kinesis that a function is to read: given to {@link Function.addEventSource}. The mapping's logical id
   * is the function's and the stream's together, such as `ReaderClicks`.
   *
   * ```ts
   * reader.addEventSource(
   *   new sources.KinesisEventSource(clicks, {
   *     startingPosition: lambda.StartingPosition.TRIM_HORIZON,
   *     bisectBatchOnError: true,
   *     retryAttempts: 2,
   *     onFailure: new sources.SqsDlq(failed),
   *   }),
   * );
   * ```
   *
   * @param props what is left out takes the default of Lambda: batches of up to 100 records, one at a time in each
   *   shard, which are tried again until they expire.
   */
  constructor(stream: ReadStream, props: KinesisEventSourceProps) {
    this.stream = stream;
    this.props = props;
  }

  /** Makes the mapping. @throws ConfigError when a setting cannot be, or the mapping's id is taken. */
  bind(target: Function): void {
    const { id, streamArn } = this.stream;
    target.addEventSourceMapping(id, { ...this.props, eventSourceArn: streamArn });
  }
}

/** A consumer of a stream, as a mapping knows it. */
export interface ReadConsumer {
  readonly id: string;
  readonly streamConsumerArn: string;
}

/** A consumer of a stream, with enhanced fan-out, as which a function is to read it. */
export class KinesisConsumerEventSource implements EventSource {
  readonly streamConsumer: ReadConsumer;
  private readonly props: KinesisEventSourceProps;

  /**
   * A consumer of a stream as which a function is to read it: given to {@link Function.addEventSource}. Records are
   * pushed to it. The mapping's logical id is the function's and the consumer's together, such as `ReaderApp`.
   *
   * @param props what is left out takes the default of Lambda: batches of up to 100 records, one at a time in each
   *   shard, which are tried again until they expire.
   */
  constructor(streamConsumer: ReadConsumer, props: KinesisEventSourceProps) {
    this.streamConsumer = streamConsumer;
    this.props = props;
  }

  /** Makes the mapping. @throws ConfigError when a setting cannot be, or the mapping's id is taken. */
  bind(target: Function): void {
    const { id, streamConsumerArn } = this.streamConsumer;
    target.addEventSourceMapping(id, { ...this.props, eventSourceArn: streamConsumerArn });
  }
}

/** How an event source mapping reads a topic of Amazon MSK. What is left out takes the default of Lambda. */
export type ManagedKafkaEventSourceProps = Omit<
  EventSourceMappingOptions,
  | "eventSourceArn"
  | "startingPosition"
  | "kafkaTopic"
  | "mqQueue"
  | "documentDbChanges"
  | "maxConcurrency"
  | "scaling"
  | "parallelizationFactor"
  | "tumblingWindow"
> &
  Required<Pick<EventSourceMappingOptions, "startingPosition">> & {
    readonly topic: ReadTopic;
  };

/** A topic, as a mapping knows it. */
export interface ReadTopic {
  readonly id: string;
  readonly topicName: string;
  readonly clusterArn: string;
}

/** A topic of Amazon MSK that a function is to read. */
export class ManagedKafkaEventSource implements EventSource {
  private readonly props: ManagedKafkaEventSourceProps;

  /**
   * A topic of Amazon MSK that a function is to read: given to {@link Function.addEventSource}. The mapping's logical id
   * is the function's and the topic's together, such as `WorkerOrders`.
   *
   * ```ts
   * worker.addEventSource(
   *   new sources.ManagedKafkaEventSource({
   *     topic: orders,
   *     startingPosition: lambda.StartingPosition.TRIM_HORIZON,
   *   }),
   * );
   * ```
   *
   * @param props what is left out takes the default of Lambda: batches of up to 100 records or half a second, which
   *   are tried again until they expire, by one reader at first and up to one for each partition.
   */
  constructor(props: ManagedKafkaEventSourceProps) {
    this.props = props;
  }

  /** Makes the mapping. @throws ConfigError when a setting cannot be, or the mapping's id is taken. */
  bind(target: Function): void {
    const { topic, ...options } = this.props;
    target.addEventSourceMapping(topic.id, {
      ...options,
      eventSourceArn: topic.clusterArn,
      kafkaTopic: topic.topicName,
    });
  }
}

/** A table, as a mapping of its stream knows it. */
export interface ReadTable {
  readonly id: string;
  readonly tableStreamArn?: string | undefined;
}

/** A table of DynamoDB whose stream a function is to read. */
export class DynamoEventSource implements EventSource {
  readonly table: ReadTable;
  private readonly props: DynamoEventSourceProps;

  /**
   * A table whose stream a function is to read: given to {@link Function.addEventSource}. The mapping's logical id is
   * the function's and the table's together, such as `SenderOrders`.
   *
   * ```ts
   * sender.addEventSource(
   *   new sources.DynamoEventSource(orders, {
   *     startingPosition: lambda.StartingPosition.TRIM_HORIZON,
   *     bisectBatchOnError: true,
   *     onFailure: new sources.SqsDlq(failed),
   *   }),
   * );
   * ```
   *
   * @param props what is left out takes the default of Lambda: batches of up to 100 records, one at a time in each
   *   shard, which are tried again until they expire.
   */
  constructor(table: ReadTable, props: DynamoEventSourceProps) {
    this.table = table;
    this.props = props;
  }

  /**
   * Makes the mapping.
   *
   * @throws ConfigError when the table has no stream, a setting cannot be, or the mapping's id is taken.
   */
  bind(target: Function): void {
    const { id, tableStreamArn } = this.table;
    if (tableStreamArn === undefined) {
      const path = `function "${target.id}" event source`;
      throw new ConfigError(path, `a stream of table "${id}"`, "a table without one");
    }
    target.addEventSourceMapping(id, { ...this.props, eventSourceArn: tableStreamArn });
  }
}

/** A queue that hears of records which a mapping gave up. */
export class SqsDlq implements Destination {
  readonly destinationArn: string;

  /** A standard queue that is told which records of a stream were given up. */
  constructor({ queueArn }: { readonly queueArn: string }) {
    this.destinationArn = queueArn;
  }
}

/** A topic that hears of records which a mapping gave up. */
export class SnsDlq implements Destination {
  readonly destinationArn: string;

  /** A standard topic that is told which records of a stream were given up. */
  constructor({ topicArn }: { readonly topicArn: string }) {
    this.destinationArn = topicArn;
  }
}

/** A bucket that keeps records which a mapping gave up. */
export class S3OnFailureDestination implements Destination {
  readonly destinationArn: string;

  /** A bucket that gets the records of a stream that were given up, as an object. */
  constructor({ bucketArn }: { readonly bucketArn: string }) {
    this.destinationArn = bucketArn;
  }
}

/** A queue, as a mapping knows it. */
export interface ReadQueue {
  readonly id: string;
  readonly queueArn: string;
}

/** A queue that a function is to read. */
export class SqsEventSource implements EventSource {
  readonly queue: ReadQueue;
  private readonly props: SqsEventSourceProps;

  /**
   * A queue that a function is to read: given to {@link Function.addEventSource}. The mapping's logical id is the
   * function's and the queue's together, such as `WorkerOrders`.
   *
   * ```ts
   * worker.addEventSource(new sources.SqsEventSource(orders, { batchSize: 5, maxConcurrency: 20 }));
   * ```
   *
   * @param props what is left out takes the default of Lambda: batches of up to 10 messages, at once, of which
   *   all succeed or fail together, and no limit of its own.
   */
  constructor(queue: ReadQueue, props: SqsEventSourceProps = {}) {
    this.queue = queue;
    this.props = props;
  }

  /** Makes the mapping. @throws ConfigError when a setting cannot be, or the mapping's id is taken. */
  bind(target: Function): void {
    const { id, queueArn } = this.queue;
    target.addEventSourceMapping(id, { ...this.props, eventSourceArn: queueArn });
  }
}
