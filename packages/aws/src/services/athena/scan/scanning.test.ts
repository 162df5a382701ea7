import { describe, expect, it } from "vitest";
import type { PlainObject } from "../../../service/refusal.ts";
import {
  bytesOf,
  engineOf,
  ordersTable,
  parquet,
  QueryAccount,
  reasonOf,
} from "../test/query-account.ts";

const gigabyte = 1_000_000_000;

/** What a query reads of the table of orders. */
function scanned(sql: string, contents: PlainObject = {}, input: PlainObject = {}): PlainObject {
  const account = new QueryAccount();
  account.call("CreateTable", ordersTable(contents, input), "glue");
  return account.run(sql);
}
const bytes = (...said: Parameters<typeof scanned>): number => bytesOf(scanned(...said));
const time = (...said: Parameters<typeof scanned>): number => engineOf(scanned(...said));

const few = { columns: { id: 1, total: 1, note: 8 } };

describe("what is read", () => {
  it("athena.scan.text: all bytes of text, whatever is asked for", () => {
    expect(bytes("SELECT id FROM orders LIMIT 1")).toBe(10 * gigabyte);
    expect(bytes("SELECT * FROM orders")).toBe(10 * gigabyte);
  });

  it("athena.scan.packed-text: packed bytes, and one worker a file", () => {
    const packed = { size: 2 * gigabyte, files: 1, partitions: { dt: ["2026-01-01"] } };
    const gzip = { Parameters: { classification: "csv", compressionType: "gzip" } };
    expect(bytes("SELECT * FROM orders", packed, gzip)).toBe(2 * gigabyte);
    expect(time("SELECT * FROM orders", packed, gzip)).toBeGreaterThan(20_000);
    expect(time("SELECT * FROM orders", { ...packed, files: 100 }, gzip)).toBeLessThan(3_000);
  });

  it("athena.scan.columnar: the columns that are asked for, of row groups that are left", () => {
    expect(bytes("SELECT id FROM orders", few, parquet)).toBe(gigabyte);
    expect(bytes("SELECT sum(total) FROM orders WHERE id = 'a'", few, parquet)).toBe(2 * gigabyte);
    expect(bytes("SELECT * FROM orders", few, parquet)).toBe(10 * gigabyte);
    const sorted = { ...few, surviving: { id: 0.1 } };
    expect(bytes("SELECT id FROM orders WHERE id = 'a'", sorted, parquet)).toBe(gigabyte / 10);
    expect(bytes("SELECT id FROM orders WHERE id = 'a' OR total > 1", sorted, parquet)).toBe(
      2 * gigabyte,
    );
  });

  it("athena.scan.count: footers alone where no column is needed", () => {
    expect(bytes("SELECT count(*) FROM orders", few, parquet)).toBe(100 * 8_192);
  });

  it.each([
    ["dt = '2026-01-03'", 1],
    ["dt IN ('2026-01-03', '2026-01-04', '2025-01-01')", 2],
    ["dt BETWEEN '2026-01-03' AND '2026-01-05' AND id = 'a'", 3],
    ["dt >= '2026-01-03' AND dt < '2026-01-05'", 2],
    ["dt = '2026-01-03' OR dt = '2026-01-04'", 2],
    ["dt = '2026-01-03' OR id = 'a'", 10],
    ["NOT (dt = '2026-01-03')", 9],
    ["dt <> '2026-01-03'", 9],
    ["dt LIKE '2026-01-0%'", 9],
    ["'2026-01-03' = orders.dt", 1],
    ["dt = cast(current_date - interval '2' day AS varchar)", 1],
    ["dt >= date_format(current_date - interval '7' day, '%Y-%m-%d')", 7],
    ["dt = date_format(date_add('day', -1, current_date), '%Y-%m-%d')", 1],
    ["date(dt) = DATE '2026-01-03'", 1],
    ["substr(dt, 1, 7) = '2026-01'", 10],
  ])("athena.scan.partitions: those that match %s", (condition, days) => {
    expect(bytes(`SELECT * FROM orders WHERE ${condition}`)).toBe(days * gigabyte);
  });

  it.each([
    ["WITH days AS (SELECT * FROM orders) SELECT id FROM days WHERE dt = '2026-01-03'", 1],
    ["SELECT count(*) FROM (SELECT id, dt FROM orders) o WHERE o.dt = '2026-01-03'", 1],
    ["SELECT a.id FROM orders a JOIN orders b ON a.id = b.id WHERE a.dt = '2026-01-03'", 11],
    [
      "SELECT id FROM orders WHERE dt = '2026-01-03' UNION ALL SELECT id FROM orders WHERE dt = '2026-01-04'",
      2,
    ],
    [
      "SELECT id FROM orders WHERE dt = '2026-01-03' AND id IN (SELECT id FROM orders WHERE dt = '2026-01-04')",
      2,
    ],
    [
      "SELECT x FROM \"shop\".\"orders\" CROSS JOIN UNNEST(split(note, ',')) AS t (x) WHERE dt = '2026-01-03'",
      1,
    ],
    [
      "SELECT id, row_number() OVER (PARTITION BY dt ORDER BY total) FROM awsdatacatalog.shop.orders -- all",
      10,
    ],
  ])("athena.scan.partitions: also in %s", (sql, days) => {
    expect(bytes(sql)).toBe(days * gigabyte);
  });

  it("athena.scan.buckets: one bucket where equality says which", () => {
    const bucketed = {
      StorageDescriptor: {
        Columns: [{ Name: "id", Type: "string" }],
        Location: "s3://lake/orders/",
        BucketColumns: ["id"],
        NumberOfBuckets: 10,
      },
    };
    expect(bytes("SELECT * FROM orders WHERE id = 'a'", {}, bucketed)).toBe(gigabyte);
    expect(bytes("SELECT * FROM orders WHERE id > 'a'", {}, bucketed)).toBe(10 * gigabyte);
  });

  it("athena.scan.keys: equality on keys of text looks up those partitions alone", () => {
    const many = { partitions: { dt: 200_000 }, files: 200_000, size: 200_000_000 };
    const exact = scanned("SELECT * FROM orders WHERE dt = '5'", many);
    const ranged = scanned("SELECT * FROM orders WHERE dt > '5' AND dt < '4'", many);
    expect(bytesOf(exact)).toBe(1_000);
    expect(planningOf(exact)).toBe(2);
    expect(planningOf(ranged)).toBeGreaterThanOrEqual(2_000);
  });

  it("athena.scan.requests: a list for each 1,000 objects of a partition, and each file opened", () => {
    const account = new QueryAccount();
    account.call("CreateTable", ordersTable({ files: 20_010 }), "glue");
    account.run("SELECT * FROM orders");
    // Three for each of ten partitions of 2,001.
    expect(account.sum("ListRequests")).toBe(30);
    expect(account.sum("FilesRead")).toBe(20_010);
    const uncounted = ordersTable({ files: undefined as never, size: 10 * 2 ** 28 });
    account.call("UpdateTable", uncounted, "glue");
    account.run("SELECT * FROM orders");
    expect(account.sum("FilesRead")).toBe(20_010 + 20);
  });

  it("athena.scan.ratios: what packing makes of a size that is known as text", () => {
    const raw = { size: undefined as never, raw: 10 * gigabyte };
    const gzip = { Parameters: { classification: "json", compressionType: "gzip" } };
    const zstd = { Parameters: { classification: "parquet", "parquet.compression": "ZSTD" } };
    expect(bytes("SELECT * FROM orders", raw)).toBe(10 * gigabyte);
    expect(bytes("SELECT * FROM orders", raw, gzip)).toBe(2 * gigabyte);
    expect(bytes("SELECT * FROM orders", raw, parquet)).toBe(2 * gigabyte);
    expect(bytes("SELECT * FROM orders", raw, zstd)).toBe(1.5 * gigabyte);
  });

  it("athena.quota.partitions: a million at most", () => {
    const partitions = { dt: 1_000_001 };
    expect(reasonOf(scanned("SELECT * FROM orders", { partitions }))).toContain(
      "HIVE_EXCEEDED_PARTITION_LIMIT",
    );
  });
});

const planningOf = (query: PlainObject): number =>
  Number((query["Statistics"] as PlainObject)["QueryPlanningTimeInMillis"]);

describe("partition projection", () => {
  const projected = (properties: Readonly<Record<string, string>>): PlainObject => ({
    Parameters: {
      "projection.enabled": "true",
      ...Object.fromEntries(
        Object.entries(properties).map(([name, value]) => [`projection.dt.${name}`, value]),
      ),
    },
  });
  const partitionsRead = (sql: string, properties: Readonly<Record<string, string>>): number => {
    const account = new QueryAccount();
    account.call("CreateTable", ordersTable({}, projected(properties)), "glue");
    account.run(sql);
    return account.sum("PartitionsRead");
  };

  it.each([
    [{ type: "enum", values: "a, b ,c" }, "dt = 'b'", 1],
    [{ type: "enum", values: "a,b,c" }, "id = 'b'", 3],
    [{ type: "integer", range: "1,12", digits: "2" }, "dt <= '03'", 3],
    [{ type: "integer", range: "0,100", interval: "10" }, "id = 'b'", 11],
    [{ type: "date", range: "2026-01-01,NOW", format: "yyyy-MM-dd" }, "id = 'b'", 11],
    [{ type: "date", range: "2025/01,NOW", format: "yyyy/MM" }, "dt >= '2025/12'", 2],
    [{ type: "date", range: "NOW-2DAYS,NOW", format: "yyyy-MM-dd-HH" }, "id = 'b'", 49],
    [{ type: "injected" }, "dt IN ('x', 'y')", 2],
  ])("athena.projection.types: %j by %s", (properties, condition, count) => {
    expect(partitionsRead(`SELECT * FROM orders WHERE ${condition}`, properties)).toBe(count);
  });

  it("athena.projection.types: a list for each, empty or not, and nothing is looked up", () => {
    const account = new QueryAccount();
    const properties = { type: "date", range: "2016-01-01,NOW", format: "yyyy-MM-dd" };
    account.call("CreateTable", ordersTable({}, projected(properties)), "glue");
    expect(bytesOf(account.run("SELECT * FROM orders"))).toBe(10 * gigabyte);
    expect(account.sum("ListRequests")).toBe(3_664);
    expect(account.sum("CatalogRequests")).toBe(1);
  });

  it("athena.projection.injected: values, 1,000 at most", () => {
    const account = new QueryAccount();
    account.call("CreateTable", ordersTable({}, projected({ type: "injected" })), "glue");
    const list = (count: number) => Array.from({ length: count }, (_, each) => `'${each}'`).join();
    expect(reasonOf(account.run("SELECT * FROM orders"))).toContain("CONSTRAINT_VIOLATION");
    expect(reasonOf(account.run("SELECT * FROM orders WHERE dt > 'a'"))).toContain(
      "CONSTRAINT_VIOLATION",
    );
    expect(reasonOf(account.run(`SELECT * FROM orders WHERE dt IN (${list(1_000)})`))).toBe(
      "SUCCEEDED",
    );
    expect(reasonOf(account.run(`SELECT * FROM orders WHERE dt IN (${list(1_001)})`))).toContain(
      "CONSTRAINT_VIOLATION",
    );
  });

  it("says what is wrong with a projection that is not read", () => {
    const account = new QueryAccount();
    account.call("CreateTable", ordersTable({}, projected({ type: "date", range: "x,y" })), "glue");
    expect(reasonOf(account.run("SELECT * FROM orders"))).toContain("INVALID_TABLE_PROPERTY");
  });
});

describe("how long it takes", () => {
  const terabyte = 1_150 * gigabyte;

  it("athena.time.text: 236 seconds for a terabyte", () => {
    const took = time("SELECT * FROM orders", { size: terabyte, files: 1_000 });
    expect(took / 1_000).toBeGreaterThan(225);
    expect(took / 1_000).toBeLessThan(245);
  });

  it("athena.time.columnar: some seconds of what a terabyte becomes, and a cent", () => {
    const packed = {
      size: 130 * gigabyte,
      files: 1_000,
      columns: { id: 2.51, total: 0, note: 127.49 },
    };
    const query = scanned("SELECT id FROM orders", packed, parquet);
    expect(bytesOf(query)).toBe(2.51 * gigabyte);
    expect(engineOf(query) / 1_000).toBeGreaterThan(3);
    expect(engineOf(query) / 1_000).toBeLessThan(236 / 30);
    expect((bytesOf(query) / 2 ** 40) * 5).toBeCloseTo(0.01, 2);
  });

  it("athena.time.small-files: over ten times as long", () => {
    const small = { size: 3.1 * gigabyte, files: 1_700_000 };
    const gzip = { Parameters: { classification: "json", compressionType: "gzip" } };
    const account = time("SELECT * FROM orders", small, gzip);
    expect(account).toBeGreaterThan(
      10 * time("SELECT * FROM orders", { ...small, files: 100 }, gzip),
    );
  });
});
