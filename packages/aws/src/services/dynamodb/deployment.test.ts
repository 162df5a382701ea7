import { expect, it } from "vitest";
import type { TemplateOperation } from "../../service/deployment.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { tableDeployment } from "./deployment.ts";

const made = (params: PlainObject): readonly TemplateOperation[] => [
  {
    operation: "CreateTable",
    params: {
      TableName: "Store",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
      ...params,
    },
  },
];
const change = (before: PlainObject, after: PlainObject) =>
  tableDeployment.change!(
    { operations: made(before), responses: [{}], arn: "arn:store", found: {} },
    made(after),
  );
const index = (IndexName: string, ProjectionType = "ALL") => ({
  IndexName,
  KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
  Projection: { ProjectionType },
});
const indexes = (...all: readonly PlainObject[]) => ({ GlobalSecondaryIndexes: all });
const units = (count: number) => ({
  ProvisionedThroughput: { ReadCapacityUnits: count, WriteCapacityUnits: count },
});

it("dynamodb.stack.change-in-place: each kind of change is a request of its own", () => {
  const before = { ...indexes(index("one")), StreamSpecification: { StreamViewType: "NEW_IMAGE" } };
  const after = {
    BillingMode: "PROVISIONED",
    ...units(5),
    ...indexes({ ...index("one"), ...units(7) }),
    StreamSpecification: { StreamViewType: "KEYS_ONLY" },
    DeletionProtectionEnabled: true,
    Tags: [{ Key: "a", Value: "b" }],
  };
  const table = { TableName: "Store" };
  const update = (params: PlainObject) => ({
    operation: "UpdateTable",
    params: { ...table, ...params },
  });
  expect(change(before, after)).toEqual([
    update({
      BillingMode: "PROVISIONED",
      ...units(5),
      GlobalSecondaryIndexUpdates: [{ Update: { IndexName: "one", ...units(7) } }],
    }),
    update({ DeletionProtectionEnabled: true }),
    update({ StreamSpecification: { StreamEnabled: false } }),
    update({ StreamSpecification: { StreamViewType: "KEYS_ONLY" } }),
    {
      operation: "TagResource",
      params: { ResourceArn: "arn:store", Tags: [{ Key: "a", Value: "b" }] },
    },
  ]);
  expect(change({}, {})).toEqual([]);
  expect(change({}, { TableName: "Other" })).toBe("replace");
  const retyped = [{ AttributeName: "id", AttributeType: "N" }];
  expect(change({}, { AttributeDefinitions: retyped })).toBe("replace");
});

it("dynamodb.stack.one-index: one is made and one taken away; with more of either the step fails", () => {
  const two = change(indexes(index("one")), indexes(index("two")));
  expect(two).toMatchObject([
    { params: { GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "one" } }] } },
    { params: { GlobalSecondaryIndexUpdates: [{ Create: { IndexName: "two" } }] } },
  ]);
  const message = "Cannot perform more than one GSI creation or deletion in a single update";
  expect(change({}, indexes(index("one"), index("two")))).toMatchObject({ message });
  expect(change(indexes(index("one"), index("two")), {})).toMatchObject({ message });
  // It is not waited for until an index is filled.
  const { waits } = tableDeployment;
  expect(
    waits!.endIn({
      Table: { TableStatus: "ACTIVE", GlobalSecondaryIndexes: [{ IndexStatus: "CREATING" }] },
    }),
  ).toBe("well");
  expect(waits!.endIn({ Table: { TableStatus: "UPDATING" } })).toBeNull();
});

it("dynamodb.stack.same-index: one that keeps its name and gets another projection fails the step", () => {
  const other = change(indexes(index("one")), indexes(index("one", "KEYS_ONLY")));
  expect(other).toMatchObject({
    type: "refused",
    message: expect.stringMatching(/^Cannot update GSI's properties other than/) as string,
  });
});
