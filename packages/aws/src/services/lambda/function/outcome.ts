import type { Plain } from "@orrery/kernel";
import type { ProfileBehavior } from "../config.ts";
import type { ErrorCause } from "../protocol.ts";
import { metrics, notes, purposes, type FunctionContext } from "./declarations.ts";
import { failsMessages, handledBatch, noteMessages, reportedOf } from "./messages.ts";
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
const messageFailed: Outcome = Object.freeze(failedOutcome("messageFailures", profileFailure));

/** What comes of an invocation whose profile has done all it does. */
export function profileOutcome(
  { invocation, payload }: EnvironmentDraft,
  profile: ProfileBehavior,
  context: FunctionContext,
): Outcome {
  const { failures, response } = profile;
  if (failures > 0 && context.randomFor(purposes.failure, invocation) < failures) {
    context.note(notes.failure, invocation);
    return shareFailed;
  }
  // What the response says of a batch, the mapping reads off it.
  let failedItems: readonly number[] | null = null;
  if (payload?.type === "batch" && failsMessages(profile)) {
    const handled = handledBatch(payload, invocation, profile, context);
    noteMessages(handled, payload, profile, context);
    if (handled.failing.length > 0 && !payload.reportsItems) {
      return handled.isPoisoned ? poisoned : messageFailed;
    }
    failedItems = reportedOf(handled, payload, profile);
    const left = payload.items.length - handled.handled;
    if (left > 0 && profile.afterFailure === "leaveRest") {
      context.observe(metrics.UnhandledMessages, left);
    }
  }
  return succeeded(withState(response, payload), failedItems);
}

// A memo of a pure function: of a handler known by its figures, nearly all outcomes are the same.
let lastSuccess: Outcome = { functionError: null, payload: null, failedItems: null, cause: null };

function succeeded(payload: Plain, failedItems: readonly number[] | null): Outcome {
  if (lastSuccess.payload !== payload || lastSuccess.failedItems !== failedItems) {
    lastSuccess = { functionError: null, payload, failedItems, cause: null };
  }
  return lastSuccess;
}

/** A handler known by its figures keeps the state of a tumbling window as it is, unless its response has another. */
function withState(response: Plain, payload: EnvironmentDraft["payload"]): Plain {
  if (payload?.type === "json") return response ?? payload.usual ?? null;
  if (payload?.type !== "batch" || payload.window === undefined) return response;
  const isObject = typeof response === "object" && response !== null && !Array.isArray(response);
  if (isObject && "state" in response) return response;
  return { ...(isObject ? response : {}), state: payload.window.state };
}
