import { milliseconds, minutes, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { deployTopic, type EventRecord } from "./test/deployed-topic.ts";

const fails = (): never => {
  throw new Error("the record is poison");
};

it("stream-mapping.kafka.event: records come by partition, with keys and values in base64", () => {
  const stack = deployTopic({ partitions: 2 });
  for (const [data, key] of [
    ["a", "k"],
    ["b", null],
    ["c", "k"],
  ] as const)
    stack.put(data, key);
  stack.run(seconds(2));
  const { event } = stack.invocations[0]!;
  expect(event).toMatchObject({
    eventSource: "aws:kafka",
    eventSourceArn: expect.stringMatching(
      /^arn:aws:kafka:us-east-1:123456789012:cluster\/events\//,
    ) as string,
    bootstrapServers: expect.stringMatching(/^b-1\..*:9098,b-2\./) as string,
  });
  const records = event["records"] as Record<string, readonly EventRecord[]>;
  const all = Object.entries(records).flatMap(([name, list]) =>
    list.map((record): PlainObject => ({ name, ...record })),
  );
  expect(all.filter((record) => record["key"] !== undefined)).toMatchObject([
    {
      topic: "orders",
      offset: 0,
      timestampType: "CREATE_TIME",
      key: btoa("k"),
      value: btoa("a"),
      headers: [],
    },
    { key: btoa("k"), value: btoa("c") },
  ]);
  for (const { name, partition } of all) {
    expect(name).toBe(`orders-${String(partition)}`);
  }
});

it("stream-mapping.kafka.batch: a batch goes out when it is full or half a second old, with records of several partitions", () => {
  const stack = deployTopic({ partitions: 3, mapping: { BatchSize: 4 } });
  stack.run(seconds(10));
  const putAt = stack.aws.now;
  for (const data of ["a", "b", "c", "d", "e"]) stack.put(data);
  stack.run(milliseconds(100));
  expect(stack.batches().map((each) => [...each].sort().join(""))).toEqual(["abcd"]);
  stack.run(seconds(2));
  expect(stack.batches()).toHaveLength(2);
  expect(stack.invocations[1]!.at - putAt).toBe(milliseconds(500));
  const hurried = deployTopic({ mapping: { MaximumBatchingWindowInSeconds: 0 } });
  hurried.run(seconds(10));
  const at = hurried.aws.now;
  hurried.put("a");
  hurried.run(seconds(1));
  expect(hurried.invocations[0]!.at - at).toBe(0);
});

it("stream-mapping.kafka.scaling: a topic that one reader cannot keep up with has more, up to one for each partition", () => {
  const stack = deployTopic({ partitions: 4, takes: seconds(1), mapping: { BatchSize: 1 } });
  const most: number[] = [];
  for (let minute = 0; minute < 8; minute += 1) {
    for (let nth = 0; nth < 150; nth += 1) stack.put("x");
    stack.run(seconds(50));
    most.push(stack.aws.gaugesOf("lambda.function:reader")["RunningInvocations"] ?? 0);
    stack.run(seconds(10));
  }
  expect(most[0]).toBe(1);
  expect(Math.max(...most)).toBe(4);
  expect(stack.topicMeters()["GroupReaders"]!.max).toBe(4);
  stack.run(minutes(60));
  expect(stack.meters()["ProcessedEventCount"]!.sum).toBe(1_200);
  expect(stack.invocations).toHaveLength(1_200);
});

it("stream-mapping.kafka.provisioned: pollers that are paid for have five batches each at once", () => {
  const stack = deployTopic({
    partitions: 20,
    takes: seconds(30),
    mapping: { BatchSize: 1, ProvisionedPollerConfig: { MinimumPollers: 2, MaximumPollers: 3 } },
  });
  for (let nth = 0; nth < 200; nth += 1) stack.put("x");
  stack.run(seconds(20));
  const running = () => stack.aws.gaugesOf("lambda.function:reader")["RunningInvocations"];
  expect(running()).toBe(10);
  stack.run(minutes(5));
  expect(running()).toBe(15);
});

it("stream-mapping.kafka.order: records of a key come in order, through all changes of readers", () => {
  const stack = deployTopic({ partitions: 5, takes: milliseconds(700), mapping: { BatchSize: 3 } });
  const seen = new Map<string, number>();
  for (let nth = 0; nth < 900; nth += 1) {
    stack.put(`${nth % 9}:${Math.floor(nth / 9)};`, `${nth % 9}`);
    stack.run(milliseconds(100));
  }
  stack.run(minutes(20));
  const all = stack
    .batches()
    .join("")
    .split(";")
    .filter((each) => each !== "");
  expect(all).toHaveLength(900);
  for (const each of all) {
    const [key = "", number] = each.split(":");
    expect(Number(number), each).toBe(seen.get(key) ?? 0);
    seen.set(key, Number(number) + 1);
  }
  expect(stack.topicMeters()["Rebalances"]!.sum).toBeGreaterThan(0);
});

describe("stream-mapping.kafka.retries: a batch that fails", () => {
  it("tries a batch again until it succeeds", () => {
    const stack = deployTopic({ answer: (_values, nth) => (nth <= 30 ? fails() : null) });
    stack.put("a");
    stack.run(minutes(30));
    expect(stack.batches()).toHaveLength(31);
  });

  it("tells an on-failure destination after ten more attempts", () => {
    const Destination = "arn:aws:sqs:us-east-1:123456789012:failed";
    const stack = deployTopic({
      answer: (values) => (values.includes("a") ? fails() : null),
      mapping: { DestinationConfig: { OnFailure: { Destination } } },
    });
    stack.put("a");
    stack.run(minutes(10));
    stack.put("b");
    stack.run(minutes(1));
    expect(stack.batches()).toEqual([...Array.from({ length: 11 }, () => "a"), "b"]);
    expect(stack.failed()).toMatchObject([
      {
        requestContext: { condition: "RetryAttemptsExhausted", approximateInvokeCount: 11 },
        KafkaBatchInfo: {
          batchSize: 1,
          bootstrapServers: expect.stringContaining("9098") as string,
          payloadSize: expect.any(Number) as number,
          recordsInfo: { "orders-0": { firstRecordOffset: "0", lastRecordOffset: "0" } },
        },
      },
    ]);
  });

  it("goes on from the first item that is reported, with pollers that are paid for", () => {
    const failed = { partition: "orders-0", offset: 1 };
    const stack = deployTopic({
      answer: (_values, nth) =>
        nth === 1 ? { batchItemFailures: [{ itemIdentifier: failed }] } : null,
      mapping: {
        ProvisionedPollerConfig: {},
        FunctionResponseTypes: ["ReportBatchItemFailures"],
      },
    });
    for (const data of ["a", "b", "c"]) stack.put(data);
    stack.run(minutes(1));
    expect(stack.batches()).toEqual(["abc", "bc"]);
  });
});

it("stream-mapping.kafka.filter: by value and key, and what is no JSON passes no pattern for it", () => {
  const pattern = (Pattern: string) => ({ FilterCriteria: { Filters: [{ Pattern }] } });
  const stack = deployTopic({ mapping: pattern('{"value":{"kind":["a"]},"key":["k"]}') });
  stack.put('{"kind":"a","n":1}', "k");
  stack.put('{"kind":"b","n":2}', "k");
  stack.put('{"kind":"a","n":3}', "other");
  stack.put("plain", "k");
  stack.run(seconds(2));
  expect(stack.batches()).toEqual(['{"kind":"a","n":1}']);
  expect(stack.meters()["FilteredOutEventCount"]!.sum).toBe(3);
});

it("stream-mapping.kafka.positions: LATEST misses what was there, and a group goes on where it came to", () => {
  const stack = deployTopic({ mapping: { StartingPosition: "LATEST" } });
  stack.run(seconds(1));
  stack.put("a");
  stack.run(seconds(2));
  expect(stack.batches()).toEqual(["a"]);
});

it("kafka.topic.implied: a topic that nobody has made is there, and may get more partitions", () => {
  const stack = deployTopic();
  expect(stack.map({ Topics: ["later"] })).toMatchObject({ Topics: ["later"] });
  const ClusterArn = String(stack.made["EventSourceArn"]);
  const create = (PartitionCount: number) =>
    stack.client.call("kafka", "CreateTopic", {
      ...{ ClusterArn, TopicName: "later", PartitionCount, ReplicationFactor: 1 },
    });
  expect(() => create(3)).toThrow("already exists");
  create(12);
  expect(() => create(12)).toThrow("already exists");
});

it("stream-mapping.kafka.api: what may be said of a mapping of a topic", () => {
  const stack = deployTopic();
  const { UUID } = stack.made;
  expect(stack.made).toMatchObject({
    BatchSize: 100,
    Topics: ["orders"],
    AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: UUID },
  });
  expect(stack.made).not.toHaveProperty("ParallelizationFactor");
  const other = { FunctionName: "other" };
  const timed = deployTopic;
  expect(() => timed({ timeout: 900 })).toThrow("840");
  expect(() => stack.map({ Topics: undefined as never })).toThrow("one topic");
  for (const more of [
    { ParallelizationFactor: 2 },
    { MaximumRetryAttempts: 1 },
    { TumblingWindowInSeconds: 3 },
  ]) {
    expect(() => stack.map({ ...more, Topics: ["orders"] })).toThrow("Unsupported");
  }
  expect(() => stack.map()).toThrow("already exists");
  expect(() => stack.map(other)).toThrow("Function does not exist");
});

describe("stream-mapping.kafka.self-managed: a cluster that is none of AWS", () => {
  const outside = (servers: readonly string[]): PlainObject => ({
    FunctionName: "reader",
    SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: servers } },
    Topics: ["outside"],
    StartingPosition: "TRIM_HORIZON",
  });
  const servers = ["one.example:9092", "two.example:9092"];

  it("is read by its brokers, of which events tell", () => {
    const { client, aws, run, invocations } = deployTopic();
    const { UUID, ...made } = client.call("lambda", "CreateEventSourceMapping", outside(servers));
    expect(made).toMatchObject({
      SelfManagedEventSource: { Endpoints: { KAFKA_BOOTSTRAP_SERVERS: servers } },
      SelfManagedKafkaEventSourceConfig: { ConsumerGroupId: UUID },
      Topics: ["outside"],
    });
    expect(made).not.toHaveProperty("EventSourceArn");
    aws.tell("kafka.topic:self-managed/one.example:9092/outside", {
      type: "produce",
      content: { data: "hi", isBase64: false, size: 2 },
      key: null,
      size: 2,
      trail: { from: 0, number: 1, at: aws.now, lineage: null },
    } as never);
    run(seconds(2));
    const { event } = invocations[0]!;
    expect(event).toMatchObject({
      eventSource: "SelfManagedKafka",
      bootstrapServers: "one.example:9092,two.example:9092",
    });
    expect(event).not.toHaveProperty("eventSourceArn");
    const changed = client.call("lambda", "UpdateEventSourceMapping", {
      ...{ UUID: UUID!, BatchSize: 7 },
    });
    expect(changed).toMatchObject({ BatchSize: 7 });
  });

  it("is read once by one function, and has no ARN beside it", () => {
    const { client, made } = deployTopic();
    const create = (more: PlainObject = {}) =>
      client.call("lambda", "CreateEventSourceMapping", { ...outside(servers), ...more });
    create();
    expect(create).toThrow("already exists");
    const EventSourceArn = made["EventSourceArn"]!;
    expect(() => create({ EventSourceArn })).toThrow("exclude");
    const managed = { AmazonManagedKafkaEventSourceConfig: { ConsumerGroupId: "g" } };
    expect(() => create(managed)).toThrow("Unsupported");
  });
});
