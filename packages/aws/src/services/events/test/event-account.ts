import type { Duration, Instant, Plain } from "@orrery/kernel";
import { AwsError } from "../../../control/client.ts";
import { simulate, type AwsOptions, type AwsSimulation } from "../../../run/simulate.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ServiceModel } from "../../../service/service-model.ts";
import { services } from "../../../services.ts";

const here = "us-east-1:123456789012";

/** An ARN of the account. */
export const arnOf = (service: string, rest: string): string =>
  `arn:aws:${service}:${here}:${rest}`;

/** An account with a bus `bus` and queues that rules may lead to. */
export class EventAccount {
  readonly simulation: AwsSimulation;

  constructor(options: AwsOptions = {}, models: readonly ServiceModel[] = services) {
    const latencies = { "events.toTarget": { type: "constant", value: 0 }, ...options.latencies };
    this.simulation = simulate({ seed: 1, ...options, latencies } as AwsOptions, models);
    this.call("CreateEventBus", { Name: "bus" });
  }

  call(operation: string, params: PlainObject = {}, service = "events"): PlainObject {
    return this.simulation.client().call(service, operation, params);
  }

  /** The code and the message of a refusal. */
  refusal(operation: string, params: PlainObject = {}): string {
    try {
      this.call(operation, params);
    } catch (error) {
      if (error instanceof AwsError) return `${error.code}: ${error.message}`;
      throw error;
    }
    return "taken";
  }

  queue(name: string, attributes: PlainObject = {}): string {
    this.call("CreateQueue", { QueueName: name, Attributes: attributes }, "sqs");
    return arnOf("sqs", name);
  }

  /** A rule of the bus `bus`, with targets. */
  rule(name: string, pattern: Plain, ...targets: readonly PlainObject[]): void {
    const onBus = { EventBusName: "bus" };
    this.call("PutRule", { Name: name, ...onBus, EventPattern: JSON.stringify(pattern) });
    if (targets.length > 0) this.call("PutTargets", { Rule: name, ...onBus, Targets: targets });
  }

  /** Puts an event of the source `shop` on the bus `bus`; what its entry came to. */
  put(detail: Plain = {}, more: PlainObject = {}): PlainObject {
    const [result] = this.putAll([{ ...entry(detail), ...more }]);
    return result!;
  }

  putAll(entries: readonly PlainObject[]): readonly PlainObject[] {
    return this.call("PutEvents", { Entries: entries })["Entries"] as readonly PlainObject[];
  }

  advance(time: Duration): void {
    this.simulation.run({ until: (this.simulation.now + time) as Instant });
  }

  /** Messages of a queue, with their attributes: they are taken out. */
  messages(queue: string): readonly PlainObject[] {
    const { Messages = [] } = this.call(
      "ReceiveMessage",
      {
        QueueUrl: queue,
        MaxNumberOfMessages: 10,
        MessageAttributeNames: ["All"],
        AttributeNames: ["All"],
      },
      "sqs",
    );
    const messages = Messages as readonly PlainObject[];
    for (const { ReceiptHandle } of messages) {
      this.call("DeleteMessage", { QueueUrl: queue, ReceiptHandle: ReceiptHandle! }, "sqs");
    }
    return messages;
  }

  bodies(queue: string): readonly string[] {
    return this.messages(queue).map(({ Body }) => Body as string);
  }

  /** Messages of a queue as JSON. */
  events(queue: string): readonly PlainObject[] {
    return this.bodies(queue).map((body) => JSON.parse(body) as PlainObject);
  }

  sum(metric: string, bus = "bus"): number {
    return this.simulation.metersOf(`events.bus:${bus}`)[metric]!.sum;
  }
}

/** An entry for the bus `bus`. */
export const entry = (detail: Plain = {}): PlainObject => ({
  Source: "shop",
  DetailType: "paid",
  Detail: JSON.stringify(detail),
  EventBusName: "bus",
});

/** Attributes of a message by name. */
export const attributesIn = (message: PlainObject): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries((message["MessageAttributes"] ?? {}) as Record<string, PlainObject>).map(
      ([name, { StringValue }]) => [name, StringValue as string],
    ),
  );
