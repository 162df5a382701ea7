import { after, minutes, seconds, start } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { dynamodb, kinesis, lambda, sources, Stack } from "../../../index.ts";
import { continueRun, prepareRun } from "../../../run/run.ts";
import { reportOf } from "../../../run/report.ts";
import { simulate } from "../../../run/simulate.ts";

const keyed = { partitionKey: { name: "id", type: dynamodb.AttributeType.STRING } } as const;

function outbox() {
  const stack = new Stack("shop");
  const orders = new dynamodb.Table(stack, "Orders", {
    ...keyed,
    billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
    stream: dynamodb.StreamViewType.NEW_IMAGE,
  });
  const sender = new lambda.Function(stack, "Sender", {});
  sender.addEventSource(
    new sources.DynamoEventSource(orders, {
      startingPosition: lambda.StartingPosition.TRIM_HORIZON,
      batchSize: 10,
    }),
  );
  return stack;
}

describe("sources.DynamoEventSource", () => {
  it("reads the stream of a table, whenever it is deployed", () => {
    for (const startsAt of ["2026-01-01T00:00:00Z", "2026-11-30T08:00:00Z"]) {
      const run = prepareRun(
        outbox().scenario({
          duration: minutes(1),
          startsAt,
          workloads: [
            {
              to: "Orders",
              arrivals: { type: "constant", rate: 1 },
              from: seconds(0),
              until: seconds(30),
              payload: { type: "size", size: { type: "constant", value: 100 } },
              groups: [],
            },
          ],
        }),
        { seed: 1 },
      );
      continueRun(run);
      const { metrics } = reportOf(run);
      expect(metrics["SenderOrders"]?.["ProcessedEventCount"]?.sum).toBeGreaterThan(25);
    }
  });

  it("is deployed into an account under way", () => {
    const simulation = simulate({ seed: 1 });
    simulation.run({ until: after(start, seconds(90)) });
    const client = simulation.client();
    outbox().deploy(client);
    const { EventSourceMappings: mappings } = client.call("lambda", "ListEventSourceMappings", {});
    expect(mappings).toEqual([
      expect.objectContaining({
        EventSourceArn:
          "arn:aws:dynamodb:us-east-1:123456789012:table/shop-Orders/stream/2026-01-01T00:01:30.000",
      }),
    ]);
  });

  it("needs a stream", () => {
    const stack = new Stack("shop");
    const reader = new lambda.Function(stack, "Sender", {});
    const source = new sources.DynamoEventSource(new dynamodb.Table(stack, "Orders", keyed), {
      startingPosition: lambda.StartingPosition.LATEST,
    });
    expect(() => reader.addEventSource(source)).toThrow(
      'function "Sender" event source: expected a stream of table "Orders", received a table without one',
    );
  });
});

describe("kinesisStream", () => {
  it("gets changes of a table's items, at the precision that is asked for", () => {
    const stack = new Stack("shop");
    const clicks = new kinesis.Stream(stack, "Changes", { shardCount: 1 });
    new dynamodb.Table(stack, "Orders", {
      ...keyed,
      billingMode: dynamodb.BillingMode.PAY_PER_REQUEST,
      kinesisStream: clicks,
      kinesisPrecisionTimestamp: dynamodb.ApproximateCreationDateTimePrecision.MILLISECOND,
    });
    const scenario = stack.scenario({
      duration: minutes(1),
      workloads: [
        {
          to: "Orders",
          arrivals: { type: "constant", rate: 1 },
          from: seconds(0),
          until: seconds(30),
          payload: { type: "size", size: { type: "constant", value: 100 } },
          groups: [],
        },
      ],
    });
    const run = prepareRun(scenario, { seed: 1 });
    continueRun(run);
    const sent = run.simulation.metersOf("kinesis.stream:shop-Changes")["IncomingRecords"];
    expect(sent!.sum).toBe(30);
    expect(scenario.architecture.at(-1)?.params).toMatchObject({
      EnableKinesisStreamingConfiguration: { ApproximateCreationDateTimePrecision: "MILLISECOND" },
    });
  });

  it("has a precision only where there is one", () => {
    const props = { ...keyed, kinesisPrecisionTimestamp: "MILLISECOND" } as const;
    expect(() => new dynamodb.Table(new Stack("shop"), "Orders", props)).toThrow(
      'table "Orders" kinesisPrecisionTimestamp: expected a kinesisStream beside it, received none',
    );
  });
});
