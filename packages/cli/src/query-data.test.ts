import { createRequire } from "node:module";
import { afterAll, beforeAll, expect, it } from "vitest";
import { Folder, orrery } from "../test/captured.ts";

// The package is optional: where it is not installed, what needs it is skipped.
const isInstalled = ((): boolean => {
  try {
    createRequire(import.meta.url).resolve("@duckdb/duckdb-wasm/blocking");
    return true;
  } catch {
    return false;
  }
})();

const folder = new Folder();
beforeAll(() => {
  folder.write("template.yaml", template);
});
afterAll(() => folder.remove());

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Results: { Type: AWS::S3::Bucket, Properties: { BucketName: results } }
  Shop: { Type: AWS::Glue::Database, Properties: { CatalogId: "1", DatabaseInput: { Name: shop } } }
  Orders:
    Type: AWS::Glue::Table
    Properties:
      CatalogId: "1"
      DatabaseName: !Ref Shop
      TableInput:
        Name: orders
        Parameters: { classification: csv }
        StorageDescriptor:
          Columns: [{ Name: id, Type: bigint }, { Name: total, Type: double }]
          Location: s3://lake/orders/
  Reports:
    Type: AWS::Athena::WorkGroup
    Properties:
      Name: reports
      WorkGroupConfiguration: { ResultConfiguration: { OutputLocation: s3://results/ } }
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x, Timeout: 60 }
`;

const scenario = (data: string, query: string): string =>
  folder.write(
    "data.scenario.yaml",
    `template: ./template.yaml
duration: 2m
workload: [{ to: Worker, arrivals: { constant: { rate: 1/s } }, for: 1s }]
functions:
  Worker:
    calls:
      - "athena:StartQueryExecution":
          QueryString: ${query}
          WorkGroup: reports
          QueryExecutionContext: { Database: shop }
catalogTables: { Orders: { data: ${data} } }
expect: [Reports.QueriesSucceeded = 1]
`,
  );

const sum = "SELECT sum(total) AS n FROM orders HAVING count(*) = 2";

it.skipIf(!isInstalled).each([
  ["orders.csv", "id,total\n1,2.5\n2,\n"],
  ["orders.jsonl", '{"id":1,"total":2.5}\n{"id":2,"total":null}\n'],
])("answers queries on the file %s, and a saved run does so again", async (name, text) => {
  folder.write(name, text);
  const path = scenario(name, sum);
  const saved = folder.write("saved.run.json", "");
  const { status, err } = await orrery(["run", path, "--save", saved]);
  expect([status, err]).toEqual([0, expect.any(String)]);
  const again = await orrery(["replay", saved]);
  expect([again.status, again.err]).toEqual([0, expect.any(String)]);
});

it.skipIf(!isInstalled)("names a statement that it cannot answer", async () => {
  const { status, out } = await orrery([
    "run",
    scenario("[{ id: 1, total: 2 }]", "SELECT nope(id) FROM orders"),
  ]);
  expect(status).toBe(1);
  expect(out.replaceAll(/\s+/g, " ")).toContain(
    '"SELECT nope(id) FROM orders": the data of its tables do not answer it',
  );
});

it.each([
  ["missing.csv", "missing.csv"],
  ["short.csv", "short.csv:3:1: expected 2 cells, received 1"],
  ["bad.jsonl", "bad.jsonl:2:1: expected JSON"],
  ["7", "catalogTables.Orders.data"],
  ["[7]", "catalogTables.Orders.data.0"],
])("says what is wrong with data in %s", async (data, said) => {
  folder.write("short.csv", "id,total\n1,2\n3\n");
  folder.write("bad.jsonl", '{"id":1}\n{"id"\n');
  const { status, err } = await orrery(["run", scenario(data, sum)]);
  expect(status).toBe(2);
  expect(err).toContain(said);
});
