import type { Instant, Plain } from "@orrery/kernel";
import { listOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Step } from "../../../service/service-model.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { DatabaseRecord, TableRecord } from "../config.ts";
import { databaseKindName, tableKindName, tableName } from "../names.ts";

/** A record as the control plane keeps it. */
export const plain = (record: DatabaseRecord | TableRecord): PlainObject =>
  record as unknown as PlainObject; // Plain data by their types.
/** What is kept of a database. */
export const databaseRecordOf = ({ record }: Resource): DatabaseRecord =>
  record as unknown as DatabaseRecord; // Made by `plain`.
/** What is kept of a table. */
export const tableRecordOf = ({ record }: Resource): TableRecord =>
  record as unknown as TableRecord; // Likewise.

/** A response that is there at once. */
export const respond = (response: PlainObject = {}): Step => ({ type: "respond", response });

/** Whether something was refused. */
export const isRefused = (found: object): found is Refused =>
  "type" in found && found.type === "refused";

/** What AWS says where something is not there. */
export const notFound = (what: string): Refused =>
  refused("EntityNotFoundException", `${what} not found.`);

/** Names of the catalog have small letters. */
export const named = (value: Plain | undefined): string => (textOf(value) ?? "").toLowerCase();

/** The database that a request names. */
export function databaseIn(name: Plain | undefined, plane: ControlPlane): Resource | Refused {
  const database = named(name);
  return plane.find(databaseKindName, database) ?? notFound(`Database ${database}`);
}

/** The table that a request names. */
export function tableIn(
  database: Plain | undefined,
  name: Plain | undefined,
  plane: ControlPlane,
): Resource | Refused {
  const found = databaseIn(database, plane);
  if (isRefused(found)) return found;
  return (
    plane.find(tableKindName, tableName(found.name, named(name))) ??
    notFound(`Table ${named(name)}`)
  );
}

/** The tables of a database, in order of their names. */
export const tablesOf = (database: Resource, plane: ControlPlane): readonly Resource[] =>
  [...databaseRecordOf(database).tables]
    .sort()
    .flatMap((name) => plane.find(tableKindName, tableName(database.name, name)) ?? []);

/** Keeps the names of a database's tables. */
export const keepTables = (
  database: Resource,
  tables: readonly string[],
  plane: ControlPlane,
): Resource =>
  plane.change(database, {
    record: plain({ ...databaseRecordOf(database), tables }),
    settings: { name: database.name, tables: tables.length },
  });

/** The values of a partition, as one text. */
export const valuesOf = (partition: Plain | undefined): string =>
  textsOf(objectOf(partition)["Values"]).join("/");

/** The names of a table's partition keys. */
export const keysOf = ({ table }: TableRecord): readonly string[] =>
  listOf(table["PartitionKeys"]).map((key) => textOf(objectOf(key)["Name"]) ?? "");

/** A time as this protocol writes it: seconds since 1970. */
export const timestampAt = (
  at: Instant,
  { epochMilliseconds }: Pick<ControlPlane, "epochMilliseconds">,
): number => wallClockAt(epochMilliseconds, at) / 1_000;
