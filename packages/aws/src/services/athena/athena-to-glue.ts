import {
  isObject,
  listOf,
  memberOf,
  numberOf,
  objectOf,
  textMapOf,
  textOf,
  textsOf,
} from "../../request/params.ts";
import type { Plain } from "@orrery/kernel";
import type { Home } from "../../service/caller.ts";
import type { TableData } from "../../service/query-engine.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { formatWallClock, parseWallClock } from "../../text/wall-clock.ts";
import type { AthenaFigures, PlannedCall, PlannedRepair } from "./config.ts";
import { hiveValues, type FoundObject } from "./scan/scanning.ts";
import type {
  Axis,
  Column,
  ListedPartition,
  PackingFigure,
  Partitioning,
  TableLayout,
} from "./scan/layout.ts";
import { axesOf, isProjected } from "./scan/projection.ts";
import type { TableMade } from "./sql/create-table.ts";
import type { PartitionSaid } from "./sql/statement.ts";

const arnOf = ({ partition, region, accountId }: Home, resource: string): string =>
  `arn:${partition}:glue:${region}:${accountId}:${resource}`;

/** The ARN of a database of the catalog. */
export const databaseArn = (database: string, home: Home): string =>
  arnOf(home, `database/${database}`);
/** The ARN of a table of the catalog. */
export const tableArn = (database: string, table: string, home: Home): string =>
  arnOf(home, `table/${database}/${table}`);

/** A table of the catalog, as it is kept there. */
export interface CatalogTable {
  readonly table: PlainObject;
  readonly partitions: readonly PlainObject[];
  readonly contents: PlainObject;
}

/** Reads what the catalog keeps of a table. */
export const catalogTableIn = (record: PlainObject): CatalogTable => ({
  table: objectOf(record["table"]),
  partitions: listOf(record["partitions"]).map(objectOf),
  contents: objectOf(record["contents"]),
});

/** The rows that are known of a table; `null`: none are. */
export const dataOf = ({ contents }: CatalogTable): TableData | null =>
  isObject(contents["data"]) ? (contents["data"] as unknown as TableData) : null; // Readers of scenarios, and queries, make no other.

const columnsOf = (list: Plain | undefined): readonly Column[] =>
  listOf(list).map((each) => ({
    name: (textOf(memberOf(each, "Name")) ?? "").toLowerCase(),
    type: (textOf(memberOf(each, "Type")) ?? "string").toLowerCase(),
  }));

/** The columns of a table, without its partition keys. */
export const tableColumns = ({ table }: CatalogTable): readonly Column[] =>
  columnsOf(objectOf(table["StorageDescriptor"])["Columns"]);
/** The partition keys of a table. */
export const tableKeys = ({ table }: CatalogTable): readonly Column[] =>
  columnsOf(table["PartitionKeys"]);

/** The query of a view; `null`: it is a table. */
export const viewOf = ({ table }: CatalogTable): string | null =>
  table["TableType"] === "VIRTUAL_VIEW" ? (textOf(table["ViewOriginalText"]) ?? null) : null;

/**
 * How a table lies in S3. `now`: milliseconds since 1970.
 *
 * @returns what is wrong with its parameters, where something is
 */
export function layoutOf(
  found: CatalogTable,
  now: number,
  figures: AthenaFigures,
): TableLayout | string {
  const { table, contents } = found;
  const storage = objectOf(table["StorageDescriptor"]);
  const parameters = textMapOf(table["Parameters"]);
  const columns = tableColumns(found);
  const keys = tableKeys(found);
  const said = axesSaid(contents["partitions"], keys);
  const partitioning = partitioningOf(found, keys, said, parameters, now);
  if (typeof partitioning === "string") return partitioning;
  const isColumnar = /parquet|orc/i.test(formatTexts(storage, parameters));
  const compression = compressionOf(storage, parameters, isColumnar);
  const data = dataOf(found);
  const sized = numberOf(contents["size"]) ?? numberIn(parameters, "sizeKey");
  const raw = numberOf(contents["raw"]) ?? (sized == null ? data?.bytes : undefined);
  const size =
    numberOf(contents["size"]) ??
    (raw === undefined
      ? numberIn(parameters, "sizeKey")
      : packed(raw, isColumnar, compression, figures));
  const buckets = numberOf(storage["NumberOfBuckets"]) ?? 0;
  const by = textsOf(storage["BucketColumns"]).map((name) => name.toLowerCase());
  return {
    database: textOf(table["DatabaseName"]) ?? "",
    table: textOf(table["Name"]) ?? "",
    isColumnar,
    compression,
    columns,
    keys,
    location: textOf(storage["Location"]) ?? "",
    size,
    packedBy: raw === undefined ? [] : packingFigures(isColumnar, compression),
    rows:
      numberOf(contents["rows"]) ?? numberIn(parameters, "recordCount") ?? data?.rows.length ?? 0,
    files: numberOf(contents["files"]) ?? numberIn(parameters, "objectCount"),
    weights: numbersIn(contents["columns"]),
    surviving: numbersIn(contents["surviving"]),
    bucketed: buckets > 0 && by.length > 0 ? { by, count: buckets } : null,
    partitioning,
  };
}

const numberIn = (texts: ReadonlyMap<string, string>, name: string): number | null => {
  const text = texts.get(name);
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : null;
};

const numbersIn = (value: Plain | undefined): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(objectOf(value)).flatMap(([name, each]) =>
      typeof each === "number" ? [[name.toLowerCase(), each]] : [],
    ),
  );

/** What says of which format a table is. */
const formatTexts = (storage: PlainObject, parameters: ReadonlyMap<string, string>): string =>
  [
    textOf(storage["InputFormat"]) ?? "",
    textOf(memberOf(storage["SerdeInfo"], "SerializationLibrary")) ?? "",
    parameters.get("classification") ?? "",
  ].join(" ");

const compressionNames = [
  "parquet.compression",
  "orc.compress",
  "write.compression",
  "compressionType",
];

function compressionOf(
  storage: PlainObject,
  parameters: ReadonlyMap<string, string>,
  isColumnar: boolean,
): string {
  const serde = textMapOf(memberOf(storage["SerdeInfo"], "Parameters"));
  for (const name of compressionNames) {
    const said = (parameters.get(name) ?? serde.get(name))?.toUpperCase();
    if (said !== undefined) return said === "UNCOMPRESSED" ? "NONE" : said;
  }
  if (isColumnar) return "SNAPPY";
  return storage["Compressed"] === true ? "GZIP" : "NONE";
}

const packingFigures = (isColumnar: boolean, compression: string): readonly PackingFigure[] => {
  if (!isColumnar) return compression === "NONE" ? [] : ["textRatio"];
  return compression === "ZSTD" ? ["columnarRatio", "zstdSaving"] : ["columnarRatio"];
};

/** What text becomes by a format and a compression. */
export function packed(
  raw: number,
  isColumnar: boolean,
  compression: string,
  { textRatio, columnarRatio, zstdSaving }: AthenaFigures,
): number {
  if (!isColumnar) return Math.round(compression === "NONE" ? raw : raw / textRatio);
  const saving = compression === "ZSTD" ? 1 - zstdSaving : 1;
  return Math.round((raw / columnarRatio) * saving);
}

function axesSaid(said: Plain | undefined, keys: readonly Column[]): readonly Axis[] | null {
  if (!isObject(said)) return null;
  return keys.map(({ name: key }): Axis => {
    const values = said[key];
    if (Array.isArray(values)) return { key, type: "values", values: values.map(String) };
    if (typeof values === "number") return { key, type: "count", count: values };
    if (isObject(values)) return { key, type: "values", values: daysOf(values) };
    return { key, type: "count", count: 1 };
  });
}

function daysOf({ from, days }: PlainObject): readonly string[] {
  const first = parseWallClock("partitions", textOf(from) ?? "1970-01-01");
  return Array.from({ length: numberOf(days) ?? 1 }, (_, day) =>
    formatWallClock(first + day * 86_400_000).slice(0, 10),
  );
}

function partitioningOf(
  { partitions }: CatalogTable,
  keys: readonly Column[],
  said: readonly Axis[] | null,
  parameters: ReadonlyMap<string, string>,
  now: number,
): Partitioning | string {
  if (keys.length === 0) return { type: "none" };
  if (isProjected(parameters)) {
    const axes = axesOf(keys, parameters, now);
    return typeof axes === "string" ? axes : { type: "projected", axes, filled: said };
  }
  if (said !== null) return { type: "said", axes: said };
  return { type: "listed", partitions: partitions.map(listedPartition) };
}

function listedPartition(partition: PlainObject): ListedPartition {
  const parameters = textMapOf(partition["Parameters"]);
  return {
    values: textsOf(partition["Values"]),
    location: textOf(memberOf(partition["StorageDescriptor"], "Location")) ?? "",
    size: numberIn(parameters, "sizeKey"),
    files: numberIn(parameters, "objectCount"),
  };
}

const formats: Readonly<Record<string, readonly [input: string, serde: string]>> = {
  PARQUET: [
    "org.apache.hadoop.hive.ql.io.parquet.MapredParquetInputFormat",
    "org.apache.hadoop.hive.ql.io.parquet.serde.ParquetHiveSerDe",
  ],
  ORC: [
    "org.apache.hadoop.hive.ql.io.orc.OrcInputFormat",
    "org.apache.hadoop.hive.ql.io.orc.OrcSerde",
  ],
  AVRO: [
    "org.apache.hadoop.hive.ql.io.avro.AvroContainerInputFormat",
    "org.apache.hadoop.hive.serde2.avro.AvroSerDe",
  ],
};

const text = [
  "org.apache.hadoop.mapred.TextInputFormat",
  "org.apache.hadoop.hive.serde2.lazy.LazySimpleSerDe",
] as const;

/** The input of the catalog for a table that a statement makes. */
export function tableInputOf(made: TableMade): PlainObject {
  const [input, serde] = formats[made.format.toUpperCase()] ?? text;
  const isSerde = made.format.includes(".");
  const shown = (columns: readonly Column[]): Plain =>
    columns.map(({ name, type }) => ({ Name: name, Type: type }));
  return {
    Name: made.name,
    TableType: made.view === undefined ? "EXTERNAL_TABLE" : "VIRTUAL_VIEW",
    ...(made.view === undefined ? {} : { ViewOriginalText: made.view }),
    PartitionKeys: shown(made.keys),
    Parameters: { ...made.properties },
    StorageDescriptor: {
      Columns: shown(made.columns),
      Location: made.location,
      InputFormat: /parquet|orc/i.test(made.format) && isSerde ? made.format : input,
      SerdeInfo: { SerializationLibrary: isSerde ? made.format : serde },
      ...(made.bucketed === null
        ? {}
        : { BucketColumns: made.bucketed.by, NumberOfBuckets: made.bucketed.count }),
    },
  };
}

const call = (
  operation: string,
  params: PlainObject,
  tolerates: string | null = null,
): PlannedCall => ({
  service: "glue",
  operation,
  params,
  tolerates,
});

const absent = "EntityNotFoundException";
const present = "AlreadyExistsException";

/** The operations by which Athena changes the catalog. */
export const catalogCalls = {
  makeDatabase: (name: string, isTolerant: boolean) =>
    call("CreateDatabase", { DatabaseInput: { Name: name } }, isTolerant ? present : null),
  dropDatabase: (name: string, isTolerant: boolean) =>
    call("DeleteDatabase", { Name: name }, isTolerant ? absent : null),
  createTable: (database: string, input: PlainObject, isTolerant: boolean) =>
    call("CreateTable", { DatabaseName: database, TableInput: input }, isTolerant ? present : null),
  /** A table as it is kept names its database, which its input does not. */
  updateTable: (database: string, { DatabaseName: _, ...input }: PlainObject) =>
    call("UpdateTable", { DatabaseName: database, TableInput: input }),
  dropTable: (database: string, name: string, isTolerant: boolean) =>
    call("DeleteTable", { DatabaseName: database, Name: name }, isTolerant ? absent : null),
  addPartitions: (database: string, table: string, inputs: readonly PlainObject[]) =>
    call("BatchCreatePartition", {
      DatabaseName: database,
      TableName: table,
      PartitionInputList: inputs,
    }),
  dropPartitions: (database: string, table: string, values: readonly (readonly string[])[]) =>
    call("BatchDeletePartition", {
      DatabaseName: database,
      TableName: table,
      PartitionsToDelete: values.map((Values) => ({ Values })),
    }),
};

/** The operations that add partitions which lie in S3 and are not known. */
export function repairCalls(
  { database, table, keys, location, known }: PlannedRepair,
  objects: readonly FoundObject[],
): readonly PlannedCall[] {
  const seen = new Set(known);
  const inputs: PlainObject[] = [];
  for (const { key } of objects) {
    const values = hiveValues(key, keys);
    if (values.includes("") || seen.has(values.join("/"))) continue;
    seen.add(values.join("/"));
    const said = Object.fromEntries(keys.map(({ name }, place) => [name, values[place]!]));
    inputs.push(partitionInput({ values: said, location: null }, keys, location));
  }
  const calls: PlannedCall[] = [];
  for (let from = 0; from < inputs.length; from += partitionBatch) {
    calls.push(
      catalogCalls.addPartitions(database, table, inputs.slice(from, from + partitionBatch)),
    );
  }
  return calls;
}

/** As many partitions are added at a time. */
export const partitionBatch = 100;

/** The input of the catalog for a partition. */
export function partitionInput(
  { values, location }: PartitionSaid,
  keys: readonly Column[],
  tableLocation: string,
): PlainObject {
  const found = keys.map(({ name }) => values[name] ?? "");
  const folder = keys.map(({ name }, place) => `${name}=${found[place]}/`).join("");
  const base = tableLocation.endsWith("/") ? tableLocation : `${tableLocation}/`;
  return { Values: found, StorageDescriptor: { Location: location ?? `${base}${folder}` } };
}
