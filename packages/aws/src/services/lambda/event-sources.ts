import type { EventSource, EventSourceMappingOptions, Function } from "./construct.ts";

// What the namespace `sources` holds, with the names of the CDK's `aws-cdk-lib/aws-lambda-event-sources`.

/** How an event source mapping reads a queue. What is left out takes the default of Lambda. */
export type SqsEventSourceProps = Omit<EventSourceMappingOptions, "eventSourceArn">;

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
