import type { PlainObject } from "../src/service/refusal.ts";
import type { AwsSimulation } from "../src/run/simulate.ts";

/**
 * Has the default bus send all that it gets to a queue. Gives what reads it there: the events that came since it was
 * asked last, as a rule's target sees them.
 */
export function watchedBus(simulation: AwsSimulation): () => readonly PlainObject[] {
  const client = simulation.client();
  const { QueueUrl } = client.call("sqs", "CreateQueue", { QueueName: "watched-bus" });
  const EventPattern = JSON.stringify({ source: [{ exists: true }] });
  client.call("events", "PutRule", { Name: "watched-bus", EventPattern });
  const Arn = "arn:aws:sqs:us-east-1:123456789012:watched-bus";
  client.call("events", "PutTargets", { Rule: "watched-bus", Targets: [{ Id: "1", Arn }] });
  return () => {
    const events: PlainObject[] = [];
    for (;;) {
      const params = { QueueUrl: QueueUrl as string, MaxNumberOfMessages: 10 };
      const { Messages = [] } = client.call("sqs", "ReceiveMessage", params);
      const messages = Messages as readonly {
        readonly Body: string;
        readonly ReceiptHandle: string;
      }[];
      if (messages.length === 0) return events;
      for (const { Body, ReceiptHandle } of messages) {
        events.push(JSON.parse(Body) as PlainObject);
        client.call("sqs", "DeleteMessage", { QueueUrl: QueueUrl as string, ReceiptHandle });
      }
    }
  };
}
