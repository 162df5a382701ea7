import type { PlainObject } from "../../service/refusal.ts";

/** How many tables a database has; what it is otherwise is kept by the control plane. */
export interface DatabaseSettings {
  readonly name: string;
  readonly tables: number;
}

/** How a table is set. */
export interface TableSettings {
  readonly name: string;
  readonly database: string;
  readonly partitions: number;
}

/** What the control plane keeps of a database. */
export interface DatabaseRecord {
  /** As it was asked for. */
  readonly input: PlainObject;
  /** The names of its tables, in order of their making. */
  readonly tables: readonly string[];
}

/** What the control plane keeps of a table. */
export interface TableRecord {
  /** As AWS shows it. */
  readonly table: PlainObject;
  /** As they were asked for, in the order of their values. */
  readonly partitions: readonly PlainObject[];
  /** What a scenario says of its objects; empty: nothing. */
  readonly contents: PlainObject;
}
