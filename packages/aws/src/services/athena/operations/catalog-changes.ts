import { objectOf, textMapOf, textOf, textsOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import {
  catalogCalls,
  partitionBatch,
  partitionInput,
  tableInputOf,
  tableKeys,
  type CatalogTable,
} from "../athena-to-glue.ts";
import type { PlannedCall, PlannedRepair, QueryFailure } from "../config.ts";
import type { Named } from "../sql/create-table.ts";
import type { CatalogChange, PartitionSaid } from "../sql/statement.ts";
import { catalogTable, failing } from "./resolving.ts";

/** The operations of the catalog that a statement asks for. */
export interface PlannedChange {
  readonly calls: readonly PlannedCall[];
  readonly repair?: PlannedRepair;
}

/** What a statement changes in the catalog; `database`: that of names without one. */
export function changeOf(
  change: CatalogChange,
  database: string,
  plane: ControlPlane,
): PlannedChange | QueryFailure {
  const homeOf = ({ database: said }: Named): string => said || database;
  /** `default` is there once somebody makes something in it. */
  const ensured = (name: string): readonly PlannedCall[] =>
    name === "default" ? [catalogCalls.makeDatabase(name, true)] : [];
  switch (change.type) {
    case "makeDatabase":
      return { calls: [catalogCalls.makeDatabase(change.name, change.isTolerant)] };
    case "dropDatabase":
      return { calls: [catalogCalls.dropDatabase(change.name, change.isTolerant)] };
    case "createTable": {
      const home = homeOf(change.made);
      if (change.made.location === "") {
        return failing("FAILED: ParseException: a table needs a LOCATION", 1_003); // Assumed: the words.
      }
      const input = tableInputOf(change.made);
      return {
        calls: [...ensured(home), catalogCalls.createTable(home, input, change.isTolerant)],
      };
    }
    case "createView": {
      const home = homeOf(change.made);
      const input = tableInputOf(change.made);
      const isThere =
        change.isReplaced && catalogTable(home, change.made.name, plane) !== undefined;
      const call = isThere
        ? catalogCalls.updateTable(home, input)
        : catalogCalls.createTable(home, input, false);
      return { calls: [...ensured(home), call] };
    }
    case "dropTable": {
      const { of, isTolerant } = change;
      return { calls: [catalogCalls.dropTable(homeOf(of), of.name, isTolerant)] };
    }
    default: {
      const home = homeOf(change.of);
      const found = catalogTable(home, change.of.name, plane);
      if (found === undefined) {
        return failing(
          `FAILED: SemanticException [Error 10001]: Table not found ${home}.${change.of.name}`,
          1_003,
        );
      }
      return tableChange(change, home, found);
    }
  }
}

type OnTable = Extract<CatalogChange, { readonly of: Named }>;

function tableChange(
  change: OnTable,
  database: string,
  found: CatalogTable,
): PlannedChange | QueryFailure {
  const { table } = found;
  const name = change.of.name;
  switch (change.type) {
    case "addPartitions":
      return added(found, change.partitions, change.isTolerant, database, name);
    case "dropPartitions": {
      const keys = tableKeys(found);
      const values = change.partitions.map(({ values: said }) =>
        keys.map((key) => said[key.name] ?? ""),
      );
      return { calls: [catalogCalls.dropPartitions(database, name, values)] };
    }
    case "setProperties": {
      const Parameters = {
        ...Object.fromEntries(textMapOf(table["Parameters"])),
        ...change.properties,
      };
      return { calls: [catalogCalls.updateTable(database, { ...table, Parameters })] };
    }
    case "addColumns": {
      const storage = objectOf(table["StorageDescriptor"]);
      const more = change.columns.map(({ name: Name, type: Type }) => ({ Name, Type }));
      const Columns = [...(storage["Columns"] as readonly PlainObject[]), ...more];
      const StorageDescriptor = { ...storage, Columns };
      return { calls: [catalogCalls.updateTable(database, { ...table, StorageDescriptor })] };
    }
    case "repair": {
      const location = textOf(objectOf(table["StorageDescriptor"])["Location"]) ?? "";
      const known = found.partitions.map((each) => textsOf(each["Values"]).join("/"));
      return {
        calls: [],
        repair: { database, table: name, keys: tableKeys(found), location, known },
      };
    }
    case "dropTable":
      return { calls: [] };
  }
}

function added(
  found: CatalogTable,
  partitions: readonly PartitionSaid[],
  isTolerant: boolean,
  database: string,
  table: string,
): PlannedChange | QueryFailure {
  const keys = tableKeys(found);
  const location = textOf(objectOf(found.table["StorageDescriptor"])["Location"]) ?? "";
  const known = new Set(found.partitions.map((each) => textsOf(each["Values"]).join("/")));
  const inputs = partitions.map((each) => partitionInput(each, keys, location));
  const again = inputs.find(({ Values }) => known.has(textsOf(Values).join("/")));
  if (again !== undefined && !isTolerant) {
    return failing("FAILED: SemanticException Partition already exists.", 1_003); // Assumed: the words.
  }
  const calls: PlannedCall[] = [];
  for (let from = 0; from < inputs.length; from += partitionBatch) {
    calls.push(
      catalogCalls.addPartitions(database, table, inputs.slice(from, from + partitionBatch)),
    );
  }
  return { calls };
}
