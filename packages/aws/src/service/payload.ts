import type { Duration, Instant, Plain } from "@orrery/kernel";
import type { Call } from "./call.ts";
import type { Trailed } from "./origin.ts";
import { formatWallClock, wallClockAt } from "../text/wall-clock.ts";
import type { PlainObject } from "./refusal.ts";

/**
 * What a resource is given to work on. A value. A batch stays in its source's own form until somebody
 * needs it as JSON: a profile counts it, a script or a handler sees the event that AWS documents.
 */
export type Payload = JsonPayload | BatchPayload;

/** What a caller sends. */
export interface JsonPayload {
  readonly type: "json";
  readonly value: Plain;
  readonly size: number;
  /** What whoever works on it returns of whom nobody says what that is. @defaultValue `null` */
  readonly usual?: Plain;
}

/** What a source has brought. */
export interface BatchPayload {
  readonly type: "batch";
  /** The kind of its source, such as `sqs.queue`, whose {@link BatchForm} reads it. */
  readonly form: string;
  readonly items: readonly BatchItem[];
  /** The source's ARN. */
  readonly source: string;
  readonly region: string;
  /** The ARN of what its source has read it from; left out: it was put there. */
  readonly readFrom?: string;
  /** Whether a list of failed items in the answer is heeded. */
  readonly reportsItems: boolean;
  /** Bytes of the event as JSON, about. */
  readonly size: number;
  /** The role of the function that it is for, where its reader knows it. */
  readonly role?: string;
  /** The tumbling window that it is a part of; left out: none. */
  readonly window?: BatchWindow;
}

/** A tumbling window, as a function gets it beside the items. */
export interface BatchWindow {
  /** When it begins and ends, on the clock of the simulation; the beginning may be before instant 0. */
  readonly from: number;
  readonly until: number;
  /** What the function returned last. */
  readonly state: Plain;
  /** The shard as AWS names it. */
  readonly shardName: string;
  readonly isFinal: boolean;
  readonly isTerminatedEarly: boolean;
}

/** What everybody may read of an item of a batch; the rest only its form knows. */
export interface BatchItem extends Trailed {
  /** Tells it from all others of a run, at every attempt. */
  readonly identity: ItemIdentity;
  readonly content: { readonly size: number };
  /** How often it was received, this time among them; left out: its source does not count that. */
  readonly receiveCount?: number;
}

/** Which item: the resource it entered first, and its number there, from 1. */
export interface ItemIdentity {
  readonly queue: number;
  readonly message: number;
}

/** How the batches of a kind of source are read. Pure functions. */
export interface BatchForm {
  /** The event that a handler sees; `epochMilliseconds`: milliseconds since 1970 at instant 0. */
  eventOf(batch: BatchPayload, epochMilliseconds: number): PlainObject;
  /** The records of such an event, one for each item in its order. */
  recordsIn(event: PlainObject): readonly Plain[];
  /** What a record says of its batch where no event is around it, as for pipes; left out: it says all by itself. */
  besides?(item: BatchItem, source: string): PlainObject;
  /** The item's text, where the event has it as the record's `body`: spares making the whole record. */
  bodyOf?(item: BatchItem): string;
  /**
   * How a handler hides an item for longer, which nobody else gets meanwhile: `hiddenFor` says how long by how often
   * it was received. Left out: it cannot.
   */
  hideCall?(
    batch: BatchPayload,
    item: BatchItem,
    hiddenFor: (receives: number) => Duration,
  ): Pick<Call, "type" | "service" | "operation" | "params">;
  /** What names an item in a list of failed items, such as a message id. */
  nameOf(item: BatchItem): string;
  /** That name, where the list has it in parts; `undefined`: it is none. Left out: it is a text. */
  nameIn?(identifier: Plain): string | undefined;
}

/** The event of a batch, with the tumbling window that it is a part of. */
export function eventIn(
  batch: BatchPayload,
  form: BatchForm,
  epochMilliseconds: number,
): PlainObject {
  const event = form.eventOf(batch, epochMilliseconds);
  const { window } = batch;
  if (window === undefined) return event;
  const shown = (at: number): string =>
    `${formatWallClock(wallClockAt(epochMilliseconds, at as Instant)).slice(0, 19)}Z`;
  return {
    ...event,
    window: { start: shown(window.from), end: shown(window.until) },
    state: window.state,
    shardId: window.shardName,
    eventSourceARN: batch.source,
    isFinalInvokeForWindow: window.isFinal,
    isWindowTerminatedEarly: window.isTerminatedEarly,
  };
}

/** Finds the form of batches from a kind of source; every kind of a {@link BatchPayload} has one. */
export type FormOf = (kind: string) => BatchForm;
