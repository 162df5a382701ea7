import { minutes } from "@orrery/kernel";
import { scenarioCase, type DigestCase } from "../../../../test/digest-case.ts";
import { athena, glue, s3, Stack, type Scenario } from "../../../index.ts";

/** Queries on a table that is copied to Parquet, some on a capacity reservation; one is stopped and one fails. */
function reports(): Scenario {
  const stack = new Stack("reports");
  new s3.Bucket(stack, "Results", { bucketName: "results" });
  const shop = new glue.CfnDatabase(stack, "Shop", { databaseInput: { name: "shop" } });
  new glue.CfnTable(stack, "Orders", {
    databaseName: shop.ref,
    tableInput: {
      name: "orders",
      partitionKeys: [{ name: "dt", type: "string" }],
      parameters: { classification: "csv" },
      storageDescriptor: {
        location: "s3://results/orders/",
        columns: [
          { name: "id", type: "string" },
          { name: "total", type: "double" },
        ],
      },
    },
  });
  stack.say("Orders", {
    TableContents: {
      size: 200_000_000_000,
      rows: 1_000_000,
      files: 2_000,
      partitions: { dt: { from: "2026-01-01", days: 50 } },
    },
  });
  const resultConfiguration = { outputLocation: "s3://results/all/" };
  for (const name of ["usual", "reserved"]) {
    new athena.CfnWorkGroup(stack, name, { name, workGroupConfiguration: { resultConfiguration } });
  }
  stack.say("usual", { QueryBehavior: { queries: [{ match: "shaky", failures: 0.5 }] } });
  new athena.CfnCapacityReservation(stack, "Own", {
    name: "own",
    targetDpus: 8,
    capacityAssignmentConfiguration: { capacityAssignments: [{ workgroupNames: ["reserved"] }] },
  });
  const run = (at: number, QueryString: string, WorkGroup = "usual") => ({
    at: minutes(at),
    do: {
      type: "call",
      service: "athena",
      operation: "StartQueryExecution",
      params: {
        QueryString,
        WorkGroup,
        QueryExecutionContext: { Database: "shop" },
        ResultReuseConfiguration: { ResultReuseByAgeConfiguration: { Enabled: true } },
      },
    } as const,
  });
  const all = "SELECT id, sum(total) FROM orders GROUP BY id";
  return stack.scenario({
    duration: minutes(40),
    workloads: [],
    actions: [
      run(1, all),
      run(2, all),
      run(3, "SELECT shaky FROM orders WHERE dt > '2026-01-20'"),
      run(4, "SELECT * FROM missing"),
      run(
        5,
        "CREATE TABLE packed WITH (format = 'ORC', partitioned_by = ARRAY['dt']) AS SELECT * FROM orders",
      ),
      run(8, "SELECT sum(total) FROM packed WHERE dt BETWEEN '2026-01-03' AND '2026-01-05'"),
      run(9, "INSERT INTO packed SELECT * FROM orders WHERE dt = '2026-01-03'"),
      ...[10, 10, 10, 10].map((at) => run(at, all, "reserved")),
      run(20, "UNLOAD (SELECT id FROM packed) TO 's3://elsewhere/' WITH (format = 'PARQUET')"),
    ],
  });
}

/** Runs in which queries come first. */
export const athenaCases: readonly DigestCase[] = [scenarioCase("reports", [93, 94], reports)];
