/** How a table lies in S3: all that decides what a query on it reads. Plain data. */
export interface TableLayout {
  readonly database: string;
  readonly table: string;
  /** Only the columns that are asked for are read of columnar files. */
  readonly isColumnar: boolean;
  /** In capitals, such as `GZIP`; `NONE`. */
  readonly compression: string;
  readonly columns: readonly Column[];
  /** Its partition keys, in their order. */
  readonly keys: readonly Column[];
  readonly location: string;
  /** What the scenario says of its bytes; `null`: they are looked for in S3. */
  readonly size: number | null;
  /** The figures of ours that made the size of what is known as text. */
  readonly packedBy: readonly PackingFigure[];
  readonly rows: number;
  /** `null`: by the size of partitions. */
  readonly files: number | null;
  /** By column, which part of the bytes it has; of those that are not here, by their types. */
  readonly weights: Readonly<Record<string, number>>;
  /** By column, which part of row groups is left by a condition on it. */
  readonly surviving: Readonly<Record<string, number>>;
  readonly bucketed: { readonly by: readonly string[]; readonly count: number } | null;
  readonly partitioning: Partitioning;
}

/** A figure of how small packing makes text. */
export type PackingFigure = "textRatio" | "columnarRatio" | "zstdSaving";

/** A column with its type in Hive's words. */
export interface Column {
  readonly name: string;
  readonly type: string;
}

/** How the partitions of a table are known. */
export type Partitioning =
  | { readonly type: "none" }
  /** By the catalog, one by one. */
  | { readonly type: "listed"; readonly partitions: readonly ListedPartition[] }
  /** By what a scenario says: each value of a key with each of the others. */
  | { readonly type: "said"; readonly axes: readonly Axis[] }
  /** By partition projection; the data are in those that a scenario says, or in all. */
  | {
      readonly type: "projected";
      readonly axes: readonly Axis[];
      readonly filled: readonly Axis[] | null;
    };

/** A partition of the catalog. */
export interface ListedPartition {
  /** In the order of the keys. */
  readonly values: readonly string[];
  readonly location: string;
  /** As its parameters have it; `null`: they do not. */
  readonly size: number | null;
  readonly files: number | null;
}

/** The values of a partition key. */
export type Axis =
  | { readonly key: string; readonly type: "values"; readonly values: readonly string[] }
  /** So many, of which nobody knows the names. */
  | { readonly key: string; readonly type: "count"; readonly count: number }
  /** Whatever the WHERE gives. */
  | { readonly key: string; readonly type: "injected" };

/** What a query reads of one table. */
export interface Scan {
  readonly textBytes: number;
  readonly columnarBytes: number;
  readonly rows: number;
  readonly files: number;
  /** Requests that list objects, up to 1,000 keys each. */
  readonly pages: number;
  /** Partitions that are looked up in the catalog. */
  readonly lookups: number;
  readonly partitions: number;
  /** Files of which only the end is read. */
  readonly footers: number;
  /** The bytes of one file that only one worker can read; 0: all can be split. */
  readonly unsplittable: number;
}

/** A query that reads nothing. */
export const noScan: Scan = {
  textBytes: 0,
  columnarBytes: 0,
  rows: 0,
  files: 0,
  pages: 0,
  lookups: 0,
  partitions: 0,
  footers: 0,
  unsplittable: 0,
};

/** What two scans come to. */
export const bothScans = (one: Scan, other: Scan): Scan => ({
  textBytes: one.textBytes + other.textBytes,
  columnarBytes: one.columnarBytes + other.columnarBytes,
  rows: one.rows + other.rows,
  files: one.files + other.files,
  pages: one.pages + other.pages,
  lookups: one.lookups + other.lookups,
  partitions: one.partitions + other.partitions,
  footers: one.footers + other.footers,
  unsplittable: Math.max(one.unsplittable, other.unsplittable),
});

/** Whether only one worker can read a file of this compression, as text. */
export const isUnsplittable = (compression: string): boolean =>
  compression === "GZIP" || compression === "ZSTD";
