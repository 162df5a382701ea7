import { expect, it } from "vitest";
import { simulate } from "../../../index.ts";
import type { PlainObject } from "../../../service/refusal.ts";

const orders = { Name: "Orders", PartitionKeys: [{ Name: "dt", Type: "string" }] };
const of = { DatabaseName: "shop", TableName: "orders" };

/** An account with a database and a table. */
function account() {
  const client = simulate({ seed: 1 }).client();
  const call = (operation: string, params: PlainObject): PlainObject =>
    client.call("glue", operation, params);
  const refusal = (operation: string, params: PlainObject): string => {
    try {
      call(operation, params);
    } catch (error) {
      const { code, message } = error as { code?: string; message: string };
      return `${String(code)}: ${message}`;
    }
    throw new Error(`${operation} is not refused`);
  };
  call("CreateDatabase", { DatabaseInput: { Name: "Shop" } });
  call("CreateTable", { DatabaseName: "shop", TableInput: orders });
  return { call, refusal };
}

it("glue.catalog.small-letters: names are folded to small letters", () => {
  const { call } = account();
  expect(call("GetTable", { DatabaseName: "SHOP", Name: "ORDERS" })["Table"]).toMatchObject({
    Name: "orders",
    DatabaseName: "shop",
  });
  expect(call("GetDatabases", {})["DatabaseList"]).toMatchObject([
    { Name: "default" },
    { Name: "shop" },
  ]);
});

it("glue.catalog.missing: what is there, and what is not", () => {
  const { call, refusal } = account();
  expect(refusal("GetTable", { DatabaseName: "shop", Name: "none" })).toBe(
    "EntityNotFoundException: Table none not found.",
  );
  expect(refusal("GetDatabase", { Name: "none" })).toBe(
    "EntityNotFoundException: Database none not found.",
  );
  expect(refusal("CreateTable", { DatabaseName: "shop", TableInput: orders })).toBe(
    "AlreadyExistsException: Table already exists.",
  );
  call("DeleteTable", { DatabaseName: "shop", Name: "orders" });
  expect(call("GetTables", { DatabaseName: "shop" })["TableList"]).toEqual([]);
  call("DeleteDatabase", { Name: "shop" });
  expect(refusal("DeleteDatabase", { Name: "shop" })).toContain("EntityNotFoundException");
});

it("glue.partition.batch: adds those that are not there, and lists the others", () => {
  const { call, refusal } = account();
  const list = [{ Values: ["2"] }, { Values: ["1"] }, { Values: ["1"] }];
  expect(call("BatchCreatePartition", { ...of, PartitionInputList: list })["Errors"]).toMatchObject(
    [{ PartitionValues: ["1"], ErrorDetail: { ErrorCode: "AlreadyExistsException" } }],
  );
  expect(call("GetPartitions", of)["Partitions"]).toEqual([{ Values: ["1"] }, { Values: ["2"] }]);
  call("DeletePartition", { ...of, PartitionValues: ["1"] });
  expect(refusal("DeletePartition", { ...of, PartitionValues: ["1"] })).toContain(
    "EntityNotFoundException",
  );
});

it("glue.partition.values: a value for each key", () => {
  const { refusal } = account();
  const PartitionInput = { Values: ["1", "2"] };
  expect(refusal("CreatePartition", { ...of, PartitionInput })).toContain("InvalidInputException");
});
