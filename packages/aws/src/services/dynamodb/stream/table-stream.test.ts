import { hours, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { openStreamed } from "../test/stream-client.ts";
import { number, text } from "../test/table-client.ts";

const named = (records: readonly PlainObject[]) =>
  records.map(({ eventName, dynamodb }) => {
    const { Keys } = dynamodb as { Keys: { id: { S: string } } };
    return `${String(eventName)} ${Keys.id.S}`;
  });

it("dynamodb.stream.no-op: tells nothing of a write that changes nothing", () => {
  const { put, call, records } = openStreamed();
  put({ id: text("a"), total: number(1) });
  put({ id: text("a"), total: number(1) });
  call("UpdateItem", { TableName: "Orders", Key: { id: text("a") } });
  call("DeleteItem", { TableName: "Orders", Key: { id: text("b") } });
  put({ id: text("a"), total: number(2) });
  expect(named(records())).toEqual(["INSERT a", "MODIFY a"]);
});

it("dynamodb.stream.transactions: tells of batches and transactions as of single writes, with the bytes of what it shows", () => {
  const { call, records } = openStreamed();
  const Item = (id: string) => ({ id: text(id), total: number(1) });
  call("BatchWriteItem", {
    RequestItems: {
      Orders: [{ PutRequest: { Item: Item("a") } }, { PutRequest: { Item: Item("b") } }],
    },
  });
  call("TransactWriteItems", {
    TransactItems: [
      { Delete: { TableName: "Orders", Key: { id: text("a") } } },
      { Put: { TableName: "Orders", Item: Item("c") } },
    ],
  });
  const all = records();
  expect(named(all)).toEqual(["INSERT a", "INSERT b", "REMOVE a", "INSERT c"]);
  // id and a: 3 bytes; total and 1: 7 bytes more.
  expect(all.map(({ dynamodb }) => (dynamodb as PlainObject)["SizeBytes"])).toEqual([
    13, 13, 13, 13,
  ]);
});

it("tells nothing of what is refused", () => {
  const { put, error, records } = openStreamed();
  put({ id: text("a") });
  const condition = { ConditionExpression: "attribute_not_exists(id)" };
  expect(
    error("PutItem", { TableName: "Orders", Item: { id: text("a"), n: number(1) }, ...condition })
      ?.code,
  ).toBe("ConditionalCheckFailedException");
  expect(named(records())).toEqual(["INSERT a"]);
});

it("dynamodb.stream.disabled: a stream can be read for a day, and the next one has another ARN", () => {
  const { put, call, records, description, streams, wait, StreamArn, streamsRefusal } =
    openStreamed();
  put({ id: text("a") });
  wait(seconds(30));
  const update = (StreamSpecification: PlainObject) =>
    call("UpdateTable", { TableName: "Orders", StreamSpecification })[
      "TableDescription"
    ] as PlainObject;
  update({ StreamEnabled: false });
  put({ id: text("b") });
  expect(description()["StreamStatus"]).toBe("DISABLED");
  expect(named(records())).toEqual(["INSERT a"]);
  wait(seconds(30));
  const next = update({ StreamEnabled: true, StreamViewType: "KEYS_ONLY" });
  expect(next["LatestStreamArn"]).not.toBe(StreamArn);
  put({ id: text("c") });
  expect(named(records())).toEqual(["INSERT a"]);
  expect(streams("ListStreams")["Streams"]).toHaveLength(2);
  wait(hours(24));
  expect(streams("ListStreams")["Streams"]).toHaveLength(1);
  expect(streamsRefusal("DescribeStream", { StreamArn })).toBe(
    `ResourceNotFoundException: Requested resource not found: Stream: ${StreamArn} not found`,
  );
});

it("can be read for a day after its table was deleted", () => {
  const { put, call, records, wait } = openStreamed();
  put({ id: text("a") });
  wait(seconds(30));
  call("DeleteTable", { TableName: "Orders" });
  wait(hours(1));
  expect(named(records())).toEqual(["INSERT a"]);
});
