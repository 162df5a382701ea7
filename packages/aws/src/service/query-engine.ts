import type { Plain } from "@orrery/kernel";

/** The rows that a scenario gives a table. Plain data. */
export interface TableData {
  readonly columns: readonly string[];
  /** Cells in the order of the columns. */
  readonly rows: readonly (readonly Plain[])[];
  /** How many bytes they have as lines of text. */
  readonly bytes: number;
}

/** A table that a statement reads, with its rows. Plain data. */
export interface QueriedTable {
  readonly database: string;
  readonly name: string;
  /** As the catalog declares them. */
  readonly columns: readonly { readonly name: string; readonly type: string }[];
  readonly data: TableData;
}

/** A view that a statement reads. Plain data. */
export interface QueriedView {
  readonly database: string;
  readonly name: string;
  readonly sql: string;
}

/** A statement on data. Plain data. */
export interface QueryAsked {
  readonly sql: string;
  /** That of names without one. */
  readonly database: string;
  /** How the columns of the answer are called; `null`: as the engine calls them. */
  readonly names: readonly string[] | null;
  readonly tables: readonly QueriedTable[];
  readonly views: readonly QueriedView[];
}

/** What a statement comes to: rows of texts, or why there are none. Plain data. */
export type QueryAnswer =
  | {
      readonly columns: readonly { readonly name: string; readonly type: string }[];
      readonly rows: readonly (readonly (string | null)[])[];
    }
  | { readonly failure: string };

/**
 * Answers statements on data: at once, and the same whenever it is asked the same. A run is what it is by its scenario
 * and seed, and engines of one version answer alike: so a run file holds none.
 */
export type QueryEngine = (asked: QueryAsked) => QueryAnswer;
