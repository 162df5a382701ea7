import { QueryAccount, ordersTable } from "./test/query-account.ts";
const a = new QueryAccount();
try { a.call("CreateTable", ordersTable(), "glue"); } catch (e) { console.log(e); }
for (const sql of ["SELECT * FROM orders", "SELECT count(*) FROM orders WHERE dt = '2026-01-03'", "SELECT * FROM missing", "SHOW TABLES", "CREATE TABLE copy WITH (format='PARQUET', partitioned_by=ARRAY['dt']) AS SELECT id, total, dt FROM orders", "SELECT sum(total) FROM copy WHERE dt IN ('2026-01-03','2026-01-04')", "CREATE EXTERNAL TABLE raw (a string) PARTITIONED BY (y string) LOCATION 's3://lake/raw/'", "MSCK REPAIR TABLE raw", "SELECT * FROM raw", "DROP TABLE copy", "SHOW TABLES"]) {
  try { const q: any = a.run(sql); console.log(sql, JSON.stringify(q.Status), JSON.stringify(q.Statistics), q.ResultConfiguration?.OutputLocation); } catch (e) { console.log(sql, e); }
}
console.log(a.keys("results").length, a.keys("results").slice(0,4), a.sum("BilledBytes"));
