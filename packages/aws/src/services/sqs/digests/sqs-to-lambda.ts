import { milliseconds, minutes, seconds, type Distribution, type Fault } from "@orrery/kernel";
import { at, constant, lognormal, type DigestCase } from "../../../../test/digest-case.ts";
import { profile, simulate, Stack, type AwsSimulation, lambda, sources } from "../../../index.ts";
import { queueWithDeadLetters } from "./queue-with-dead-letters.ts";

/** Faults of the network, which scenarios do not have: delays, losses and doubles on a path. */
function networkFaults(seed: number | string): AwsSimulation {
  const stack = new Stack("network");
  const queue = queueWithDeadLetters(stack);
  const worker = new lambda.Function(stack, "Worker");
  stack.say("Worker", { Behavior: profile({ duration: lognormal(milliseconds(60), 0.4) }) });
  worker.addEventSource(new sources.SqsEventSource(queue));
  const span = { from: at(seconds(5)), until: at(seconds(40)), share: 0.2 };
  const component = `lambda.function:${worker.functionName}`;
  const by: Distribution = { type: "exponential", mean: milliseconds(400) };
  const faults: Fault[] = [
    { ...span, type: "delay", name: "slow", component, direction: "request", by },
    { ...span, type: "drop", name: "lost", component, direction: "reply", activation: 0.9 },
    { ...span, type: "duplicate", name: "twice", component: `sqs.queue:${queue.queueName}`, by },
  ];
  const simulation = simulate({ seed, faults });
  const client = simulation.client();
  stack.deploy(client);
  for (let number = 0; number < 400; number += 1) {
    simulation.run({ until: at(milliseconds(100 * number)) });
    client.begin("sqs", "SendMessage", { QueueUrl: queue.queueUrl, MessageBody: `${number}` });
  }
  simulation.run({ until: at(minutes(40)) }); // A lost answer is given up after 20 minutes.
  return simulation;
}

/** Changes of the architecture in mid-run, by AWS's own operations. */
function redeployment(seed: number | string): AwsSimulation {
  const stack = new Stack("changes");
  const queue = queueWithDeadLetters(stack, { maxReceiveCount: 1 });
  const behavior = profile({ duration: constant(milliseconds(100)), failures: 0.5 });
  const worker = new lambda.Function(stack, "Worker", { timeout: seconds(3) });
  stack.say("Worker", { Behavior: behavior });
  const simulation = simulate({ seed });
  const client = simulation.client();
  stack.deploy(client);
  const mapping = client.call("lambda", "CreateEventSourceMapping", {
    FunctionName: worker.functionName,
    EventSourceArn: queue.queueArn,
  });
  const QueueUrl = queue.queueUrl;
  const sendThrough = (from: number, count: number): void => {
    for (let number = 0; number < count; number += 10) {
      simulation.run({ until: at(seconds(from + number / 100)) });
      const Entries = Array.from({ length: 10 }, (_, place) => ({
        Id: `${place}`,
        MessageBody: `order ${from} ${number + place}`,
      }));
      client.call("sqs", "SendMessageBatch", { QueueUrl, Entries });
    }
  };
  sendThrough(0, 300);
  const { UUID = "" } = mapping;
  client.call("lambda", "UpdateEventSourceMapping", { UUID, BatchSize: 3, Enabled: true });
  client.call("sqs", "SetQueueAttributes", {
    QueueUrl,
    Attributes: { DelaySeconds: "2", VisibilityTimeout: "7" },
  });
  sendThrough(30, 300);
  client.call("lambda", "PutFunctionConcurrency", {
    FunctionName: worker.functionName,
    ReservedConcurrentExecutions: 1,
  });
  sendThrough(60, 300);
  client.call("lambda", "UpdateEventSourceMapping", { UUID, Enabled: false });
  simulation.run({ until: at(minutes(2)) });
  client.call("sqs", "StartMessageMoveTask", {
    SourceArn: stack.arnOf("sqs", "changes-Dead"),
    MaxNumberOfMessagesPerSecond: 50,
  });
  client.call("lambda", "UpdateEventSourceMapping", { UUID, Enabled: true });
  simulation.run({ until: at(minutes(4)) });
  client.call("lambda", "DeleteEventSourceMapping", { UUID });
  simulation.run({ until: at(minutes(5)) });
  client.call("lambda", "DeleteFunction", { FunctionName: worker.functionName });
  client.call("sqs", "DeleteQueue", { QueueUrl });
  simulation.run({ until: at(minutes(7)) });
  return simulation;
}

/** What scenarios do not have: faults of the network, and changes in mid-run. */
export const sqsToLambdaCases: readonly DigestCase[] = [
  { name: "network-faults", seeds: [19, 20], run: networkFaults },
  { name: "redeployment", seeds: [21], run: redeployment },
];
