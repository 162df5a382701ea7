import {
  formatDuration,
  type Duration,
  type Instant,
  type RequestId,
  type TraceEntry,
} from "@orrery/kernel";
import type { Copies } from "./copies.ts";
import type { Origin } from "./origin.ts";
import type { ItemIdentity } from "./payload.ts";
import type { Refused } from "./refusal.ts";

/** How a kind tells what happened to a message, by the trace of a run. */
export interface Story {
  /** A reader of one branch of a story: it gets the entries of its kind, in order, and is asked for no others. */
  follow(followed: Followed): StoryReader;
  /**
   * Says what entries of its kind accept: each is a branch of the story of its origin. Made anew for each
   * trace, and asked for all entries of the kind, in order. Left out: none begins there.
   */
  acceptances?(): (entry: TraceEntry) => readonly AcceptedMessage[];
}

/** Reads the entries of a kind for one branch, also after its end. */
export interface StoryReader {
  /** What an entry says of the message. */
  read(entry: TraceEntry): Iterable<Told>;
}

/** A message, an event or a request that was accepted somewhere. */
export interface AcceptedMessage {
  /** Where. */
  readonly component: string;
  /** Its number there, from 1; `null`: it has none. */
  readonly number: number | null;
  /** As AWS names it; `null`: AWS does not. */
  readonly messageId: string | null;
  /** Where it began. */
  readonly origin: Origin;
  /** What consumers tell it by; `null`: it has none. */
  readonly identity: ItemIdentity | null;
  /** The event with which it came. */
  readonly cameWith: number;
  /** What it says; `null`: that is not told. */
  readonly body: string | null;
  /** Whether it is another message, and not one that was there under its deduplication id. */
  readonly isNew: boolean;
}

/** A part of a story: one message, event or request. */
export interface Branch extends Pick<AcceptedMessage, "component" | "number" | "messageId"> {
  /** The place of the branch that it comes from; -1: none. */
  readonly parent: number;
}

/** What readers of all kinds know together of the branch that they follow. */
export interface Followed {
  /** What it is. */
  readonly message: AcceptedMessage;
  /** Where it is, and by which identities: what it becomes elsewhere is one more. */
  readonly copies: Copies;
  readonly attempt: Attempt;
  /** How far requests are that carry it; who made one forgets it with its answer. */
  readonly requests: Map<RequestId, "running" | "answered">;
  /** Functions that handle it at the moment. */
  readonly running: Set<string>;
  /** Where it is that has no queue's conditions: a topic that delivers it, a function that attempts it. */
  readonly underWay: Set<string>;
  /** Who was reached by requests that bear its origin, as texts call them. */
  readonly takers: Map<RequestId, string>;
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
  /** What had it was deleted. */
  | "queueDeleted"
  /** A topic has it, for its subscriptions. */
  | "published"
  /** A subscriber has taken it. */
  | "delivered"
  /** A subscriber has not taken it, at one attempt. */
  | "undelivered"
  /** An event is attempted again. */
  | "retried"
  /** It is not delivered or attempted any more. */
  | "givenUp"
  /** Nobody has it. */
  | "lost"
  /** A function that handles it calls an operation. */
  | "called"
  /** Meanwhile something is done to the architecture. */
  | "action";

/** One thing that happened to a message. */
export interface StoryStep {
  readonly at: Instant;
  /** The number of the event in its run. */
  readonly event: number;
  /** The event that led to it; -1 for none. */
  readonly cause: number;
  readonly component: string;
  /** The place of its branch among those of the story. */
  readonly branch: number;
  readonly type: StoryStepType;
  readonly text: string;
}

/** A step without the event in which it happened. */
export type Told = Pick<StoryStep, "type" | "text">;

/** Where a message is at the end of a trace. */
export interface Whereabouts {
  /** The place of its branch. */
  readonly branch: number;
  readonly component: string;
  readonly condition: "visible" | "inFlight" | "leaving" | "underWay";
}

/** How far the last invocation with a message has come. */
export interface Attempt {
  condition: "none" | "sent" | "running" | "answered";
}

/** A length of time, as people write it. */
export const span = (microseconds: number): string => formatDuration(microseconds as Duration);

/** What AWS calls a component. */
export const placeNamed = (component: string): string =>
  component.slice(component.indexOf(":") + 1);

/** A refusal in words. */
export const wordsOf = ({ code, message }: Refused): string =>
  message === "" ? code : `${code}, ${message}`;

/** What is told while the message is somewhere: readers go on after its end, and nothing is told of that. */
export function* whileAlive(copies: Copies, told: Iterable<Told>): Generator<Told> {
  for (const step of told) if (!copies.isOver) yield step;
}
