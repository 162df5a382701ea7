import { formatDuration, type Duration, type Instant } from "@orrery/kernel";

/** What happened to a message, for programs; the text says more. */
export type StoryStepType =
  /** It has a place in a queue, having been sent there. */
  | "accepted"
  /** It was sent once more under its deduplication id. */
  | "sentAgain"
  /** A queue has it that another gave it up to. */
  | "deadLettered"
  /** A move task gave it to a queue, as a new message. */
  | "moved"
  | "received"
  /** It can be received, again or after a delay. */
  | "visible"
  /** Its time in flight was changed. */
  | "hidden"
  /** It is on its way to another queue. */
  | "leaves"
  /** The other queue did not take it. */
  | "returns"
  /** A function is asked to handle it. */
  | "invoked"
  | "succeeded"
  | "failed"
  /** Its invocation was not begun. */
  | "refused"
  /** A mapping, which has it, does something else than invoke. */
  | "mapping"
  /** Somebody deletes it or changes its time in flight, and that does nothing. */
  | "withoutEffect"
  | "deleted"
  | "expired"
  | "purged"
  /** Its queue was deleted. */
  | "queueDeleted";

/** One thing that happened to a message. */
export interface StoryStep {
  readonly at: Instant;
  /** The number of the event in its run. */
  readonly event: number;
  /** The event that led to it; -1 for none. */
  readonly cause: number;
  readonly component: string;
  readonly type: StoryStepType;
  readonly text: string;
}

/** A step without the event in which it happened. */
export type Told = Pick<StoryStep, "type" | "text">;

/** Where a message is at the end of a trace. */
export interface Whereabouts {
  readonly component: string;
  readonly condition: "visible" | "inFlight" | "leaving";
}

/** How far the last invocation with a message has come. */
export interface Attempt {
  condition: "none" | "sent" | "running" | "answered";
}

/** A length of time, as people write it. */
export const span = (microseconds: number): string => formatDuration(microseconds as Duration);
