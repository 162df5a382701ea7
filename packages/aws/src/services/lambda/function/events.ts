import { between, type Lost, type Tagged } from "@orrery/kernel";
import { delivering } from "../../../delivery/delivering.ts";
import type { Verdict } from "../../../delivery/verdict.ts";
import type { Refused } from "../../../service/refusal.ts";
import type { FunctionSettings } from "../config.ts";
import type { FunctionEffect, FunctionReply, Invoke, InvokeEvent } from "../protocol.ts";
import { metrics, ports, purposes, timers, type FunctionContext } from "./declarations.ts";
import { eventTooLarge, functionNotFound, recursiveInvocation } from "./function-error.ts";
import { planOf } from "./plan.ts";
import { isDeleted } from "./reclaim.ts";
import type { FunctionDraft, FunctionState } from "./state.ts";

const events = delivering<FunctionState, InvokeEvent, FunctionSettings, FunctionEffect>({
  ports: { target: ports.events, givenUp: ports.events },
  timer: timers.event,
  purpose: purposes.eventBackoff,
  policyOf: (_fn, _delivery, { settings }) => planOf(settings).eventPolicy,
  inputOf({ item: { payload, trail }, number, since }): Tagged {
    const input: Invoke = {
      type: "invoke",
      payload,
      trail,
      event: { number, takenAt: since },
    };
    return input;
  },
  verdictOf(body, _delivery, context) {
    const verdict = verdictOn(body as FunctionReply | Lost); // It asks itself.
    if (body.type === "lost") context.observe(metrics["lambda.eventPatience"], 1);
    if (verdict === "throttled") {
      context.observe(metrics["lambda.eventBackoffFactor"], 1);
      context.observe(metrics["lambda.eventBackoffJitter"], 1);
    }
    return verdict;
  },
  ended(fn, { item }, ending, _body, context) {
    if (ending === "taken") {
      context.observe(metrics.EndToEndLatency, between(item.trail.at, context.now));
    }
    // Those of a function that goes are counted when it begins to.
    if (ending !== "taken" && !isDeleted(fn)) context.observe(metrics.AsyncEventsDropped, 1);
    return [];
  },
});

/** A function error is retried, as is what finds no room or meets a fault; a loop is not. */
function verdictOn(body: FunctionReply | Lost): Verdict {
  switch (body.type) {
    case "invoked":
      return body.functionError === null ? "taken" : "failed";
    case "refused":
      return finalCodes.has(body.code) ? "final" : "throttled";
    default:
      return "throttled"; // Lost: a fault of the system.
  }
}

const finalCodes: ReadonlySet<string> = new Set([
  recursiveInvocation.code,
  functionNotFound("").code,
]);

/** Hears what became of an attempt at an event. */
export const hearEvent = events.hear;
/** Attempts an event again. */
export const retryEvent = events.retry;

/** Takes an event: whoever brings it is answered at once, and the function is invoked with it later. */
export function takeEvent(
  fn: FunctionDraft,
  input: InvokeEvent,
  context: FunctionContext,
): readonly FunctionEffect[] {
  const { request, settings } = context;
  const { size } = input.payload;
  const refuse = (body: Refused): readonly FunctionEffect[] => [
    { type: "reply", to: request, body },
  ];
  if (isDeleted(fn)) return refuse(functionNotFound(`${settings.arn}:$LATEST`));
  const { eventPayload } = planOf(settings);
  if (size > eventPayload) return refuse(eventTooLarge(size, eventPayload));
  context.observe(metrics.AsyncEventsReceived, 1);
  const answer: FunctionEffect = { type: "reply", to: request, body: eventTaken };
  if (settings.reservedConcurrency === 0) {
    context.observe(metrics.AsyncEventsDropped, 1);
    return [answer];
  }
  return [answer, ...events.deliver(fn, { arn: settings.arn, to: 0 }, input, context)];
}

const eventTaken: FunctionReply = Object.freeze({ type: "eventTaken" });
