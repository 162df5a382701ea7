import type { ControlPlane } from "../../../service/service-model.ts";
import { tableColumns, tableKeys } from "../athena-to-glue.ts";
import type { DataQuery } from "../config.ts";
import type { QuerySaid } from "../extras.ts";
import type { Statement } from "../sql/statement.ts";
import { tokensOf, type Token } from "../sql/tokens.ts";
import { catalogTable, type Resolved, type Where } from "./resolving.ts";

/** A statement with what a scenario says of it. */
export interface Stated {
  readonly sql: string;
  readonly statement: Statement;
  readonly where: Where;
  readonly said: QuerySaid;
}

const onData: ReadonlySet<string> = new Set([
  "SELECT",
  "INSERT",
  "CREATE_TABLE_AS_SELECT",
  "UNLOAD",
]);

/** What a query asks of the data of its tables; `null`: they have none. */
export function dataQueryOf(
  { sql, statement, where, said }: Stated,
  { columns, data }: Resolved,
  plane: ControlPlane,
): DataQuery | null {
  const { query, subtype, writes } = statement;
  if (data.tables.length === 0 || query === null || !onData.has(subtype)) return null;
  const { tables, views, lacking } = data;
  const names = columns.map(({ name }) => name);
  return {
    asked: { sql: textOfQuery(sql, query), database: where.database, names, tables, views },
    lacking,
    isSaid: said.answer !== null,
    into: writes?.table == null || writes.isNew ? null : columnsFor(writes, where, plane),
  };
}

/** The text of a query within its statement. */
function textOfQuery(sql: string, query: readonly Token[]): string {
  const last = query.at(-1)!; // A query has tokens.
  const behind = tokensOf(sql).find(({ at }) => at > last.at);
  return sql.slice(query[0]!.at, behind?.at);
}

function columnsFor(
  { table, columns }: NonNullable<Statement["writes"]>,
  where: Where,
  plane: ControlPlane,
): readonly string[] | null {
  if (columns !== null) return columns;
  const found = catalogTable(table!.database || where.database, table!.name, plane); // It is asked for one that has it.
  return found === undefined
    ? null
    : [...tableColumns(found), ...tableKeys(found)].map(({ name }) => name);
}
