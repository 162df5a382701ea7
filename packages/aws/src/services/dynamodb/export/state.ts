import type { Instant } from "@orrery/kernel";
import type { Failure } from "../import/state.ts";

/** An export of a table into a bucket. */
export interface ExportState {
  readonly phase: "new" | "data" | "waiting" | "manifest" | "completed" | "failed";
  readonly startedAt: Instant;
  /** `null`: it goes on. */
  readonly endedAt: Instant | null;
  /** What is to be written in this phase, by its tags. A value. */
  readonly objects: readonly OutgoingObject[];
  /** Objects that are on their way, or wait. */
  readonly open: number;
  /** Data files in order. A value. */
  readonly files: readonly DataFile[];
  readonly items: number;
  readonly billedBytes: number;
  readonly failure: Failure | null;
}

/** An object on its way. A value. */
export interface OutgoingObject {
  readonly key: string;
  /** In base64. */
  readonly body: string;
}

/** What the manifest says of a data file. A value. */
export interface DataFile {
  readonly key: string;
  readonly items: number;
  /** In base64. */
  readonly md5: string;
  /** `null`: it is not written so far. */
  readonly tag: string | null;
}

/** An export that has not begun. */
export const initialExport = (_settings: unknown): ExportState => ({
  phase: "new",
  startedAt: 0 as Instant,
  endedAt: null,
  objects: [],
  open: 0,
  files: [],
  items: 0,
  billedBytes: 0,
  failure: null,
});
