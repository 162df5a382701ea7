import { hours, minutes, seconds } from "@orrery/kernel";
import { gzipSync } from "fflate";
import { expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { utf8Of } from "../../../text/utf8.ts";
import { importing, openWithBucket } from "../test/bucket-client.ts";

const line = (id: string, more: PlainObject = {}) =>
  JSON.stringify({ Item: { id: { S: id }, ...more } });

/** An import that was begun, and how it ends. */
function imported(
  objects: Readonly<Record<string, string | Uint8Array>>,
  more: PlainObject = {},
  table: PlainObject = {},
) {
  const account = openWithBucket({ logs: true });
  for (const [key, body] of Object.entries(objects)) account.putObject(key, body);
  account.wait(seconds(1));
  const begun = account.call("ImportTable", importing(more, table))["ImportTableDescription"];
  const { ImportArn } = begun as PlainObject;
  const describe = () =>
    account.call("DescribeImport", { ImportArn: ImportArn! })[
      "ImportTableDescription"
    ] as PlainObject;
  const items = () =>
    (account.call("Scan", { TableName: "Imported" })["Items"] as readonly PlainObject[])
      .slice()
      .sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  return { ...account, begun: begun as PlainObject, describe, items };
}

it("dynamodb.import.new-table: the table is CREATING until the import has ended, and is a table like others then", () => {
  const { begun, describe, wait, call, refusal, items } = imported({ a: line("1") });
  expect(begun).toMatchObject({ ImportStatus: "IN_PROGRESS", InputCompressionType: "NONE" });
  const status = () =>
    (call("DescribeTable", { TableName: "Imported" })["Table"] as PlainObject)["TableStatus"];
  wait(minutes(2));
  expect([status(), describe()["ImportStatus"]]).toEqual(["CREATING", "IN_PROGRESS"]);
  const get = { TableName: "Imported", Key: { id: { S: "1" } } };
  expect(refusal("GetItem", get)).toMatch("ResourceNotFoundException");
  expect(refusal("DeleteTable", { TableName: "Imported" })).toMatch("ResourceInUseException");
  wait(minutes(2));
  expect([status(), describe()["ImportStatus"]]).toEqual(["ACTIVE", "COMPLETED"]);
  expect(items()).toEqual([{ id: { S: "1" } }]);
});

it("dynamodb.import.formats: items in Item, one behind the other, in all objects under the prefix", () => {
  const { wait, items, describe } = imported(
    {
      "in/one.json": `${line("1", { n: { N: "1.0" } })}${line("2")}\n`,
      "in/two": ` ${line("3", { m: { M: { "a}\\": { S: '"}' } } } })}`,
      "other/three": line("4"),
    },
    { S3BucketSource: { S3Bucket: "data", S3KeyPrefix: "in/" } },
  );
  wait(minutes(4));
  expect(items()).toEqual([
    { id: { S: "1" }, n: { N: "1" } },
    { id: { S: "2" } },
    { id: { S: "3" }, m: { M: { "a}\\": { S: '"}' } } } },
  ]);
  expect(describe()).toMatchObject({ ProcessedItemCount: 3, ImportedItemCount: 3, ErrorCount: 0 });
});

it("dynamodb.import.formats: rows of CSV, whose keys have their types and all else is text", () => {
  const definitions = {
    AttributeDefinitions: [
      { AttributeName: "id", AttributeType: "S" },
      { AttributeName: "at", AttributeType: "N" },
    ],
    KeySchema: [
      { AttributeName: "id", KeyType: "HASH" },
      { AttributeName: "at", KeyType: "RANGE" },
    ],
  };
  const csv = { InputFormat: "CSV" };
  const first = imported(
    { a: 'id,at,said\r\nx,1,"a, ""b""\nc"\r\nx,2,3\n', b: "id,at\ny,07\n" },
    csv,
    definitions,
  );
  first.wait(minutes(4));
  expect(first.items()).toEqual([
    { id: { S: "x" }, at: { N: "1" }, said: { S: 'a, "b"\nc' } },
    { id: { S: "x" }, at: { N: "2" }, said: { S: "3" } },
    { id: { S: "y" }, at: { N: "7" } },
  ]);
  const second = imported(
    { a: gzipSync(utf8Of("x;1\ny;no\nz\n")) },
    {
      ...csv,
      InputCompressionType: "GZIP",
      InputFormatOptions: { Csv: { Delimiter: ";", HeaderList: ["id", "at"] } },
    },
    definitions,
  );
  second.wait(minutes(4));
  expect(second.items()).toEqual([{ id: { S: "x" }, at: { N: "1" } }]);
  expect(second.describe()).toMatchObject({
    ProcessedSizeBytes: 11,
    ProcessedItemCount: 3,
    ErrorCount: 2,
  });
});

it("dynamodb.import.errors: what is no item is counted and logged, and the rest is imported", () => {
  const { wait, describe, items, client } = imported({
    good: line("1") + line("1", { again: { BOOL: true } }),
    bad: `${JSON.stringify({ id: { S: "2" } })}${line("", {})}${line("3")}{"Item`,
  });
  wait(minutes(4));
  expect(describe()).toMatchObject({
    ImportStatus: "FAILED",
    FailureCode: "ItemValidationError",
    ProcessedItemCount: 6,
    ErrorCount: 3,
    ImportedItemCount: 3,
  });
  expect(items()).toEqual([{ again: { BOOL: true }, id: { S: "1" } }, { id: { S: "3" } }]);
  const { events } = client.call("logs", "FilterLogEvents", {
    logGroupName: "/aws-dynamodb/imports",
  }) as { readonly events: readonly { readonly message: string }[] };
  expect(
    events.map(({ message }) => {
      const { s3ObjectKey, itemIndex } = JSON.parse(message) as PlainObject;
      return [s3ObjectKey, itemIndex];
    }),
  ).toEqual([
    ["bad", 1],
    ["bad", 2],
    ["bad", 4],
  ]);
});

it("dynamodb.import.no-bucket: an import from a bucket that is not there leaves no table", () => {
  const { wait, describe, call, refusal } = imported(
    {},
    { S3BucketSource: { S3Bucket: "nowhere" } },
  );
  wait(seconds(1));
  expect(describe()).toMatchObject({
    ImportStatus: "FAILED",
    FailureCode: "S3NoSuchBucket",
    FailureMessage: "The specified bucket does not exist",
  });
  expect(call("ListTables")["TableNames"]).toEqual([]);
  expect(
    refusal("DescribeImport", { ImportArn: `arn:aws:dynamodb:us-east-1:1:table/a/import/0` }),
  ).toMatch("ImportNotFoundException");
});

it("dynamodb.import.quotas: one import more than 50 is refused while they go on", () => {
  const { call, refusal, wait } = openWithBucket();
  wait(seconds(1));
  const into = (TableName: string) => importing({}, { TableName });
  for (let number = 1; number <= 50; number += 1) call("ImportTable", into(`Table${number}`));
  expect(refusal("ImportTable", into("More"))).toMatch("LimitExceededException");
  wait(minutes(4));
  expect(refusal("ImportTable", into("More"))).toBe("none");
  const page = call("ListImports", { PageSize: 20 });
  const rest = call("ListImports", { PageSize: 25, NextToken: page["NextToken"]! });
  expect((page["ImportSummaryList"] as readonly unknown[]).length).toBe(20);
  expect((rest["ImportSummaryList"] as readonly unknown[]).length).toBe(25);
});

it("dynamodb.import.token: the same token is the same import for eight hours", () => {
  const { call, refusal, wait } = openWithBucket();
  wait(seconds(1));
  const asked = importing({ ClientToken: "one" });
  const arnOf = (params: PlainObject) =>
    (call("ImportTable", params)["ImportTableDescription"] as PlainObject)["ImportArn"];
  const first = arnOf(asked);
  expect(arnOf(asked)).toBe(first);
  const other = importing({ ClientToken: "one" }, { TableName: "Other" });
  expect(refusal("ImportTable", other)).toMatch("ImportConflictException");
  wait(hours(8));
  expect(arnOf(other)).not.toBe(first);
});

it("dynamodb.import.duration: three minutes at least, unless a scenario says otherwise", () => {
  const account = openWithBucket({
    latencies: { "dynamodb.import.duration": { type: "constant", value: seconds(10) } },
  });
  account.wait(seconds(1));
  const { ImportArn } = account.call("ImportTable", importing())[
    "ImportTableDescription"
  ] as PlainObject;
  const status = () =>
    (
      account.call("DescribeImport", { ImportArn: ImportArn! })[
        "ImportTableDescription"
      ] as PlainObject
    )["ImportStatus"];
  account.wait(seconds(9));
  expect(status()).toBe("IN_PROGRESS");
  account.wait(seconds(2));
  expect(status()).toBe("COMPLETED");
});

it("says of an object that was given without its contents that its items are not known", () => {
  const { wait, describe, call } = imported({ a: "x".repeat(100) });
  wait(seconds(1));
  expect(describe()).toMatchObject({ ImportStatus: "FAILED", FailureCode: "ContentsNotModeled" });
  expect(call("ListTables")["TableNames"]).toEqual([]);
});

it("ends a run that imports Amazon Ion, or what ZSTD compressed", () => {
  const { call } = openWithBucket();
  expect(() => call("ImportTable", importing({ InputFormat: "ION" }))).toThrow(/Ion are not/);
  expect(() => call("ImportTable", importing({ InputCompressionType: "ZSTD" }))).toThrow(/ZSTD/);
});
