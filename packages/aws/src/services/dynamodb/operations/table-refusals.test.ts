import { seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { openAccount } from "../test/table-client.ts";

const named = (AttributeName: string, AttributeType = "S") => ({ AttributeName, AttributeType });
const hash = (AttributeName: string) => ({ AttributeName, KeyType: "HASH" });
const range = (AttributeName: string) => ({ AttributeName, KeyType: "RANGE" });
const all = { ProjectionType: "ALL" };
const units = { ReadCapacityUnits: 5, WriteCapacityUnits: 5 };
const index = (IndexName: string, ...KeySchema: readonly PlainObject[]) => ({
  IndexName,
  KeySchema,
  Projection: all,
});
const byBy = index("byBy", hash("by"));
const keys = { AttributeDefinitions: [named("id")], KeySchema: [hash("id")] };
const both = { AttributeDefinitions: [named("id"), named("by")], KeySchema: [hash("id")] };
const demand = { TableName: "New", BillingMode: "PAY_PER_REQUEST" };
const invalid = "One or more parameter values were invalid: ";
const many = (role: typeof hash) => ["a", "b", "c", "d", "e"].map(role);

type Refusal = readonly [what: string, params: PlainObject, message: string];

const refusedOfNew: readonly Refusal[] = [
  [
    "a definition twice",
    { ...keys, AttributeDefinitions: [named("id"), named("id")] },
    "Attribute Name is duplicated: id",
  ],
  [
    "an attribute too few",
    { ...keys, KeySchema: [hash("id"), range("at")] },
    "Invalid KeySchema: Some index key attribute have no definition",
  ],
  [
    "another attribute",
    { ...keys, AttributeDefinitions: [named("x")] },
    `${invalid}Some index key attributes are not defined in AttributeDefinitions. Keys: [id], AttributeDefinitions: [x]`,
  ],
  [
    "an attribute that an index lacks",
    { ...keys, GlobalSecondaryIndexes: [byBy] },
    `${invalid}Some index key attributes are not defined in AttributeDefinitions. Keys: [by], AttributeDefinitions: [id]`,
  ],
  [
    "an attribute too many beside an index",
    {
      ...both,
      AttributeDefinitions: [named("id"), named("by"), named("x")],
      GlobalSecondaryIndexes: [byBy],
    },
    `${invalid}Some AttributeDefinitions are not used. AttributeDefinitions: [id, by, x], keys used: [id, by]`,
  ],
  [
    "no global index",
    { ...keys, GlobalSecondaryIndexes: [] },
    `${invalid}List of GlobalSecondaryIndexes is empty`,
  ],
  [
    "no local index",
    { ...keys, LocalSecondaryIndexes: [] },
    `${invalid}List of LocalSecondaryIndexes is empty`,
  ],
  [
    "throughput of an index on demand",
    { ...both, GlobalSecondaryIndexes: [{ ...byBy, ProvisionedThroughput: units }] },
    `${invalid}ProvisionedThroughput should not be specified for index: byBy when BillingMode is PAY_PER_REQUEST`,
  ],
  [
    "a maximum of nothing",
    { ...keys, OnDemandThroughput: { MaxReadRequestUnits: 0 } },
    `${invalid}Requested MaxReadRequestUnits for OnDemandThroughput for table is outside of valid range`,
  ],
  [
    "a maximum of what is provisioned",
    {
      ...keys,
      BillingMode: "PROVISIONED",
      ProvisionedThroughput: units,
      OnDemandThroughput: { MaxWriteRequestUnits: 5 },
    },
    `${invalid}MaxWriteRequestUnits for OnDemandThroughput cannot be specified when the table BillingMode is PROVISIONED`,
  ],
  [
    "a stream of no view",
    { ...keys, StreamSpecification: { StreamEnabled: true } },
    `${invalid}Table is being created with a stream enabled, UpdateViewType is required`,
  ],
  [
    "a view of no stream",
    { ...keys, StreamSpecification: { StreamEnabled: false, StreamViewType: "NEW_IMAGE" } },
    `${invalid}Table is being created with a stream disabled, UpdateViewType should not be specified`,
  ],
  [
    "a name twice in an index",
    {
      ...both,
      GlobalSecondaryIndexes: [
        { ...byBy, Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["x", "x"] } },
      ],
    },
    `${invalid}Duplicate element in NonKeyAttributes: x`,
  ],
  [
    "roles out of order",
    { ...both, GlobalSecondaryIndexes: [index("byBy", hash("by"), range("id"), hash("x"))] },
    `${invalid}All HASH key attributes must precede RANGE key attributes in the KeySchema`,
  ],
  [
    "too many of a role",
    { ...both, GlobalSecondaryIndexes: [index("byBy", hash("by"), ...many(range))] },
    `${invalid}The KeySchema exceeds the maximum allowed number of RANGE key attributes`,
  ],
  [
    "a key attribute of an index twice",
    { ...both, GlobalSecondaryIndexes: [index("byBy", hash("by"), range("id"), range("id"))] },
    "The KeySchema contains multiple key attributes with the same name",
  ],
  [
    "a type of encryption that is off",
    { ...keys, SSESpecification: { Enabled: false, SSEType: "KMS" } },
    `${invalid}SSEType can not be specified if Enabled is false`,
  ],
  [
    "a key of encryption that is off",
    { ...keys, SSESpecification: { Enabled: false, KMSMasterKeyId: "alias/x" } },
    `${invalid}KMSMasterKeyId can not be specified if Enabled is false`,
  ],
  [
    "an old type of encryption",
    { ...keys, SSESpecification: { Enabled: true, SSEType: "AES256" } },
    `${invalid}SSEType AES256 is not supported`,
  ],
  [
    "tags of AWS",
    { ...keys, Tags: [{ Key: "aws:x", Value: "1" }] },
    "Tag Key cannot be prefixed with aws:, Key: aws:x",
  ],
];

describe("dynamodb.api.table-refusals: a table is not made", () => {
  const { refusal } = openAccount();
  it.each(refusedOfNew)("with %s", (_what, params, message) => {
    expect(refusal("CreateTable", { ...demand, ...params })).toBe(
      `ValidationException: ${message}`,
    );
  });
});

const update = (...GlobalSecondaryIndexUpdates: readonly PlainObject[]) => ({
  GlobalSecondaryIndexUpdates,
});
const gone = { Delete: { IndexName: "byBy" } };

const refusedOfOld: readonly Refusal[] = [
  [
    "nothing",
    {},
    "At least one of ProvisionedThroughput, BillingMode, UpdateStreamEnabled, GlobalSecondaryIndexUpdates, SSESpecification, ReplicaUpdates, MultiAccountReplicaReady, ReplicaTransitRoleArn, MultiRegionConsistency, DeletionProtectionEnabled, OnDemandThroughput, WarmThroughput or TableClass is required",
  ],
  [
    "its class and more",
    { TableClass: "STANDARD", DeletionProtectionEnabled: true },
    `${invalid}TableClass modification must be the only operation in the request`,
  ],
  [
    "encryption and more",
    { SSESpecification: { Enabled: true }, DeletionProtectionEnabled: true },
    `${invalid}Server-Side Encryption modification must be the only operation in the request`,
  ],
  [
    "a maximum and a stream",
    {
      OnDemandThroughput: { MaxReadRequestUnits: 1 },
      StreamSpecification: { StreamEnabled: false },
    },
    `${invalid}OnDemandThroughput can only be combined with BillingMode in an UpdateTable request`,
  ],
  [
    "throughput and a stream",
    {
      BillingMode: "PROVISIONED",
      ProvisionedThroughput: units,
      StreamSpecification: { StreamEnabled: false },
    },
    `${invalid}You cannot modify stream status while updating table IOPS`,
  ],
  [
    "throughput and an index",
    { BillingMode: "PROVISIONED", ProvisionedThroughput: units, ...update(gone) },
    `${invalid}You cannot create or delete index while updating table IOPS`,
  ],
  [
    "a stream and an index",
    { StreamSpecification: { StreamEnabled: false }, ...update(gone) },
    `${invalid}You cannot create or delete index while changing stream status`,
  ],
  ["no change of indexes", update(), `${invalid}List of GlobalSecondaryIndexUpdates is empty`],
  [
    "an index in no way",
    update({}),
    `${invalid}One of GlobalSecondaryIndexUpdate.Update, GlobalSecondaryIndexUpdate.Create, GlobalSecondaryIndexUpdate.Delete must not be null`,
  ],
  [
    "an index in two ways",
    update({ ...gone, Create: byBy }),
    `${invalid}Only one global secondary index action is allowed per GlobalSecondaryIndexUpdate object`,
  ],
  [
    "an index twice",
    update(gone, gone),
    `${invalid}Only one global secondary index update per index is allowed simultaneously. Index: byBy`,
  ],
  [
    "an index that is there",
    { AttributeDefinitions: [named("by")], ...update({ Create: byBy }) },
    "Attempting to create an index which already exists",
  ],
  [
    "a local index",
    update({ Delete: { IndexName: "byAt" } }),
    "Cannot delete an index that is not a GlobalSecondaryIndex: byAt",
  ],
  [
    "an index to units on demand",
    update({ Update: { IndexName: "byBy", ProvisionedThroughput: units } }),
    `${invalid}Neither ReadCapacityUnits nor WriteCapacityUnits can be specified for index: byBy when BillingMode is PAY_PER_REQUEST`,
  ],
  [
    "its mode without units",
    { BillingMode: "PROVISIONED" },
    `${invalid}ProvisionedThroughput must be specified when BillingMode is PROVISIONED`,
  ],
  [
    "a stream that is not there",
    { StreamSpecification: { StreamEnabled: false } },
    "Table has no stream to disable: TableName: Orders",
  ],
  [
    "a stream of no view",
    { StreamSpecification: { StreamEnabled: true } },
    `${invalid}If stream is being enabled then UpdateViewType is required`,
  ],
  [
    "warm throughput to less",
    { WarmThroughput: { ReadUnitsPerSecond: 13_000, WriteUnitsPerSecond: 5_000 } },
    `${invalid}Requested ReadUnitsPerSecond for WarmThroughput for table is lower than current WarmThroughput, decreasing WarmThroughput is not supported`,
  ],
];

describe("dynamodb.api.table-refusals: a table is not changed in", () => {
  const { refusal, call, wait } = openAccount();
  call("CreateTable", {
    TableName: "Orders",
    BillingMode: "PAY_PER_REQUEST",
    AttributeDefinitions: [named("id"), named("at"), named("by")],
    KeySchema: [hash("id"), range("at")],
    GlobalSecondaryIndexes: [byBy],
    LocalSecondaryIndexes: [index("byAt", hash("id"), range("by"))],
    WarmThroughput: { ReadUnitsPerSecond: 14_000, WriteUnitsPerSecond: 5_000 },
  });
  wait(seconds(60));
  it.each(refusedOfOld)("%s", (_what, params, message) => {
    expect(refusal("UpdateTable", { TableName: "Orders", ...params })).toBe(
      `ValidationException: ${message}`,
    );
  });

  it("dynamodb.api.table-refusals: tags that are none, or too many", () => {
    const ResourceArn = "arn:aws:dynamodb:us-east-1:123456789012:table/Orders";
    const tags = (count: number) =>
      Array.from({ length: count }, (_, number) => ({ Key: `${number}`, Value: "" }));
    const of = (operation: string, params: PlainObject) =>
      refusal(operation, { ResourceArn, ...params });
    expect(of("TagResource", { Tags: [] })).toContain("Atleast one Tag needs to be provided");
    expect(of("UntagResource", { TagKeys: [] })).toContain("Atleast one Tag Key needs");
    const twice = { Tags: [...tags(1), ...tags(1)] };
    expect(of("TagResource", twice)).toContain("Duplicate Tag Key found 0");
    expect(of("TagResource", { Tags: tags(51) })).toContain("Number of Tags exceed");
    expect(of("TagResource", { Tags: tags(50) })).toBe("none");
    expect(of("TagResource", { Tags: [{ Key: "x", Value: "" }] })).toContain("Number of Tags");
  });
});

it("dynamodb.api.table-refusals: recovery that is turned off for days, and a destination that is not there", () => {
  const { table, refusal } = openAccount();
  table();
  expect(
    refusal("UpdateContinuousBackups", {
      TableName: "Orders",
      PointInTimeRecoverySpecification: {
        PointInTimeRecoveryEnabled: false,
        RecoveryPeriodInDays: 3,
      },
    }),
  ).toContain("Cannot specify RecoveryPeriodInDays when disabling point-in-time recovery.");
  const StreamArn = "arn:aws:kinesis:us-east-1:123456789012:stream/none";
  expect(
    refusal("DisableKinesisStreamingDestination", { TableName: "Orders", StreamArn }),
  ).toContain("KinesisStreamingDestination must be ACTIVE to perform DISABLE operation.");
});

it("dynamodb.api.table-refusals: time to live of a table that is being made", () => {
  const { table, refusal, wait } = openAccount();
  wait(seconds(1));
  table();
  const ofOrders = { TableName: "Orders" };
  expect(refusal("DescribeTimeToLive", ofOrders)).toBe(
    "ValidationException: Cannot describe time to live while table is in CREATING state: Current table state is CREATING",
  );
  wait(seconds(60));
  expect(refusal("DescribeTimeToLive", ofOrders)).toBe("none");
});

it("dynamodb.api.batches: say which table has too many or none", () => {
  const { table, refusal } = openAccount();
  table();
  expect(refusal("BatchWriteItem", { RequestItems: { Orders: [] } })).toBe(
    "ValidationException: 1 validation error detected: Value '{Orders=[]}' at 'requestItems' failed to satisfy constraint: Map value must satisfy constraint: [Member must have length less than or equal to 25, Member must have length greater than or equal to 1]",
  );
  expect(refusal("BatchGetItem", { RequestItems: { Orders: { Keys: [] } } })).toBe(
    "ValidationException: 1 validation error detected: Value '[]' at 'requestItems.Orders.member.keys' failed to satisfy constraint: Member must have length greater than or equal to 1",
  );
});

it("dynamodb.api.table-refusals: throughput of an index that it has", () => {
  const { call, refusal, wait } = openAccount();
  call("CreateTable", {
    TableName: "Orders",
    ProvisionedThroughput: units,
    ...both,
    GlobalSecondaryIndexes: [{ ...byBy, ProvisionedThroughput: units }],
  });
  wait(seconds(60));
  const to = (ReadCapacityUnits: number) =>
    refusal("UpdateTable", {
      TableName: "Orders",
      ...update({
        Update: {
          IndexName: "byBy",
          ProvisionedThroughput: { ...units, ReadCapacityUnits },
        },
      }),
    });
  expect(to(5)).toContain(
    "The provisioned throughput for the index byBy will not change. The requested value equals the current value.",
  );
  expect(to(6)).toBe("none");
  const [index] = (call("DescribeTable", { TableName: "Orders" })["Table"] as PlainObject)[
    "GlobalSecondaryIndexes"
  ] as readonly PlainObject[];
  expect(index!["IndexStatus"]).toBe("UPDATING");
});
