import { hours, milliseconds, minutes, type Distribution } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { noTrail } from "../../../service/origin.ts";
import {
  byIndex,
  codeOf,
  expressions,
  got,
  idAt,
  keyOf,
  openTable,
  put,
  putting,
  writing,
} from "../test/driven-table.ts";
import type { Item } from "../value/attribute-value.ts";
import { sizeOfItem } from "../value/item-size.ts";

const a: Item = { id: { S: "a" } };
const withCount = (count: number): Item => ({ ...a, n: { N: `${count}` } });
const conditionOf = (text: string) =>
  expressions("PutItem", { ConditionExpression: text }).condition;

it("dynamodb.table.durable: a strongly consistent read sees every write that was answered", () => {
  const table = openTable();
  for (let count = 0; count < 20; count += 1) {
    expect(codeOf(put(table, withCount(count)))).toBe("itemWritten");
    expect(got(table, "a")).toEqual(withCount(count));
  }
});

describe("dynamodb.table.stale-reads", () => {
  it("dynamodb.table.stale-reads: a read of the last 20 ms may see what was there before", () => {
    const table = openTable({}, {}, { choose: () => 1 });
    put(table, withCount(1));
    expect(got(table, "a", "eventual")).toBeNull();
    expect(got(table, "a")).toEqual(withCount(1));
    table.advance(milliseconds(20));
    expect(got(table, "a", "eventual")).toEqual(withCount(1));
    put(table, withCount(2));
    expect(got(table, "a", "eventual")).toEqual(withCount(1));
    expect(table.meter("StaleReads").sum).toBe(2);
  });

  it("dynamodb.table.stale-reads: sees it as a rule", () => {
    const table = openTable({}, {}, { choose: () => 0 });
    put(table, withCount(1));
    expect(got(table, "a", "eventual")).toEqual(withCount(1));
  });

  it("dynamodb.table.stale-reads: asks nothing where nothing is in doubt", () => {
    const never = () => {
      throw new Error("it was asked");
    };
    const none = { "dynamodb.convergence": 0 };
    const table = openTable({}, { assumptions: none }, { choose: never });
    put(table, withCount(1));
    expect(got(table, "a", "eventual")).toEqual(withCount(1));
  });
});

it("dynamodb.table.conditions: what fails changes nothing, shows the item and takes its units", () => {
  const table = openTable();
  const large = { ...a, data: { S: "x".repeat(3_000) } };
  put(table, large);
  const condition = conditionOf("attribute_not_exists(id)");
  const refused = {
    type: "refused",
    code: "ConditionalCheckFailedException",
    message: "The conditional request failed",
  };
  expect(put(table, withCount(1), { condition })).toEqual(refused);
  expect(put(table, withCount(1), { condition, showsOnFailure: true })).toEqual({
    ...refused,
    details: { Item: large },
  });
  expect(got(table, "a")).toEqual(large);
  expect(table.meter("ConditionalCheckFailedRequests").sum).toBe(2);
  expect(table.meter("ConsumedWriteCapacityUnits").sum).toBe(9);
});

it("dynamodb.table.update-creates: an update makes what is not there", () => {
  const table = openTable();
  const update = {
    form: "expression",
    set: [],
    remove: [],
    add: [],
    delete: [],
    touched: [],
  } as const;
  table.ask(writing(keyOf(a), { do: "update", update, keyItem: a }));
  expect(got(table, "a")).toEqual(a);
});

it("dynamodb.table.delete-idempotent: what is not there is deleted, too", () => {
  const table = openTable();
  expect(codeOf(table.ask(writing(keyOf(a), { do: "delete" })))).toBe("itemWritten");
  put(table, a);
  table.ask(writing(keyOf(a), { do: "delete" }));
  expect(got(table, "a")).toBeNull();
  expect(table.gauges()["Items"]).toBe(0);
});

it("dynamodb.table.item-size: an update makes no item of more than 400 KB", () => {
  const table = openTable();
  put(table, { ...a, data: { S: "x".repeat(300_000) } });
  const { update } = expressions("UpdateItem", {
    UpdateExpression: "SET more = :more",
    ExpressionAttributeValues: { ":more": { S: "y".repeat(120_000) } },
  });
  const action = { do: "update", update: update!, keyItem: a } as const;
  expect(table.ask(writing(keyOf(a), action))).toMatchObject({
    code: "ValidationException",
    message: "Item size to update has exceeded the maximum allowed size",
  });
});

it("dynamodb.table.latency: an answer takes its time", () => {
  const constant: Distribution = { type: "constant", value: milliseconds(7) };
  const table = openTable({}, { latencies: { "dynamodb.putItem": constant } });
  put(table, a);
  expect(table.meter("SuccessfulRequestLatency")).toMatchObject({ count: 1, sum: 7_000 });
});

it("dynamodb.table.counts: those of up to six hours before", () => {
  const table = openTable();
  const counts = () => table.ask({ type: "describeCounts" });
  put(table, a);
  expect(counts()).toMatchObject({ items: 0, bytes: 0 });
  table.advance(hours(6));
  expect(counts()).toMatchObject({ items: 1, bytes: 3 });
  table.advance(minutes(1));
  put(table, { id: { S: "b" } });
  expect(counts()).toMatchObject({ items: 1, bytes: 3 });
});

describe("dynamodb.table.arrivals", () => {
  const trail = { ...noTrail, from: 1, number: 7 };
  const arrive = (attributes: Item, group: string | null, schema = idAt) => {
    const table = openTable({ schema });
    table.ask({ type: "putArrival", attributes, size: sizeOfItem(attributes), group, trail });
    const reply = table.ask({
      type: "readItems",
      index: null,
      of: { type: "scan", from: -(2 ** 31), to: 2 ** 31 - 1, after: null },
      limit: null,
      filter: null,
      projection: null,
      isCount: false,
      isWhole: false,
      consistency: "strong",
    });
    return reply.type === "itemsRead" ? reply.items : reply;
  };

  it("dynamodb.table.arrivals: keys that a body lacks are made", () => {
    const body = { total: { N: "1" } };
    expect(arrive(body, null)).toEqual([{ ...body, id: { S: "1-7" }, at: { S: "1-7" } }]);
    expect(arrive(body, "g")).toEqual([{ ...body, id: { S: "g" }, at: { S: "1-7" } }]);
    expect(arrive({ ...body, id: { S: "x" } }, "g")).toEqual([
      { ...body, id: { S: "x" }, at: { S: "1-7" } },
    ]);
  });
});

describe("indexes", () => {
  const query = (table: ReturnType<typeof openTable>, by: string, consistency = "eventual") => {
    const key = keyOf({ id: { S: by } });
    const reply = table.ask({
      type: "readItems",
      index: "byBy",
      of: {
        type: "query",
        collection: { key: key.key, hash: key.hash },
        range: { from: null, includesFrom: false, to: null, includesTo: false },
        isForward: true,
        after: null,
      },
      limit: null,
      filter: null,
      projection: null,
      isCount: false,
      isWhole: true,
      consistency: consistency as "strong",
    });
    if (reply.type !== "itemsRead") throw new Error(JSON.stringify(reply));
    return reply.items;
  };
  const by = (id: string, value: string): Item => ({ id: { S: id }, by: { S: value } });

  it("dynamodb.table.index-lag: a global index has a write 10 ms later", () => {
    const table = openTable({ indexes: [byIndex()] });
    put(table, by("a", "x"));
    expect(query(table, "x")).toEqual([]);
    table.advance(milliseconds(10));
    expect(query(table, "x")).toEqual([by("a", "x")]);
    put(table, by("a", "y"));
    expect([query(table, "x").length, query(table, "y").length]).toEqual([1, 0]);
    table.advance(milliseconds(10));
    expect([query(table, "x").length, query(table, "y").length]).toEqual([0, 1]);
  });

  it("dynamodb.table.sparse-indexes: without the index's key an item is not there", () => {
    const table = openTable({ indexes: [byIndex()] });
    put(table, a);
    put(table, by("b", "x"));
    put(table, by("c", "x"));
    put(table, { id: { S: "c" } });
    table.advance(milliseconds(10));
    expect(query(table, "x")).toEqual([by("b", "x")]);
  });

  it("dynamodb.table.local-indexes: has a write at once, and fetches what it lacks", () => {
    const local = byIndex({
      isGlobal: false,
      schema: { hash: idAt.hash, sort: [{ name: "by", type: "S", role: "RANGE" }] },
      projection: { type: "KEYS_ONLY" },
    });
    const table = openTable({ schema: idAt, indexes: [local] });
    const item: Item = { id: { S: "a" }, at: { S: "1" }, by: { S: "z" }, rest: { N: "5" } };
    table.ask(writing(keyOf(item, idAt), putting(item)));
    expect(query(table, "a", "strong")).toEqual([item]);
  });

  it("dynamodb.table.collection-size: item collections have a limit", () => {
    const local = byIndex({
      isGlobal: false,
      schema: { hash: idAt.hash, sort: [{ name: "by", type: "S", role: "RANGE" }] },
    });
    const table = openTable({ schema: idAt, indexes: [local] });
    const item: Item = { id: { S: "a" }, at: { S: "1" }, by: { S: "z" } };
    const huge = 5_368_709_121;
    // Nobody waits for as much: the table believes the size.
    const first = table.ask(writing(keyOf(item, idAt), putting(item)));
    expect(codeOf(first)).toBe("itemWritten");
    const more: Item = { ...item, at: { S: "2" } };
    expect(
      table.ask(writing(keyOf(more, idAt), { do: "put", item: more, size: 2 * huge })),
    ).toMatchObject({ code: "ItemCollectionSizeLimitExceededException" });
  });
});

it("has each of many items as it was put last, in place and on a copy", () => {
  const table = openTable();
  // Buckets of the store are then of several sizes.
  for (const n of ["1", "22"]) {
    for (let number = 0; number < 60; number += 1) {
      put(table, { id: { S: `${number}` }, n: { N: n } });
    }
  }
  expect(table.state.items.items).toBe(60);
  expect(got(table, "59")).toEqual({ id: { S: "59" }, n: { N: "22" } });
});
