import {
  between,
  noEffects,
  type Effects,
  type Instant,
  type Lost,
  type Replied,
  type Reply,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import type { Delivery } from "../../../delivery/deliveries.ts";
import { Deliverer, type Ending, type Sender } from "../../../delivery/delivering.ts";
import type { DeliveryPolicy } from "../../../delivery/delivery-policy.ts";
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
import { handOver } from "./hand-over.ts";

/** What a function does with events: asynchronous invocations, which it makes at itself. */
export class AsynchronousEvents implements Sender<
  FunctionState,
  AttemptEvent,
  FunctionSettings,
  FunctionEffect
> {
  readonly ports = { target: ports.events, givenUp: ports.events };
  readonly timer = timers.event;
  readonly purpose = purposes.eventBackoff;

  private readonly entryOf: EntryOf;
  private readonly deliverer = new Deliverer(this);

  constructor(entryOf: EntryOf) {
    this.entryOf = entryOf;
  }

  /** Takes an event: whoever brings it is answered at once, and the function is invoked with it later. */
  take(fn: FunctionDraft, input: InvokeEvent, context: FunctionContext): Effects<FunctionEffect> {
    const { now, request, settings, effects } = context;
    const { payload, trail, tenantId, tellsEnd } = input;
    const { eventPayload, events } = planOf(settings);
    const wrong = (settings.tenancy === null) !== (tenantId === undefined);
    if (isDeleted(fn) || payload.size > eventPayload || wrong) {
      return [{ type: "reply", to: request, body: refusalOf(fn, input, settings) }];
    }
    const number = fn.deliveryCount + 1;
    const qualifier = input.qualifier ?? settings.version;
    const mark = markOf(number, now, qualifier);
    const event = tellsEnd === true ? { ...mark, tellsTo: request } : mark;
    context.observe(metrics.AsyncEventsReceived, 1);
    const item: AttemptEvent =
      tenantId === undefined
        ? { type: "invoke", payload, trail, event }
        : { type: "invoke", payload, trail, event, tenantId };
    if (tellsEnd !== true) effects.reply(request, eventTaken);
    if (settings.reservedConcurrency === 0) {
      this.drop(fn, item, context);
      return effects;
    }
    this.deliverer.deliverNow(fn, events.target, item, context);
    const { duplicateEvents = 0 } = settings.behavior;
    if (duplicateEvents > 0) this.duplicate(fn, item, duplicateEvents, context);
    return effects;
  }

  /** Drops an event of a function that may not run at all. */
  private drop(fn: FunctionDraft, item: AttemptEvent, context: FunctionContext): void {
    const { effects } = context;
    fn.deliveryCount = item.event.number; // Nobody else has its number.
    context.observe(metrics.AsyncEventsDropped, 1);
    context.observe(metrics.AsyncEventsDroppedByReservedConcurrency, 1);
    const condition = "ZeroReservedConcurrency";
    effects.pushAll(tellEnd(item, null));
    const ended = { item, condition, runs: 0, answer: null } as const;
    effects.pushAll(handOver(fn, ended, this.entryOf, context));
  }

  /** Delivers an event once more, as often as it is by its share of duplicates. */
  private duplicate(
    fn: FunctionDraft,
    item: AttemptEvent,
    share: number,
    context: FunctionContext,
  ): void {
    const { number } = item.event;
    if (context.choose(choices.copies, number, [1 - share, share]) === 0) return;
    context.observe(metrics.DuplicateEvents, 1);
    // Of a duplicate nobody hears.
    const { tellsTo, ...untold } = item.event;
    const copy: AttemptEvent = tellsTo === undefined ? item : { ...item, event: untold };
    const { target } = planOf(context.settings).events;
    this.deliverer.deliverNow(fn, target, copy, context);
  }

  /** Hears what an attempt came to. */
  hear(
    fn: FunctionDraft,
    replied: Replied<Tagged>,
    context: FunctionContext,
  ): readonly FunctionEffect[] {
    return this.deliverer.hear(fn, replied, context);
  }

  /** Attempts an event again. */
  retry(fn: FunctionDraft, fired: TimerFired, context: FunctionContext): readonly FunctionEffect[] {
    return this.deliverer.retry(fn, fired, context);
  }

  policyOf(
    _fn: FunctionDraft,
    { item }: Pick<Delivery<AttemptEvent>, "item">,
    context: FunctionContext,
  ): DeliveryPolicy {
    return planFor(item, context).policy;
  }

  inputOf({ item }: Pick<Delivery<AttemptEvent>, "item">): Tagged {
    return item;
  }

  /** A function error is retried, as is what did not run; a loop is not. */
  verdictOf(body: Tagged | Lost, _delivery: unknown, context: FunctionContext): Verdict {
    const answer = body as FunctionReply | Lost; // It asks itself.
    if (answer.type !== "invoked") return verdictOnNone(answer, context);
    return answer.functionError === null ? "taken" : "failed";
  }

  ended(
    fn: FunctionDraft,
    { item, failures }: Readonly<Delivery<AttemptEvent>>,
    ending: Ending,
    body: Tagged | Lost | null,
    context: FunctionContext,
  ): readonly FunctionEffect[] {
    if (ending !== "taken") return this.giveUp(fn, item, failures, ending, body, context);
    context.observe(metrics.EndToEndLatency, between(item.trail.at, context.now));
    const { onSuccess } = planFor(item, context);
    // Nearly every event ends here.
    if (onSuccess === null && item.event.tellsTo === undefined) return noEffects;
    const answer = body as Invoked; // It was taken.
    const told = tellEnd(item, answer);
    if (onSuccess === null || isDeleted(fn)) return told;
    const ended = { item, condition: "Success", runs: failures + 1, answer } as const;
    return after(told, handOver(fn, ended, this.entryOf, context));
  }

  private giveUp(
    fn: FunctionDraft,
    item: AttemptEvent,
    failures: number,
    ending: Exclude<Ending, "taken">,
    body: Tagged | Lost | null,
    context: FunctionContext,
  ): readonly FunctionEffect[] {
    const answer = body as FunctionReply | Lost | null; // It asks itself.
    const told = tellEnd(item, null);
    // Those of a function that goes are counted when it begins to.
    if (isDeleted(fn)) return told;
    context.observe(metrics.AsyncEventsDropped, 1);
    context.observe(metricOf(ending), 1);
    // What was refused for good did not run.
    const runs = ending === "refused" ? failures - 1 : failures;
    const condition = ending === "ageExceeded" ? "EventAgeExceeded" : "RetriesExhausted";
    return after(told, handOver(fn, { item, condition, runs, answer }, this.entryOf, context));
  }
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

const markOf = (number: number, takenAt: Instant, qualifier: string): EventMark => ({
  number,
  takenAt,
  qualifier,
});

// Of no number at first, so that V8 keeps the instant of each mark as it comes, and makes no box for it.
markOf(0, null as never, "");

/** Why an event is not taken, in the order in which AWS says so. */
function refusalOf(
  fn: FunctionDraft,
  { payload, qualifier }: InvokeEvent,
  settings: FunctionSettings,
): Refused {
  const { arn, version, tenancy } = settings;
  if (isDeleted(fn)) return functionNotFound(`${arn}:${qualifier ?? version}`);
  const { eventPayload } = planOf(settings);
  if (payload.size > eventPayload) return eventTooLarge(payload.size, eventPayload);
  return tenancy === null ? noTenants : tenantMissing;
}

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
