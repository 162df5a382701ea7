import type { Tagged, TraceEntry } from "@orrery/kernel";
import type { Trail } from "./origin.ts";
import type { BatchItem, ItemIdentity } from "./payload.ts";

/**
 * How a kind's requests look to operators: as spans, by the names of OpenTelemetry's semantic conventions
 * v1.45.0 (`messaging.*`, `faas.*`, `rpc.*`, `cloud.*`, `error.type`); what has no name there begins with `orrery.`.
 */
export interface Spans {
  /** What `messaging.system.name` calls it, such as `aws.sqs`; left out: it is no messaging system. */
  readonly system?: string;
  /** The spans of a request, from the outermost to the innermost; empty: operators see none. */
  requested(input: Tagged, place: SpanPlace): readonly RequestSpan[];
  /** What the answer to a request says; `entry` is the event in which it was given. */
  answered(body: Tagged, entry: Pick<TraceEntry, "notes">, place: SpanPlace): SpanAnswer;
}

/** A client and a producer span is its sender's, from its sending until its answer is heard; the others are of who is asked. */
export type SpanKind = "client" | "producer" | "server" | "consumer";

export type SpanAttributes = Readonly<Record<string, string | number | boolean>>;

/** Where a request comes to. */
export interface SpanPlace {
  /** What people call it: its logical id, or its name in AWS. */
  readonly name: string;
  /** The settings of its machine, as far as the trace has them; `null`: it has not. */
  readonly settings: unknown;
  /** The messaging system that what is brought comes from; `null`: from none. */
  readonly from: MessagingPlace | null;
}

/** A queue, topic or the like. */
export interface MessagingPlace {
  readonly system: string;
  readonly name: string;
}

/** A span of a request. */
export interface RequestSpan {
  readonly name: string;
  readonly kind: SpanKind;
  readonly attributes: SpanAttributes;
  /** What it works on: it is linked to the spans that created these, and belongs to the one that began first. */
  readonly items: readonly Pick<BatchItem, "identity" | "trail">[];
  /** What led to each message that it brings, in order; left out, and `null`: what led to the request. */
  readonly trails?: readonly (Trail | null)[];
  /** Which of the place's events it is an attempt at: attempts stand beside each other. `null`: it is none. */
  readonly attemptAt: number | null;
}

/** What an answer says of its request. */
export interface SpanAnswer {
  /** The class of the error, as `error.type`; `null` where there is none. */
  readonly error: string | null;
  readonly attributes: SpanAttributes;
  /** The messages that the request created, in its order; `null` for each that was not taken. */
  readonly messages: readonly (CreatedMessage | null)[];
}

/** A message by which consumers find the span that created it. */
export interface CreatedMessage {
  readonly identity: ItemIdentity;
  /** As AWS names it. */
  readonly messageId: string;
  /** Whether it is another message, and not one that was there under its deduplication id. */
  readonly isNew: boolean;
}

/** An answer that says no more than that it is one. */
export const plainAnswer: SpanAnswer = Object.freeze({ error: null, attributes: {}, messages: [] });

/** An answer that is a refusal, with its code. */
export const refusedAnswer = (code: string): SpanAnswer => ({ ...plainAnswer, error: code });

/** The name and the attributes that a span has of what it does with messages. */
export const messagingSpan = (
  system: string,
  operation: string,
  type: "send" | "process",
  destination: string,
): Pick<RequestSpan, "name" | "attributes"> => ({
  name: `${operation} ${destination}`,
  attributes: {
    "messaging.system.name": system,
    "messaging.operation.name": operation,
    "messaging.operation.type": type,
    "messaging.destination.name": destination,
  },
});
