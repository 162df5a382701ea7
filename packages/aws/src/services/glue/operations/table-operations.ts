import { objectOf, textOf } from "../../../request/params.ts";
import { page } from "../../../request/page.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { glueLimits } from "../limits.ts";
import { tableArn, tableKindName, tableName } from "../names.ts";
import {
  databaseIn,
  databaseRecordOf,
  isRefused,
  keepTables,
  named,
  notFound,
  plain,
  respond,
  tableIn,
  tableRecordOf,
  tablesOf,
  timestampAt,
} from "./records.ts";

/** Operations on tables. */
export const tableOperations: Operations = {
  CreateTable: { begin: create },
  UpdateTable: { begin: update },
  GetTable: {
    begin(params, plane) {
      const found = tableIn(params["DatabaseName"], params["Name"], plane);
      return isRefused(found) ? found : respond({ Table: shown(found, plane) });
    },
  },
  GetTables: {
    begin(params, plane) {
      const database = databaseIn(params["DatabaseName"], plane);
      if (isRefused(database)) return database;
      const { items, next } = page(
        tablesOf(database, plane),
        params["NextToken"],
        glueLimits.page.default,
      ) ?? { items: [], next: null };
      const list = items.map((each) => shown(each, plane));
      return respond({ TableList: list, ...(next === null ? {} : { NextToken: next }) });
    },
  },
  DeleteTable: {
    begin(params, plane) {
      const found = tableIn(params["DatabaseName"], params["Name"], plane);
      if (isRefused(found)) return found;
      const database = databaseIn(params["DatabaseName"], plane);
      if (isRefused(database)) return database;
      const name = named(params["Name"]);
      const { tables } = databaseRecordOf(database);
      keepTables(
        database,
        tables.filter((each) => each !== name),
        plane,
      );
      plane.delete(found, notFound(`Table ${name}`));
      return respond();
    },
  },
};

function create(params: PlainObject, plane: ControlPlane): Step {
  const database = databaseIn(params["DatabaseName"], plane);
  if (isRefused(database)) return database;
  const input = objectOf(params["TableInput"]);
  const table = named(input["Name"]);
  const name = tableName(database.name, table);
  if (plane.find(tableKindName, name) !== undefined) {
    return refused("AlreadyExistsException", "Table already exists.");
  }
  if (tablesOf(database, plane).length >= plane.quota("glue.tables")) {
    return refused("ResourceNumberLimitExceededException", "Number of tables exceeds the limit."); // Assumed: the words.
  }
  plane.create(
    {
      kind: tableKindName,
      name,
      arn: tableArn(database.name, table, plane),
      record: plain({
        table: { ...input, Name: table, DatabaseName: database.name },
        partitions: [],
        contents: objectOf(params["TableContents"]),
      }),
    },
    () => ({ name: table, database: database.name, partitions: 0 }),
  );
  keepTables(database, [...databaseRecordOf(database).tables, table], plane);
  return respond();
}

function update(params: PlainObject, plane: ControlPlane): Step {
  const input = objectOf(params["TableInput"]);
  const found = tableIn(params["DatabaseName"], input["Name"] ?? params["Name"], plane);
  if (isRefused(found)) return found;
  const record = tableRecordOf(found);
  const { Name, DatabaseName } = record.table;
  const contents = params["TableContents"];
  plane.change(found, {
    record: plain({
      ...record,
      table: { ...input, Name: Name ?? "", DatabaseName: DatabaseName ?? "" },
      ...(contents === undefined ? {} : { contents: objectOf(contents) }),
    }),
  });
  return respond();
}

const shown = (table: Resource, plane: ControlPlane): PlainObject => ({
  ...tableRecordOf(table).table,
  CreateTime: timestampAt(table.createdAt, plane),
  UpdateTime: timestampAt(table.changedAt, plane),
  IsRegisteredWithLakeFormation: false,
  CatalogId: plane.accountId,
  VersionId: textOf(tableRecordOf(table).table["VersionId"]) ?? "0",
});
