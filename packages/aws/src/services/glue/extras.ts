import { ConfigError, shownValue, type Plain } from "@orrery/kernel";
import { isObject, objectOf } from "../../request/params.ts";
import type { Extra } from "../../service/extras.ts";

const most = 1e18;

/** What lies in S3 under a table: AWS finds it there, and a scenario says it. */
export const tableContents: Extra = {
  text: "What lies in S3 under a table: how much, in how many objects, and how it is divided.",
  form: {
    members: {},
    optional: {
      rows: "number",
      size: "number",
      raw: "number",
      files: "number",
      columns: "value",
      partitions: "value",
      surviving: "value",
      data: "value",
    },
  },
  isUpdatable: true,
  section: {
    name: "catalogTables",
    text: "What lies in S3 under tables of the Data Catalog, by logical id.",
    each: "What lies in S3 under a table.",
    settings: {
      rows: {
        kind: "count",
        min: 0,
        max: 1e15,
        text: "How many rows it has. Default: as many as `data`, or else 0.",
      },
      size: {
        kind: "bytes",
        min: 0,
        max: most,
        text: "How many bytes its objects have, packed as they are. Default: by `raw` or `data`, or else what the run has written there.",
      },
      raw: {
        kind: "bytes",
        min: 0,
        max: most,
        text: "How many bytes its rows have as text, from which its format and compression make the size. Default: what `data` has, or else nothing is known of it.",
      },
      files: {
        kind: "count",
        min: 0,
        max: 1e12,
        text: "How many objects it has, those of all partitions. Default: one for each 128 MB of a partition.",
      },
      columns: {
        kind: "value",
        text: "By column, which part of a columnar table's bytes it has, as weights. Default: by their types.",
      },
      partitions: {
        kind: "value",
        text: "By partition key, its values as a list, how many it has as a number, or days as { from: 2026-01-01, days: 365 }. Default: those of the catalog.",
      },
      surviving: {
        kind: "value",
        text: "By column of a columnar table, which part of row groups a condition on it leaves over, from 0 to 1. Default: 1.",
      },
      data: {
        kind: "value",
        isRows: true,
        text: "Its rows, on which queries are answered: a list of objects, or a file of them beside the scenario, CSV with names first or JSON lines (.jsonl, .ndjson, .json). It needs the package @duckdb/duckdb-wasm. Default: queries answer what is said of them.",
      },
    },
    read: (said) => said,
  },
  check(path, value, { queryEngine }) {
    const { columns, surviving, partitions, data } = objectOf(value);
    if (data !== undefined && queryEngine === null) {
      throw new ConfigError(
        `${path}.data`,
        "DuckDB to answer queries on it: npm install @duckdb/duckdb-wasm, and in TypeScript the setting queryEngine: await duckDb()",
        "none",
      );
    }
    for (const [name, part] of Object.entries(objectOf(columns))) {
      if (typeof part !== "number" || !(part >= 0)) {
        throw new ConfigError(`${path}.columns.${name}`, "a weight of 0 or more", shownValue(part));
      }
    }
    for (const [name, part] of Object.entries(objectOf(surviving))) {
      if (typeof part !== "number" || !(part >= 0 && part <= 1)) {
        throw new ConfigError(`${path}.surviving.${name}`, "a share from 0 to 1", shownValue(part));
      }
    }
    for (const [name, said] of Object.entries(objectOf(partitions))) {
      if (isOfValues(said)) continue;
      throw new ConfigError(
        `${path}.partitions.${name}`,
        "a list of values, a number of them, or { from: 2026-01-01, days: 365 }",
        shownValue(said),
      );
    }
  },
};

const isOfValues = (said: Plain): boolean =>
  Array.isArray(said) ||
  (typeof said === "number" && Number.isInteger(said) && said > 0) ||
  (isObject(said) &&
    typeof said["from"] === "string" &&
    /^\d{4}-\d\d-\d\d$/.test(said["from"]) &&
    typeof said["days"] === "number");
