import { hours, minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { functionParams } from "../../../../test/lambda-account.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { functionArn, piped, PipedAccount } from "../test/piped-account.ts";

const secret = "arn:aws:secretsmanager:us-east-1:123456789012:secret:broker-a1b2c3";
const trail = (number: number) => ({ from: 0, number, at: 0, lineage: null });

const toWorker = { Target: functionArn("worker") };

/** A broker, and what reads its queue `orders` into `out`. */
function brokered(EngineType: "ACTIVEMQ" | "RABBITMQ", own: PlainObject = {}, more = {}) {
  const account = new PipedAccount();
  const { BrokerArn } = account.call("mq", "CreateBroker", {
    ...{ BrokerName: "broker", EngineType, DeploymentMode: "SINGLE_INSTANCE" },
    ...{ HostInstanceType: "mq.m5.large", PubliclyAccessible: false },
  });
  const member =
    EngineType === "ACTIVEMQ" ? "ActiveMQBrokerParameters" : "RabbitMQBrokerParameters";
  const parameters = { QueueName: "orders", Credentials: { BasicAuth: secret }, ...own };
  const params = piped({
    Source: BrokerArn!,
    SourceParameters: { [member]: parameters },
    ...more,
  });
  const put = (data: string, number: number) =>
    account.simulation.tell("mq.broker:broker", {
      type: "putMessage",
      content: { data, size: data.length },
      queue: "orders",
      trail: trail(number),
    } as never);
  return { account, params, put };
}

/** A worker that fails so often. */
const worker = (more: PlainObject): PlainObject => {
  const { Behavior, ...rest } = functionParams as PlainObject;
  return { ...rest, Behavior: { ...(Behavior as PlainObject), ...more } };
};

it.each([
  ["ACTIVEMQ", { eventSource: "aws:amq", messageType: "jms/text-message" }],
  ["RABBITMQ", { eventSource: "aws:rmq", eventSourceKey: "orders::/" }],
] as const)("pipes.source.mq: reads a queue of %s", (engine, like) => {
  const { account, params, put } = brokered(engine);
  account.create(params);
  for (let number = 1; number <= 12; number += 1) put(JSON.stringify({ number }), number);
  account.advance(minutes(1));
  const got = account.gotJson();
  expect(got).toHaveLength(12);
  expect(got[0]).toMatchObject({
    ...like,
    eventSourceArn: params["Source"],
    redelivered: false,
  });
  const numbers = got.map(
    ({ data }) => (JSON.parse(atob(String(data))) as { number: number }).number,
  );
  expect(numbers.sort((one, other) => one - other)).toEqual([
    1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12,
  ]);
  expect(account.sum("EventsTaken")).toBe(12);
});

it("pipes.source.mq: has five batches in work, whatever the engine", () => {
  const { account, params, put } = brokered("RABBITMQ", { BatchSize: 1 }, toWorker);
  const duration = { type: "constant", value: seconds(20) };
  account.call("lambda", "CreateFunction", { ...worker({ duration }), Timeout: 60 });
  account.create(params);
  account.advance(seconds(5));
  for (let number = 1; number <= 12; number += 1) put("x", number);
  account.advance(seconds(15));
  expect(account.sum("Invocations")).toBe(5);
});

it("pipes.source.mq: filters, and says what is missing", () => {
  const Filters = [{ Pattern: '{"data":{"wanted":[true]}}' }];
  const parameters = { QueueName: "orders", Credentials: { BasicAuth: secret }, BatchSize: 10 };
  const SourceParameters = { FilterCriteria: { Filters }, ActiveMQBrokerParameters: parameters };
  const { account, params, put } = brokered("ACTIVEMQ", {}, { SourceParameters });
  account.create(params);
  account.advance(seconds(1));
  for (const wanted of [true, false, true]) put(JSON.stringify({ wanted }), 1);
  account.advance(minutes(1));
  expect(account.gotJson()).toHaveLength(2);
  expect(account.refusal("CreatePipe", { ...params, Name: "bare", SourceParameters: {} })).toBe(
    "ValidationException: SourceParameters must have a QueueName for this source.",
  );
});

it("pipes.source.mq: gives a batch of which a part fails again as a whole, five times to ActiveMQ", () => {
  const { account, params, put } = brokered("ACTIVEMQ", { BatchSize: 2 }, toWorker);
  const response = { batchItemFailures: [{ itemIdentifier: "none of them" }] };
  account.call("lambda", "CreateFunction", worker({ response }));
  account.create(params);
  account.advance(seconds(1));
  for (const number of [1, 2]) put(`${number}`, number);
  account.advance(hours(1));
  expect(account.sum("EventsTaken")).toBe(0);
  expect(account.sum("ExecutionPartiallyFailed")).toBe(0);
  expect(account.sum("ExecutionFailed")).toBe(account.sum("Invocations"));
  // Both came together, or each to a consumer of its own.
  expect(account.sum("EventCount")).toBe(12);
});

it("pipes.source.kafka: reads a topic of Amazon MSK", () => {
  const account = new PipedAccount();
  const { ClusterArn } = account.call("kafka", "CreateCluster", {
    ...{ ClusterName: "events", NumberOfBrokerNodes: 3, KafkaVersion: "3.9.x" },
    BrokerNodeGroupInfo: { ClientSubnets: ["a"], InstanceType: "kafka.m7g.large" },
  });
  const topic = { ClusterArn: ClusterArn!, TopicName: "orders", PartitionCount: 3 };
  account.call("kafka", "CreateTopic", { ...topic, ReplicationFactor: 1 });
  const own = { TopicName: "orders", StartingPosition: "TRIM_HORIZON", BatchSize: 5 };
  account.create(
    piped({ Source: ClusterArn!, SourceParameters: { ManagedStreamingKafkaParameters: own } }),
  );
  for (let number = 1; number <= 20; number += 1) {
    produce(account, "kafka.topic:events/orders", JSON.stringify({ number }), number);
  }
  account.advance(minutes(2));
  const got = account.gotJson();
  expect(got).toHaveLength(20);
  expect(got[0]).toMatchObject({
    eventSource: "aws:kafka",
    eventSourceArn: ClusterArn,
    topic: "orders",
    timestampType: "CREATE_TIME",
  });
  expect(got[0]).not.toHaveProperty("bootstrapServers");
  for (const { eventSourceKey, partition } of got) {
    expect(eventSourceKey).toBe(`orders-${String(partition)}`);
    expect(typeof partition).toBe("string");
  }
});

it("pipes.source.kafka: reads a cluster that is none of AWS, by where its brokers are", () => {
  const account = new PipedAccount();
  const Source = "smk://one.example.com:9092";
  const own = {
    ...{ TopicName: "orders", StartingPosition: "TRIM_HORIZON" },
    AdditionalBootstrapServers: ["two.example.com:9092"],
  };
  const SourceParameters = { SelfManagedKafkaParameters: own };
  account.create(piped({ Source, SourceParameters }));
  expect(account.call("pipes", "DescribePipe", { Name: "pipe" })).toMatchObject({
    Source,
    CurrentState: "RUNNING",
  });
  const name = "kafka.topic:self-managed/one.example.com:9092/orders";
  produce(account, name, '{"number":1}', 1);
  account.advance(minutes(1));
  const [event] = account.gotJson();
  expect(event).toMatchObject({
    eventSource: "SelfManagedKafka",
    bootstrapServers: "one.example.com:9092,two.example.com:9092",
    value: btoa('{"number":1}'),
  });
  expect(event).not.toHaveProperty("eventSourceArn");
  expect(account.refusal("CreatePipe", piped({ Name: "bare", Source }))).toBe(
    "ValidationException: SourceParameters must have a TopicName for this source.",
  );
});

function produce(account: PipedAccount, name: string, data: string, number: number): void {
  const content = { data, isBase64: false, size: data.length };
  account.simulation.tell(name, {
    ...{ type: "produce", content, key: `${number}`, size: data.length },
    trail: trail(number),
  } as never);
}

it("pipes.source.kafka: tries a batch again as a whole of which a part fails", () => {
  const account = new PipedAccount();
  const own = { TopicName: "orders", StartingPosition: "TRIM_HORIZON", BatchSize: 10 };
  const parts = { SourceParameters: { SelfManagedKafkaParameters: own } };
  const response = { batchItemFailures: [{ itemIdentifier: "none of them" }] };
  account.call("lambda", "CreateFunction", worker({ response }));
  account.create(piped({ Source: "smk://one.example.com:9092", ...parts, ...toWorker }));
  produce(account, "kafka.topic:self-managed/one.example.com:9092/orders", "x", 1);
  account.advance(minutes(5));
  expect(account.sum("EventsTaken")).toBe(0);
  expect(account.sum("ExecutionFailed")).toBeGreaterThan(1);
  expect(account.sum("ExecutionPartiallyFailed")).toBe(0);
});
