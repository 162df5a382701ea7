import { milliseconds, minutes, seconds } from "@orrery/kernel";
import {
  at,
  constant,
  listed,
  scenarioCase,
  workload,
  type DigestCase,
} from "../../../../test/digest-case.ts";
import { simulate, Stack, type AwsSimulation, type Scenario, sns, sqs } from "../../../index.ts";

/** One topic, and queues that want different parts of what it says. */
function fanOut(): Scenario {
  const stack = new Stack("fan");
  const topic = new sns.Topic(stack, "Orders", { chance: { duplicates: 0.03 } });
  const { filter } = sns.FilterOrPolicy;
  const { stringFilter, numericFilter } = sns.SubscriptionFilter;
  const paid = {
    state: filter(stringFilter({ allowlist: ["paid"] })),
    total: filter(numericFilter({ greaterThan: 10 })),
  };
  const subscribe = (id: string, options: sns.SubscriptionOptions) =>
    new sns.Subscription(stack, `To${id}`, {
      topic,
      protocol: "sqs",
      endpoint: new sqs.Queue(stack, id).queueArn,
      ...options,
    });
  subscribe("All", {});
  subscribe("Paid", { filterPolicyWithMessageBody: paid });
  subscribe("Foreign", {
    filterPolicyWithMessageBody: { country: filter(stringFilter({ denylist: ["US"] })) },
    rawMessageDelivery: true,
  });
  subscribe("Marked", { filterPolicy: { color: stringFilter({ allowlist: ["red"] }) } });
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
  const topic = new sns.Topic(stack, "Orders", {
    fifo: true,
    contentBasedDeduplication: true,
    fifoThroughputScope: "MessageGroup",
  });
  const fifo = new sqs.Queue(stack, "Ordered", { fifo: true });
  new sns.Subscription(stack, "InOrder", {
    topic,
    protocol: "sqs",
    endpoint: fifo.queueArn,
    rawMessageDelivery: true,
  });
  new sns.Subscription(stack, "InAnyOrder", {
    topic,
    protocol: "sqs",
    endpoint: new sqs.Queue(stack, "Any").queueArn,
  });
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
  const topic = new sns.Topic(stack, "Orders");
  const deadLetterQueue = new sqs.Queue(stack, "Dead");
  const failing = new sqs.Queue(stack, "Failing");
  const going = new sqs.Queue(stack, "Going");
  new sns.Subscription(stack, "ToFailing", {
    topic,
    protocol: "sqs",
    endpoint: failing.queueArn,
    deadLetterQueue,
    filterPolicy: {
      color: sns.SubscriptionFilter.stringFilter({ allowlist: ["red"], matchPrefixes: ["b"] }),
      size: sns.SubscriptionFilter.numericFilter({ greaterThanOrEqualTo: 2 }),
    },
  });
  new sns.Subscription(stack, "ToGoing", {
    topic,
    protocol: "sqs",
    endpoint: going.queueArn,
    deadLetterQueue,
  });
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
