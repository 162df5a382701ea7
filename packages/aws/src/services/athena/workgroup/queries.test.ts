import { hours, milliseconds, minutes, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import { billedBytes } from "../pricing.ts";
import { bytesOf, ordersTable, parquet, QueryAccount, reasonOf } from "../test/query-account.ts";

const slow = { "athena.textRate": 1_000_000 };
const megabyte = 2 ** 20;

/** An account with the table of orders, which takes 10,000 s to read as text. */
function slowAccount(more: ConstructorParameters<typeof QueryAccount>[0] = {}): QueryAccount {
  const account = new QueryAccount({ ...more, assumptions: { ...slow, ...more.assumptions } });
  account.call("CreateTable", ordersTable(), "glue");
  return account;
}

describe("the life of a query", () => {
  it("athena.life.states: from QUEUED over RUNNING to its end", () => {
    const account = new QueryAccount({ assumptions: { "athena.queueDelay": seconds(1) } });
    account.call("CreateTable", ordersTable(), "glue");
    const id = account.start("SELECT * FROM orders");
    expect(account.state(id)).toBe("QUEUED");
    account.advance(seconds(4));
    expect(account.state(id)).toBe("RUNNING");
    account.advance(minutes(1));
    expect(account.state(id)).toBe("SUCCEEDED");
    const statistics = account.query(id)["Statistics"] as PlainObject;
    expect(Number(statistics["QueryQueueTimeInMillis"])).toBeGreaterThan(100);
    for (const metric of [
      "QueryQueueTime",
      "EngineExecutionTime",
      "TotalExecutionTime",
      "ProcessedBytes",
    ]) {
      expect(account.sum(metric)).toBeGreaterThan(0);
    }
  });

  it.each([
    [true, "ALARM"],
    [false, "INSUFFICIENT_DATA"],
  ])("athena.metrics.workgroup: is what alarms look at, if published: %s", (isPublished, state) => {
    const account = new QueryAccount();
    account.call("CreateTable", ordersTable(), "glue");
    account.call("UpdateWorkGroup", {
      WorkGroup: "primary",
      ConfigurationUpdates: { PublishCloudWatchMetricsEnabled: isPublished },
    });
    const alarm = {
      ...{ AlarmName: "long", Namespace: "AWS/Athena", MetricName: "TotalExecutionTime" },
      ...{ Statistic: "Maximum", Period: 60, EvaluationPeriods: 1, Threshold: 1 },
      ComparisonOperator: "GreaterThanThreshold",
      Dimensions: [{ Name: "WorkGroup", Value: "primary" }],
    };
    account.call("PutMetricAlarm", alarm, "cloudwatch");
    account.start("SELECT * FROM orders");
    account.advance(minutes(3));
    const { MetricAlarms } = account.call("DescribeAlarms", {}, "cloudwatch");
    expect(MetricAlarms).toMatchObject([{ StateValue: state }]);
  });

  it("athena.life.queue: longer with lists, and for a runner where all are busy", () => {
    const account = slowAccount({ assumptions: { "athena.runners": 1 } });
    const first = account.start("SELECT * FROM orders WHERE dt = '2026-01-01'");
    account.advance(seconds(1));
    const second = account.start("SELECT * FROM orders WHERE dt = '2026-01-02'");
    account.advance(seconds(10));
    expect([account.state(first), account.state(second)]).toEqual(["RUNNING", "QUEUED"]);
    account.advance(minutes(40));
    expect([account.state(first), account.state(second)]).toEqual(["SUCCEEDED", "SUCCEEDED"]);
    const busy = new QueryAccount({ assumptions: { "athena.pageTime": seconds(1) } });
    busy.call("CreateTable", ordersTable(), "glue");
    expect(busy.run("SELECT * FROM orders")).toMatchObject({
      Statistics: { QueryPlanningTimeInMillis: 11_000 },
    });
  });

  it("athena.quota.timeouts: 30 minutes, or what was asked for", () => {
    const account = slowAccount();
    const id = account.start("SELECT * FROM orders");
    account.advance(minutes(31));
    expect(account.state(id)).toBe("CANCELLED: Query timeout");
    expect(bytesOf(account.query(id))).toBeCloseTo(1_798_490_000, -8);
    const longer = slowAccount({ quotas: { "athena.dmlTimeout": 240 } });
    expect(reasonOf(longer.run("SELECT * FROM orders", {}, hours(3)))).toBe("SUCCEEDED");
    const ddl = new QueryAccount({ assumptions: { "athena.ddlTime": hours(1) } });
    expect(reasonOf(ddl.run("SHOW TABLES", {}, hours(2)))).toBe("SUCCEEDED");
    const short = new QueryAccount({
      assumptions: { "athena.ddlTime": hours(1) },
      quotas: { "athena.ddlTimeout": 10 },
    });
    expect(reasonOf(short.run("SHOW TABLES", {}, hours(2)))).toBe("Query timeout");
  });

  it("athena.workgroup.cutoff: cancelled at the limit of its workgroup, and billed until then", () => {
    const account = slowAccount();
    account.call("CreateWorkGroup", {
      Name: "capped",
      Configuration: { BytesScannedCutoffPerQuery: 100_000_000 },
    });
    const query = account.run("SELECT * FROM orders WHERE dt = '2026-01-01'", {
      WorkGroup: "capped",
    });
    expect(reasonOf(query)).toBe("Bytes scanned limit was exceeded");
    expect(bytesOf(query)).toBe(100_000_000);
    expect(account.sum("BilledBytes", "capped")).toBe(96 * megabyte);
    const least = { Name: "small", Configuration: { BytesScannedCutoffPerQuery: 9_999_999 } };
    expect(account.refusal("CreateWorkGroup", least)).toContain("InvalidRequestException");
    const most = { Name: "large", Configuration: { BytesScannedCutoffPerQuery: 2 ** 53 - 1 } };
    account.call("CreateWorkGroup", most);
  });

  it("stops what somebody stops, as often as they like", () => {
    const account = slowAccount();
    const id = account.start("SELECT * FROM orders");
    account.advance(seconds(102));
    account.call("StopQueryExecution", { QueryExecutionId: id });
    account.call("StopQueryExecution", { QueryExecutionId: id });
    expect(account.state(id)).toBe("CANCELLED: Query cancelled by user");
    expect(account.refusal("StopQueryExecution", { QueryExecutionId: "other" })).toContain(
      "was not found",
    );
    account.advance(hours(1));
    expect(account.keys("results")).toEqual([]);
  });
});

describe("what it costs", () => {
  it("athena.price.scan: whole megabytes, ten at least, at five dollars a TB", () => {
    expect(billedBytes("SUCCEEDED", 1)).toBe(10 * megabyte);
    expect(billedBytes("SUCCEEDED", 10 * megabyte + 1)).toBe(11 * megabyte);
    const account = new QueryAccount();
    account.call("CreateTable", ordersTable({ size: 2 ** 40, files: 10_000 }), "glue");
    account.run("SELECT * FROM orders");
    expect(account.sum("BilledBytes")).toBe(2 ** 40);
    expect(account.charges()).toEqual([{ what: "Athena data scanned", dollars: 5 }]);
  });

  it("athena.price.free: nothing for DDL and failures, what was read of what is cancelled", () => {
    const account = slowAccount();
    account.run("SHOW TABLES");
    account.run("ALTER TABLE orders SET TBLPROPERTIES ('a'='b')");
    account.run("SELECT * FROM missing");
    expect(account.sum("BilledBytes")).toBe(0);
    const id = account.start("SELECT * FROM orders");
    account.advance(milliseconds(105_000));
    account.call("StopQueryExecution", { QueryExecutionId: id });
    const read = bytesOf(account.query(id));
    expect(read).toBeGreaterThan(50_000_000);
    expect(account.sum("BilledBytes")).toBe(Math.ceil(read / megabyte) * megabyte);
  });

  it("athena.price.others: a dollar for each million of requests of the catalog beyond the first", () => {
    const account = new QueryAccount();
    const partitions = { dt: 900_000_000 };
    account.call("CreateTable", ordersTable({ partitions, files: 900_000_000, size: 0 }), "glue");
    for (let count = 0; count < 3; count += 1)
      account.run("SELECT * FROM orders WHERE dt = '1' AND id = 'a'");
    expect(account.sum("CatalogRequests")).toBe(6);
    expect(account.chargesOf({ CatalogRequests: { sum: 3_000_000 } })).toEqual([
      { what: "Data Catalog requests of queries", dollars: 2 },
    ]);
  });
});

describe("results", () => {
  it("athena.calls.shown: pages of rows, the names first, and batches of 50", () => {
    const answer = Array.from({ length: 1_500 }, (_, each) => ({ id: `${each}`, total: each }));
    const account = new QueryAccount();
    account.call("CreateWorkGroup", {
      Name: "told",
      Configuration: {},
      QueryBehavior: {
        queries: [{ match: "from anywhere", answer, bytesScanned: "3GB", time: "5s" }],
      },
    });
    const query = account.run("SELECT id, total FROM anywhere", { WorkGroup: "told" });
    expect(query).toMatchObject({
      Status: { State: "SUCCEEDED" },
      Statistics: { DataScannedInBytes: 3 * 2 ** 30, EngineExecutionTimeInMillis: 5_000 },
    });
    const QueryExecutionId = String(query["QueryExecutionId"]);
    const rows = account.rows(QueryExecutionId);
    expect(rows).toHaveLength(1_000);
    expect(rows.slice(0, 2)).toEqual(["id|total", "0|0"]);
    expect(account.rows(QueryExecutionId, { NextToken: "1000" })).toHaveLength(501);
    const failed = account.run("SELECT * FROM missing");
    expect(failed).toMatchObject({
      Status: { AthenaError: { ErrorCategory: 2, Retryable: false } },
    });
    const id = String(failed["QueryExecutionId"]);
    expect(account.refusal("GetQueryResults", { QueryExecutionId: id })).toBe(
      "InvalidRequestException: Query did not finish successfully. Final query state: FAILED",
    );
    const batch = account.call("BatchGetQueryExecution", {
      QueryExecutionIds: [id, QueryExecutionId, "none"],
    });
    expect(batch["QueryExecutions"]).toHaveLength(2);
    expect(batch["UnprocessedQueryExecutionIds"]).toHaveLength(1);
    const many = { QueryExecutionIds: Array.from({ length: 51 }, () => id) };
    expect(account.refusal("BatchGetQueryExecution", many)).toContain("InvalidRequestException");
    expect(account.call("ListQueryExecutions", { WorkGroup: "told" })["QueryExecutionIds"]).toEqual(
      [QueryExecutionId],
    );
    const statistics = account.call("GetQueryRuntimeStatistics", { QueryExecutionId });
    expect(statistics["QueryRuntimeStatistics"]).toMatchObject({ Rows: { OutputRows: 1_500 } });
  });

  it("athena.reuse.fits: of the same text, place and age", () => {
    const account = new QueryAccount();
    account.call("CreateTable", ordersTable(), "glue");
    const reuse = (minutesOld?: number): PlainObject => ({
      ResultReuseConfiguration: {
        ResultReuseByAgeConfiguration: {
          Enabled: true,
          ...(minutesOld === undefined ? {} : { MaxAgeInMinutes: minutesOld }),
        },
      },
    });
    const isReused = (sql: string, more: PlainObject): boolean =>
      (
        (account.run(sql, more, minutes(5))["Statistics"] as PlainObject)[
          "ResultReuseInformation"
        ] as PlainObject
      )["ReusedPreviousResult"] === true;
    const sql = "SELECT * FROM orders";
    expect(isReused(sql, reuse())).toBe(false);
    const billed = account.sum("BilledBytes");
    expect(isReused(sql, reuse())).toBe(true);
    expect(account.sum("BilledBytes")).toBe(billed);
    expect(account.sum("ProcessedBytes")).toBe(10_000_000_000);
    expect(isReused(sql, {})).toBe(false);
    expect(isReused("SELECT id FROM orders", reuse())).toBe(false);
    const other = { ResultConfiguration: { OutputLocation: "s3://results/other/" } };
    expect(isReused(sql, { ...reuse(), ...other })).toBe(false);
    expect(isReused(sql, reuse(3))).toBe(false);
    account.advance(hours(2));
    expect(isReused(sql, reuse())).toBe(false);
    const late = { QueryString: sql, ...other, ...reuse(10_081) };
    expect(account.refusal("StartQueryExecution", late)).toContain("InvalidRequestException");
  });

  it("athena.price.reused: for nothing", () => {
    const account = new QueryAccount();
    account.call("CreateTable", ordersTable(), "glue");
    const reuse = {
      ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true } },
    };
    const run = () => bytesOf(account.run("SELECT * FROM orders", reuse, minutes(1)));
    expect([run(), run(), run()]).toEqual([10_000_000_000, 0, 0]);
    expect(account.sum("BilledBytes")).toBe(billedBytes("SUCCEEDED", 10_000_000_000));
  });

  it("fail where S3 does not take them", () => {
    const account = slowAccount();
    const id = account.start("SELECT 1");
    account.call("DeleteBucket", { Bucket: "results" }, "s3");
    account.advance(minutes(1));
    expect(account.state(id)).toContain("FAILED: Query result could not be written to S3");
  });

  it("athena.events.state: tell the default bus of each change", () => {
    const account = new QueryAccount();
    account.call("CreateQueue", { QueueName: "told" }, "sqs");
    const EventPattern = JSON.stringify({ source: ["aws.athena"] });
    account.call("PutRule", { Name: "all", EventPattern }, "events");
    const Arn = "arn:aws:sqs:us-east-1:123456789012:told";
    account.call("PutTargets", { Rule: "all", Targets: [{ Id: "1", Arn }] }, "events");
    account.run("SELECT 1");
    const { Messages } = account.call(
      "ReceiveMessage",
      {
        QueueUrl: "https://sqs.us-east-1.amazonaws.com/123456789012/told",
        MaxNumberOfMessages: 10,
      },
      "sqs",
    );
    const details = (Messages as readonly PlainObject[]).map(
      ({ Body }) => (JSON.parse(String(Body)) as { detail: PlainObject }).detail,
    );
    expect(
      details.map(({ currentState, sequenceNumber }) => [sequenceNumber, currentState]).sort(),
    ).toEqual([
      ["1", "QUEUED"],
      ["2", "RUNNING"],
      ["3", "SUCCEEDED"],
    ]);
    expect(details[0]).toMatchObject({
      workgroupName: "primary",
      statementType: "DML",
      versionId: "0",
    });
  });
});

describe("statements that change the catalog", () => {
  it("athena.catalog.partitions: partitions are there once they were added", () => {
    const account = new QueryAccount();
    const put = (Key: string, size: number) =>
      account.call("PutObject", { Bucket: "lake", Key, Body: btoa("x".repeat(size)) }, "s3");
    put("raw/year=2025/a.csv", 1_000);
    put("raw/year=2026/a.csv", 2_000);
    put("else/b.csv", 4_000);
    const table =
      "CREATE EXTERNAL TABLE raw (a string) PARTITIONED BY (year string) LOCATION 's3://lake/raw/'";
    expect(reasonOf(account.run(table))).toBe("SUCCEEDED");
    expect(reasonOf(account.run(table))).toContain("Table already exists");
    expect(bytesOf(account.run("SELECT * FROM raw"))).toBe(0);
    account.run("MSCK REPAIR TABLE raw");
    expect(bytesOf(account.run("SELECT * FROM raw"))).toBe(3_000);
    expect(bytesOf(account.run("SELECT * FROM raw WHERE year = '2026'"))).toBe(2_000);
    account.run(
      "ALTER TABLE raw ADD IF NOT EXISTS PARTITION (year='2027') LOCATION 's3://lake/else/'",
    );
    expect(account.rows(String(account.run("SHOW PARTITIONS raw")["QueryExecutionId"]))).toEqual([
      "year=2025",
      "year=2026",
      "year=2027",
    ]);
    account.call("DeleteObject", { Bucket: "lake", Key: "raw/year=2025/a.csv" }, "s3");
    account.run("MSCK REPAIR TABLE raw");
    expect(
      account.rows(String(account.run("SHOW PARTITIONS raw")["QueryExecutionId"])),
    ).toHaveLength(3);
    account.run("ALTER TABLE raw DROP PARTITION (year='2027')");
    expect(
      account.rows(String(account.run("SHOW PARTITIONS raw")["QueryExecutionId"])),
    ).toHaveLength(2);
    expect(reasonOf(account.run("ALTER TABLE raw ADD PARTITION (year='2026')"))).toContain(
      "already exists",
    );
    account.run("ALTER TABLE raw ADD COLUMNS (b int)");
    expect(account.rows(String(account.run("SHOW COLUMNS IN raw")["QueryExecutionId"]))).toEqual([
      "a",
      "b",
      "year",
    ]);
    expect(
      account.rows(String(account.run("SHOW CREATE TABLE raw")["QueryExecutionId"]))[0],
    ).toContain("shop.raw");
    expect(account.rows(String(account.run("DESCRIBE raw")["QueryExecutionId"]))).toHaveLength(3);
    account.run("DROP TABLE raw");
    expect(reasonOf(account.run("DROP TABLE raw"))).toContain("Table raw not found");
    expect(reasonOf(account.run("DROP TABLE IF EXISTS raw"))).toBe("SUCCEEDED");
    account.run("CREATE DATABASE more");
    expect(account.rows(String(account.run("SHOW DATABASES")["QueryExecutionId"]))).toContain(
      "more",
    );
    expect(reasonOf(account.run("DROP DATABASE more"))).toBe("SUCCEEDED");
  });

  it("athena.write.tables: write objects, and 100 new partitions at most", () => {
    const account = new QueryAccount();
    account.call("CreateTable", ordersTable(), "glue");
    account.call("CreateTable", ordersTable({ partitions: { dt: 101 } }, { Name: "many" }), "glue");
    const as =
      "WITH (format='PARQUET', write_compression='SNAPPY', partitioned_by=ARRAY['dt'], external_location='s3://lake/copy/') AS SELECT * FROM";
    expect(reasonOf(account.run(`CREATE TABLE copied ${as} orders`))).toBe("SUCCEEDED");
    expect(account.keys("lake")).toHaveLength(10);
    expect(account.sum("BilledBytes")).toBeGreaterThanOrEqual(10_000_000_000);
    expect(bytesOf(account.run("SELECT * FROM copied WHERE dt = '2026-01-03'"))).toBe(200_000_000);
    expect(reasonOf(account.run(`CREATE TABLE other ${as} many`))).toContain(
      "HIVE_TOO_MANY_OPEN_PARTITIONS",
    );
    expect(reasonOf(account.run(`CREATE TABLE copied ${as} orders`))).toContain(
      "TABLE_ALREADY_EXISTS",
    );
    account.run("INSERT INTO copied SELECT * FROM orders WHERE dt = '2026-01-03'");
    expect(bytesOf(account.run("SELECT * FROM copied"))).toBeCloseTo(2_200_000_000, -7);
    expect(reasonOf(account.run("INSERT INTO nowhere SELECT 1"))).toContain("TABLE_NOT_FOUND");
    account.run(
      "UNLOAD (SELECT id FROM orders) TO 's3://lake/unloaded/' WITH (format = 'PARQUET')",
    );
    expect(account.keys("lake").filter((key) => key.startsWith("unloaded/"))).toHaveLength(1);
  });

  it("athena.scan.codecs: with GZIP where nothing is said", () => {
    const account = new QueryAccount();
    account.call("CreateTable", ordersTable({}, parquet), "glue");
    account.run(
      "CREATE TABLE copied WITH (external_location='s3://lake/copy/') AS SELECT * FROM orders",
    );
    const { Table } = account.call("GetTable", { DatabaseName: "shop", Name: "copied" }, "glue");
    expect((Table as PlainObject)["Parameters"]).toEqual({ "write.compression": "GZIP" });
  });

  it("reads views as what they are made of", () => {
    const account = new QueryAccount();
    account.call("CreateTable", ordersTable(), "glue");
    account.run("CREATE VIEW today AS SELECT id, dt FROM orders WHERE dt = '2026-01-10'");
    expect(bytesOf(account.run("SELECT id FROM today"))).toBe(1_000_000_000);
    account.run("CREATE OR REPLACE VIEW today AS SELECT id, dt FROM orders");
    expect(
      bytesOf(account.run("SELECT id FROM shop.today WHERE dt IN ('2026-01-09', '2026-01-10')")),
    ).toBe(2_000_000_000);
    expect(account.rows(String(account.run("SHOW VIEWS")["QueryExecutionId"]))).toEqual(["today"]);
  });

  it("says which statement it cannot read, unless the scenario says what that does", () => {
    const account = new QueryAccount();
    expect(reasonOf(account.run("MERGE INTO orders USING other ON true"))).toContain(
      "none that the simulation reads",
    );
    expect(account.sum("QueriesUnread")).toBe(1);
    account.call("CreateWorkGroup", {
      Name: "told",
      Configuration: {},
      QueryBehavior: { queries: [{ match: "/^merge /", bytesScanned: "1GB" }] },
    });
    const query = account.run("MERGE INTO orders USING other ON true", { WorkGroup: "told" });
    expect([reasonOf(query), bytesOf(query)]).toEqual(["SUCCEEDED", 2 ** 30]);
  });
});
