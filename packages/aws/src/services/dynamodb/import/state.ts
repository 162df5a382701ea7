import type { Instant } from "@orrery/kernel";

/** An import of a table from a bucket. */
export interface ImportState {
  readonly phase: "new" | "listing" | "reading" | "completed" | "failed";
  readonly startedAt: Instant;
  /** `null`: it goes on. */
  readonly endedAt: Instant | null;
  /** The objects, in the order of their keys. A value. */
  readonly keys: readonly string[];
  /** The first that was not asked for so far. */
  readonly next: number;
  /** Objects that are being read, or whose items the table is given. */
  readonly open: number;
  readonly processedItems: number;
  readonly importedItems: number;
  readonly errors: number;
  /** Uncompressed. */
  readonly processedBytes: number;
  readonly failure: Failure | null;
  /** The first errors. A value. */
  readonly logged: readonly LoggedError[];
  /** Objects whose contents the simulation does not have. */
  readonly unknown: number;
}

/** Why an import or an export failed. A value. */
export interface Failure {
  readonly code: string;
  readonly message: string;
}

/** What is wrong with an item. A value. */
export interface LoggedError {
  readonly at: Instant;
  readonly object: string;
  /** Which item of its object, from 1. */
  readonly item: number;
  readonly message: string;
}

/** An import that has not begun. */
export const initialImport = (_settings: unknown): ImportState => ({
  phase: "new",
  startedAt: 0 as Instant,
  endedAt: null,
  keys: [],
  next: 0,
  open: 0,
  processedItems: 0,
  importedItems: 0,
  errors: 0,
  processedBytes: 0,
  failure: null,
  logged: [],
  unknown: 0,
});
