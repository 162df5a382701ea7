import { hours, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { openAccount, number, text } from "../test/table-client.ts";

const StreamArn = "arn:aws:kinesis:us-east-1:123456789012:stream/changes";
const destination = { TableName: "Orders", StreamArn };

/** A table whose changes go into a Kinesis data stream. */
function open(more: PlainObject = {}, settings: Parameters<typeof openAccount>[0] = {}) {
  const account = openAccount(settings);
  const { client, call, simulation } = account;
  const kinesis = (operation: string, params: PlainObject) =>
    client.call("kinesis", operation, params);
  kinesis("CreateStream", { StreamName: "changes", ShardCount: 1 });
  account.table();
  call("EnableKinesisStreamingDestination", { ...destination, ...more });
  account.wait(seconds(60));
  return {
    ...account,
    kinesis,
    count: (metric: string, component = "dynamodb.table:Orders") =>
      simulation.metersOf(component)[metric]?.sum ?? 0,
    status: () =>
      (
        call("DescribeKinesisStreamingDestination", { TableName: "Orders" })[
          "KinesisDataStreamDestinations"
        ] as readonly PlainObject[]
      )[0]!["DestinationStatus"],
    records() {
      const { ShardIterator } = kinesis("GetShardIterator", {
        StreamName: "changes",
        ShardId: "shardId-000000000000",
        ShardIteratorType: "TRIM_HORIZON",
      });
      const { Records } = kinesis("GetRecords", { ShardIterator: ShardIterator! });
      return (Records as readonly PlainObject[]).map(({ Data, PartitionKey }) => ({
        PartitionKey,
        data: JSON.parse(Buffer.from(Data as string, "base64").toString()) as PlainObject,
      }));
    },
  };
}

it("dynamodb.kinesis.record: puts each change as JSON with both images, and nothing of what changes nothing", () => {
  const { put, call, wait, records } = open();
  const item = { id: text("a"), total: number(1) };
  put(item);
  put(item);
  put({ ...item, total: number(2) });
  call("DeleteItem", { TableName: "Orders", Key: { id: text("a") } });
  wait(seconds(5));
  const all = records().map(({ data }) => data);
  expect(all.map(({ eventName }) => eventName)).toEqual(["INSERT", "MODIFY", "REMOVE"]);
  expect(all[1]).toEqual({
    awsRegion: "us-east-1",
    eventID: expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/) as string,
    eventName: "MODIFY",
    userIdentity: null,
    recordFormat: "application/json",
    tableName: "Orders",
    dynamodb: {
      ApproximateCreationDateTime: expect.any(Number) as number,
      Keys: { id: text("a") },
      NewImage: { ...item, total: number(2) },
      OldImage: item,
      SizeBytes: 3 + 10 + 10,
      ApproximateCreationDateTimePrecision: "MILLISECOND",
    },
    eventSource: "aws:dynamodb",
  });
  const at = (all[0]!["dynamodb"] as PlainObject)["ApproximateCreationDateTime"] as number;
  expect(at - Date.parse("2026-11-01T00:01:00Z")).toBeLessThan(1_000);
  expect(new Set(all.map(({ eventID }) => eventID)).size).toBe(3);
});

it("dynamodb.kinesis.record: tells the time in microseconds where that is chosen, and that DynamoDB deleted an item", () => {
  const { put, call, wait, records } = open(
    {
      EnableKinesisStreamingConfiguration: { ApproximateCreationDateTimePrecision: "MICROSECOND" },
    },
    { latencies: { "dynamodb.timeToLive": { type: "constant", value: seconds(1) } } },
  );
  call("UpdateTimeToLive", {
    TableName: "Orders",
    TimeToLiveSpecification: { Enabled: true, AttributeName: "until" },
  });
  put({ id: text("a"), until: number(Date.parse("2026-11-01T00:02:00Z") / 1_000) });
  wait(hours(1));
  const [made, gone] = records().map(({ data }) => data);
  const { ApproximateCreationDateTime: at } = made!["dynamodb"] as PlainObject;
  expect((at as number) / 1_000 - Date.parse("2026-11-01T00:01:00Z")).toBeLessThan(1_000);
  expect(made!["userIdentity"]).toBeNull();
  expect(gone).toMatchObject({
    eventName: "REMOVE",
    userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" },
  });
});

it("dynamodb.kinesis.partition-key: items of one partition key have one partition key there", () => {
  const { put, wait, records } = open();
  for (const [place, id] of ["a", "b", "a"].entries()) put({ id: text(id), n: number(place) });
  wait(seconds(5));
  const keys = records().map(({ PartitionKey }) => PartitionKey);
  expect(keys[2]).toBe(keys[0]);
  expect(keys[1]).not.toBe(keys[0]);
});

it("dynamodb.kinesis.again: puts a record again that its stream has no room for", () => {
  const { put, wait, count } = open();
  // A shard takes 1 MB a second.
  for (const id of ["a", "b", "c", "d", "e"]) put({ id: text(id), by: text("x".repeat(300_000)) });
  wait(seconds(30));
  expect(count("ThrottledPutRecordCount")).toBeGreaterThan(0);
  expect(count("FailedToReplicateRecordCount")).toBe(0);
  expect(count("IncomingRecords", "kinesis.stream:changes")).toBe(5);
});

it("dynamodb.kinesis.again: gives a record up after 24 hours that its stream does not take", () => {
  const { put, kinesis, wait, count } = open();
  kinesis("DeleteStream", { StreamName: "changes" });
  wait(seconds(60));
  put({ id: text("a") });
  wait(hours(23));
  expect(count("FailedToReplicateRecordCount")).toBe(0);
  wait(hours(2));
  expect(count("FailedToReplicateRecordCount")).toBe(1);
});

it("dynamodb.kinesis.units: counts a unit for each KB of the larger image", () => {
  const { put, call, wait, count } = open();
  put({ id: text("a"), by: text("x".repeat(2_000)) });
  expect(count("ConsumedChangeDataCaptureUnits")).toBe(2);
  call("DeleteItem", { TableName: "Orders", Key: { id: text("a") } });
  put({ id: text("b") });
  wait(seconds(5));
  expect(count("ConsumedChangeDataCaptureUnits")).toBe(5);
});

it("dynamodb.kinesis.states: takes changes from when it is ACTIVE until it is DISABLED", () => {
  const { put, call, refusal, wait, records, status } = open();
  expect(status()).toBe("ACTIVE");
  expect(refusal("EnableKinesisStreamingDestination", destination)).toContain(
    "must be DISABLED or ENABLE_FAILED to perform ENABLE operation",
  );
  put({ id: text("a") });
  call("DisableKinesisStreamingDestination", destination);
  expect(status()).toBe("DISABLING");
  expect(refusal("DisableKinesisStreamingDestination", destination)).toContain(
    "must be ACTIVE to perform DISABLE operation",
  );
  wait(seconds(10));
  expect(status()).toBe("DISABLED");
  put({ id: text("b") });
  call("EnableKinesisStreamingDestination", destination);
  expect(status()).toBe("ENABLING");
  put({ id: text("c") });
  wait(seconds(10));
  put({ id: text("d") });
  wait(seconds(5));
  const ids = records().map(({ data }) => (data["dynamodb"] as PlainObject)["Keys"]);
  expect(ids).toEqual([{ id: text("a") }, { id: text("d") }]);
});

it("dynamodb.kinesis.states: refuses a stream that is not there, and what it has no destination for", () => {
  const { refusal } = open();
  const other = { TableName: "Orders", StreamArn: `${StreamArn}-not-there` };
  expect(refusal("EnableKinesisStreamingDestination", other)).toBe(
    "ValidationException: User does not have a permission to use kinesis stream",
  );
  expect(refusal("DisableKinesisStreamingDestination", other)).toContain("must be ACTIVE");
});

it("dynamodb.kinesis.states: a table with a stream of its own keeps both as either is taken away", () => {
  const { put, call, wait, records } = open();
  const update = (StreamSpecification: PlainObject) =>
    call("UpdateTable", { TableName: "Orders", StreamSpecification });
  update({ StreamEnabled: true, StreamViewType: "KEYS_ONLY" });
  wait(seconds(30));
  put({ id: text("a") });
  update({ StreamEnabled: false });
  wait(seconds(30));
  put({ id: text("b") });
  wait(seconds(5));
  expect(records()).toHaveLength(2);
});
