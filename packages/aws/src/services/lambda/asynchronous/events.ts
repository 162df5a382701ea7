import {
  between,
  noEffects,
  type Effects,
  type Lost,
  type Reply,
  type RequestId,
  type Tagged,
} from "@orrery/kernel";
import { delivering, type Ending } from "../../../delivery/delivering.ts";
import type { Verdict } from "../../../delivery/verdict.ts";
import type { EntryOf } from "../../../service/entry.ts";
import type { Refused } from "../../../service/refusal.ts";
import type { FunctionSettings } from "../config.ts";
import { metrics, choices, ports, purposes, timers } from "../function/declarations.ts";
import type { FunctionContext } from "../function/declarations.ts";
import {
  eventTooLarge,
  functionNotFound,
  noTenants,
  tenantMissing,
} from "../function/function-error.ts";
import { isFinalRefusal } from "../function/invocation-refusals.ts";
import { planOf } from "../function/plan.ts";
import { isDeleted } from "../function/reclaim.ts";
import type { FunctionDraft, FunctionState } from "../function/state.ts";
import type {
  AttemptEvent,
  EventEnded,
  EventMark,
  FunctionEffect,
  FunctionReply,
  Invoked,
  InvokeEvent,
} from "../protocol.ts";
import { eventPlanOf, type EventPlan } from "./event-plan.ts";
import { handingOver } from "./hand-over.ts";

/** What a function does with events: asynchronous invocations, which it makes at itself. */
export function asynchronousEvents(entryOf: EntryOf) {
  const { handOver, hearHandOver } = handingOver(entryOf);
  const { deliverNow, hear, retry } = delivering<
    FunctionState,
    AttemptEvent,
    FunctionSettings,
    FunctionEffect
  >({
    ports: { target: ports.events, givenUp: ports.events },
    timer: timers.event,
    purpose: purposes.eventBackoff,
    policyOf: (_fn, { item }, context) => planFor(item, context).policy,
    inputOf: ({ item }): Tagged => item,
    verdictOf(body, _delivery, context) {
      const answer = body as FunctionReply | Lost; // It asks itself.
      return answer.type === "invoked"
        ? answer.functionError === null
          ? "taken"
          : "failed"
        : verdictOnNone(answer, context);
    },
    ended(fn, { item, failures }, ending, body, context) {
      const answer = body as FunctionReply | Lost | null; // It asks itself.
      if (ending === "taken") {
        context.observe(metrics.EndToEndLatency, between(item.trail.at, context.now));
        const { onSuccess } = planFor(item, context);
        // Nearly every event ends here.
        if (onSuccess === null && item.event.tellsTo === undefined) return noEffects;
        const told = tellEnd(item, answer);
        if (onSuccess === null || isDeleted(fn)) return told;
        const ended = { item, condition: "Success", runs: failures + 1, answer } as const;
        return after(told, handOver(fn, ended, context));
      }
      const told = tellEnd(item, null);
      // Those of a function that goes are counted when it begins to.
      if (isDeleted(fn)) return told;
      context.observe(metrics.AsyncEventsDropped, 1);
      context.observe(metricOf(ending), 1);
      // What was refused for good did not run.
      const runs = ending === "refused" ? failures - 1 : failures;
      const condition = ending === "ageExceeded" ? "EventAgeExceeded" : "RetriesExhausted";
      return after(told, handOver(fn, { item, condition, runs, answer }, context));
    },
  });

  /** Takes an event: whoever brings it is answered at once, and the function is invoked with it later. */
  function take(
    fn: FunctionDraft,
    { payload, trail, qualifier: given, tenantId, tellsEnd }: InvokeEvent,
    context: FunctionContext,
  ): Effects<FunctionEffect> {
    const { now, request, settings, effects } = context;
    const qualifier = given ?? settings.version;
    const { size } = payload;
    if (isDeleted(fn)) {
      return refuse(request, functionNotFound(`${settings.arn}:${qualifier}`));
    }
    const { eventPayload, events } = planOf(settings);
    if (size > eventPayload) return refuse(request, eventTooLarge(size, eventPayload));
    const number = fn.deliveryCount + 1;
    const event: EventMark =
      tellsEnd === true
        ? { number, takenAt: now, qualifier, tellsTo: request }
        : { number, takenAt: now, qualifier };
    const wrong = settings.tenancy === null ? tenantId !== undefined : tenantId === undefined;
    if (wrong) return refuse(request, settings.tenancy === null ? noTenants : tenantMissing);
    context.observe(metrics.AsyncEventsReceived, 1);
    const item: AttemptEvent =
      tenantId === undefined
        ? { type: "invoke", payload, trail, event }
        : { type: "invoke", payload, trail, event, tenantId };
    const isWaitedFor = tellsEnd === true;
    if (!isWaitedFor) effects.reply(request, eventTaken);
    if (settings.reservedConcurrency === 0) {
      fn.deliveryCount = number; // Nobody else has its number.
      context.observe(metrics.AsyncEventsDropped, 1);
      context.observe(metrics.AsyncEventsDroppedByReservedConcurrency, 1);
      const condition = "ZeroReservedConcurrency";
      effects.pushAll(tellEnd(item, null));
      effects.pushAll(handOver(fn, { item, condition, runs: 0, answer: null }, context));
      return effects;
    }
    deliverNow(fn, events.target, item, context);
    const { duplicateEvents: share = 0 } = settings.behavior;
    if (share === 0 || context.choose(choices.copies, number, [1 - share, share]) === 0) {
      return effects;
    }
    context.observe(metrics.DuplicateEvents, 1);
    // Of a duplicate nobody hears.
    const { tellsTo: _, ...untold } = item.event;
    const copy: AttemptEvent = isWaitedFor ? { ...item, event: untold } : item;
    deliverNow(fn, events.target, copy, context);
    return effects;
  }

  return { take, hear, retry, hearHandOver };
}

const after = (
  told: readonly FunctionEffect[],
  others: readonly FunctionEffect[],
): readonly FunctionEffect[] => (told.length === 0 ? others : [...told, ...others]);

/** Tells who wants to hear it what an event came to; without an answer it was given up. */
function tellEnd(
  { event: { tellsTo } }: AttemptEvent,
  answer: FunctionReply | Lost | null,
): readonly FunctionEffect[] {
  if (tellsTo === undefined) return noEffects;
  const value = answer?.type === "invoked" ? answer.payload : undefined;
  const body: EventEnded =
    value === undefined ? { type: "eventEnded" } : { type: "eventEnded", value };
  const reply: Reply<EventEnded> = { type: "reply", to: tellsTo, body };
  return [reply as unknown as FunctionEffect]; // Nobody else hears it than who has asked for it.
}

const planFor = ({ event }: AttemptEvent, { settings }: FunctionContext): EventPlan =>
  eventPlanOf(planOf(settings).events, event.qualifier);

const refuse = (to: RequestId, body: Refused): readonly FunctionEffect[] => [
  { type: "reply", to, body },
];

/** What did not run is tried again: for want of room, or after a fault of the system; a loop is not. */
function verdictOnNone(
  body: Exclude<FunctionReply, Invoked> | Lost,
  context: FunctionContext,
): Exclude<Verdict, "taken" | "failed"> {
  if (body.type === "lost") context.observe(metrics["lambda.eventPatience"], 1);
  if (body.type === "refused" && isFinalRefusal(body.code)) return "final";
  context.observe(metrics["lambda.eventBackoffFactor"], 1);
  context.observe(metrics["lambda.eventBackoffJitter"], 1);
  return "throttled";
}

/** Under which reason a drop is counted. Its own function is always there to be attempted at. */
function metricOf(ending: Exclude<Ending, "taken">): number {
  if (ending === "ageExceeded") return metrics.AsyncEventsDroppedByAge;
  return ending === "refused"
    ? metrics.AsyncEventsDroppedByRecursion
    : metrics.AsyncEventsDroppedByRetries;
}

const eventTaken: FunctionReply = Object.freeze({ type: "eventTaken" });
