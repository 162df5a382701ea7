import { textMapOf, textOf } from "../../../request/params.ts";
import type { QueriedTable, QueriedView, QueryAsked } from "../../../service/query-engine.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import {
  catalogTableIn,
  dataOf,
  databaseArn,
  layoutOf,
  tableArn,
  tableColumns,
  tableKeys,
  viewOf,
  type CatalogTable,
} from "../athena-to-glue.ts";
import { bucketIn } from "../athena-to-s3.ts";
import type { FederatedTable, PlannedTable, QueryFailure } from "../config.ts";
import type { Column } from "../scan/layout.ts";
import { keyOf } from "../scan/scanning.ts";
import { readsOf, type QueryReads, type TableRead } from "../sql/reads.ts";
import { tokensOf, type Token } from "../sql/tokens.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import { catalogsIn, figuresIn } from "./records.ts";

/** Where names without a catalog and a database are looked for. */
export interface Where {
  readonly catalog: string;
  readonly database: string;
}

/** What a query reads, found in the catalogs. */
export interface Resolved {
  readonly tables: readonly PlannedTable[];
  readonly federated: readonly FederatedTable[];
  readonly columns: readonly Column[];
  /** What its tables have as data; those that have none by their names. */
  readonly data: Pick<QueryAsked, "tables" | "views"> & { readonly lacking: readonly string[] };
  readonly failure: QueryFailure | null;
}

const noData: Resolved["data"] = { tables: [], views: [], lacking: [] };

const glueCatalogs: ReadonlySet<string> = new Set(["", "awsdatacatalog"]);

/** A failure that is the user's. */
export const failing = (message: string, errorType = 1_000): QueryFailure => ({
  message,
  category: 2,
  errorType,
});

/** A table of the Glue catalog; `undefined`: there is none. */
export function catalogTable(
  database: string,
  table: string,
  plane: ControlPlane,
): CatalogTable | undefined {
  const found = plane.findByArn(tableArn(database, table, plane));
  return found === undefined ? undefined : catalogTableIn(found.record);
}

/** Whether a database is there: `default` always is. */
export const hasDatabase = (database: string, plane: ControlPlane): boolean =>
  database === "default" ||
  database === "information_schema" ||
  plane.findByArn(databaseArn(database, plane)) !== undefined;

/** What a query reads. */
export function resolve(tokens: readonly Token[], where: Where, plane: ControlPlane): Resolved {
  const now = wallClockAt(plane.epochMilliseconds, plane.now);
  const views = new Map<string, QueriedView>();
  const viewAt = (path: readonly string[]): readonly Token[] | undefined => {
    const [table = "", database = where.database, catalog = where.catalog] = [...path].reverse();
    if (!isGlue(catalog, plane)) return undefined;
    const found = catalogTable(database, table, plane);
    const sql = found === undefined ? null : viewOf(found);
    if (sql === null) return undefined;
    views.set(`${database}.${table}`, { database, name: table, sql });
    return tokensOf(sql);
  };
  const reads = readsOf(tokens, now, viewAt);
  const tables: PlannedTable[] = [];
  const federated: FederatedTable[] = [];
  const known: Column[] = [];
  const queried = new Map<string, QueriedTable>();
  const lacking: string[] = [];
  const failed = (failure: QueryFailure): Resolved => ({
    tables,
    federated,
    columns: [],
    data: noData,
    failure,
  });
  for (const read of reads.tables) {
    const catalog = read.catalog || where.catalog.toLowerCase();
    const database = read.database || where.database.toLowerCase();
    if (database === "information_schema") continue;
    if (!isGlue(catalog, plane)) {
      const found = federatedTable(catalog, database, read, plane);
      if ("message" in found) return failed(found);
      federated.push(found);
      lacking.push(`${catalog}.${database}.${read.table}`);
      continue;
    }
    const found = catalogTable(database, read.table, plane);
    if (found === undefined) return failed(missing(catalog, database, read.table, plane));
    const planned = plannedTable(found, read, now, plane);
    if ("message" in planned) return failed(planned);
    tables.push(planned);
    const columns = [...tableColumns(found), ...tableKeys(found)];
    known.push(...columns);
    const name = `${database}.${read.table}`;
    const data = dataOf(found);
    if (data === null) lacking.push(name);
    else queried.set(name, { database, name: read.table, columns, data });
  }
  const data = { tables: [...queried.values()], views: [...views.values()], lacking };
  return { tables, federated, columns: outputOf(reads, known), data, failure: null };
}

/** As Trino words it; where in the query is not said. */
function missing(
  catalog: string,
  database: string,
  table: string,
  plane: ControlPlane,
): QueryFailure {
  return hasDatabase(database, plane)
    ? failing(
        `TABLE_NOT_FOUND: Table '${catalog || "awsdatacatalog"}.${database}.${table}' does not exist`,
      )
    : failing(`SCHEMA_NOT_FOUND: Schema '${database}' does not exist`);
}

/** Whether a catalog is Glue's, under whatever name. */
export function isGlue(catalog: string, plane: ControlPlane): boolean {
  const name = catalog.toLowerCase();
  if (glueCatalogs.has(name)) return true;
  return catalogNamed(name, plane)?.["Type"] === "GLUE";
}

/** A data catalog of the account, whose name is compared in small letters. */
export const catalogNamed = (name: string, plane: ControlPlane): PlainObject | undefined =>
  catalogsIn(plane).find((each) => textOf(each["Name"])?.toLowerCase() === name.toLowerCase());

function federatedTable(
  catalog: string,
  database: string,
  { table, columns }: TableRead,
  plane: ControlPlane,
): FederatedTable | QueryFailure {
  const found = catalogNamed(catalog, plane);
  if (found === undefined) return failing(`CATALOG_NOT_FOUND: Catalog '${catalog}' not found`);
  const parameters = textMapOf(found["Parameters"]);
  const one = parameters.get("function");
  const metadataFunction = parameters.get("metadata-function") ?? one;
  const recordFunction = parameters.get("record-function") ?? one;
  if (metadataFunction === undefined || recordFunction === undefined) {
    return failing(`The data catalog ${catalog} names no function that is a connector.`); // Ours.
  }
  return { catalog, database, table, metadataFunction, recordFunction, columns };
}

function plannedTable(
  found: CatalogTable,
  { columns, condition }: TableRead,
  now: number,
  plane: ControlPlane,
): PlannedTable | QueryFailure {
  const layout = layoutOf(found, now, figuresIn(plane));
  if (typeof layout === "string") return failing(layout);
  const bucket = bucketIn(layout.location);
  const isKnown =
    layout.size !== null ||
    (layout.partitioning.type === "listed" &&
      layout.partitioning.partitions.every(({ size }) => size !== null) &&
      layout.partitioning.partitions.length > 0);
  return {
    layout,
    asked: { columns, condition },
    listing: isKnown || bucket === null ? null : { bucket, prefix: keyOf(layout.location) },
  };
}

/** The columns of results with their types, as far as those are known. */
function outputOf({ output }: QueryReads, known: readonly Column[]): readonly Column[] {
  if (output === null) return known;
  return output.map((name) => ({
    name,
    type: known.find((each) => each.name === name)?.type ?? "varchar",
  }));
}
