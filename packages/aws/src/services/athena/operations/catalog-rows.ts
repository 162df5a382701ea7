import { textOf, textsOf } from "../../../request/params.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import {
  databaseArn,
  tableColumns,
  tableKeys,
  viewOf,
  type CatalogTable,
} from "../athena-to-glue.ts";
import type { QueryFailure } from "../config.ts";
import type { Column } from "../scan/layout.ts";
import type { CatalogShown } from "../sql/statement.ts";
import { catalogTable, failing } from "./resolving.ts";

/** What a statement shows of the catalog. */
export interface Shown {
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly string[])[];
  readonly failure: QueryFailure | null;
}

const shownAs = (name: string, lines: readonly string[]): Shown => ({
  columns: [{ name, type: "string" }],
  rows: lines.map((line) => [line]),
  failure: null,
});

/** The tables of a database of the catalog, in order of their names. */
export function tablesIn(database: string, plane: ControlPlane): readonly CatalogTable[] {
  return tableNamesIn(database, plane).flatMap((name) => catalogTable(database, name, plane) ?? []);
}

/** The names of databases that are in the catalog; `default` is one always. */
export function databasesIn(plane: ControlPlane): readonly string[] {
  const kind = plane.findByArn(databaseArn("default", plane))?.kind;
  const names = kind === undefined ? [] : plane.list(kind).map(({ name }) => name);
  return [...new Set(["default", ...names])].sort();
}

const tableNamesIn = (database: string, plane: ControlPlane): readonly string[] =>
  [...textsOf(plane.findByArn(databaseArn(database, plane))?.record["tables"])].sort();

/** The rows of SHOW and DESCRIBE. */
export function rowsShown(shows: CatalogShown, database: string, plane: ControlPlane): Shown {
  switch (shows.type) {
    case "databases":
      return shownAs("database_name", databasesIn(plane));
    case "tables":
      return shownAs("tab_name", tableNamesIn(shows.database || database, plane));
    case "views": {
      const views = tablesIn(shows.database || database, plane).filter(
        (each) => viewOf(each) !== null,
      );
      return shownAs(
        "views",
        views.map(({ table }) => textOf(table["Name"]) ?? ""),
      );
    }
    default: {
      const { of } = shows;
      const found = catalogTable(of.database || database, of.name, plane);
      if (found === undefined) {
        const failure = failing(
          `FAILED: SemanticException [Error 10001]: Table not found ${of.name}`,
          1_003,
        );
        return { columns: [], rows: [], failure };
      }
      return shownOfTable(shows.type, found);
    }
  }
}

function shownOfTable(
  type: "partitions" | "columns" | "createTable" | "describe",
  found: CatalogTable,
): Shown {
  const columns = [...tableColumns(found), ...tableKeys(found)];
  switch (type) {
    case "partitions": {
      const keys = tableKeys(found);
      const lines = found.partitions.map((each) =>
        textsOf(each["Values"])
          .map((value, place) => `${keys[place]?.name ?? ""}=${value}`)
          .join("/"),
      );
      return shownAs("partition", lines);
    }
    case "columns":
      return shownAs(
        "field",
        columns.map(({ name }) => name),
      );
    case "describe":
      return shownAs(
        "col_name",
        columns.map(({ name, type: each }) => `${name.padEnd(20)}\t${each}`),
      );
    case "createTable": {
      const name = `\`${textOf(found.table["DatabaseName"]) ?? ""}.${textOf(found.table["Name"]) ?? ""}\``;
      const list = (of: readonly Column[]): readonly string[] =>
        of.map(
          (each, place) => `  \`${each.name}\` ${each.type}${place < of.length - 1 ? ", " : ")"}`,
        );
      const keys = tableKeys(found);
      const view = viewOf(found);
      if (view !== null) return shownAs("createtab_stmt", [`CREATE VIEW ${name} AS`, view]);
      return shownAs("createtab_stmt", [
        `CREATE EXTERNAL TABLE ${name}(`,
        ...list(tableColumns(found)),
        ...(keys.length === 0 ? [] : ["PARTITIONED BY ( ", ...list(keys)]),
      ]);
    }
  }
}
