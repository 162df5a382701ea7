import type { FigureValues } from "../../../service/assumed-figure.ts";
import type { Condition } from "../sql/condition.ts";
import { athenaLimits, type athenaAssumptions } from "../limits.ts";
import {
  isUnsplittable,
  noScan,
  type Axis,
  type Column,
  type ListedPartition,
  type Scan,
  type TableLayout,
} from "./layout.ts";
import { combinations, isNarrowed, isNumberType, mayMatch, requiredValues } from "./matching.ts";

/** Figures that decide what is read. */
type Figures = Pick<FigureValues<typeof athenaAssumptions>, "footer">;

/** What a query asks of a table. */
export interface Asked {
  /** `null`: all columns. */
  readonly columns: readonly string[] | null;
  readonly condition: Condition;
}

/** An object in S3. */
export interface FoundObject {
  readonly key: string;
  readonly size: number;
}

/** Partitions and bytes that a condition leaves, and what it takes to find them. */
interface Left {
  readonly partitions: number;
  readonly size: number;
  readonly files: number;
  readonly rows: number;
  readonly pages: number;
  readonly lookups: number;
}

/**
 * What a query reads of a table. `objects`: those in S3, where the table says nothing of its size.
 *
 * @returns why the query fails, where it does
 */
export function scanOf(
  layout: TableLayout,
  asked: Asked,
  objects: readonly FoundObject[] | null,
  figures: Figures,
): Scan | string {
  const wrong = injectionFault(layout, asked.condition);
  if (wrong !== null) return wrong;
  const left = objects === null ? saidLeft(layout, asked) : foundLeft(layout, asked, objects);
  if (left.partitions > athenaLimits.scannedPartitions) {
    return `HIVE_EXCEEDED_PARTITION_LIMIT: Query over table '${layout.database}.${layout.table}' can potentially read more than ${athenaLimits.scannedPartitions} partitions`; // As Trino words it.
  }
  const bucket = bucketShare(layout, asked.condition);
  const files = Math.ceil(left.files * bucket);
  const size = left.size * bucket;
  const found = { ...noScan, files, pages: left.pages, lookups: left.lookups };
  const rows = Math.round(left.rows * bucket);
  if (!layout.isColumnar) {
    const unsplittable = isUnsplittable(layout.compression) && files > 0 ? size / files : 0;
    const textBytes = Math.round(size);
    return { ...found, textBytes, rows, partitions: left.partitions, unsplittable };
  }
  const share = columnShare(layout, asked.columns);
  const surviving = Object.entries(layout.surviving)
    .filter(([name]) => isNarrowed(asked.condition, name))
    .reduce((product, [, part]) => product * part, 1);
  // Without columns the footers say how many rows there are.
  const columnarBytes = Math.round(share === 0 ? files * figures.footer : size * share * surviving);
  const footers = share === 0 ? files : 0;
  return { ...found, columnarBytes, rows, partitions: left.partitions, footers };
}

const mostInjected = 1_000;

/** A key that is injected needs values, which the WHERE gives. */
function injectionFault({ partitioning }: TableLayout, condition: Condition): string | null {
  if (partitioning.type !== "projected") return null;
  for (const axis of partitioning.axes) {
    if (axis.type !== "injected") continue;
    const values = requiredValues(condition, axis.key);
    if (values === null || values.length > mostInjected) {
      return `CONSTRAINT_VIOLATION: For the injected projected partition column ${axis.key}, the WHERE clause must contain only static equality conditions, and at least one such condition must be present.`;
    }
  }
  return null;
}

/** Which part of its buckets a condition leaves. */
function bucketShare({ bucketed }: TableLayout, condition: Condition): number {
  if (bucketed === null || bucketed.by.length !== 1) return 1;
  const values = requiredValues(condition, bucketed.by[0]!);
  return values === null ? 1 : Math.min(1, values.length / bucketed.count);
}

/** By what a scenario or the catalog says of sizes. */
function saidLeft(layout: TableLayout, { condition }: Asked): Left {
  const { partitioning, keys } = layout;
  const size = layout.size ?? 0;
  const whole = (partitions: number): number => layout.files ?? filesOf(size, partitions);
  const part = (share: number): Pick<Left, "size" | "files" | "rows"> => ({
    size: size * share,
    files: Math.ceil(whole(partitionCount(layout)) * share),
    rows: layout.rows * share,
  });
  switch (partitioning.type) {
    case "none": {
      const found = part(1);
      return { ...found, partitions: 1, pages: pagesOf(found.files, 1), lookups: 0 };
    }
    case "listed": {
      const count = partitioning.partitions.length;
      const left = matching(partitioning.partitions, keys, condition);
      const evenly = count === 0 ? 0 : 1 / count;
      const each = left.map((partition) => ({
        size: partition.size ?? size * evenly,
        files: partition.files ?? Math.max(1, whole(count) * evenly),
        rows: layout.rows * evenly,
      }));
      const files = Math.ceil(sum(each, "files"));
      const pages = each.reduce((all, one) => all + pagesOf(one.files, 1), 0);
      return {
        partitions: left.length,
        size: sum(each, "size"),
        files,
        rows: sum(each, "rows"),
        pages,
        lookups: lookupsFor(keys, condition, count, left.length),
      };
    }
    case "said": {
      const { matched, all } = combinations(partitioning.axes, condition, keys);
      const found = part(all === 0 ? 0 : matched / all);
      const lookups = lookupsFor(keys, condition, all, matched);
      return { ...found, partitions: matched, pages: pagesOf(found.files, matched), lookups };
    }
    case "projected": {
      const { matched, all } = combinations(partitioning.axes, condition, keys);
      const filled = combinations(partitioning.filled ?? partitioning.axes, condition, keys);
      const found = part(filled.all === 0 ? 0 : filled.matched / filled.all);
      const pages = all === 0 ? 0 : pagesOf(found.files, matched);
      return { ...found, partitions: matched, pages, lookups: 0 };
    }
  }
}

const sum = (
  each: readonly Pick<Left, "size" | "files" | "rows">[],
  what: "size" | "files" | "rows",
): number => each.reduce((all, one) => all + one[what], 0);

/** Equality on all keys is answered by those partitions alone; all else goes through the list. */
function lookupsFor(
  keys: readonly Column[],
  condition: Condition,
  all: number,
  matched: number,
): number {
  const isExact = keys.every(
    ({ name, type }) => requiredValues(condition, name) !== null && type.startsWith("string"),
  );
  return isExact ? matched : all;
}

const rowGroup = 134_217_728;

const filesOf = (size: number, partitions: number): number =>
  size === 0 ? 0 : Math.max(1, Math.ceil(size / Math.max(1, partitions) / rowGroup)) * partitions;

function partitionCount({ partitioning }: TableLayout): number {
  switch (partitioning.type) {
    case "none":
      return 1;
    case "listed":
      return partitioning.partitions.length;
    case "said":
      return countOf(partitioning.axes);
    case "projected":
      return countOf(partitioning.filled ?? partitioning.axes);
  }
}

const countOf = (axes: readonly Axis[]): number =>
  axes.reduce(
    (product, axis) =>
      product *
      (axis.type === "values" ? axis.values.length : axis.type === "count" ? axis.count : 1),
    1,
  );

/** A list has 1,000 keys at most, and each partition one list at least. */
const pagesOf = (files: number, partitions: number): number =>
  partitions === 0
    ? 0
    : Math.max(1, Math.ceil(files / partitions / athenaLimits.listedKeys)) * Math.ceil(partitions);

function matching(
  partitions: readonly ListedPartition[],
  keys: readonly Column[],
  condition: Condition,
): readonly ListedPartition[] {
  return partitions.filter(({ values }) => matches(values, keys, condition));
}

function matches(
  values: readonly string[],
  keys: readonly Column[],
  condition: Condition,
): boolean {
  const placeOf = (name: string): number => keys.findIndex((key) => key.name === name);
  return (
    mayMatch(
      condition,
      (name) => values[placeOf(name)],
      (name) => isNumberType(keys[placeOf(name)]?.type ?? ""),
    ) !== false
  );
}

/** By the objects that lie there. */
function foundLeft(
  layout: TableLayout,
  { condition }: Asked,
  objects: readonly FoundObject[],
): Left {
  const { keys, partitioning } = layout;
  const whole = objects.length;
  const listed = partitioning.type === "listed" ? partitioning.partitions : null;
  const read = objects.filter(({ key }) => {
    if (keys.length === 0) return true;
    if (listed === null) return matches(hiveValues(key, keys), keys, condition);
    const own = listed.find(({ location }) => key.startsWith(keyOf(location)));
    // What lies in no partition is not there.
    return own !== undefined && matches(own.values, keys, condition);
  });
  const partitions = keys.length === 0 ? 1 : new Set(read.map(({ key }) => folderOf(key))).size;
  return {
    partitions,
    size: read.reduce((all, { size }) => all + size, 0),
    files: read.length,
    rows: whole === 0 ? 0 : (layout.rows * read.length) / whole,
    pages: pagesOf(read.length, partitions),
    lookups: listed === null ? 0 : lookupsFor(keys, condition, listed.length, partitions),
  };
}

const folderOf = (key: string): string => key.slice(0, key.lastIndexOf("/"));

/** What of a place is behind the bucket, with a slash at its end. */
export function keyOf(location: string): string {
  const key = /^s3:\/\/[^/]+\/?(.*)$/.exec(location)?.[1] ?? "";
  return key === "" || key.endsWith("/") ? key : `${key}/`;
}

/** The values of keys in a path such as `year=2026/month=01/`. */
export const hiveValues = (key: string, keys: readonly Column[]): readonly string[] =>
  keys.map(({ name }) => new RegExp(`(?:^|/)${name}=([^/]*)/`, "i").exec(key)?.[1] ?? "");

/** Which part of a columnar table's bytes some columns have. */
export function columnShare(layout: TableLayout, asked: readonly string[] | null): number {
  if (asked === null) return 1;
  const weightOf = ({ name, type }: Column): number => layout.weights[name] ?? weightOfType(type);
  const total = layout.columns.reduce((all, column) => all + weightOf(column), 0);
  const read = layout.columns
    .filter(({ name }) => asked.includes(name))
    .reduce((all, column) => all + weightOf(column), 0);
  if (total === 0) return layout.columns.length === 0 ? 1 : 0;
  return read / total;
}

/** How many bytes a value of a type has, more or less: ours, where a scenario does not say. */
function weightOfType(type: string): number {
  if (/^(?:boolean|tinyint)/.test(type)) return 1;
  if (type.startsWith("smallint")) return 2;
  if (/^(?:int|date|float|real)/.test(type)) return 4;
  if (/^(?:bigint|double|timestamp|decimal)/.test(type)) return 8;
  return /^(?:array|map|struct|row)/.test(type) ? 32 : 16;
}
