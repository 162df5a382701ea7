import { minutes, type Plain } from "@orrery/kernel";
import { numberOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { sizeInUtf8 } from "../../../text/utf8.ts";
import { bucketArnIn } from "../athena-to-s3.ts";
import type { BucketJoin, QueryFailure, QueryPlan } from "../config.ts";
import { queryFor } from "../extras.ts";
import { athenaLimits } from "../limits.ts";
import { awsDataCatalog } from "../names.ts";
import { statementOf, type Statement } from "../sql/statement.ts";
import { rowsShown } from "./catalog-rows.ts";
import { changeOf } from "./catalog-changes.ts";
import { failing, resolve, type Resolved, type Where } from "./resolving.ts";
import { executed } from "./executing.ts";
import { engineVersion, figuresIn, invalid, isRefused, workgroupRecordOf } from "./records.ts";
import { dataQueryOf } from "./data-query.ts";
import { writtenObjects } from "./written-objects.ts";

/** A query that may begin, and the buckets that its workgroup then writes to. */
export interface Planned {
  readonly plan: QueryPlan;
  readonly buckets: readonly BucketJoin[];
}

/** Where results go, and how it is shown. */
interface Output {
  readonly location: string | null;
  readonly shown: PlainObject;
}

/** All that is known of a query as it begins. */
export function planOf(
  params: PlainObject,
  workgroup: Resource,
  plane: ControlPlane,
): Planned | Refused {
  const record = workgroupRecordOf(workgroup);
  if (record.state === "DISABLED") return invalid(`WorkGroup ${workgroup.name} is disabled.`); // Assumed: the words.
  const sql = textOf(params["QueryString"])!; // The model has it.
  if (sizeInUtf8(sql) > athenaLimits.queryString) {
    return invalid(
      `Query string is too long: it has more than ${athenaLimits.queryString} bytes.`, // Assumed: the words.
    );
  }
  const output = outputOf(params, record.configuration);
  if (isRefused(output)) return output;
  const id = plane.uuid();
  const context = objectOf(params["QueryExecutionContext"]);
  const where: Where = {
    catalog: textOf(context["Catalog"]) ?? awsDataCatalog,
    database: (textOf(context["Database"]) ?? "default").toLowerCase(),
  };
  const parameters = textsOf(params["ExecutionParameters"]);
  const ran = executed(sql, parameters, record.statements);
  const statement = "message" in ran ? null : statementOf(ran.sql);
  const found = foundBy("message" in ran ? ran : statement, where, plane);
  const named = record.queries.find((each) => each["QueryString"] === sql);
  const said = queryFor(sql, textOf(named?.["Name"]) ?? null, record.says);
  const isSaid = said.bytes !== null || said.time !== null || said.answer !== null;
  const join = output.location === null ? null : bucketArnIn(output.location, plane.partition);
  const buckets = [...record.buckets];
  const bucketAt = (arn: string): number => {
    const known = buckets.findIndex((each) => each.arn === arn);
    if (known !== -1) return known;
    return buckets.push({ arn, kind: plane.target(arn)?.kind ?? null }) - 1;
  };
  const figures = figuresIn(plane);
  const objects =
    statement?.writes == null || found.failure !== null
      ? null
      : writtenObjects(
          { writes: statement.writes, id, where, output: output.location, said },
          { ...found, columns: found.resolved?.columns ?? [] },
          bucketAt,
          plane,
        );
  const writing = objects !== null && "message" in objects ? objects : null;
  const change =
    statement?.change == null ? null : changeOf(statement.change, where.database, plane);
  // What a scenario says of a query holds whether or not anybody could read it.
  const unread = isSaid ? null : found.failure;
  const failure =
    unread ??
    writing ??
    (change !== null && "message" in change ? change : null) ??
    deniedOf(join, plane, output.location);
  const isQuery = statement?.query != null;
  const type = statement?.type ?? "DML";
  const quota = statement?.quota ?? "dml";
  const { reuse } = reuseOf(params, sql, where, output, statement);
  const timeout = plane.quota(quota === "dml" ? "athena.dmlTimeout" : "athena.ddlTimeout");
  const prefix = output.location === null ? "" : keyOfResult(output.location, id);
  const plan: QueryPlan = {
    id,
    token: textOf(params["ClientRequestToken"]) ?? null,
    sql,
    catalog: where.catalog,
    database: where.database,
    parameters,
    type,
    subtype: statement?.subtype ?? "SELECT",
    quota,
    output:
      output.location === null || join === null
        ? null
        : { location: output.location, bucket: bucketAt(join), key: prefix },
    shown: {
      ...output.shown,
      ...contextShown(context),
      EngineVersion: shownEngine(record.configuration),
    },
    cutoff: numberOf(record.configuration["BytesScannedCutoffPerQuery"]) ?? null,
    timeout: minutes(timeout),
    reuse,
    dpus: quota === "ddl" ? athenaLimits.ddlDpus : figures.dmlDpus,
    tables: isQuery ? (found.resolved?.tables ?? []) : [],
    federated: isQuery ? (found.resolved?.federated ?? []) : [],
    columns:
      said.answer === null ? found.columns : answerColumns(said.answer.columns, found.columns),
    rows: said.answer?.rows ?? found.rows,
    said: {
      bytes: said.bytes,
      time: said.time,
      rows: said.rows,
      resultBytes: said.resultBytes,
      failures: said.failures,
      error: said.error,
    },
    failure,
    isUnread: found.isUnread && !isSaid,
    calls: change === null || "message" in change ? [] : change.calls,
    repair: change === null || "message" in change ? null : (change.repair ?? null),
    objects: objects === null || "message" in objects ? null : objects,
    data:
      failure !== null || statement === null || found.resolved === null || "message" in ran
        ? null
        : dataQueryOf({ sql: ran.sql, statement, where, said }, found.resolved, plane),
    caller: plane.caller,
    trail: plane.trail,
  };
  return { plan, buckets };
}

interface Found {
  readonly resolved: Resolved | null;
  readonly columns: QueryPlan["columns"];
  readonly rows: QueryPlan["rows"];
  readonly failure: QueryFailure | null;
  readonly isUnread: boolean;
}

const nothing = { resolved: null, columns: [], rows: [], failure: null, isUnread: false } as const;

/** What a statement reads or shows. */
function foundBy(
  statement: Statement | QueryFailure | null,
  where: Where,
  plane: ControlPlane,
): Found {
  if (statement === null) {
    const failure = failing("The statement is none that the simulation reads."); // Ours.
    return { ...nothing, failure, isUnread: true };
  }
  if ("message" in statement) return { ...nothing, failure: statement };
  if (statement.shows !== null) {
    return { ...nothing, ...rowsShown(statement.shows, where.database, plane) };
  }
  if (statement.query === null) return nothing;
  const resolved = resolve(statement.query, where, plane);
  const isWrite = statement.writes !== null;
  const { columns, failure } = resolved;
  return {
    ...nothing,
    resolved,
    columns: isWrite ? [{ name: "rows", type: "bigint" }] : columns,
    failure,
  };
}

const answerColumns = (
  names: readonly string[],
  known: QueryPlan["columns"],
): QueryPlan["columns"] =>
  names.map((name) => ({
    name,
    type: known.find((each) => each.name === name.toLowerCase())?.type ?? "varchar",
  }));

/** The place of a query's results: what a workgroup enforces, what a client says, or what the workgroup has. */
function outputOf(params: PlainObject, configuration: PlainObject): Output | Refused {
  const managed = objectOf(configuration["ManagedQueryResultsConfiguration"]);
  const own = objectOf(configuration["ResultConfiguration"]);
  const said = objectOf(params["ResultConfiguration"]);
  if (managed["Enabled"] === true) {
    if (said["OutputLocation"] !== undefined) {
      return invalid(
        "ResultConfiguration cannot be set when managed query results are enabled in the workgroup.", // Assumed: the words.
      );
    }
    return { location: null, shown: { ManagedQueryResultsConfiguration: managed } };
  }
  const isEnforced = configuration["EnforceWorkGroupConfiguration"] === true;
  const chosen = isEnforced && own["OutputLocation"] !== undefined ? own : { ...own, ...said };
  const location = textOf(chosen["OutputLocation"]);
  if (location === undefined) {
    return invalid(
      "No output location provided. An output location is required either through the Workgroup result configuration setting or as an API input.",
    );
  }
  if (!location.startsWith("s3://")) return invalid("outputLocation is not a valid S3 path.");
  return { location, shown: { ResultConfiguration: chosen } };
}

const contextShown = (context: PlainObject): PlainObject => ({
  QueryExecutionContext: Object.fromEntries(
    Object.entries(context).map(([name, value]): [string, Plain] => [
      name,
      typeof value === "string" ? value.toLowerCase() : value,
    ]),
  ),
});

const shownEngine = (configuration: PlainObject): PlainObject =>
  objectOf(configuration["EngineVersion"] ?? engineVersion);

/** The key of a query's results, without its ending. */
function keyOfResult(location: string, id: string): string {
  const key = /^s3:\/\/[^/]+\/?(.*)$/.exec(location)?.[1] ?? "";
  return key === "" || key.endsWith("/") ? `${key}${id}` : `${key}/${id}`;
}

/** Whoever begins a query must be allowed to write its results. */
function deniedOf(
  bucket: string | null,
  plane: ControlPlane,
  location: string | null,
): QueryFailure | null {
  if (bucket === null) return null;
  const denied = plane.authorize(plane.caller, "s3:PutObject", `${bucket}/*`);
  if (denied === null) return null;
  // Assumed: the end of the words.
  return failing(
    `Access denied when writing output to url: ${location ?? ""} . Please ensure you are allowed to access the S3 bucket.`,
    401,
  );
}

/** By what an earlier result is known, and how old it may be. */
function reuseOf(
  params: PlainObject,
  sql: string,
  where: Where,
  { location, shown }: Output,
  statement: Statement | null,
): Pick<QueryPlan, "reuse"> {
  const said = objectOf(
    objectOf(params["ResultReuseConfiguration"])["ResultReuseByAgeConfiguration"],
  );
  const isFit = statement?.subtype === "SELECT" || statement?.subtype === "EXECUTE";
  if (said["Enabled"] !== true || location === null || !isFit) return { reuse: null };
  const age = minutes(numberOf(said["MaxAgeInMinutes"]) ?? athenaLimits.resultAge.default);
  const parameters = textsOf(params["ExecutionParameters"]);
  const key = JSON.stringify([sql, parameters, where.catalog, where.database, shown]);
  return { reuse: { key, age } };
}
