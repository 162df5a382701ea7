import type { QueryAnswer, QueryAsked, QueryEngine, TableData } from "@orrery/aws";
import { duckTypeOf, shownColumn, type DuckType } from "./duckdb-types.ts";
import { trinoMacros, inDuckWords } from "./duckdb-macros.ts";

/** A connection to DuckDB that answers at once. */
export interface DuckConnection {
  query(sql: string): { toArray(): readonly object[] };
}

type Asked = QueryAsked["tables"][number];

const mostCached = 1_000;
const batch = 500;

const quoted = (name: string): string => `"${name.replaceAll('"', '""')}"`;
const literal = (text: string): string => `'${text.replaceAll("'", "''")}'`;

/**
 * Answers statements by DuckDB. Files, networks and extensions are out of its reach, it works on one thread and
 * keeps rows in the order in which they were given: so it answers the same whenever it is asked the same.
 */
export function engineOn(duck: DuckConnection): QueryEngine {
  for (const statement of [
    "SET autoinstall_known_extensions = false",
    "SET autoload_known_extensions = false",
    "SET preserve_insertion_order = true",
    "SET integer_division = true",
    "ATTACH ':memory:' AS awsdatacatalog",
    "ATTACH ':memory:' AS store",
    "SET enable_external_access = false",
    ...trinoMacros("store.main"),
  ]) {
    duck.query(statement);
  }
  const loaded = new WeakMap<TableData, Map<string, string>>();
  const answers = new Map<string, QueryAnswer>();
  let tables = 0;

  /** The name of the table that has these rows, with columns of these types. @throws what DuckDB says of them */
  function load({ columns, data, database, name }: Asked): string {
    const types = columns.map((column) => `${quoted(column.name)} ${duckTypeOf(column.type)}`);
    const form = types.join(", ");
    const known = loaded.get(data) ?? new Map<string, string>();
    const found = known.get(form);
    if (found !== undefined) return found;
    const places = columns.map((column) => data.columns.indexOf(column.name));
    const absent = columns.filter((_, place) => places[place] === -1);
    if (absent.length > 0 && data.columns.length > 0) {
      throw new Error(
        `the data of ${database}.${name} have ${data.columns.join(", ")}, and no ${absent.map((column) => column.name).join(", ")}`,
      );
    }
    tables += 1;
    const table = `store.main.t${tables}`;
    duck.query(`CREATE TABLE ${table} (${form})`);
    const isText = columns.map(({ type }) => duckTypeOf(type) === "VARCHAR");
    for (let from = 0; from < data.rows.length; from += batch) {
      const rows = data.rows.slice(from, from + batch).map((row) => {
        const cells = places.map((place, column) => {
          const cell = place === -1 ? null : (row[place] ?? null);
          // As Athena reads text: nothing where a number should be is no number.
          if (cell === null || (cell === "" && isText[column] === false)) return "NULL";
          return literal(typeof cell === "string" ? cell : JSON.stringify(cell));
        });
        return `(${cells.join(", ")})`;
      });
      duck.query(`INSERT INTO ${table} VALUES ${rows.join(", ")}`);
    }
    loaded.set(data, known.set(form, table));
    return table;
  }

  function answer(asked: QueryAsked): QueryAnswer {
    const { sql, database, names, views } = asked;
    const found = asked.tables.map(
      (table) => `${quoted(table.database)}.${quoted(table.name)}=${load(table)}`,
    );
    const key = JSON.stringify([sql, database, names, found, views]);
    const known = answers.get(key);
    if (known !== undefined) return known;
    const made = ask(asked);
    if (answers.size >= mostCached) answers.delete(answers.keys().next().value!); // There is one.
    answers.set(key, made);
    return made;
  }

  function ask({ sql, database, names, tables: given, views }: QueryAsked): QueryAnswer {
    const databases = [
      ...new Set([database, ...[...given, ...views].map((each) => each.database)]),
    ];
    try {
      for (const each of databases) duck.query(`CREATE SCHEMA awsdatacatalog.${quoted(each)}`);
      for (const table of given) {
        const name = `awsdatacatalog.${quoted(table.database)}.${quoted(table.name)}`;
        duck.query(`CREATE VIEW ${name} AS SELECT * FROM ${load(table)}`);
      }
      // A view is found in its own database first. Those that others are made of come last.
      for (const view of [...views].reverse()) {
        search(view.database);
        const name = `awsdatacatalog.${quoted(view.database)}.${quoted(view.name)}`;
        duck.query(`CREATE VIEW ${name} AS ${inDuckWords(view.sql)}`);
      }
      search(database);
      duck.query(`CREATE OR REPLACE TEMP TABLE answered AS (${inDuckWords(sql)}\n)`);
      return answered(names);
    } catch (error) {
      return { failure: (error as Error).message.split("\n")[0]! };
    } finally {
      duck.query("SET search_path = 'store.main'");
      for (const each of databases) {
        duck.query(`DROP SCHEMA IF EXISTS awsdatacatalog.${quoted(each)} CASCADE`);
      }
    }
  }

  const search = (database: string): void => {
    duck.query(`SET search_path = ${literal(`awsdatacatalog.${quoted(database)},store.main`)}`);
  };

  function answered(names: QueryAsked["names"]): QueryAnswer {
    const described = duck.query("DESCRIBE answered").toArray() as readonly {
      readonly column_name: string;
      readonly column_type: DuckType;
    }[];
    const shown = described.map(({ column_type }) => shownColumn(column_type));
    const cells = shown.map(({ textOf }, place) => {
      return `${textOf(quoted(described[place]!.column_name))} AS c${place}`;
    });
    const rows = duck.query(`SELECT ${cells.join(", ")} FROM answered`).toArray();
    const isNamed = names?.length === described.length;
    return {
      columns: shown.map(({ type }, place) => ({
        name: isNamed ? names[place]! : described[place]!.column_name.toLowerCase(),
        type,
      })),
      rows: rows.map((row) =>
        shown.map(({ written }, place) => {
          const text = Reflect.get(row, `c${place}`) as string | null;
          return text === null ? null : written(text);
        }),
      ),
    };
  }

  return (asked) => {
    try {
      return answer(asked);
    } catch (error) {
      return { failure: (error as Error).message.split("\n")[0]! };
    }
  };
}
