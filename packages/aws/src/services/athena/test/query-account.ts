import { minutes, type Duration, type Instant } from "@orrery/kernel";
import { simulate, type AwsOptions } from "../../../index.ts";
import type { Meters } from "../../../service/billing.ts";
import { workgroupCharges } from "../pricing.ts";
import type { PlainObject } from "../../../service/refusal.ts";

/** A table of text with a partition for each of ten days, as its operation makes it. */
export const ordersTable = (contents: PlainObject = {}, input: PlainObject = {}): PlainObject => ({
  DatabaseName: "shop",
  TableInput: {
    Name: "orders",
    PartitionKeys: [{ Name: "dt", Type: "string" }],
    Parameters: { classification: "csv" },
    StorageDescriptor: {
      Columns: [
        { Name: "id", Type: "string" },
        { Name: "total", Type: "double" },
        { Name: "note", Type: "string" },
      ],
      Location: "s3://lake/orders/",
    },
    ...input,
  },
  TableContents: {
    size: 10_000_000_000,
    rows: 1_000_000,
    files: 100,
    partitions: { dt: { from: "2026-01-01", days: 10 } },
    ...contents,
  },
});

/** Parquet in place of text. */
export const parquet: PlainObject = { Parameters: { classification: "parquet" } };

/** An account with a bucket for results, a database, and what a query is asked with. */
export class QueryAccount {
  readonly simulation;
  private readonly client;

  constructor(options: Partial<AwsOptions> = {}) {
    const quiet = { "athena.queueDelay": 0, "athena.planningLeast": 0, "athena.planningMost": 0 };
    this.simulation = simulate({
      seed: 1,
      startsAt: "2026-01-11T00:00:00Z",
      ...options,
      assumptions: { ...quiet, ...options.assumptions },
    });
    this.client = this.simulation.client();
    for (const Bucket of ["results", "lake"]) this.call("CreateBucket", { Bucket }, "s3");
    this.call("CreateDatabase", { DatabaseInput: { Name: "shop" } }, "glue");
  }

  call(operation: string, params: PlainObject, service = "athena"): PlainObject {
    return this.client.call(service, operation, params);
  }

  /** How an operation is refused, as `code: message`, or what of it is not modeled. */
  refusal(operation: string, params: PlainObject, service = "athena"): string {
    try {
      this.call(operation, params, service);
    } catch (error) {
      return error instanceof Error && "code" in error
        ? `${String(error.code)}: ${error.message}`
        : String(error);
    }
    throw new Error(`${operation} is not refused`);
  }

  advance(by: Duration): void {
    this.simulation.run({ until: (this.simulation.now + by) as Instant });
  }

  /** Begins a query. */
  start(sql: string, more: PlainObject = {}): string {
    const { QueryExecutionId } = this.call("StartQueryExecution", {
      QueryString: sql,
      QueryExecutionContext: { Database: "shop" },
      ResultConfiguration: { OutputLocation: "s3://results/all/" },
      ...more,
    });
    return QueryExecutionId as string;
  }

  /** Runs a query to its end. */
  run(sql: string, more: PlainObject = {}, within: Duration = minutes(60)): PlainObject {
    const id = this.start(sql, more);
    this.advance(within);
    return this.query(id);
  }

  query(QueryExecutionId: string): PlainObject {
    return this.call("GetQueryExecution", { QueryExecutionId })["QueryExecution"] as PlainObject;
  }

  /** Its state, and why where it has not succeeded. */
  state(id: string): string {
    const { State, StateChangeReason } = this.query(id)["Status"] as PlainObject;
    return StateChangeReason === undefined
      ? String(State)
      : `${String(State)}: ${String(StateChangeReason)}`;
  }

  /** The rows of a result. */
  rows(QueryExecutionId: string, more: PlainObject = {}): readonly string[] {
    const { ResultSet } = this.call("GetQueryResults", { QueryExecutionId, ...more });
    return ((ResultSet as PlainObject)["Rows"] as readonly PlainObject[]).map(({ Data }) =>
      (Data as readonly PlainObject[]).map((each) => String(each["VarCharValue"] ?? "")).join("|"),
    );
  }

  /** The keys in a bucket. */
  keys(Bucket: string): readonly string[] {
    const { Contents = [] } = this.call("ListObjectsV2", { Bucket }, "s3");
    return (Contents as readonly PlainObject[]).map(({ Key }) => String(Key));
  }

  /** What the queries of `primary` cost. */
  charges(): readonly { readonly what: string; readonly dollars: number }[] {
    return this.chargesOf(this.simulation.metersOf("athena.workgroup:primary"));
  }

  /** What queries cost that had these meters. */
  chargesOf(meters: Meters): readonly { readonly what: string; readonly dollars: number }[] {
    return workgroupCharges(meters, null, new Map()).map(({ what, dollars }) => ({
      what,
      dollars,
    }));
  }

  /** The sum of a metric of a workgroup. */
  sum(metric: string, workgroup = "primary"): number {
    return this.simulation.metersOf(`athena.workgroup:${workgroup}`)[metric]?.sum ?? 0;
  }
}

/** How many bytes a query has read. */
export const bytesOf = (query: PlainObject): number =>
  Number((query["Statistics"] as PlainObject)["DataScannedInBytes"]);

/** How long its engine worked, in milliseconds. */
export const engineOf = (query: PlainObject): number =>
  Number((query["Statistics"] as PlainObject)["EngineExecutionTimeInMillis"]);

/** Why it failed, or the state that it is in. */
export const reasonOf = (query: PlainObject): string => {
  const { State, StateChangeReason } = query["Status"] as PlainObject;
  return String(StateChangeReason ?? State);
};
