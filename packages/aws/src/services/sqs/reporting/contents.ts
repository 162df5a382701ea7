import { slab } from "@orrery/kernel";
import type { HeldMessage } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import { receiveCountOf, trailOf, type QueueState } from "../queue/state.ts";

/** The messages that are in a queue, in the order of their coming. */
export function contentsOf({ state }: Seen): readonly HeldMessage[] {
  const { messages } = state as QueueState; // Of this kind.
  return slab
    .list(messages)
    .map((stored) => ({
      number: stored.message,
      body: stored.content.body,
      receiveCount: receiveCountOf(stored),
      origin: trailOf(stored),
    }))
    .sort((one, other) => one.number - other.number);
}
