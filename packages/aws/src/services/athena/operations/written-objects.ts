import { numberOf, objectOf, textOf } from "../../../request/params.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import {
  catalogCalls,
  dataOf,
  packed,
  tableInputOf,
  tableKeys,
  viewOf,
} from "../athena-to-glue.ts";
import { bucketArnIn } from "../athena-to-s3.ts";
import type {
  PlannedCall,
  PlannedObjects,
  PlannedTable,
  QueryFailure,
  ResultColumn,
} from "../config.ts";
import type { QuerySaid } from "../extras.ts";
import { athenaLimits } from "../limits.ts";
import type { TableLayout } from "../scan/layout.ts";
import { combinations } from "../scan/matching.ts";
import { columnShare, keyOf } from "../scan/scanning.ts";
import type { TableMade } from "../sql/create-table.ts";
import type { Written } from "../sql/statement.ts";
import {
  catalogNamed,
  catalogTable,
  failing,
  isGlue,
  type Resolved,
  type Where,
} from "./resolving.ts";
import { figuresIn } from "./records.ts";

/** A query that writes. */
export interface Writing {
  readonly writes: Written;
  readonly id: string;
  readonly where: Where;
  /** Where its results go; `null`: Athena keeps them. */
  readonly output: string | null;
  readonly said: QuerySaid;
}

/** What CREATE TABLE AS, INSERT INTO and UNLOAD write, or why they fail. */
export function writtenObjects(
  writing: Writing,
  {
    resolved,
    columns,
  }: { readonly resolved: Resolved | null; readonly columns: readonly ResultColumn[] },
  bucketAt: (arn: string) => number,
  plane: ControlPlane,
): PlannedObjects | QueryFailure {
  const { writes, id, where, said } = writing;
  if (!isGlue(where.catalog, plane) && catalogNamed(where.catalog, plane) !== undefined) {
    return failing("NOT_SUPPORTED: This connector does not support writes"); // Assumed: the words.
  }
  const made = writes.isNew ? madeBy(writing, columns) : null;
  const existing = writes.isNew || writes.table === null ? null : existingFor(writing, plane);
  if (existing !== null && "message" in existing) return existing;
  if (made !== null && catalogTable(made.database, made.name, plane) !== undefined) {
    return failing(
      `TABLE_ALREADY_EXISTS: Table 'awsdatacatalog.${made.database}.${made.name}' already exists`,
    );
  }
  const location = made?.location ?? existing?.location ?? writes.location;
  if (location === null || location === "") {
    return failing(
      "The place of what it writes is not known: give external_location, or results a place.",
    ); // Ours.
  }
  const bucket = bucketArnIn(location, plane.partition);
  if (bucket === null) return failing(`External location must be a valid S3 path: ${location}`); // Assumed: the words.
  const keys = made?.keys.map(({ name }) => name) ?? existing?.keys ?? partitionsOf(writes);
  const partitions = keys.length === 0 ? 1 : partitionCount(keys, resolved?.tables ?? []);
  if (partitions > athenaLimits.newPartitions) {
    return failing(
      `HIVE_TOO_MANY_OPEN_PARTITIONS: Exceeded limit of ${athenaLimits.newPartitions} open writers for partitions/buckets`,
    );
  }
  const figures = figuresIn(plane);
  const isColumnar =
    made === null && existing !== null ? existing.isColumnar : isColumnarName(formatOf(writes));
  const compression = compressionOf(writes);
  const factor = packed(1_000_000, isColumnar, compression, figures) / 1_000_000;
  const [first] = resolved?.tables ?? [];
  const read = first?.layout;
  // All of a line of text is read, and what is asked for is written.
  const share = first === undefined ? 1 : columnShare(first.layout, first.asked.columns);
  const objects = Array.from({ length: partitions }, (_, place) =>
    keys.length === 0 ? `${id}/part-00000` : `${keys.join("-")}-${place}/${id}`,
  );
  return {
    bucket: bucketAt(bucket),
    keys: objects.map((each) => `${keyOf(location)}${each}`),
    textFactor: share * factor * (read?.compression === "GZIP" ? figures.textRatio : 1),
    columnarFactor:
      factor *
      figures.columnarRatio *
      (read?.compression === "ZSTD" ? 1 / (1 - figures.zstdSaving) : 1),
    size: said.written,
    table: made === null ? (existing?.call ?? null) : newTable(made, keys, resolved, partitions),
  };
}

/** The table that CREATE TABLE AS makes. */
function madeBy(
  { writes, where, id, output }: Writing,
  columns: readonly ResultColumn[],
): TableMade {
  const { table, properties } = writes;
  const keys = partitionsOf(writes);
  const base = output === null ? "" : output.endsWith("/") ? output : `${output}/`;
  const by = (properties["bucketed_by"] ?? "").split(",").filter((each) => each !== "");
  return {
    database: table?.database || where.database,
    name: table?.name ?? "",
    columns: columns.filter(({ name }) => !keys.includes(name)),
    keys: keys.map((name) => ({
      name,
      type: columns.find((each) => each.name === name)?.type ?? "string",
    })),
    location: writes.location ?? (base === "" ? "" : `${base}tables/${id}/`),
    format: formatOf(writes),
    properties: { "write.compression": compressionOf(writes) },
    bucketed: by.length === 0 ? null : { by, count: Number(properties["bucket_count"] ?? 1) },
  };
}

const formatOf = ({ properties }: Written): string =>
  (properties["format"] ?? "PARQUET").toUpperCase();
const isColumnarName = (format: string): boolean => format === "PARQUET" || format === "ORC";
const partitionsOf = ({ properties }: Written): readonly string[] =>
  (properties["partitioned_by"] ?? "")
    .split(",")
    .map((each) => each.trim().toLowerCase())
    .filter((each) => each !== "");

/** Athena writes with GZIP where nothing is said. */
function compressionOf({ properties }: Written): string {
  const said =
    properties["write_compression"] ??
    properties["parquet_compression"] ??
    properties["orc_compression"] ??
    properties["compression"];
  return (said ?? "GZIP").toUpperCase();
}

interface Existing {
  readonly location: string;
  readonly keys: readonly string[];
  readonly isColumnar: boolean;
  readonly call: PlannedCall | null;
}

/** The table that INSERT INTO adds to. */
function existingFor({ writes, where }: Writing, plane: ControlPlane): Existing | QueryFailure {
  const name = writes.table!; // It has one.
  const database = name.database || where.database;
  const found = catalogTable(database, name.name, plane);
  if (found === undefined) {
    return failing(
      `TABLE_NOT_FOUND: Table 'awsdatacatalog.${database}.${name.name}' does not exist`,
    );
  }
  if (viewOf(found) !== null)
    return failing("NOT_SUPPORTED: Inserting into views is not supported");
  const storage = objectOf(found.table["StorageDescriptor"]);
  const isSized = numberOf(found.contents["size"]) !== undefined || dataOf(found) !== null;
  const call = catalogCalls.updateTable(database, found.table);
  return {
    location: textOf(storage["Location"]) ?? "",
    keys: tableKeys(found).map((key) => key.name),
    isColumnar: /parquet|orc/i.test(textOf(storage["InputFormat"]) ?? ""),
    // Of others what lies in S3 says it.
    call: isSized ? { ...call, params: { ...call.params, TableContents: found.contents } } : null,
  };
}

/** How many partitions the rows that are read fall into, as far as their tables say it. */
function partitionCount(keys: readonly string[], tables: readonly PlannedTable[]): number {
  const [first] = tables;
  if (first === undefined) return 1;
  const { layout, asked } = first;
  const axes = axesOf(layout).filter(({ key }) => keys.includes(key));
  return Math.max(1, Math.round(combinations(axes, asked.condition, layout.keys).matched));
}

function axesOf({ partitioning }: TableLayout) {
  if (partitioning.type === "said") return partitioning.axes;
  return partitioning.type === "projected" ? (partitioning.filled ?? partitioning.axes) : [];
}

function newTable(
  made: TableMade,
  keys: readonly string[],
  resolved: Resolved | null,
  partitions: number,
): PlannedCall {
  const call = catalogCalls.createTable(made.database, tableInputOf(made), false);
  const first = resolved?.tables[0]?.layout;
  const axes = first === undefined ? [] : axesOf(first);
  const values = Object.fromEntries(
    keys.map((key) => {
      const axis = axes.find((each) => each.key === key);
      return [key, axis?.type === "values" ? axis.values : partitions];
    }),
  );
  const contents = keys.length === 0 ? {} : { partitions: values };
  return { ...call, params: { ...call.params, TableContents: contents } };
}
