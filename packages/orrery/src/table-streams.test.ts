import { describe, expect, it } from "vitest";
import { dynamodb, lambda, run, sources, sqs, Stack, type DynamoDBStreamEvent } from "./index.ts";

function outbox() {
  const stack = new Stack("shop");
  const orders = new dynamodb.Table(stack, "Orders", {
    partitionKey: { name: "id", type: dynamodb.AttributeType.STRING },
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    stream: dynamodb.StreamViewType.NEW_IMAGE,
  });
  const warehouse = new sqs.Queue(stack, "Warehouse");
  const relay = new lambda.Function(stack, "Relay", {
    *handler({ Records }: DynamoDBStreamEvent) {
      for (const { eventName, dynamodb: change } of Records) {
        const total = change?.NewImage?.["total"]?.N ?? "";
        yield* sqs.sendMessage(warehouse, `${eventName} ${total}`);
      }
    },
  });
  relay.addEventSource(
    new sources.DynamoEventSource(orders, {
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
    }),
  );
  return stack;
}
const settings = {
  duration: "2m",
  workload: [
    {
      to: "Orders",
      arrivals: { constant: { rate: "1/s" } },
      payload: { json: { total: 9 } },
      for: "5s",
    },
  ],
} as const;

describe("a function that reads the stream of a table", () => {
  const result = run(outbox(), settings);

  it("sees each change with its image", () => {
    expect(result.bodies("Warehouse")).toEqual(Array<string>(5).fill("INSERT 9"));
  });

  it("is told of in the story of an item, from the table to what the function sends", () => {
    const { steps } = result.explain("Orders:2");
    expect(steps.map(({ component, text }) => [component.split(":")[1], text])).toEqual([
      ["shop-Orders", "is written"],
      ["shop-Orders", "goes into the stream of the table"],
      ["shop-Relay", expect.stringContaining("is given to the function")],
      ["shop-Relay", "calls sqs:SendMessage"],
      ["shop-Warehouse", "is accepted, 8 bytes"],
      ["shop-Relay", expect.stringContaining("the invocation succeeds")],
    ]);
  });

  it("is told of where it fails and gets a change again", () => {
    const failing = run(outbox(), {
      ...settings,
      faults: [{ at: "0s", for: "3s", fail: "Relay" }],
    });
    const texts = failing.explain("Orders:1").steps.map(({ text }) => text);
    expect(texts.filter((text) => text.includes("the invocation fails")).length).toBeGreaterThan(1);
    expect(texts.at(-1)).toContain("the invocation succeeds");
  });

  it("shows the items of the table at the end", () => {
    const items = result.bodies("Orders").map((body) => JSON.parse(body) as { total: unknown });
    expect(items.map(({ total }) => total)).toEqual(Array<unknown>(5).fill({ N: "9" }));
  });
});
