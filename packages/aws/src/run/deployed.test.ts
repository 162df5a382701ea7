import { seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { Stack, sqs, lambda, sources, sns } from "../index.ts";
import { deployed, withExtras } from "./deployed.ts";

const place = { region: "us-east-1", accountId: "123456789012", asOf: "2026-11-01" };

describe("what an architecture comes to", () => {
  it("is each resource by its logical id, with the settings of its machine", () => {
    const stack = new Stack("shop");
    const orders = new sqs.Queue(stack, "Orders", { visibilityTimeout: seconds(60) });
    const worker = new lambda.Function(stack, "Worker", { reservedConcurrentExecutions: 5 });
    worker.addEventSource(new sources.SqsEventSource(orders));
    const { resources, refused } = deployed(stack.operations, stack.extras, place);
    expect(refused.size).toBe(0);
    expect(resources.map(({ logicalId, kind, name }) => [logicalId, kind.noun, name])).toEqual([
      ["Orders", "queue", "shop-Orders"],
      ["Worker", "function", "shop-Worker"],
      ["WorkerOrders", "event source mapping", expect.stringMatching(/^[0-9a-f-]{36}$/)],
    ]);
    expect(resources[0]).toMatchObject({
      arn: "arn:aws:sqs:us-east-1:123456789012:shop-Orders",
      settings: { visibilityTimeout: seconds(60), fifo: false },
    });
    // Reserved by an operation that came later.
    expect(resources[1]).toMatchObject({ settings: { reservedConcurrency: 5 } });
  });

  it("leaves out what AWS refuses, and names it", () => {
    const queue = (logicalId: string, QueueName: string) => ({
      logicalId,
      service: "sqs",
      operation: "CreateQueue",
      params: { QueueName },
    });
    const { resources, refused } = deployed([queue("A", "a"), queue("B", "no name")], {}, place);
    expect(resources.map(({ logicalId }) => logicalId)).toEqual(["A"]);
    expect([...refused]).toEqual(["B"]);
  });

  it("gives a logical id to one resource alone: what an operation makes besides has none", () => {
    const stack = new Stack("shop");
    const topic = new sns.Topic(stack, "News");
    const made = stack.operations.at(-1)!;
    const subscribe = (Endpoint: string) => ({
      ...made, // Subscriptions that a topic has among its properties are made in its name.
      operation: "Subscribe",
      params: { TopicArn: topic.topicArn, Protocol: "email", Endpoint, Confirmed: true },
    });
    const operations = [...stack.operations, subscribe("a@b.example"), subscribe("c@d.example")];
    const { resources } = deployed(operations, { News: { TopicChance: {} } }, place);
    expect(resources.map(({ logicalId, kind }) => [logicalId, kind.noun])).toEqual([
      ["News", "topic"],
    ]);
  });

  it("has what a scenario says of its resources", () => {
    const stack = new Stack("shop");
    new sqs.Queue(stack, "Orders");
    const extras = { Orders: { Chance: { duplicateRate: 0.5 } } };
    const [orders] = deployed(stack.operations, extras, place).resources;
    expect(orders?.settings).toMatchObject({ duplicateRate: 0.5 });
  });
});

it("what is said of a resource adds up, by its members, and the scenario's comes last", () => {
  const made = (params: object) => ({
    logicalId: "A",
    service: "s",
    operation: "O",
    params: params as { readonly [name: string]: { readonly [name: string]: number } },
  });
  const extras = { A: { Said: { b: 2, c: 3 } } };
  const paramsOf = (said: object, of: Parameters<typeof withExtras>[1]) =>
    withExtras([made(said), made({ Later: {} })], of).map(({ params }) => params);
  expect(paramsOf({ Said: { a: 1, b: 1 } }, extras)[0]).toEqual({ Said: { a: 1, b: 2, c: 3 } });
  expect(paramsOf({}, extras)).toEqual([extras.A, { Later: {} }]);
  expect(paramsOf({ Other: {} }, {})[0]).toEqual({ Other: {} });
});
