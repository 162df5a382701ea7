import type { TraceEntry } from "@orrery/kernel";
import type { Copies } from "../../../../service/copies.ts";
import type { FormOf, Payload } from "../../../../service/payload.ts";
import type { Refused } from "../../../../service/refusal.ts";
import { span, wordsOf, type Told } from "../../../../service/story.ts";
import { failedPlacesOf } from "../../../../mapping/queue/batch-response.ts";
import type { Invoked, ThrottleReason } from "../../protocol.ts";

/** What an invocation came to for one of its messages, and why. */
export function outcomeOf(
  body: Invoked,
  payload: Payload,
  took: number,
  entry: TraceEntry,
  copies: Copies,
  formOf: FormOf,
  fault: string | null,
): Told {
  const start = body.coldStart ? " with a cold start" : "";
  const slowed = fault === null || body.cause === "fault" ? "" : `, slowed by the fault "${fault}"`;
  const when = `after ${span(took)}${start}${slowed}`;
  if (body.functionError !== null) {
    return {
      type: "failed",
      text: `the invocation fails ${when}: ${errorOf(body, entry, copies, fault)}`,
    };
  }
  const succeeds = `the invocation succeeds ${when}`;
  if (payload.type === "json") return { type: "succeeded", text: succeeds };
  const { items, form } = payload;
  const failed = payload.reportsItems ? failedPlacesOf(body, items, formOf(form)) : [];
  if (failed === null) {
    const text = `${succeeds}, but its batchItemFailures name none of the messages: all count as failed`;
    return { type: "failed", text };
  }
  if (failed.some((place) => copies.is(items[place]!.identity))) {
    return {
      type: "failed",
      text: `${succeeds}, and reports this message as failed${ownReason(entry, copies)}`,
    };
  }
  if (isNoted("unhandled", entry, copies) === "own") {
    const text = `${succeeds}, but it had stopped before this message and does not report it: AWS deletes it unhandled`;
    return { type: "failed", text };
  }
  if (failed.length === 0) return { type: "succeeded", text: succeeds };
  const others = failed.length === 1 ? "one other message" : `${failed.length} other messages`;
  return { type: "succeeded", text: `${succeeds}, and reports ${others} as failed` };
}

/** Why an invocation fails as a whole. */
function errorOf(
  { payload, duration, cause }: Invoked,
  entry: TraceEntry,
  copies: Copies,
  fault: string | null,
): string {
  const notes = (entry.notes ?? []).map(([name]) => name);
  if (entry.input.type === "loseEnvironments") {
    const fault = entry.fault === undefined ? "" : ` by the fault "${entry.fault}"`;
    return `its execution environment crashes${fault}`;
  }
  if (notes.includes("timedOut")) return `it runs into the function's timeout of ${span(duration)}`;
  const poison = isNoted("poison", entry, copies);
  if (poison === "own") return "this message is poison";
  const failure = isNoted("messageFailure", entry, copies);
  if (failure === "own") return "this message fails this time, as its profile says";
  if (poison === "other")
    return "another message of the batch is poison, and the whole batch fails";
  if (failure === "other")
    return "another message of the batch fails this time, and the whole batch with it";
  if (notes.includes("failure")) return "by the chance of failures that its profile gives";
  const { errorType, errorMessage } = (payload ?? {}) as {
    readonly errorType?: unknown;
    readonly errorMessage?: unknown;
  };
  const parts = [errorType, errorMessage].filter((part) => typeof part === "string" && part !== "");
  const reason = parts.length === 0 ? "no reason given" : parts.join(": ");
  return cause === "fault" && fault !== null ? `${reason}, by the fault "${fault}"` : reason;
}

/** Why a message is reported as failed. */
function ownReason(entry: TraceEntry, copies: Copies): string {
  if (isNoted("poison", entry, copies) === "own") return ": it is poison";
  if (isNoted("messageFailure", entry, copies) === "own") return ": it fails this time";
  const isLeft = isNoted("unhandled", entry, copies) === "own";
  return isLeft ? ": an earlier one failed, and the handler stopped there" : "";
}

/** Of which message an invocation noted something: of this one, or of another. */
function isNoted(
  note: "poison" | "messageFailure" | "unhandled",
  { notes = [] }: TraceEntry,
  copies: Copies,
): "own" | "other" | "none" {
  const met = notes.filter(([name]) => name === note);
  if (met.some(([, queue, message]) => copies.is({ queue: queue!, message: message! })))
    return "own";
  return met.length > 0 ? "other" : "none";
}

const throttles: Readonly<Record<ThrottleReason, string>> = {
  ConcurrentInvocationLimitExceeded: "the account's concurrency is used up",
  ReservedFunctionConcurrentInvocationLimitExceeded:
    "the function's reserved concurrency is used up",
  FunctionInvocationRateLimitExceeded: "the account's rate of invocations is used up",
  ReservedFunctionInvocationRateLimitExceeded:
    "the rate of invocations that its reserved concurrency allows is used up",
  CallerRateLimitExceeded: "the account's rate of new durable executions is used up",
};

/** Why an invocation was not begun: a throttle by its limit, or what AWS says. */
export function refusalOf(refusal: Refused): Told {
  const reason = refusal.details?.["Reason"];
  const limit = throttles[reason as ThrottleReason] as string | undefined;
  const text =
    limit === undefined
      ? `the invocation is refused: ${wordsOf(refusal)}`
      : `the invocation is throttled: ${limit} (${reason as string})`;
  return { type: "refused", text };
}
