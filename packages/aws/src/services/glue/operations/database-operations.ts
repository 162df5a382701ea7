import { objectOf } from "../../../request/params.ts";
import { page } from "../../../request/page.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { glueLimits } from "../limits.ts";
import { databaseArn, databaseKindName } from "../names.ts";
import {
  databaseIn,
  databaseRecordOf,
  isRefused,
  named,
  notFound,
  plain,
  respond,
  tablesOf,
  timestampAt,
} from "./records.ts";

/** Operations on databases. */
export const databaseOperations: Operations = {
  CreateDatabase: { begin: create },
  GetDatabase: {
    begin(params, plane) {
      const found = databaseIn(params["Name"], plane);
      return isRefused(found) ? found : respond({ Database: shown(found, plane) });
    },
  },
  GetDatabases: {
    begin(params, plane) {
      const { items, next } = page(
        plane.list(databaseKindName),
        params["NextToken"],
        glueLimits.page.default,
      ) ?? { items: [], next: null };
      const list = items.map((each) => shown(each, plane));
      return respond({ DatabaseList: list, ...(next === null ? {} : { NextToken: next }) });
    },
  },
  DeleteDatabase: { begin: remove },
};

function create(params: PlainObject, plane: ControlPlane): Step {
  const input = objectOf(params["DatabaseInput"]);
  const name = named(input["Name"]);
  if (plane.find(databaseKindName, name) !== undefined) {
    return refused("AlreadyExistsException", "Database already exists.");
  }
  if (plane.list(databaseKindName).length >= plane.quota("glue.databases")) {
    return refused(
      "ResourceNumberLimitExceededException",
      "Number of databases exceeds the limit.",
    ); // Assumed: the words.
  }
  if (name !== fallback && plane.find(databaseKindName, fallback) === undefined) {
    make(fallback, { Name: fallback }, plane);
  }
  make(name, input, plane);
  return respond();
}

/** The database that is there once there is any. */
const fallback = "default";

const make = (name: string, input: PlainObject, plane: ControlPlane): Resource =>
  plane.create(
    {
      kind: databaseKindName,
      name,
      arn: databaseArn(name, plane),
      record: plain({ input: { ...input, Name: name }, tables: [] }),
      ...(name === fallback ? { isShared: true } : {}),
    },
    () => ({ name, tables: 0 }),
  );

const shown = (database: Resource, plane: ControlPlane): PlainObject => ({
  ...databaseRecordOf(database).input,
  CreateTime: timestampAt(database.createdAt, plane),
  CatalogId: plane.accountId,
});

/** Deletes a database with its tables. */
function remove(params: PlainObject, plane: ControlPlane): Step {
  const found = databaseIn(params["Name"], plane);
  if (isRefused(found)) return found;
  for (const table of tablesOf(found, plane)) {
    plane.delete(table, notFound(`Table ${table.name.slice(found.name.length + 1)}`));
  }
  plane.delete(found, notFound(`Database ${found.name}`));
  return respond();
}
