import type { Plain } from "@orrery/kernel";
import type { ProfileBehavior } from "../config.ts";
import type { ErrorCause } from "../protocol.ts";
import { notes, purposes, type FunctionContext } from "./declarations.ts";
import type { EnvironmentDraft } from "./state.ts";

/** What an invocation came to. */
export interface Outcome {
  readonly functionError: "Unhandled" | null;
  readonly payload: Plain;
  readonly failedItems: readonly number[] | null;
  /** Why there is a function error. */
  readonly cause: ErrorCause | null;
}

const profileFailure: Plain = Object.freeze({
  errorType: "Error",
  errorMessage: "The handler failed.",
  trace: Object.freeze(["Error: The handler failed."]),
});

/** What came of an invocation that ends with a function error. */
export const failedOutcome = (cause: ErrorCause, payload: Plain): Outcome => ({
  functionError: "Unhandled",
  payload,
  failedItems: null,
  cause,
});

const shareFailed: Outcome = Object.freeze(failedOutcome("failures", profileFailure));
const poisoned: Outcome = Object.freeze(failedOutcome("poison", profileFailure));

/** What comes of an invocation whose profile has done all it does. */
export function profileOutcome(
  { invocation, payload }: EnvironmentDraft,
  { failures, poison, response }: ProfileBehavior,
  context: FunctionContext,
): Outcome {
  if (failures > 0 && context.randomFor(purposes.failure, invocation) < failures) {
    context.note(notes.failure, invocation);
    return shareFailed;
  }
  // What the response says of a batch, the mapping reads off it.
  let failedItems: readonly number[] | null = null;
  if (poison > 0 && payload?.type === "batch") {
    const failed: number[] = [];
    payload.items.forEach(({ identity }, place) => {
      // The same for every attempt at the message, whichever invocation makes it.
      const key = identity.queue * 2 ** 32 + identity.message;
      if (context.randomFor(purposes.poison, key) >= poison) return;
      context.note(notes.poison, identity.queue, identity.message);
      failed.push(place);
    });
    if (failed.length > 0 && !payload.reportsItems) return poisoned;
    failedItems = failed;
  }
  return { functionError: null, payload: response, failedItems, cause: null };
}
