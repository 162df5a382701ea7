import { hours, minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { PlainObject } from "../../service/refusal.ts";
import { openStreamed } from "../dynamodb/test/stream-client.ts";
import { text } from "../dynamodb/test/table-client.ts";

const idsIn = (response: PlainObject) =>
  (response["Records"] as readonly { dynamodb: { Keys: { id: { S: string } } } }[]).map(
    ({ dynamodb }) => dynamodb.Keys.id.S,
  );
const sequenceIn = (response: PlainObject, place: number) =>
  (response["Records"] as readonly { dynamodb: { SequenceNumber: string } }[])[place]!.dynamodb
    .SequenceNumber;

it("dynamodbstreams.streams.list: gives the streams of a table or of all, page by page", () => {
  const { table, streams, StreamArn } = openStreamed();
  const StreamSpecification = { StreamEnabled: true, StreamViewType: "KEYS_ONLY" };
  for (const name of ["Alpha", "Beta"]) table(name, { StreamSpecification });
  table("Plain");
  expect(streams("ListStreams", { TableName: "Orders" })["Streams"]).toEqual([
    { StreamArn, TableName: "Orders", StreamLabel: "2026-11-01T00:00:00.000" },
  ]);
  expect(streams("ListStreams", { TableName: "Plain" })).toEqual({ Streams: [] });
  const first = streams("ListStreams", { Limit: 2 });
  expect(first["Streams"]).toHaveLength(2);
  const rest = streams("ListStreams", {
    ExclusiveStartStreamArn: first["LastEvaluatedStreamArn"]!,
  });
  expect(rest["Streams"]).toMatchObject([{ TableName: "Orders" }]);
  expect(rest).not.toHaveProperty("LastEvaluatedStreamArn");
});

it("dynamodbstreams.streams.describe: gives shards with parents and ranges, page by page, or children alone", () => {
  const { put, wait, description, StreamArn, streamsRefusal } = openStreamed();
  put({ id: text("a") });
  wait(hours(4));
  put({ id: text("b") });
  const all = description();
  const [first, second] = all["Shards"] as readonly PlainObject[];
  expect(all).toMatchObject({
    StreamArn,
    StreamLabel: "2026-11-01T00:00:00.000",
    StreamStatus: "ENABLED",
    StreamViewType: "NEW_AND_OLD_IMAGES",
    TableName: "Orders",
    CreationRequestDateTime: Date.parse("2026-11-01T00:00:00Z") / 1_000,
    KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  });
  expect(first).not.toHaveProperty("ParentShardId");
  expect(first!["SequenceNumberRange"]).toEqual({
    StartingSequenceNumber: "10000000000000000000100000",
    EndingSequenceNumber: "10000000000000000000100000",
  });
  expect(second).toMatchObject({
    ParentShardId: first!["ShardId"],
    SequenceNumberRange: { StartingSequenceNumber: "10000000000000000000200000" },
  });
  const page = description({ Limit: 1 });
  expect(page["Shards"]).toEqual([first]);
  expect(page["LastEvaluatedShardId"]).toBe(first!["ShardId"]);
  expect(description({ ExclusiveStartShardId: first!["ShardId"]! })["Shards"]).toEqual([second]);
  const children = (ShardId: PlainObject[string]) => ({
    ShardFilter: { Type: "CHILD_SHARDS", ShardId },
  });
  expect(description(children(first!["ShardId"]!))["Shards"]).toEqual([second]);
  expect(
    streamsRefusal("DescribeStream", {
      StreamArn,
      ...children("shardId-00000000000000000001-0000000a"),
    }),
  ).toContain("Shard does not exist");
});

it("dynamodbstreams.iterators.types: begin at the oldest, behind the newest, at a number or after it", () => {
  const { put, iterator, got, StreamArn, shardIds, streamsRefusal } = openStreamed();
  for (const id of ["a", "b", "c"]) put({ id: text(id) });
  const all = got(iterator());
  expect(idsIn(all)).toEqual(["a", "b", "c"]);
  const latest = iterator({ ShardIteratorType: "LATEST" });
  const SequenceNumber = sequenceIn(all, 1);
  expect(idsIn(got(iterator({ ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber })))).toEqual(
    ["b", "c"],
  );
  expect(
    idsIn(got(iterator({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber }))),
  ).toEqual(["c"]);
  put({ id: text("d") });
  expect(idsIn(got(latest))).toEqual(["d"]);
  const ask = { StreamArn, ShardId: shardIds()[0]! };
  expect(
    streamsRefusal("GetShardIterator", { ...ask, ShardIteratorType: "AT_SEQUENCE_NUMBER" }),
  ).toContain("ValidationException");
  expect(
    streamsRefusal("GetShardIterator", {
      StreamArn,
      ShardId: "shardId-00000000000000000000-000000ff",
      ShardIteratorType: "LATEST",
    }),
  ).toBe("ResourceNotFoundException: Requested resource not found: Shard does not exist");
});

it("dynamodbstreams.iterators.life: are good for 15 minutes, and each call gives the next", () => {
  const { put, iterator, got, wait, streamsRefusal } = openStreamed();
  put({ id: text("a") });
  const first = iterator();
  wait(minutes(15));
  const { NextShardIterator } = got(first);
  put({ id: text("b") });
  expect(idsIn(got(NextShardIterator as string))).toEqual(["b"]);
  wait(seconds(1));
  expect(streamsRefusal("GetRecords", { ShardIterator: first })).toContain(
    "ExpiredIteratorException",
  );
  expect(streamsRefusal("GetRecords", { ShardIterator: "x".repeat(20) })).toContain(
    "ValidationException",
  );
});

it("dynamodbstreams.records.trimmed: who reads what has been trimmed hears so", () => {
  const { put, iterator, got, wait, shardIds, streamsRefusal } = openStreamed();
  put({ id: text("a") });
  wait(minutes(10));
  put({ id: text("b") });
  const ShardId = shardIds()[0]!;
  const SequenceNumber = sequenceIn(got(iterator({ ShardId })), 0);
  wait(hours(24));
  expect(() =>
    iterator({ ShardId, ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber }),
  ).toThrow("past the oldest stream record");
  expect(streamsRefusal("GetRecords", { ShardIterator: iterator({ ShardId }) })).toBe("none");
});

it("whoever holds an iterator to a record that is trimmed meanwhile hears so", () => {
  const { put, iterator, wait, streamsRefusal } = openStreamed();
  put({ id: text("a") });
  wait(hours(3));
  put({ id: text("b") });
  wait((hours(21) - minutes(5)) as ReturnType<typeof hours>);
  const early = iterator();
  wait(minutes(10));
  expect(streamsRefusal("GetRecords", { ShardIterator: early })).toContain(
    "TrimmedDataAccessException",
  );
});

it("dynamodbstreams.records.end: there is no next iterator at the end of a closed shard", () => {
  const { put, iterator, got, wait, shardIds } = openStreamed();
  put({ id: text("a") });
  expect(got(iterator())).toHaveProperty("NextShardIterator");
  wait(hours(4));
  const [closed, open] = shardIds();
  expect(got(iterator({ ShardId: closed! }))).not.toHaveProperty("NextShardIterator");
  expect(got(iterator({ ShardId: open! }))).toMatchObject({ Records: [] });
  expect(got(iterator({ ShardId: open! }))).toHaveProperty("NextShardIterator");
});
