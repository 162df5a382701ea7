import {
  after,
  between,
  declare,
  invariant,
  noEffects,
  slab,
  table,
  unreachable,
  type Duration,
  type Instant,
  type Machine,
  type Replied,
  type SlabId,
  type Tagged,
} from "@orrery/kernel";
import type { Readings } from "../../../service/metric.ts";
import { callerTimeout } from "../limits.ts";
import type { EventEnded, Invoke, InvokeEvent, Invoked } from "../protocol.ts";
import { isAnsweredByReturn, triggerKindName, withinOf, type TriggerSettings } from "./config.ts";
import {
  metricOf,
  metrics,
  ports,
  timers,
  type gauges,
  type TriggerContext,
  type TriggerDraft,
  type TriggerEffect,
  type TriggerInput,
} from "./declarations.ts";
import { payloadOf } from "./event-payload.ts";
import type { BringEvent, SettleTicket, TicketReply, TriggerEnding } from "./protocol.ts";
import { triggerSourceNamed } from "./source-list.ts";
import type { OpenEvent, TriggerState } from "./state.ts";
import type { TriggerSource } from "./trigger-source.ts";

/** The machine of a trigger. */
export type TriggerMachine = Machine<TriggerSettings, TriggerState, TriggerInput, TriggerEffect>;

/** A service that invokes a function by itself, as far as its function can tell. */
export const triggerMachine: TriggerMachine = {
  kind: triggerKindName,
  stateVersion: 1,
  inputs: declare("bringEvent", "settleTicket", "replied", "timerFired"),
  timers,
  ports,
  purposes: declare(),
  choices: declare(),
  metrics,

  initialState: () => ({ events: slab.empty(), byNumber: table.empty(), count: 0 }),

  transition(trigger, input, context) {
    switch (input.type) {
      case "bringEvent":
        return take(trigger, input, context);
      case "settleTicket":
        return settleTicket(trigger, input, context);
      case "replied":
        return hear(trigger, input, context);
      case "timerFired": {
        const id = slab.idAt(trigger.events, input.index)!; // Its timers go with it.
        if (input.timer === timers.callAgain) return [invoke(trigger, id, context)];
        return end(trigger, id, "timedOut", context);
      }
      default:
        return unreachable(input);
    }
  },

  fingerprint(input) {
    if (input.type === "bringEvent") return input.text.size;
    return input.type === "settleTicket" ? input.number : 0;
  },

  canonical: ({ events }, now, askerOf) =>
    slab
      .list(events)
      .map(({ request, text, trail, attempt, continuation, waitsFor, until }) => [
        askerOf(request),
        text.body,
        trail.lineage,
        attempt,
        continuation,
        waitsFor,
        until === -1 ? -1 : until - now,
      ]),
  canonicalTag: (_trigger, _port, tag) => slab.slotOf(tag as SlabId),

  gauges: ({ events }): Readings<typeof gauges> => ({ TriggerWaiting: events.size }),
};

const sourceOf = ({ settings }: TriggerContext): TriggerSource =>
  triggerSourceNamed(settings.source)!; // It was checked.

function take(
  trigger: TriggerDraft,
  { text, trail }: BringEvent,
  context: TriggerContext,
): readonly TriggerEffect[] {
  const { now, request } = context;
  trigger.count += 1;
  context.observe(metrics.TriggerEvents, 1);
  const number = trigger.count;
  const source = sourceOf(context);
  const within = withinOf(source, context.settings.values);
  const until = within === null ? -1 : after(now, within);
  const id = slab.insert<OpenEvent>(trigger.events, {
    ...{ request, number, text, trail, cameAt: now, attempt: 0, continuation: null },
    ...{ waitsFor: "lambda", until },
  });
  if (within !== null) table.set(trigger.byNumber, `${number}`, id);
  const sent = invoke(trigger, id, context);
  return until === -1 ? [sent] : [sent, limitAt(id, until)];
}

const limitAt = (id: SlabId, at: Instant): TriggerEffect => ({
  type: "setTimer",
  timer: timers.limit,
  index: slab.slotOf(id),
  at,
});

/** Has the function work on an event, or gives it to Lambda. */
function invoke(trigger: TriggerDraft, id: SlabId, context: TriggerContext): TriggerEffect {
  const { now, settings } = context;
  const source = sourceOf(context);
  const event = slab.edit(trigger.events, id)!;
  event.attempt += 1;
  event.waitsFor = "lambda";
  context.observe(metrics.TriggerInvocations, 1);
  const payload = payloadOf(source, settings, event);
  const { trail } = event;
  const isWaitedFor = isAnsweredByReturn(source, settings.values);
  const input: Invoke | InvokeEvent =
    source.invocationOf(settings.values) === "request"
      ? { type: "invoke", payload, trail, event: null }
      : { type: "invokeEvent", payload, trail, ...(isWaitedFor ? { tellsEnd: true } : {}) };
  const patience: Duration = source.patience ?? callerTimeout.default;
  // A longer wait than it has itself: its own limit says what is too late.
  const deadline =
    input.type === "invokeEvent" && isWaitedFor
      ? after(event.until as Instant, callerTimeout.default)
      : after(now, patience);
  return { type: "send", port: ports.function, to: 0, input, tag: id, deadline };
}

/** Hears what the function, or Lambda, says to an event. */
function hear(
  trigger: TriggerDraft,
  { tag, body }: Replied<Tagged>,
  context: TriggerContext,
): readonly TriggerEffect[] {
  const id = tag as SlabId; // The tag that it was sent with.
  const event = slab.edit(trigger.events, id);
  // It was settled, or given up, before.
  if (event === undefined) return noEffects;
  const source = sourceOf(context);
  switch (body.type) {
    case "invoked": {
      const { functionError, payload } = body as Invoked; // Of that type.
      if (functionError !== null) return end(trigger, id, "failed", context);
      const verdict = source.verdictOn?.(payload, context.settings.values) ?? "succeeded";
      return end(trigger, id, verdict, context);
    }
    case "lost":
      if (event.attempt < (source.attempts ?? 1)) return [invoke(trigger, id, context)];
      return end(trigger, id, "timedOut", context);
    case "eventTaken":
      if (event.until === -1) return end(trigger, id, "taken", context);
      if (event.waitsFor === "lambda") event.waitsFor = "answer";
      return noEffects;
    case "eventEnded":
      return hearEnd(trigger, id, body as EventEnded, context); // Of that type.
    default:
      return end(trigger, id, "refused", context);
  }
}

/** Hears what the function has returned; of what it fails, nobody tells the source. */
function hearEnd(
  trigger: TriggerDraft,
  id: SlabId,
  { value }: EventEnded,
  context: TriggerContext,
): readonly TriggerEffect[] {
  const said = value === undefined ? null : sourceOf(context).awaits!.returned(value); // Else nobody tells.
  if (said === null) {
    slab.edit(trigger.events, id)!.waitsFor = "answer";
    return noEffects;
  }
  return typeof said === "string"
    ? end(trigger, id, said, context)
    : goOn(trigger, id, said.continuation, context);
}

/** Somebody says by an operation what an event came to. */
function settleTicket(
  trigger: TriggerDraft,
  { number, outcome }: SettleTicket,
  context: TriggerContext,
): readonly TriggerEffect[] {
  const id = table.get(trigger.byNumber, `${number}`);
  const event = id === undefined ? undefined : slab.read(trigger.events, id);
  const answer = (body: TicketReply): TriggerEffect => ({
    type: "reply",
    to: context.request,
    body,
  });
  if (id === undefined || event === undefined || event.waitsFor === "nextCall") {
    return [answer(closed)];
  }
  const effects =
    outcome.type === "goesOn"
      ? goOn(trigger, id, outcome.continuation, context)
      : end(trigger, id, outcome.type, context);
  return [answer(settled), ...effects];
}

const settled: TicketReply = Object.freeze({ type: "ticketSettled" });
const closed: TicketReply = Object.freeze({ type: "ticketClosed" });

/** There is more to come: the function is called again later, and has as much time as before. */
function goOn(
  trigger: TriggerDraft,
  id: SlabId,
  continuation: string,
  context: TriggerContext,
): readonly TriggerEffect[] {
  const { now, settings } = context;
  const source = sourceOf(context);
  const event = slab.edit(trigger.events, id)!;
  context.observe(metrics.TriggerContinued, 1);
  context.observe(metrics["lambda.trigger.callsAgain"], 1);
  const { atMost } = source.awaits!; // It waits.
  const last = atMost === undefined ? null : after(event.cameAt, atMost);
  const again = after(now, withinOf(source, settings.values)!);
  const until = last !== null && again > last ? last : again;
  const callsAt = after(now, settings.assumed.callsAgain);
  Object.assign(event, { continuation, waitsFor: "nextCall", until, attempt: 0 });
  const effects = [limitAt(id, until)];
  if (callsAt < until) {
    effects.push({
      type: "setTimer",
      timer: timers.callAgain,
      index: slab.slotOf(id),
      at: callsAt,
    });
  }
  return effects;
}

/** Tells whoever caused an event what it came to. */
function end(
  trigger: TriggerDraft,
  id: SlabId,
  ending: TriggerEnding,
  context: TriggerContext,
): readonly TriggerEffect[] {
  const { now } = context;
  const event = slab.read(trigger.events, id);
  invariant(event !== undefined, "an event ends twice");
  const { request, number, cameAt, until, waitsFor } = event;
  slab.remove(trigger.events, id);
  context.observe(metricOf[ending], 1);
  context.observe(metrics.TriggerTime, between(cameAt, now));
  const effects: TriggerEffect[] = [
    { type: "reply", to: request, body: { type: "eventSettled", ending } },
  ];
  if (until === -1) return effects;
  table.remove(trigger.byNumber, `${number}`);
  const index = slab.slotOf(id);
  effects.push({ type: "clearTimer", timer: timers.limit, index });
  if (waitsFor === "nextCall") effects.push({ type: "clearTimer", timer: timers.callAgain, index });
  return effects;
}
