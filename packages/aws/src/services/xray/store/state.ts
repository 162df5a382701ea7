import { table, type Instant, type Table } from "@orrery/kernel";
import type { Segment } from "../config.ts";

/** The segments that an account has sent. */
export interface StoreState {
  /** By the ids of traces, in order of their first segments. */
  readonly traces: Table<KeptTrace>;
  /** By the resource that logs: from where on its log was not looked at. */
  readonly logsRead: Table<number>;
  /** Segments in the second that is under way. */
  readonly second: number;
  readonly count: number;
}

/** A trace. A value. */
export interface KeptTrace {
  /** When its first segment came. */
  readonly at: Instant;
  /** When it was recorded last, for a price. */
  readonly recordedAt: Instant;
  readonly size: number;
  /** Whether more came than a trace may have. */
  readonly isFull: boolean;
  readonly links: number;
  readonly segments: readonly Segment[];
}

/** Nothing was sent. */
export const emptyStore = (): StoreState => ({
  traces: table.empty(),
  logsRead: table.empty(),
  second: -1,
  count: 0,
});
