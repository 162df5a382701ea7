import type { Part, ServiceSettingCases } from "../../../../test/setting-case.ts";

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
        PartitionKeys: [{ Name: dt, Type: string }]
        Parameters: { classification: parquet }
        StorageDescriptor:
          Columns: [{ Name: id, Type: string }, { Name: total, Type: double }, { Name: note, Type: string }]
          Location: s3://lake/orders/
  Reports:
    Type: AWS::Athena::WorkGroup
    Properties:
      Name: reports
      WorkGroupConfiguration: { ResultConfiguration: { OutputLocation: s3://results/ } }
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
`;

const calling = (...calls: readonly Part[]): Part => ({
  workload: [{ to: "Worker", arrivals: { constant: { rate: "1/s" } }, for: "1s" }],
  functions: { Worker: { calls } },
  duration: "10m",
});
const asking = calling({
  "athena:StartQueryExecution": {
    QueryString: "SELECT id FROM orders WHERE dt = '2026-01-01' AND total > 1",
    WorkGroup: "reports",
    QueryExecutionContext: { Database: "shop" },
  },
});
const usual = { size: "10GB", files: 100, partitions: { dt: 10 } };
const saying = (change: Part) => ({
  base: { ...asking, catalogTables: { Orders: usual } },
  change: { catalogTables: { Orders: { ...usual, ...change } } },
});

/** A case for each setting of scenarios that is about the Data Catalog. */
export const glueSettingCases: ServiceSettingCases = {
  template,
  settings: {
    "catalogTables.*.size": saying({ size: "20GB" }),
    "catalogTables.*.raw": {
      base: { ...asking, catalogTables: { Orders: { raw: "10GB", partitions: { dt: 10 } } } },
      change: { catalogTables: { Orders: { raw: "20GB", partitions: { dt: 10 } } } },
    },
    "catalogTables.*.files": saying({ files: 10_000 }),
    "catalogTables.*.rows": {
      base: { ...asking, catalogTables: { Orders: usual } },
      change: { catalogTables: { Orders: { ...usual, rows: 1_000 } } },
    },
    "catalogTables.*.columns": saying({ columns: { id: 1, total: 1, note: 50 } }),
    "catalogTables.*.partitions": saying({ partitions: { dt: 1_000 } }),
    "catalogTables.*.surviving": saying({ surviving: { total: 0.1 } }),
    "catalogTables.*.data": saying({
      data: [{ id: "a", total: 2, note: "b", dt: "2026-01-01" }],
    }),
    "quotas.glue.databases": {
      base: calling({ "glue:CreateDatabase": { DatabaseInput: { Name: "more" } } }),
      change: { quotas: { "glue.databases": 2 } },
    },
    "quotas.glue.tables": {
      base: calling({ "glue:CreateTable": { DatabaseName: "shop", TableInput: { Name: "more" } } }),
      change: { quotas: { "glue.tables": 1 } },
    },
    "quotas.glue.partitions": {
      base: calling(
        ...["1", "2"].map((day) => ({
          "glue:CreatePartition": {
            DatabaseName: "shop",
            TableName: "orders",
            PartitionInput: { Values: [day] },
          },
        })),
      ),
      change: { quotas: { "glue.partitions": 1 } },
    },
  },
  assumptions: {},
};
