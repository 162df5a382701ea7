import { minutes, seconds, type AnyEffect, type AnyMachine, type Reply } from "@orrery/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AwsError } from "../../control/client.ts";
import { simulate } from "../../run/simulate.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { ServiceModel } from "../../service/service-model.ts";
import type { RecordsGot } from "../../service/source.ts";
import { services } from "../../services.ts";
import { brokerMachine } from "./broker/machine.ts";
import type { Engine } from "./config.ts";
import { storageOf } from "./limits.ts";
import { access, deployQueue } from "./test/deployed-queue.ts";
import { drive } from "@orrery/testing";
import { brokerInvariants } from "./broker/invariants.ts";
import { noTrail } from "../../service/origin.ts";

it("mq.queue.order: messages come in order, each to one of two mappings", () => {
  const { map, put, run, batches, client } = deployQueue({ mapping: { BatchSize: 1 } });
  client.call("lambda", "CreateAlias", {
    ...{ FunctionName: "reader", Name: "live", FunctionVersion: "$LATEST" },
  });
  map({ FunctionName: "reader:live" });
  for (let number = 1; number <= 6; number += 1) put(`${number}`);
  run(seconds(5));
  expect(batches()).toEqual(["1", "2", "3", "4", "5", "6"]);
});

it.each([
  ["ACTIVEMQ", 5],
  ["RABBITMQ", 1],
] as const)("mq.queue.consumers: %s has %i batches in work at once", (engine, most) => {
  let running = 0;
  let peak = 0;
  const stack = deployQueue({
    engine,
    mapping: { BatchSize: 1, MaximumBatchingWindowInSeconds: 0 },
    takes: seconds(10),
    answer: () => {
      running -= 1;
    },
  });
  const { invocations } = stack;
  const push = invocations.push.bind(invocations);
  invocations.push = (...items) => {
    running += 1;
    peak = Math.max(peak, running);
    return push(...items);
  };
  for (let number = 1; number <= 12; number += 1) stack.put(`${number}`);
  stack.run(minutes(3));
  expect(invocations).toHaveLength(12);
  expect(peak).toBe(most);
});

describe("mq.broker.storage: a broker holds so many bytes of messages", () => {
  const put = { type: "putMessage", queue: "orders", trail: noTrail } as const;
  const settings = { broker: 1, name: "broker", id: "b-1", region: "us-east-1" };

  it("a message that finds no room is refused, until a consumer has made some", () => {
    const engine = "ACTIVEMQ";
    const driven = drive(brokerMachine, { ...settings, engine, storage: 250 }, brokerInvariants);
    const told = (size: number) =>
      driven.request({ ...put, content: { data: "x", size } }).reply?.type;
    expect([200, 51, 50, 1].map(told)).toEqual(["messagePut", "refused", "messagePut", "refused"]);
    const reader = "reader orders";
    driven.request({ type: "describeShards", reader, readers: { least: 1, most: 1 } });
    driven.request({ type: "openSubscription", reader, shard: 0, position: "latest" } as never);
    driven.request({ type: "nextEvent", reader, shard: 0, limit: 1 } as never);
    expect([200, 1].map(told)).toEqual(["messagePut", "refused"]);
  });

  it.each([
    ["mq.t3.micro", 20],
    ["mq.m5.large", 200],
  ])("%s has %i GB", (instance, gigabytes) => {
    expect(storageOf(instance)).toBe(gigabytes * 1024 ** 3);
  });
});

it("mq.queue.size: a message that is too large is refused", () => {
  const broker = (engine: Engine) =>
    drive(
      brokerMachine,
      { broker: 1, name: "broker", id: "b-1", region: "us-east-1", engine, storage: 2 ** 40 },
      brokerInvariants,
    );
  const put = (engine: Engine, size: number) =>
    broker(engine).request({
      type: "putMessage",
      content: { data: "x", size },
      queue: "orders",
      trail: noTrail,
    }).reply?.type;
  expect(put("RABBITMQ", 16_777_216)).toBe("messagePut");
  expect(put("RABBITMQ", 16_777_217)).toBe("refused");
  expect(put("ACTIVEMQ", 16_777_217)).toBe("messagePut");
  expect(put("ACTIVEMQ", 104_857_601)).toBe("refused");
});

it("mq.event.activemq: messages are a list, with their data in base64", () => {
  const { put, run, invocations } = deployQueue();
  put("hi");
  run(seconds(2));
  expect(invocations[0]!.event).toMatchObject({
    eventSource: "aws:mq",
    eventSourceArn: expect.stringMatching(/^arn:aws:mq:us-east-1:123456789012:broker:broker:b-/),
    messages: [
      {
        messageType: "jms/text-message",
        destination: { physicalName: "orders" },
        data: "aGk=",
        redelivered: false,
      },
    ],
  });
});

it("mq.event.rabbitmq: messages are by queue and virtual host", () => {
  const { put, run, invocations } = deployQueue({ engine: "RABBITMQ" });
  put("hi");
  run(seconds(2));
  expect(invocations[0]!.event).toMatchObject({
    eventSource: "aws:rmq",
    rmqMessagesByQueue: {
      "orders::/": [{ data: "aGk=", redelivered: false, basicProperties: { bodySize: 2 } }],
    },
  });
});

describe("mq.mapping.retries: a batch that fails", () => {
  const fails = () => {
    throw new Error("no");
  };

  it("comes five times more of ActiveMQ, whole, and is given up then", () => {
    const { put, run, batches, sum } = deployQueue({ answer: fails });
    put("a");
    put("b");
    run(minutes(10));
    expect(batches()).toEqual(Array.from({ length: 6 }, () => "a b"));
    expect(sum("DroppedEventCount")).toBe(2);
    expect(sum("OnFailureDestinationDeliveredEventCount")).toBe(0);
  });

  it("keeps the queue of RabbitMQ until it succeeds", () => {
    let isBroken = true;
    const { put, run, batches, sum } = deployQueue({
      engine: "RABBITMQ",
      mapping: { BatchSize: 1 },
      answer() {
        if (isBroken) fails();
      },
    });
    put("a");
    put("b");
    run(minutes(30));
    expect(new Set(batches())).toEqual(new Set(["a"]));
    isBroken = false;
    run(minutes(1));
    expect(batches().slice(-2)).toEqual(["a", "b"]);
    expect(sum("DroppedEventCount")).toBe(0);
  });
});

it("mq.mapping.timeout: a function with a timeout above 14 minutes reads no queue", () => {
  const { client, map } = deployQueue();
  const timed = (FunctionName: string, Timeout: number) => {
    client.call("lambda", "CreateFunction", {
      ...{ FunctionName, Runtime: "nodejs22.x", Handler: "index.handler", Timeout },
      ...{ Role: "arn:aws:iam::123456789012:role/reader", Code: { ZipFile: "" } },
    });
    return map({ FunctionName, Queues: [FunctionName] });
  };
  expect(() => timed("slow", 841)).toThrow("840");
  expect(timed("quick", 840)["UUID"]).toBeDefined();
});

describe("mq.mapping.params: a mapping of a broker", () => {
  const refusal = (params: PlainObject, engine: Engine = "ACTIVEMQ"): string => {
    try {
      deployQueue({ engine, mapping: params });
    } catch (error) {
      if (error instanceof AwsError) return `${error.code}: ${error.message}`;
      throw error;
    }
    return "none";
  };

  it.each([
    [{ Queues: [] }, "queues"],
    [{ SourceAccessConfigurations: [] }, "BASIC_AUTH"],
    [{ StartingPosition: "LATEST" }, "Unsupported StartingPosition"],
    [{ TumblingWindowInSeconds: 1 }, "Unsupported TumblingWindowInSeconds"],
    [{ MaximumRetryAttempts: 1 }, "Unsupported MaximumRetryAttempts"],
    [{ FunctionResponseTypes: ["ReportBatchItemFailures"] }, "Unsupported FunctionResponseTypes"],
    [
      { DestinationConfig: { OnFailure: { Destination: "arn:aws:sqs:us-east-1:123456789012:q" } } },
      "Unsupported DestinationConfig",
    ],
    [
      { SourceAccessConfigurations: [access(), access("VIRTUAL_HOST")] },
      "Unsupported source access configuration type: VIRTUAL_HOST",
    ],
  ] as const)("has no %j", (params, words) => {
    expect(refusal(params as PlainObject)).toContain(words);
  });

  it("of RabbitMQ may have a virtual host, and is shown with its queue", () => {
    const both = [access(), { Type: "VIRTUAL_HOST", URI: "/" }];
    expect(refusal({ SourceAccessConfigurations: both }, "RABBITMQ")).toBe("none");
    const { made, map } = deployQueue();
    expect(made).toMatchObject({ Queues: ["orders"], BatchSize: 100 });
    expect(made).not.toHaveProperty("StartingPosition");
    expect(() => map()).toThrow("already exists");
    expect(map({ Queues: ["others"] })).toMatchObject({ Queues: ["others"] });
  });
});

it("mq.mapping.filter: filters ask for the data, and what passes none is consumed", () => {
  const pattern = JSON.stringify({ data: { color: ["red"] } });
  const { put, run, batches, sum } = deployQueue({
    mapping: { FilterCriteria: { Filters: [{ Pattern: pattern }] } },
  });
  put('{"color":"red"}');
  put('{"color":"blue"}');
  put("plain");
  run(seconds(5));
  expect(batches()).toEqual(['{"color":"red"}']);
  expect(sum("FilteredOutEventCount")).toBe(2);
});

it("mq.api.brokers: an engine has modes of its own, and a broker is named by its id", () => {
  const client = simulate().client();
  const create = (more: PlainObject) =>
    client.call("mq", "CreateBroker", {
      ...{ BrokerName: "one", EngineType: "RABBITMQ", DeploymentMode: "CLUSTER_MULTI_AZ" },
      ...{ HostInstanceType: "mq.m5.large", PubliclyAccessible: false, ...more },
    });
  const { BrokerId, BrokerArn } = create({ Tags: { a: "b" } });
  expect(BrokerArn).toBe(`arn:aws:mq:us-east-1:123456789012:broker:one:${String(BrokerId)}`);
  expect(() => create({})).toThrow("already in use");
  expect(() => create({ BrokerName: "two", EngineType: "ACTIVEMQ" })).toThrow("not supported");
  expect(client.call("mq", "DescribeBroker", { BrokerId: BrokerId! })).toMatchObject({
    ...{ BrokerState: "RUNNING", EngineType: "RABBITMQ", Tags: { a: "b" } },
  });
  create({ BrokerName: "two" });
  const first = client.call("mq", "ListBrokers", { MaxResults: 1 });
  expect(first["BrokerSummaries"]).toMatchObject([{ BrokerName: "one" }]);
  const rest = client.call("mq", "ListBrokers", { NextToken: first["NextToken"]! });
  expect(rest["BrokerSummaries"]).toMatchObject([{ BrokerName: "two" }]);
  expect(client.call("mq", "DeleteBroker", { BrokerId: BrokerId! })).toEqual({ BrokerId });
  expect(() => client.call("mq", "DescribeBroker", { BrokerId: BrokerId! })).toThrow("find");
});

const step = fc.oneof(
  { weight: 5, arbitrary: fc.record({ put: fc.constantFrom("good", "bad", "good", "good") }) },
  { weight: 2, arbitrary: fc.record({ wait: fc.constantFrom(0.2, 1, 20) }) },
  fc.record({ isBroken: fc.boolean() }),
);
const journeys = fc.tuple(
  fc.constantFrom<Engine>("ACTIVEMQ", "RABBITMQ"),
  fc.constantFrom(1, 3, 100),
  fc.array(step, { maxLength: 40, size: "max" }),
);
const runs = { numRuns: 40, seed: 20_261_129 };

/** What is wrong with how a queue was consumed; `null`: nothing. */
function wrongOf(
  engine: Engine,
  BatchSize: number,
  steps: readonly object[],
  models: readonly ServiceModel[] = services,
): string | null {
  let isBroken = false;
  let last = 0;
  let wrong: string | null = null;
  const done: string[] = [];
  const stack = deployQueue({
    engine,
    models,
    mapping: { BatchSize },
    answer(data) {
      for (const each of data) {
        const number = Number.parseInt(each, 10);
        // One consumer begins in order; of several, each takes its turn.
        if (engine === "RABBITMQ" && number > last + 1) wrong ??= `${each} comes after ${last}`;
        last = Math.max(last, number);
      }
      const isBad = engine === "ACTIVEMQ" && data.some((each) => each.endsWith("bad"));
      if (isBroken || isBad) throw new Error("no");
      done.push(...data);
    },
  });
  let count = 0;
  for (const each of steps as readonly { put?: string; wait?: number; isBroken?: boolean }[]) {
    if (each.put !== undefined) stack.put(`${(count += 1)} ${each.put}`);
    if (each.wait !== undefined) stack.run(seconds(each.wait));
    if (each.isBroken !== undefined) ({ isBroken } = { ...each, isBroken: each.isBroken });
  }
  isBroken = false;
  stack.run(minutes(20));
  if (wrong !== null) return wrong;
  if (new Set(done).size !== done.length) return "a message was done twice";
  const dropped = stack.sum("DroppedEventCount");
  return done.length + dropped === count
    ? null
    : `of ${count}, ${done.length} were done and ${dropped} given up`;
}

it("each message is done once or given up, and one consumer begins in order", () => {
  fc.assert(
    fc.property(journeys, ([engine, size, steps]) => {
      expect(wrongOf(engine, size, steps)).toBeNull();
    }),
    runs,
  );
}, 120_000);

it.each([
  ["loses", (records: RecordsGot["records"]) => records.slice(1)],
  ["turns round", (records: RecordsGot["records"]) => [...records].reverse()],
  ["gives twice", (records: RecordsGot["records"]) => [...records, ...records.slice(0, 1)]],
])(
  "finds a broker that %s messages",
  (_, change) => {
    let count = 0;
    const broken = services.map((service) => ({
      ...service,
      kinds: (world: Parameters<typeof service.kinds>[0]) =>
        service.kinds(world).map((kind) => {
          if (kind.machine.kind !== "mq.broker") return kind;
          const transition: AnyMachine["transition"] = (state, input, context) => {
            const effects = kind.machine.transition(state, input, context) as readonly AnyEffect[];
            return effects.map((effect) => {
              if (effect.type !== "reply" || effect.body.type !== "recordsGot") return effect;
              const body = effect.body as RecordsGot;
              count += 1;
              const records = count % 2 === 0 ? change(body.records) : body.records;
              return { ...effect, body: { ...body, records } } as Reply<RecordsGot>;
            });
          };
          return { ...kind, machine: { ...kind.machine, transition } };
        }),
    }));
    const { failed } = fc.check(
      fc.property(
        journeys,
        ([engine, size, steps]) => wrongOf(engine, size, steps, broken) === null,
      ),
      { ...runs, endOnFailure: true },
    );
    expect(failed).toBe(true);
  },
  120_000,
);

it("mq.api.most: an account has as many brokers as its quota says", () => {
  const client = simulate({ quotas: { "mq.brokers": 1 } }).client();
  const broker = (BrokerName: string) =>
    client.call("mq", "CreateBroker", {
      BrokerName,
      EngineType: "ACTIVEMQ",
      DeploymentMode: "SINGLE_INSTANCE",
      HostInstanceType: "mq.m5.large",
      PubliclyAccessible: false,
    });
  broker("one");
  expect(() => broker("two")).toThrow("The number of brokers has reached its limit of 1.");
});
