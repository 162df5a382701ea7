import type { Duration, Instant } from "@orrery/kernel";
import { AwsError } from "../../../control/client.ts";
import { simulate, type AwsOptions, type AwsSimulation } from "../../../run/simulate.ts";
import type { PlainObject } from "../../../service/refusal.ts";

export const queueArn = (name: string): string => `arn:aws:sqs:us-east-1:123456789012:${name}`;
const queueUrl = (name: string): string =>
  `https://sqs.us-east-1.amazonaws.com/123456789012/${name}`;

/** A role that schedules have. */
export const role = "arn:aws:iam::123456789012:role/scheduler";

/** A target that is the queue of a name. */
export const toQueue = (name = "work", more: PlainObject = {}): PlainObject => ({
  Arn: queueArn(name),
  RoleArn: role,
  ...more,
});

/** What a queue has got. */
export interface Got {
  readonly body: string;
  /** When, as `2026-11-23T09:00:00.000Z`. */
  readonly at: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly group: string | undefined;
}

/** An account with schedules and the queue `work`, called by name. Invocations reach their targets at once. */
export class ScheduledAccount {
  readonly simulation: AwsSimulation;

  constructor({ latencies, assumptions, ...options }: AwsOptions = {}) {
    this.simulation = simulate({
      startsAt: "2026-11-23T09:00:00Z",
      latencies: { "scheduler.toTarget": { type: "constant", value: 0 }, ...latencies },
      assumptions: { "scheduler.startOffset": 0, ...assumptions },
      ...options,
    });
    this.call("sqs", "CreateQueue", {
      QueueName: "work",
      Attributes: { MessageRetentionPeriod: "1209600" },
    });
  }

  call(service: string, operation: string, params: PlainObject): PlainObject {
    return this.simulation.client().call(service, operation, params); // JSON.
  }

  /** Code and message of a refusal. */
  refusal(operation: string, params: PlainObject): string {
    try {
      this.call("scheduler", operation, params);
    } catch (error) {
      if (error instanceof AwsError) return `${error.code}: ${error.message}`;
      throw error;
    }
    return "taken";
  }

  /** Makes a schedule that sends to the queue `work`. */
  create(ScheduleExpression: string, more: PlainObject = {}): PlainObject {
    return this.call("scheduler", "CreateSchedule", created(ScheduleExpression, more));
  }

  /** Lets time pass. */
  advance(duration: Duration): void {
    this.simulation.run({ until: (this.simulation.now + duration) as Instant });
  }

  /** What is in a queue, the oldest first; it is deleted. */
  got(name = "work"): readonly Got[] {
    const all: Got[] = [];
    for (;;) {
      const { Messages = [] } = this.call("sqs", "ReceiveMessage", {
        QueueUrl: queueUrl(name),
        MaxNumberOfMessages: 10,
        AttributeNames: ["All"],
        MessageAttributeNames: ["All"],
      });
      const messages = Messages as unknown as readonly Received[]; // As SQS shows them.
      if (messages.length === 0) return all.sort((one, other) => (one.at < other.at ? -1 : 1));
      for (const { Body, Attributes, MessageAttributes = {}, ReceiptHandle } of messages) {
        all.push({
          body: Body,

          at: new Date(Number(Attributes["SentTimestamp"])).toISOString(),
          group: Attributes["MessageGroupId"],
          attributes: Object.fromEntries(
            Object.entries(MessageAttributes).map(([key, { StringValue }]) => [key, StringValue]),
          ),
        });
        this.call("sqs", "DeleteMessage", { QueueUrl: queueUrl(name), ReceiptHandle });
      }
    }
  }

  /** Minutes at which the queue `work` got something, such as `2026-11-23T09:00`. */
  times(): readonly string[] {
    return this.got().map(({ at }) => at.slice(0, 16));
  }

  /** The sum of a meter of a group. */
  sum(metric: string, group = "default"): number {
    return this.simulation.metersOf(`scheduler.group:${group}`)[metric]!.sum;
  }
}

interface Received {
  readonly Body: string;
  readonly ReceiptHandle: string;
  readonly Attributes: Readonly<Record<string, string>>;
  readonly MessageAttributes?: Readonly<Record<string, { readonly StringValue: string }>>;
}

/** The parameters of a schedule that sends to the queue `work`. */
export const created = (ScheduleExpression: string, more: PlainObject = {}): PlainObject => ({
  Name: "nightly",
  ScheduleExpression,
  FlexibleTimeWindow: { Mode: "OFF" },
  Target: toQueue(),
  ...more,
});
