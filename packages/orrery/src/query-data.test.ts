import { call, type PlainObject, type QueryAsked, type QueryEngine } from "@orrery/aws";
import type { Plain } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { duckDb } from "./duckdb.ts";
import {
  athena,
  deploy,
  glue,
  lambda,
  run,
  s3,
  Stack,
  wait,
  type ScenarioSettings,
} from "./index.ts";

const installed = await duckDb().catch((error: unknown) => {
  if (String(error).includes("npm install @duckdb/duckdb-wasm")) return null;
  throw error;
});
const isInstalled = installed !== null;
const columns = [
  { name: "id", type: "bigint" },
  { name: "name", type: "string" },
  { name: "total", type: "double" },
  { name: "dt", type: "date" },
];
const data = {
  columns: ["dt", "id", "name", "total"],
  rows: [
    ["2026-01-01", 1, "ann", 2.5],
    ["2026-01-01", 2, 'b, "b"', 1e7],
    ["2026-01-02", "3", "", null],
    ["2026-01-02", "4", null, ""],
  ],
  bytes: 100,
};
const orders: QueryAsked["tables"] = [{ database: "shop", name: "orders", columns, data }];
const ask = (sql: string, more: Partial<QueryAsked> = {}) =>
  installed!({ sql, database: "shop", names: null, tables: orders, views: [], ...more });
const rows = (sql: string, more: Partial<QueryAsked> = {}) => {
  const answer = ask(sql, more);
  return "failure" in answer ? answer.failure : answer.rows;
};

// The package is optional: without it there is nothing to test here, and CI has it.
describe.skipIf(!isInstalled)("queries on data", () => {
  it("reads names in each of the ways in which Athena has them", () => {
    for (const from of ["orders", "shop.orders", '"AwsDataCatalog"."shop"."orders"']) {
      expect(rows(`SELECT count(*) FROM ${from}`)).toEqual([["4"]]);
    }
  });
  it("writes values as Athena does, and keeps the order of the rows", () => {
    expect(rows("SELECT * FROM orders")).toEqual([
      ["1", "ann", "2.5", "2026-01-01"],
      ["2", 'b, "b"', "1.0E7", "2026-01-01"],
      ["3", "", null, "2026-01-02"],
      ["4", null, null, "2026-01-02"],
    ]);
    expect(
      rows(
        "SELECT true, 1.50, TIMESTAMP '2026-01-01 10:00:00', ARRAY[1, NULL], map(ARRAY['a'], ARRAY[1]), CAST(ROW(1, 'x') AS ROW(a integer, b varchar)) FROM orders LIMIT 1",
      ),
    ).toEqual([["true", "1.50", "2026-01-01 10:00:00.000", "[1, null]", "{a=1}", "{a=1, b=x}"]]);
    expect(ask("SELECT id, sum(total) AS n FROM orders GROUP BY id")).toMatchObject({
      columns: [
        { name: "id", type: "bigint" },
        { name: "n", type: "double" },
      ],
    });
  });
  it.each([
    ["7 / 2", "3"],
    ["7 / 2.0e0", "3.5"],
    ["concat('a', NULL)", null],
    ["regexp_replace('a1b2', '([0-9])', '<$1>')", "a<1>b<2>"],
    ["regexp_like('abc', 'b')", "true"],
    ["regexp_extract('abc', 'x')", null],
    ["date_diff('month', DATE '2026-01-31', DATE '2026-02-01')", "0"],
    ["date_add('day', 1, TIMESTAMP '2026-01-31 00:00:00')", "2026-02-01 00:00:00.000"],
    ["date_format(TIMESTAMP '2026-01-02 03:04:05', '%Y-%m-%d %H:%i:%s')", "2026-01-02 03:04:05"],
    ["date_parse('2026-01-02 03:04', '%Y-%m-%d %H:%i')", "2026-01-02 03:04:00.000"],
    ["date_trunc('month', TIMESTAMP '2026-01-02 03:04:05')", "2026-01-01 00:00:00.000"],
    ["date_trunc('month', DATE '2026-01-02')", "2026-01-01"],
    ["date_add('day', 1, DATE '2026-01-31')", "2026-02-01"],
    ["DATE '2026-01-31' - INTERVAL '7' DAY", "2026-01-24"],
    ["date_parse(concat('2026-01-02', ' 03:04'), '%Y-%m-%d %H:%i')", "2026-01-02 03:04:00.000"],
    ["cardinality(ARRAY[1, 2])", "2"],
    ["cardinality(sequence(1, 3))", "3"],
    ["day_of_week(DATE '2026-01-04')", "7"],
    ["to_unixtime(from_unixtime(1.5))", "1.5"],
    ["CAST(NULL AS varchar) IS NULL", "true"],
    ["element_at(ARRAY[1, 2], 2)", "2"],
    ["element_at(map(ARRAY['a'], ARRAY[5]), 'a')", "5"],
  ])("has %s as Trino does", (expression, shown) => {
    expect(rows(`SELECT ${expression} FROM orders LIMIT 1`)).toEqual([[shown]]);
  });
  it("reads views, those on views too", () => {
    const views = [
      { database: "shop", name: "last", sql: "SELECT * FROM most WHERE id > 2" },
      { database: "shop", name: "most", sql: "SELECT id FROM orders WHERE id > 1" },
    ];
    expect(rows("SELECT id FROM last", { views })).toEqual([["3"], ["4"]]);
  });
  it("says what it cannot read, and goes on", () => {
    expect(rows("SELECT nope(id) FROM orders")).toContain("nope");
    expect(rows("SELECT * FROM read_text('/etc/hostname')")).toContain("disabled");
    expect(rows("SELECT 1 FROM orders); SET threads = 4; SELECT (1")).toContain("rror");
    const other = [{ name: "idd", type: "bigint" }];
    const asked = { tables: [{ ...orders[0]!, columns: other }] };
    expect(rows("SELECT idd FROM orders", asked)).toContain("and no idd");
    expect(rows("SELECT count(*) FROM orders")).toEqual([["4"]]);
  });
  it("answers the same again, from what it keeps", () => {
    const first = ask("SELECT dt, count(*) FROM orders GROUP BY dt");
    expect(ask("SELECT dt, count(*) FROM orders GROUP BY dt")).toBe(first);
    const changed = [{ ...orders[0]!, data: { ...data, rows: data.rows.slice(0, 1) } }];
    expect(rows("SELECT dt, count(*) FROM orders GROUP BY dt", { tables: changed })).toEqual([
      ["2026-01-01", "1"],
    ]);
  });
});

const place = { Database: "shop" };
const list = (value: Plain | undefined) => value as readonly PlainObject[];

/** A table with a workgroup, and a function that runs statements one after another and keeps what they answer. */
function shop(statements: readonly string[], heard: unknown[]): Stack {
  const stack = new Stack("shop");
  new s3.Bucket(stack, "Results", { bucketName: "results" });
  new glue.CfnDatabase(stack, "Shop", { databaseInput: { name: "shop" } });
  new glue.CfnTable(stack, "Orders", {
    databaseName: "shop",
    tableInput: {
      name: "orders",
      parameters: { classification: "csv" },
      storageDescriptor: {
        columns: [
          { name: "id", type: "bigint" },
          { name: "country", type: "string" },
          { name: "total", type: "double" },
        ],
        location: "s3://lake/orders/",
      },
    },
  });
  new athena.CfnWorkGroup(stack, "Reports", {
    name: "reports",
    workGroupConfiguration: { resultConfiguration: { outputLocation: "s3://results/all/" } },
  });
  new lambda.Function(stack, "Reader", {
    timeout: "15m",
    *handler() {
      for (const QueryString of statements) {
        const asked = { QueryString, WorkGroup: "reports", QueryExecutionContext: place };
        const { QueryExecutionId = "" } = yield* call("athena", "StartQueryExecution", asked);
        yield* wait("20s");
        const shown = yield* call("athena", "GetQueryExecution", { QueryExecutionId });
        const { Status } = shown["QueryExecution"] as PlainObject;
        const { State, StateChangeReason } = Status as PlainObject;
        if (State !== "SUCCEEDED") {
          heard.push(`${String(State)}: ${String(StateChangeReason)}`);
          continue;
        }
        const got = yield* call("athena", "GetQueryResults", { QueryExecutionId });
        const { UpdateCount, ResultSet } = got;
        if (UpdateCount !== 0) {
          heard.push(UpdateCount);
          continue;
        }
        const { Rows } = ResultSet as PlainObject;
        const cells = list(Rows).map(({ Data }) =>
          list(Data).map(({ VarCharValue = null }) => VarCharValue),
        );
        const Key = `all/${String(QueryExecutionId)}.csv`;
        const object = yield* call("s3", "GetObject", { Bucket: "results", Key });
        heard.push(cells, atob(String(object["Body"])));
      }
    },
  });
  return stack;
}

const data3 = [
  { id: 1, country: "DE", total: 2.5 },
  { id: 2, country: "FR", total: 3 },
  { id: 3, country: 'D"E', total: null },
];
const once: ScenarioSettings = {
  duration: "10m",
  startsAt: "2026-03-04T05:06:07Z",
  workload: [{ to: "Reader", arrivals: { constant: { rate: "1/s" } }, for: "1s" }],
};
const answered = (statements: readonly string[], settings: ScenarioSettings = {}) => {
  const heard: unknown[] = [];
  const result = run(shop(statements, heard), {
    ...once,
    catalogTables: { Orders: { data: data3 } },
    ...(installed === null ? {} : { queryEngine: installed }),
    ...settings,
  });
  return { heard, result };
};

describe.skipIf(!isInstalled)("a run whose tables have data", () => {
  it("answers queries, in GetQueryResults and in S3, and the same each time", () => {
    const statement =
      "SELECT country, sum(total) AS n FROM orders WHERE id <> 2 GROUP BY country ORDER BY country DESC;";
    const { heard, result } = answered([statement]);
    expect(heard).toEqual([
      [
        ["country", "n"],
        ["DE", "2.5"],
        ['D"E', null],
      ],
      '"country","n"\n"DE","2.5"\n"D""E",\n',
    ]);
    expect(answered([statement]).result.digest).toBe(result.digest);
    expect(result.metric("Reports", "RowsRead").sum).toBe(3);
  });
  it("takes the instant of the run for the present", () => {
    const { heard } = answered([
      "SELECT current_date, date_diff('day', current_date, now()) FROM orders LIMIT 1",
    ]);
    expect(heard[0]).toEqual([
      ["_col0", "_col1"],
      ["2026-03-04", "0"],
    ]);
  });
  it("adds to tables what statements write", () => {
    const { heard, result } = answered([
      "CREATE TABLE sums AS SELECT country, count(*) AS n FROM orders GROUP BY country",
      "SELECT sum(n) AS n FROM sums",
      "INSERT INTO orders (country, id) SELECT 'IT', max(id) + 1 FROM orders",
      "SELECT * FROM orders WHERE id > 2 ORDER BY id",
    ]);
    expect(heard.filter((each) => typeof each !== "string")).toEqual([
      3,
      [["n"], ["3"]],
      1,
      [
        ["id", "country", "total"],
        ["3", 'D"E', null],
        ["4", "IT", null],
      ],
    ]);
    // Three times three rows, and then four.
    expect(result.metric("Reports", "RowsRead").sum).toBe(13);
  });
  it("fails what it cannot answer with a warning that names it, unless the scenario says an answer", () => {
    const statements = ["SELECT nope(id) AS n FROM orders", "SELECT rand() FROM orders"];
    const { heard, result } = answered(statements);
    expect(heard).toEqual([
      expect.stringMatching(/^FAILED: the data of its tables do not answer it: .*nope/),
      expect.stringMatching(/^FAILED: the data of its tables do not answer it: rand answers/),
    ]);
    expect(result.warnings.join("\n")).toContain('"SELECT nope(id) AS n FROM orders"');
    const said = answered(statements.slice(0, 1), {
      workgroups: { Reports: { queries: [{ match: "nope", answer: [{ n: 7 }] }] } },
    });
    expect(said.heard[0]).toEqual([["n"], ["7"]]);
    expect(said.result.warnings.join("\n")).toContain("nope");
  });
});

describe("the engine of a run", () => {
  /** A run that asks once, of an engine that says this. */
  const asking = (says: string | null) => {
    const heard: unknown[] = [];
    const engine: QueryEngine = () => ({
      columns: [{ name: "a", type: "varchar" }],
      rows: [[says]],
    });
    const settings = {
      ...once,
      catalogTables: { Orders: { data: data3 } },
      ...(says === null ? {} : { queryEngine: engine }),
    };
    return { heard, begin: () => deploy(shop(["SELECT id FROM orders"], heard), settings) };
  };

  it("is its own: another run, one without, and forks change nothing", () => {
    const [one, other, none] = [asking("one"), asking("other"), asking(null)];
    const [first, second] = [one.begin(), other.begin()];
    const fork = first.at("0s");
    expect(none.begin).toThrow(/Orders.*data.*queryEngine: await duckDb\(\)/);
    second.at("0s").run("1m");
    first.at("0s").run("1m");
    fork.run("1m");
    expect(valuesIn(one.heard)).toEqual(["one", "one"]);
    expect(valuesIn(other.heard)).toEqual(["other"]);
  });
  it("is a function, and nothing else", () => {
    const queryEngine = "duckdb" as unknown as QueryEngine;
    expect(() => run(shop([], []), { ...once, queryEngine })).toThrow(
      'queryEngine: expected an engine, such as await duckDb(), received "duckdb"',
    );
  });
});

const isTable = (heard: unknown): heard is readonly (readonly string[])[] => Array.isArray(heard);
/** The first value of each table that was heard. */
const valuesIn = (heard: readonly unknown[]) => heard.filter(isTable).map((rows) => rows[1]?.[0]);
