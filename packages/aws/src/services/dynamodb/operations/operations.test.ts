import { minutes, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { number, openAccount, text } from "../test/table-client.ts";

const orders = { TableName: "Orders" };
const id = { id: text("a") };
const keys = (...names: readonly (readonly [name: string, type?: string])[]) =>
  names.map(([AttributeName, AttributeType = "S"]) => ({ AttributeName, AttributeType }));
const schema = (...names: readonly string[]) =>
  names.map((AttributeName, place) => ({
    AttributeName,
    KeyType: place === 0 ? "HASH" : "RANGE",
  }));
const index = (IndexName: string, names: readonly string[], ProjectionType = "ALL") => ({
  IndexName,
  KeySchema: schema(...names),
  Projection: { ProjectionType },
});

it("dynamodb.api.not-found: a table that is not there", () => {
  const { refusal } = openAccount();
  expect(refusal("GetItem", { ...orders, Key: id })).toBe(
    "ResourceNotFoundException: Requested resource not found",
  );
  expect(refusal("DescribeTable", orders)).toBe(
    "ResourceNotFoundException: Requested resource not found: Table: Orders not found",
  );
});

it("dynamodb.api.creation: a table is CREATING, and not found by who reads and writes", () => {
  const { table, call, refusal, wait } = openAccount();
  const status = () => (call("DescribeTable", orders)["Table"] as PlainObject)["TableStatus"];
  table();
  expect(status()).toBe("ACTIVE");
  call("DeleteTable", orders);
  expect(refusal("PutItem", { ...orders, Item: id })).toContain("ResourceNotFoundException");
  wait(seconds(1));
  table();
  expect(status()).toBe("CREATING");
  expect(refusal("PutItem", { ...orders, Item: id })).toContain("ResourceNotFoundException");
  wait(seconds(8));
  expect(status()).toBe("ACTIVE");
  call("PutItem", { ...orders, Item: id });
});

it("dynamodb.api.in-use: a table is not made twice, and not changed while it is made", () => {
  const { table, refusal, wait, call } = openAccount();
  table();
  expect(() => table()).toThrow("Table already exists: Orders");
  wait(seconds(1));
  const update = {
    ...orders,
    BillingMode: "PROVISIONED",
    ProvisionedThroughput: { ReadCapacityUnits: 5, WriteCapacityUnits: 5 },
  };
  call("UpdateTable", update);
  expect(refusal("UpdateTable", update)).toBe(
    "ResourceInUseException: Attempt to change a resource which is still in use: Table: Orders is in the process of being updated.",
  );
  table("Other");
  expect(refusal("DeleteTable", { TableName: "Other" })).toContain("ResourceInUseException");
});

it("dynamodb.api.billing-mode: provisioned throughput goes with one mode alone", () => {
  const { refusal } = openAccount();
  const made = {
    ...orders,
    AttributeDefinitions: keys(["id"]),
    KeySchema: schema("id"),
  };
  expect(refusal("CreateTable", made)).toBe(
    "ValidationException: One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
  );
  const units = { ReadCapacityUnits: 1, WriteCapacityUnits: 1 };
  expect(
    refusal("CreateTable", {
      ...made,
      BillingMode: "PAY_PER_REQUEST",
      ProvisionedThroughput: units,
    }),
  ).toBe(
    "ValidationException: One or more parameter values were invalid: Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
  );
  expect(refusal("CreateTable", { ...made, ProvisionedThroughput: units })).toBe("none");
});

describe("dynamodb.api.key-schema: keys are defined, and nothing else is", () => {
  const made = (more: PlainObject) => ({ ...orders, BillingMode: "PAY_PER_REQUEST", ...more });
  it.each([
    [
      { AttributeDefinitions: keys(["id"], ["x"]), KeySchema: schema("id") },
      "Number of attributes in KeySchema does not exactly match number of attributes defined in AttributeDefinitions",
    ],
    [
      { AttributeDefinitions: keys(["x"]), KeySchema: schema("id") },
      "Some index key attributes are not defined in AttributeDefinitions. Keys: [id], AttributeDefinitions: [x]",
    ],
    [
      {
        AttributeDefinitions: keys(["id"]),
        KeySchema: [{ AttributeName: "id", KeyType: "RANGE" }],
      },
      "Invalid KeySchema: The first KeySchemaElement is not a HASH key type",
    ],
    [
      { AttributeDefinitions: keys(["id"]), KeySchema: schema("id", "id") },
      "Both the Hash Key and the Range Key element in the KeySchema have the same name",
    ],
    [
      {
        AttributeDefinitions: keys(["id"], ["at"], ["x"]),
        KeySchema: schema("id", "at"),
        LocalSecondaryIndexes: [index("byX", ["at", "x"])],
      },
      "Index KeySchema does not have the same leading hash key as table KeySchema for index: byX",
    ],
  ])("%#", (more, message) => {
    expect(openAccount().refusal("CreateTable", made(more))).toContain(message);
  });
});

it("dynamodb.api.index-limits: 20 global and 5 local indexes", () => {
  const { refusal } = openAccount();
  const many = (count: number, names: readonly string[]) =>
    Array.from({ length: count }, (_, place) => index(`by-${place}`, names));
  const made = {
    ...orders,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: keys(["id"], ["at"]),
    KeySchema: schema("id", "at"),
  };
  expect(refusal("CreateTable", { ...made, GlobalSecondaryIndexes: many(21, ["at"]) })).toContain(
    "limit of 20",
  );
  expect(
    refusal("CreateTable", { ...made, LocalSecondaryIndexes: many(6, ["id", "at"]) }),
  ).toContain("limit of 5");
  expect(
    refusal("CreateTable", {
      ...made,
      GlobalSecondaryIndexes: many(20, ["at"]).map((each) => ({
        ...each,
        IndexName: `g-${each.IndexName}`,
      })),
      LocalSecondaryIndexes: many(5, ["id", "at"]),
    }),
  ).toBe("none");
});

it("dynamodb.api.tables: an account has so many", () => {
  const { table } = openAccount({ quotas: { "dynamodb.tables": 2 } });
  table("one");
  table("two");
  expect(() => table("three")).toThrow("Table count limit: 2");
});

it("dynamodb.api.names: a name or an ARN", () => {
  const { table, call, put } = openAccount();
  expect(() => table("a")).toThrow(
    "Value 'a' at 'tableName' failed to satisfy constraint: Member must have length greater than or equal to 3",
  );
  expect(() => table("a/b")).toThrow(
    "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+",
  );
  table();
  put(id);
  const arn = "arn:aws:dynamodb:us-east-1:123456789012:table/Orders";
  expect(call("GetItem", { TableName: arn, Key: id })["Item"]).toEqual(id);
});

it("dynamodb.api.concurrent-changes: no more than 500 tables are made or changed at a time", () => {
  const { call, refusal, wait } = openAccount();
  const made = (number: number, more: PlainObject = {}) => ({
    TableName: `Table${number}`,
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: keys(["id"]),
    KeySchema: schema("id"),
    ...more,
  });
  const indexed = { GlobalSecondaryIndexes: [index("again", ["id"])] };
  wait(seconds(1));
  for (let number = 0; number < 250; number += 1) call("CreateTable", made(number, indexed));
  const tooMany = "LimitExceededException: Subscriber limit exceeded";
  expect(refusal("CreateTable", made(250, indexed))).toContain(tooMany);
  for (let number = 250; number < 500; number += 1) call("CreateTable", made(number));
  expect(refusal("CreateTable", made(500))).toContain(tooMany);
  wait(seconds(30));
  call("CreateTable", made(500, indexed));
});

it("says what AWS has against a table that is imported", () => {
  const { refusal, call } = openAccount();
  const imported = (more: PlainObject) => ({
    S3BucketSource: { S3Bucket: "bucket" },
    InputFormat: "DYNAMODB_JSON",
    TableCreationParameters: {
      TableName: "Orders",
      AttributeDefinitions: keys(["id"]),
      KeySchema: schema("id"),
      ...more,
    },
  });
  expect(refusal("ImportTable", imported({ BillingMode: "PROVISIONED" }))).toContain(
    "ReadCapacityUnits and WriteCapacityUnits must both be specified",
  );
  expect(call("ListTables", {})["TableNames"]).toEqual([]);
});

it("dynamodb.api.keys: a key has what the table's has", () => {
  const { table, refusal } = openAccount();
  table("Orders", {}, "N");
  const mismatch = "ValidationException: The provided key element does not match the schema";
  for (const Key of [
    id,
    { ...id, at: text("1") },
    { ...id, at: number(1), more: number(1) },
    { at: number(1) },
  ]) {
    expect(refusal("GetItem", { ...orders, Key })).toBe(mismatch);
    expect(refusal("DeleteItem", { ...orders, Key })).toBe(mismatch);
  }
  expect(refusal("PutItem", { ...orders, Item: id })).toBe(
    "ValidationException: One or more parameter values were invalid: Missing the key at in the item",
  );
});

it("dynamodb.api.get: no item", () => {
  const { table, call, get, put } = openAccount();
  table();
  expect(call("GetItem", { ...orders, Key: id })).toEqual({});
  put({ ...id, count: number(1), label: text("x") });
  expect(get(id)).toEqual({ ...id, count: number(1), label: text("x") });
  expect(get(id, { ProjectionExpression: "label" })).toEqual({ label: text("x") });
});

it("dynamodb.api.return-values: the item before and after", () => {
  const { table, put, call, refusal } = openAccount();
  table();
  expect(put(id, { ReturnValues: "ALL_OLD" })).toEqual({});
  expect(put({ ...id, n: number(1) }, { ReturnValues: "ALL_OLD" })).toEqual({ Attributes: id });
  const update = (ReturnValues: string) =>
    call("UpdateItem", {
      ...orders,
      Key: id,
      UpdateExpression: "SET n = n + :one",
      ExpressionAttributeValues: { ":one": number(1) },
      ReturnValues,
    })["Attributes"];
  expect(update("UPDATED_NEW")).toEqual({ n: number(2) });
  expect(update("UPDATED_OLD")).toEqual({ n: number(2) });
  expect(update("ALL_NEW")).toEqual({ ...id, n: number(4) });
  expect(update("ALL_OLD")).toEqual({ ...id, n: number(4) });
  expect(update("NONE")).toBeUndefined();
  expect(call("DeleteItem", { ...orders, Key: id, ReturnValues: "ALL_OLD" })).toEqual({
    Attributes: { ...id, n: number(6) },
  });
  expect(refusal("PutItem", { ...orders, Item: id, ReturnValues: "ALL_NEW" })).toBe(
    "ValidationException: ReturnValues can only be ALL_OLD or NONE",
  );
});

it("dynamodb.api.select: what goes with what", () => {
  const { table, put, call, refusal } = openAccount();
  table("Orders", {
    AttributeDefinitions: keys(["id"], ["by"]),
    GlobalSecondaryIndexes: [index("byBy", ["by"], "KEYS_ONLY")],
  });
  put({ ...id, by: text("b"), rest: text("r") });
  expect(refusal("Scan", { ...orders, Select: "ALL_PROJECTED_ATTRIBUTES" })).toContain(
    "ALL_PROJECTED_ATTRIBUTES can be used only when Querying using an IndexName",
  );
  expect(refusal("Scan", { ...orders, Select: "SPECIFIC_ATTRIBUTES" })).toContain(
    "Must specify the AttributesToGet or ProjectionExpression",
  );
  expect(refusal("Scan", { ...orders, IndexName: "byBy", Select: "ALL_ATTRIBUTES" })).toContain(
    "its projection type is not ALL",
  );
  expect(call("Scan", { ...orders, Select: "COUNT" })).toEqual({ Count: 1, ScannedCount: 1 });
});

it("dynamodb.api.no-index: an index that is not there, and one that cannot be read so", () => {
  const { table, refusal } = openAccount();
  table("Orders", {
    AttributeDefinitions: keys(["id"], ["by"]),
    GlobalSecondaryIndexes: [index("byBy", ["by"])],
  });
  expect(refusal("Scan", { ...orders, IndexName: "none" })).toBe(
    "ValidationException: The table does not have the specified index: none",
  );
  expect(refusal("Scan", { ...orders, IndexName: "byBy", ConsistentRead: true })).toBe(
    "ValidationException: Consistent reads are not supported on global secondary indexes",
  );
});

describe("dynamodb.api.batches", () => {
  const items = (count: number) =>
    Array.from({ length: count }, (_, place) => ({ id: text(`${place}`) }));
  const puts = (count: number) => items(count).map((Item) => ({ PutRequest: { Item } }));

  it("dynamodb.api.batches: writes 25 items and reads 100 of several tables", () => {
    const { table, call } = openAccount();
    table();
    table("Users");
    const written = call("BatchWriteItem", {
      RequestItems: {
        Orders: puts(15),
        Users: [...puts(9), { DeleteRequest: { Key: { id: text("none") } } }],
      },
    });
    expect(written).toEqual({ UnprocessedItems: {} });
    const read = call("BatchGetItem", {
      RequestItems: {
        Orders: { Keys: items(50), ConsistentRead: true },
        Users: { Keys: items(50), ConsistentRead: true },
      },
    });
    const { Orders, Users } = read["Responses"] as Readonly<Record<string, readonly unknown[]>>;
    expect([Orders!.length, Users!.length]).toEqual([15, 9]);
    expect(read["UnprocessedKeys"]).toEqual({});
  });

  it("dynamodb.api.batches: refuses more, and the same item twice", () => {
    const { table, refusal } = openAccount();
    table();
    expect(refusal("BatchWriteItem", { RequestItems: { Orders: puts(26) } })).toContain(
      "ValidationException",
    );
    expect(refusal("BatchWriteItem", { RequestItems: { Orders: [...puts(1), ...puts(1)] } })).toBe(
      "ValidationException: Provided list of item keys contains duplicates",
    );
    expect(refusal("BatchGetItem", { RequestItems: { Orders: { Keys: [id, id] } } })).toBe(
      "ValidationException: Provided list of item keys contains duplicates",
    );
  });

  it("dynamodb.api.batches: gives back what is throttled, and refuses where all of it is", () => {
    const { table, call, refusal } = openAccount();
    table("Orders", {
      BillingMode: "PROVISIONED",
      ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 10 },
    });
    const written = call("BatchWriteItem", { RequestItems: { Orders: puts(25) } });
    const { Orders } = written["UnprocessedItems"] as Readonly<Record<string, readonly unknown[]>>;
    expect(Orders).toEqual(puts(25).slice(-Orders!.length));
    expect(Orders!.length).toBeGreaterThan(0);
    expect(refusal("BatchWriteItem", { RequestItems: { Orders: puts(25) } })).toContain(
      "ProvisionedThroughputExceededException",
    );
  });
});

it("dynamodb.api.consumed: units by table and index", () => {
  const { table, put, call } = openAccount();
  table("Orders", {
    AttributeDefinitions: keys(["id"], ["by"]),
    GlobalSecondaryIndexes: [index("byBy", ["by"])],
  });
  const item = { ...id, by: text("b"), rest: text("r".repeat(1_500)) };
  expect(put(item, { ReturnConsumedCapacity: "INDEXES" })["ConsumedCapacity"]).toEqual({
    TableName: "Orders",
    CapacityUnits: 4,
    Table: { CapacityUnits: 2 },
    GlobalSecondaryIndexes: { byBy: { CapacityUnits: 2 } },
  });
  expect(
    call("GetItem", { ...orders, Key: id, ReturnConsumedCapacity: "TOTAL" })["ConsumedCapacity"],
  ).toEqual({ TableName: "Orders", CapacityUnits: 0.5 });
});

it("dynamodb.api.consumed: sizes of item collections, where there are local indexes", () => {
  const { table, put } = openAccount();
  table(
    "Orders",
    {
      AttributeDefinitions: keys(["id"], ["at", "N"], ["by"]),
      LocalSecondaryIndexes: [index("byBy", ["id", "by"])],
    },
    "N",
  );
  expect(
    put({ ...id, at: number(1) }, { ReturnItemCollectionMetrics: "SIZE" })["ItemCollectionMetrics"],
  ).toEqual({ ItemCollectionKey: id, SizeEstimateRangeGB: [0, 1] });
});

it("dynamodb.api.deletion-protection: a table that is protected stays", () => {
  const { table, refusal, call } = openAccount();
  table("Orders", { DeletionProtectionEnabled: true });
  expect(refusal("DeleteTable", orders)).toContain("protected against deletion");
  call("UpdateTable", { ...orders, DeletionProtectionEnabled: false });
  expect(refusal("DeleteTable", orders)).toBe("none");
});

it("dynamodb.api.policies: revisions are expected", () => {
  const { table, call, refusal, wait } = openAccount();
  table();
  const ResourceArn = "arn:aws:dynamodb:us-east-1:123456789012:table/Orders";
  const put = (Policy: string, more: PlainObject = {}) =>
    call("PutResourcePolicy", { ResourceArn, Policy, ...more })["RevisionId"];
  const first = put("{}", { ExpectedRevisionId: "NO_POLICY" });
  expect(call("GetResourcePolicy", { ResourceArn })).toEqual({ Policy: "{}", RevisionId: first });
  expect(
    refusal("PutResourcePolicy", { ResourceArn, Policy: "{}", ExpectedRevisionId: "NO_POLICY" }),
  ).toContain(`but a policy exists with revision id ${String(first)}.`);
  wait(minutes(1));
  const second = put('{"a":1}', { ExpectedRevisionId: first! });
  expect(second).not.toBe(first);
  call("DeleteResourcePolicy", { ResourceArn });
  expect(refusal("GetResourcePolicy", { ResourceArn })).toContain("PolicyNotFoundException");
});

it("keeps tags, and lists tables by their names", () => {
  const { table, call } = openAccount();
  table("Users", { Tags: [{ Key: "a", Value: "1" }] });
  table();
  const ResourceArn = "arn:aws:dynamodb:us-east-1:123456789012:table/Users";
  call("TagResource", { ResourceArn, Tags: [{ Key: "b", Value: "2" }] });
  call("UntagResource", { ResourceArn, TagKeys: ["a"] });
  expect(call("ListTagsOfResource", { ResourceArn })["Tags"]).toEqual([{ Key: "b", Value: "2" }]);
  const first = call("ListTables", { Limit: 1 });
  expect(first).toEqual({ TableNames: ["Orders"], LastEvaluatedTableName: "Orders" });
  expect(call("ListTables", { ExclusiveStartTableName: "Orders" })).toEqual({
    TableNames: ["Users"],
  });
});

it("makes an index of a table that has items, and takes it away", () => {
  const { table, put, call, wait, refusal } = openAccount();
  table();
  put({ ...id, by: text("b") });
  call("UpdateTable", {
    ...orders,
    AttributeDefinitions: keys(["id"], ["by"]),
    GlobalSecondaryIndexUpdates: [{ Create: index("byBy", ["by"]) }],
  });
  wait(minutes(5));
  const query = {
    ...orders,
    IndexName: "byBy",
    KeyConditionExpression: "#by = :b",
    ExpressionAttributeNames: { "#by": "by" },
    ExpressionAttributeValues: { ":b": text("b") },
  };
  expect(call("Query", query)["Items"]).toEqual([{ ...id, by: text("b") }]);
  call("UpdateTable", {
    ...orders,
    GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "byBy" } }],
  });
  expect(refusal("Query", query)).toContain("does not have the specified index: byBy");
});
