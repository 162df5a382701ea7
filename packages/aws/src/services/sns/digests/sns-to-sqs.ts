import { milliseconds, minutes, seconds } from "@orrery/kernel";
import {
  at,
  constant,
  listed,
  scenarioCase,
  workload,
  type DigestCase,
} from "../../../../test/digest-case.ts";
import {
  Queue,
  simulate,
  Stack,
  Topic,
  type AwsSimulation,
  type Scenario,
} from "../../../index.ts";

/** One topic, and queues that want different parts of what it says. */
function fanOut(): Scenario {
  const stack = new Stack("fan");
  const topic = new Topic(stack, "Orders", { chance: { duplicateRate: 0.03 } });
  const paid = { state: ["paid"], total: [{ numeric: [">", 10] }] };
  const subscribe = (id: string, filterPolicy: Parameters<Topic["addSubscription"]>[3]) =>
    topic.addSubscription(`To${id}`, "sqs", new Queue(stack, id).queueArn, filterPolicy);
  subscribe("All", {});
  subscribe("Paid", { filterPolicy: paid, filterPolicyScope: "MessageBody" });
  subscribe("Foreign", {
    filterPolicy: { country: [{ "anything-but": ["US"] }] },
    filterPolicyScope: "MessageBody",
    rawMessageDelivery: true,
  });
  subscribe("Marked", { filterPolicy: { color: ["red"] } });
  const bodies = [
    { state: "paid", total: 12.5, country: "US" },
    { state: "paid", total: 9, country: "FR" },
    { state: "open", total: 90, country: "DE" },
  ];
  return stack.scenario({
    duration: seconds(40),
    workloads: [workload("Orders", { type: "poisson", rate: 60 }, { payload: listed(bodies) })],
  });
}

/** Message groups through a FIFO topic, to queues of both kinds; bodies that are told again count once. */
function fifoTopic(): Scenario {
  const stack = new Stack("order");
  const topic = new Topic(stack, "Orders", {
    fifo: true,
    contentBasedDeduplication: true,
    fifoThroughputScope: "MessageGroup",
  });
  const fifo = new Queue(stack, "Ordered", { fifo: true });
  topic.addSubscription("InOrder", "sqs", fifo.queueArn, { rawMessageDelivery: true });
  topic.addSubscription("InAnyOrder", "sqs", new Queue(stack, "Any").queueArn);
  const groups = ["42", "__proto__", "b"].map((id, place) => ({ id, weight: place + 1 }));
  const bodies = Array.from({ length: 50 }, (_, number) => ({ order: number }));
  return stack.scenario({
    duration: seconds(40),
    workloads: [
      workload("Orders", { type: "poisson", rate: 25 }, { groups, payload: listed(bodies) }),
    ],
  });
}

/** A queue that fails for a while, and one that goes and comes again: retries, and dead letters. */
function troubledQueues(seed: number | string): AwsSimulation {
  const stack = new Stack("trouble");
  const topic = new Topic(stack, "Orders");
  const deadLetterQueue = new Queue(stack, "Dead");
  const failing = new Queue(stack, "Failing");
  const going = new Queue(stack, "Going");
  topic.addSubscription("ToFailing", "sqs", failing.queueArn, {
    deadLetterQueue,
    filterPolicy: { color: ["red", { prefix: "b" }], size: [{ numeric: [">=", 2] }] },
  });
  topic.addSubscription("ToGoing", "sqs", going.queueArn, { deadLetterQueue });
  const simulation = simulate({
    seed,
    faults: [
      {
        type: "refuse",
        name: "failing",
        component: `sqs.queue:${failing.queueName}`,
        from: at(seconds(5)),
        until: at(minutes(2)),
        share: 0.9,
        body: {
          ...{ type: "refused", code: "InternalError", message: "Try again." },
        },
      },
      {
        type: "delay",
        name: "slow",
        component: `sqs.queue:${going.queueName}`,
        direction: "request",
        from: at(seconds(1)),
        until: at(seconds(30)),
        share: 0.1,
        by: constant(milliseconds(700)),
      },
    ],
  });
  const client = simulation.client();
  stack.deploy(client);
  const colors = ["red", "blue", "green"];
  for (let number = 0; number < 300; number += 1) {
    simulation.run({ until: at(milliseconds(100 * number)) });
    if (number === 100) client.call("sqs", "DeleteQueue", { QueueUrl: going.queueUrl });
    const size = `${number % 5}`;
    client.begin("sns", "Publish", {
      TopicArn: topic.topicArn,
      Message: `order ${number}`,
      MessageAttributes: {
        color: { DataType: "String", StringValue: colors[number % 3] ?? "" },
        size: { DataType: "Number", StringValue: size },
      },
    });
  }
  simulation.run({ until: at(minutes(3)) });
  client.call("sqs", "CreateQueue", { QueueName: going.queueName });
  client.call("sns", "PublishBatch", {
    TopicArn: topic.topicArn,
    PublishBatchRequestEntries: colors.map((Id) => ({ Id, Message: `late ${Id}` })),
  });
  simulation.run({ until: at(minutes(5)) });
  return simulation;
}

/** Topics that queues listen to. */
export const snsToSqsCases: readonly DigestCase[] = [
  scenarioCase("topic-fan-out", [22, 23], fanOut),
  scenarioCase("fifo-topic", [24], fifoTopic),
  { name: "topic-of-troubled-queues", seeds: [25, 26], run: troubledQueues },
];
