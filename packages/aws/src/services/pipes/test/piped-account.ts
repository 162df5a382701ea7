import type { Duration, Instant } from "@orrery/kernel";
import { AwsError } from "../../../control/client.ts";
import { simulate, type AwsOptions, type AwsSimulation } from "../../../run/simulate.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { services } from "../../../services.ts";

export const queueArn = (name: string): string => `arn:aws:sqs:us-east-1:123456789012:${name}`;
const queueUrl = (name: string): string =>
  `https://sqs.us-east-1.amazonaws.com/123456789012/${name}`;
export const streamArn = (name: string): string =>
  `arn:aws:kinesis:us-east-1:123456789012:stream/${name}`;
export const functionArn = (name: string): string =>
  `arn:aws:lambda:us-east-1:123456789012:function:${name}`;
export const busArn = "arn:aws:events:us-east-1:123456789012:event-bus/default";

/** The parameters of a pipe from the queue `in` to the queue `out`. */
export const piped = (more: PlainObject = {}): PlainObject => ({
  Name: "pipe",
  RoleArn: "arn:aws:iam::123456789012:role/pipe",
  Source: queueArn("in"),
  Target: queueArn("out"),
  ...more,
});

/** A pipe from the stream `s`. */
export const streamed = (own: PlainObject = {}, more: PlainObject = {}): PlainObject =>
  piped({
    Source: streamArn("s"),
    SourceParameters: { KinesisStreamParameters: { StartingPosition: "TRIM_HORIZON", ...own } },
    ...more,
  });

/** An account with the queues `in`, `out` and `dead` and the stream `s`, called by name. */
export class PipedAccount {
  readonly simulation: AwsSimulation;

  constructor({ assumptions, ...options }: AwsOptions = {}, models = services) {
    this.simulation = simulate(
      {
        startsAt: "2026-11-23T09:00:00Z",
        assumptions: { "pipes.transitionTime": 0, ...assumptions },
        ...options,
      },
      models,
    );
    for (const QueueName of ["dead", "out"]) this.call("sqs", "CreateQueue", { QueueName });
    const RedrivePolicy = JSON.stringify({
      deadLetterTargetArn: queueArn("dead"),
      maxReceiveCount: 20,
    });
    this.call("sqs", "CreateQueue", { QueueName: "in", Attributes: { RedrivePolicy } });
    this.call("kinesis", "CreateStream", { StreamName: "s", ShardCount: 1 });
  }

  call(service: string, operation: string, params: PlainObject): PlainObject {
    return this.simulation.client().call(service, operation, params); // JSON.
  }

  /** Code and message of a refusal. */
  refusal(operation: string, params: PlainObject): string {
    try {
      this.call("pipes", operation, params);
    } catch (error) {
      if (error instanceof AwsError) return `${error.code}: ${error.message}`;
      throw error;
    }
    return "taken";
  }

  create(params: PlainObject = piped()): PlainObject {
    return this.call("pipes", "CreatePipe", params);
  }

  send(body: unknown, queue = "in"): void {
    const MessageBody = typeof body === "string" ? body : JSON.stringify(body);
    this.call("sqs", "SendMessage", { QueueUrl: queueUrl(queue), MessageBody });
  }

  put(body: unknown, PartitionKey = "key"): void {
    this.call("kinesis", "PutRecord", {
      StreamName: "s",
      PartitionKey,
      Data: btoa(JSON.stringify(body)),
    });
  }

  /** Lets time pass. */
  advance(duration: Duration): void {
    this.simulation.run({ until: (this.simulation.now + duration) as Instant });
  }

  /** Bodies that are in a queue; they are deleted. */
  got(name = "out"): readonly string[] {
    const all: string[] = [];
    for (;;) {
      const { Messages = [] } = this.call("sqs", "ReceiveMessage", {
        QueueUrl: queueUrl(name),
        MaxNumberOfMessages: 10,
      });
      const messages = Messages as unknown as readonly { Body: string; ReceiptHandle: string }[];
      if (messages.length === 0) return all;
      for (const { Body, ReceiptHandle } of messages) {
        all.push(Body);
        this.call("sqs", "DeleteMessage", { QueueUrl: queueUrl(name), ReceiptHandle });
      }
    }
  }

  /** Bodies as the JSON that they are, in order of their texts. */
  gotJson(name = "out"): readonly PlainObject[] {
    return [...this.got(name)].sort().map((body) => JSON.parse(body) as PlainObject);
  }

  /** What a target that is not modeled was given last. */
  counted(arn: string): readonly string[] {
    const { lastRecords } = this.simulation.stateOf(`pipes.unmodeledTarget:${arn}`) as {
      readonly lastRecords: readonly { readonly body: string }[];
    };
    return lastRecords.map(({ body }) => body);
  }

  /** The sum of a meter of a pipe. */
  sum(metric: string, name = "pipe"): number {
    return this.simulation.metersOf(`pipes.pipe:${name}`)[metric]!.sum;
  }

  /** A component refuses all that comes to it from now on, for so long. */
  refuse(component: string, code: string, duration: Duration): void {
    const from = this.simulation.now;
    this.simulation.inject({
      name: `outage of ${component} from ${from}`,
      type: "refuse",
      component,
      from,
      until: (from + duration) as Instant,
      share: 1,
      body: { type: "refused", code, message: "No.", details: {} },
    } as never);
  }
}
