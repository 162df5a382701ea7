import {
  formatDuration,
  type Duration,
  type Instant,
  type RequestId,
  type TraceEntry,
} from "@orrery/kernel";
import type { Copies } from "./copies.ts";
import type { ItemIdentity } from "./payload.ts";
import type { Refused } from "./refusal.ts";

/** How a kind tells what happened to a message, by the trace of a run. */
export interface Story {
  /** A reader of one message's story: it gets the entries of its kind, in order, and is asked for no others. */
  follow(followed: Followed): StoryReader;
  /** The messages that an entry of its kind accepted; left out: none begins there. */
  acceptedIn?(entry: TraceEntry): readonly AcceptedMessage[];
}

/** Reads the entries of a kind for one message, also after its end. */
export interface StoryReader {
  /** What an entry says of the message. */
  read(entry: TraceEntry): Iterable<Told>;
}

/** A message that was accepted somewhere. */
export interface AcceptedMessage {
  readonly identity: ItemIdentity;
  /** As AWS names it. */
  readonly messageId: string;
}

/** What readers of all kinds know together of the message that they follow. */
export interface Followed {
  /** Where it is, and by which identities: what it becomes elsewhere is one more. */
  readonly copies: Copies;
  readonly attempt: Attempt;
  /** How far requests are that carry it; who made one forgets it with its answer. */
  readonly requests: Map<RequestId, "running" | "answered">;
}

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

/** A refusal in words. */
export const wordsOf = ({ code, message }: Refused): string =>
  message === "" ? code : `${code}, ${message}`;

/** What is told while the message is somewhere: readers go on after its end, and nothing is told of that. */
export function* whileAlive(copies: Copies, told: Iterable<Told>): Generator<Told> {
  for (const step of told) if (copies.isAlive) yield step;
}
