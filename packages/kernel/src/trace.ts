import type { AnyEffect, RequestId } from "./effect.ts";
import type { Tagged } from "./plain.ts";
import type { Instant } from "./time.ts";

/** One event of a run with its effects. */
export interface TraceEntry {
  /** The event's number in its run, from 0. */
  readonly event: number;
  readonly at: Instant;
  readonly component: string;
  readonly kind: string;
  readonly input: Tagged;
  readonly effects: readonly AnyEffect[];
  /** The event that scheduled this one; -1 from outside. */
  readonly cause: number;
  /**
   * The request that was delivered by this event, or whose answer was: the same number on both, and
   * on no other request of the run. -1 for timers and for copies that a fault made.
   */
  readonly request: RequestId;
  /** What the machine noted in this event; left out: nothing. */
  readonly notes?: readonly Note[];
  /** The fault that struck the request of this event, its answer, or the work begun by it; left out: none did. */
  readonly fault?: string;
}

/** A note of a machine by its declared name, with the numbers that it is about. */
export type Note = readonly [note: string, ...numbers: number[]];

/** Takes each entry as it happens; may not write on it. */
export type TraceSink = (entry: TraceEntry) => void;
