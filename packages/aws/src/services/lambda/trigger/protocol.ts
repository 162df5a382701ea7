import type { Text } from "../../../service/entry.ts";
import type { Trailed } from "../../../service/origin.ts";
import type { Refused } from "../../../service/refusal.ts";

/** Something happens at a service that invokes a function by itself. */
export interface BringEvent extends Trailed {
  readonly type: "bringEvent";
  /** What the event has beside what its source says, as JSON. */
  readonly text: Text;
}

/**
 * Somebody who was given the ticket of an event says what it came to; other services ask so for their
 * operations.
 */
export interface SettleTicket {
  readonly type: "settleTicket";
  readonly number: number;
  readonly outcome:
    | { readonly type: "succeeded" | "failed" }
    /** There is more to come: the function is to be called again with this. */
    | { readonly type: "goesOn"; readonly continuation: string };
}

/** What became of an event for whoever caused it. */
export interface EventSettled {
  readonly type: "eventSettled";
  readonly ending: TriggerEnding;
}

/**
 * *taken*: Lambda has it, and nobody waits for more. *failed*: the function failed, or says so. *invalid*: its
 * answer cannot be read. *timedOut*: there was none. *refused*: Lambda took no invocation.
 */
export type TriggerEnding =
  "taken" | "succeeded" | "stopped" | "failed" | "invalid" | "timedOut" | "refused";

/** The answer to a {@link SettleTicket}: it was heard, or nobody waits for that any more. */
export type TicketReply = { readonly type: "ticketSettled" } | { readonly type: "ticketClosed" };

export type TriggerReply = EventSettled | TicketReply | Refused;
