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
        Parameters: { classification: csv }
        StorageDescriptor:
          Columns: [{ Name: id, Type: string }, { Name: total, Type: double }]
          Location: s3://lake/orders/
  Packed:
    Type: AWS::Glue::Table
    Properties:
      CatalogId: "1"
      DatabaseName: !Ref Shop
      TableInput:
        Name: packed
        Parameters: { classification: parquet, parquet.compression: ZSTD }
        StorageDescriptor:
          Columns: [{ Name: id, Type: string }, { Name: total, Type: double }]
          Location: s3://lake/packed/
  Zipped:
    Type: AWS::Glue::Table
    Properties:
      CatalogId: "1"
      DatabaseName: !Ref Shop
      TableInput:
        Name: zipped
        Parameters: { classification: csv, compressionType: gzip }
        StorageDescriptor:
          Columns: [{ Name: id, Type: string }]
          Location: s3://lake/zipped/
  Reports:
    Type: AWS::Athena::WorkGroup
    Properties:
      Name: reports
      WorkGroupConfiguration: { ResultConfiguration: { OutputLocation: s3://results/ } }
  Reserved:
    Type: AWS::Athena::WorkGroup
    Properties:
      Name: reserved
      WorkGroupConfiguration: { ResultConfiguration: { OutputLocation: s3://results/ } }
  Own:
    Type: AWS::Athena::CapacityReservation
    Properties:
      Name: own
      TargetDpus: 8
      CapacityAssignmentConfiguration: { CapacityAssignments: [{ WorkgroupNames: [reserved] }] }
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x, Timeout: 60 }
`;

const catalogTables = {
  Orders: { size: "10GB", rows: 1_000, files: 100, partitions: { dt: 100 } },
  Packed: { raw: "50GB", rows: 1_000 },
  Zipped: { raw: "50GB", rows: 1_000, files: 10 },
};

/** A function that does so once, or so often in a second. */
const calling = (calls: readonly Part[], rate = 1): Part => ({
  workload: [{ to: "Worker", arrivals: { constant: { rate: `${rate}/s` } }, for: "1s" }],
  functions: { Worker: { calls } },
  duration: "20m",
  catalogTables,
});
const query = (QueryString: string, WorkGroup = "reports"): Part => ({
  "athena:StartQueryExecution": {
    QueryString,
    WorkGroup,
    QueryExecutionContext: { Database: "shop" },
  },
});
const onText = calling([query("SELECT * FROM orders")]);
const onColumns = calling([query("SELECT id FROM packed")]);
const counting = calling([query("SELECT count(*) FROM packed")]);
const onZip = calling([query("SELECT * FROM zipped")]);
const showing = calling([query("SHOW TABLES")]);
const several = calling([query("SELECT * FROM orders")], 3);
const reserved = calling([query("SELECT * FROM orders", "reserved")], 3);
const none = { QueryExecutionId: "none" };
const quota = (name: string, value: number): Part => ({ quotas: { [`athena.${name}`]: value } });
const assumed = (base: Part, name: string, value: unknown) => ({
  base,
  change: { assumptions: { [`athena.${name}`]: value } },
});
const told = (change: Part) => ({
  base: { ...onText, workgroups: { Reports: {} } },
  change: { workgroups: { Reports: change } },
});
const makingReservation = calling([
  { "athena:CreateCapacityReservation": { Name: "more", TargetDpus: 4 } },
]);

/** A case for each setting of scenarios that is about queries. */
export const athenaSettingCases: ServiceSettingCases = {
  template,
  settings: {
    "workgroups.*.queries": told({ queries: [{ match: "orders", time: "30s" }] }),
    "quotas.athena.activeDmlQueries": {
      base: several,
      change: quota("activeDmlQueries", 1),
    },
    "quotas.athena.activeDdlQueries": {
      base: calling([query("SHOW TABLES"), query("SHOW TABLES")]),
      change: quota("activeDdlQueries", 1),
    },
    "quotas.athena.dmlTimeout": {
      base: { ...onText, assumptions: { "athena.textRate": "1MB" } },
      change: { ...quota("dmlTimeout", 1) },
    },
    "quotas.athena.ddlTimeout": {
      base: { ...showing, assumptions: { "athena.ddlTime": "5m" } },
      change: quota("ddlTimeout", 1),
    },
    "quotas.athena.startCallsPerSecond": {
      base: calling([query("SHOW TABLES")], 10),
      change: quota("startCallsPerSecond", 1),
    },
    "quotas.athena.getQueryCallsPerSecond": {
      base: calling([{ "athena:GetQueryExecution": none }], 10),
      change: quota("getQueryCallsPerSecond", 1),
    },
    "quotas.athena.getResultsCallsPerSecond": {
      base: calling([{ "athena:GetQueryResults": none }], 10),
      change: quota("getResultsCallsPerSecond", 1),
    },
    "quotas.athena.workgroups": {
      base: calling([{ "athena:CreateWorkGroup": { Name: "more" } }]),
      change: quota("workgroups", 2),
    },
    "quotas.athena.preparedStatements": {
      base: calling(
        ["one", "two"].map((StatementName) => ({
          "athena:CreatePreparedStatement": {
            StatementName,
            WorkGroup: "reports",
            QueryStatement: "SELECT 1",
          },
        })),
      ),
      change: quota("preparedStatements", 1),
    },
    "quotas.athena.capacityReservations": {
      base: makingReservation,
      change: quota("capacityReservations", 1),
    },
    "quotas.athena.reservedDpus": { base: makingReservation, change: quota("reservedDpus", 8) },
  },
  assumptions: {
    "athena.queueDelay": assumed(onText, "queueDelay", "10s"),
    "athena.runners": assumed(several, "runners", 1),
    "athena.planningLeast": assumed(onText, "planningLeast", "600ms"),
    "athena.planningMost": assumed(onText, "planningMost", "20s"),
    "athena.pageTime": assumed(onText, "pageTime", "1s"),
    "athena.textStart": assumed(onText, "textStart", "20s"),
    "athena.textRate": assumed(onText, "textRate", "100MB"),
    "athena.columnarStart": assumed(onColumns, "columnarStart", "20s"),
    "athena.columnarRate": assumed(onColumns, "columnarRate", "100MB"),
    "athena.fileRate": assumed(onText, "fileRate", 1),
    "athena.workerRate": assumed(onZip, "workerRate", "10MB"),
    "athena.textRatio": assumed(onZip, "textRatio", 10),
    "athena.columnarRatio": assumed(onColumns, "columnarRatio", 10),
    "athena.zstdSaving": assumed(onColumns, "zstdSaving", 0.5),
    "athena.footer": assumed(counting, "footer", "1MB"),
    "athena.ddlTime": assumed(showing, "ddlTime", "20s"),
    "athena.resultTime": assumed(showing, "resultTime", "20s"),
    "athena.dmlDpus": assumed(reserved, "dmlDpus", 8),
    "athena.provisioning": assumed(makingReservation, "provisioning", "1m"),
    "athena.reservationMinimum": assumed(reserved, "reservationMinimum", "1m"),
  },
};
