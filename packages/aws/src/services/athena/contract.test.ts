import { hours, minutes, seconds } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { athenaService } from "./index.ts";
import { ordersTable } from "./test/query-account.ts";

const asks = (operation: string, params: PlainObject) => (): JourneyCall => [
  "athena",
  operation,
  params,
];
const start = (QueryString: string, more: PlainObject = {}) =>
  asks("StartQueryExecution", {
    QueryString,
    WorkGroup: "reports",
    QueryExecutionContext: { Database: "shop" },
    ...more,
  });
const begun =
  (operation: string) =>
  (answers: (operation: string) => { readonly response: PlainObject } | undefined) => {
    const QueryExecutionId = answers("StartQueryExecution")?.response["QueryExecutionId"];
    return QueryExecutionId === undefined ? undefined : asks(operation, { QueryExecutionId })();
  };
const inTurn = (sql: string) => start(sql, { WorkGroup: "reserved" });
const elsewhere = start("SELECT 3", {
  WorkGroup: "others",
  ResultConfiguration: { OutputLocation: "s3://elsewhere/" },
});
const assign = (names: readonly string[]) =>
  asks("PutCapacityAssignmentConfiguration", {
    CapacityReservationName: "own",
    CapacityAssignments: [{ WorkGroupNames: names }],
  });
const reuse = {
  ResultReuseConfiguration: {
    ResultReuseByAgeConfiguration: { Enabled: true, MaxAgeInMinutes: 5 },
  },
};

const journeys: Journeys = {
  // Each query has an id of its own, which it shows.
  seldomAlike: true,
  made: [
    ["s3", "CreateBucket", { Bucket: "results" }],
    ["glue", "CreateDatabase", { DatabaseInput: { Name: "shop" } }],
    ["glue", "CreateTable", ordersTable()],
    [
      "athena",
      "CreateWorkGroup",
      {
        Name: "reports",
        Configuration: { ResultConfiguration: { OutputLocation: "s3://results/" } },
        QueryBehavior: { queries: [{ match: "shaky", time: "2s", failures: 0.5 }] },
      },
    ],
    ["athena", "CreateWorkGroup", { Name: "others", Configuration: {} }],
    [
      "athena",
      "CreateWorkGroup",
      {
        Name: "reserved",
        Configuration: { ResultConfiguration: { OutputLocation: "s3://results/" } },
      },
    ],
    ["athena", "CreateCapacityReservation", { Name: "own", TargetDpus: 4 }],
    [
      "athena",
      "PutCapacityAssignmentConfiguration",
      {
        CapacityReservationName: "own",
        CapacityAssignments: [{ WorkGroupNames: ["reserved"] }],
      },
    ],
  ],
  courses: [
    [start("SELECT * FROM orders"), seconds(3), begun("StopQueryExecution"), seconds(1)],
    [
      start("SELECT shaky FROM orders", reuse),
      seconds(5),
      start("SELECT shaky FROM orders", reuse),
    ],
    [inTurn("SELECT * FROM orders"), inTurn("SHOW TABLES"), seconds(8)],
    [
      asks("UpdateCapacityReservation", { Name: "own", TargetDpus: 8 }),
      inTurn("SELECT 1"),
      minutes(31),
      inTurn("SELECT * FROM orders"),
      inTurn("SELECT 1"),
      seconds(20),
    ],
    // A query waits behind another one until it has waited for too long.
    [
      inTurn("SELECT * FROM orders"),
      inTurn("SELECT 1"),
      seconds(2),
      asks("CancelCapacityReservation", { Name: "own" }),
      hours(11),
      inTurn("SELECT 2"),
      seconds(2),
    ],
    [elsewhere, seconds(5), elsewhere, seconds(5)],
  ],
  asked: [
    start("SELECT id FROM orders WHERE dt = '2026-01-02'"),
    start("SHOW TABLES"),
    start("SELECT * FROM missing"),
    start("CREATE EXTERNAL TABLE raw (a string) LOCATION 's3://results/raw/'"),
    start("SELECT * FROM raw"),
    start("UNLOAD (SELECT id FROM orders) TO 's3://elsewhere/' WITH (format = 'PARQUET')"),
    begun("GetQueryExecution"),
    begun("GetQueryResults"),
    begun("StopQueryExecution"),
    asks("ListQueryExecutions", { WorkGroup: "reports" }),
    asks("GetCapacityReservation", { Name: "own" }),
    asks("UpdateWorkGroup", { WorkGroup: "reports", Description: "all" }),
    inTurn("SELECT 5"),
    inTurn("SHOW DATABASES"),
    elsewhere,
    assign(["reserved", "others"]),
    assign(["reserved"]),
  ],
};

itKeepsTheContract(athenaService, journeys, {
  runs: 12,
  bodiless: ["stateChange"],
  placeless: ["stateChange"],
});
