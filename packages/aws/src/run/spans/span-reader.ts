import {
  noRequest,
  type Instant,
  type RequestId,
  type Tagged,
  type TraceEntry,
} from "@orrery/kernel";
import type { Call } from "../../service/call.ts";
import type { BatchPayload } from "../../service/payload.ts";
import {
  type MessagingPlace,
  type RequestSpan,
  type SpanAnswer,
  type SpanPlace,
  type Spans,
} from "../../service/span.ts";
import { placeNamed } from "../../service/story.ts";
import { allKinds } from "../../services.ts";
import { AskedRequests, fromOutside, trailIn, type Asked } from "./asked-requests.ts";
import { answerOfCall, callSpan } from "./call-span.ts";
import { creationOf, OpenSpan, originOf } from "./open-span.ts";
import { RecentMap } from "./recent-map.ts";
import type { Span } from "./span.ts";
import { eventSpanId, receiverSpanId, senderSpanId, TraceIds } from "./span-ids.ts";

/** What reading spans needs to know of the run. */
export interface SpanOptions {
  /** What people call a component. @defaultValue its name in AWS */
  readonly shownAs?: (component: string) => string;
  /** Tells the run from others whose traces are looked at together, such as its seed. @defaultValue "" */
  readonly run?: string;
}

/** Hears of spans. */
export interface SpanListener {
  /** In the order in which their requests reach somebody. */
  began?(span: OpenSpan): void;
  /** What `began` gave, with what came of it. */
  ended(span: Span, open: OpenSpan): void;
}

/** A request that has reached somebody. */
interface Open {
  readonly spans: Spans | null;
  readonly place: SpanPlace;
  senders: readonly OpenSpan[];
  receivers: readonly OpenSpan[];
  readonly isHeard: boolean;
  /** In the course of which it was made: that goes on with the answer. */
  readonly context: OpenSpan | null;
}

// What is older is forgotten: what it leads to has no parent.
const remembered = 200_000;

/**
 * Reads the spans of a trace: of each request that bears a trail, in the trace of the arrival that it began
 * with. What works on several messages belongs to the one that began first, and is linked to them all.
 */
export class SpanReader {
  private readonly listener: SpanListener;
  private readonly shownAs: (component: string) => string;
  private readonly ids: TraceIds;
  private readonly asked = new AskedRequests();
  private readonly open = new Map<RequestId, Open>();
  private readonly contexts = new RecentMap<number, OpenSpan>(remembered);
  /** What attempts at an event follow from. */
  private readonly firsts = new RecentMap<string, OpenSpan>(remembered);
  private readonly settings = new Map<string, unknown>();
  private lastAt = 0 as Instant;

  constructor(listener: SpanListener, { shownAs = placeNamed, run = "" }: SpanOptions = {}) {
    this.listener = listener;
    this.shownAs = shownAs;
    this.ids = new TraceIds(run);
  }

  /** Takes the next entry of the trace. */
  read(entry: TraceEntry): void {
    const { event, at, input, effects, cause, request } = entry;
    this.lastAt = at;
    const context = this.contexts.get(cause) ?? null;
    const inner =
      input.type === "replied"
        ? (this.open.get(request)?.context ?? context)
        : this.deliver(entry, context);
    if (inner !== null) this.contexts.set(event, inner);
    for (const effect of effects) {
      if (effect.type === "reply") this.answer(entry, effect.to, effect.body);
      else if (effect.type === "send") {
        if (trailIn(effect.input) === undefined) continue;
        const { component, kind } = entry;
        const { port, tag, input: sent } = effect;
        const sender = { component, kind };
        this.asked.add(event, { input: sent, port, tag, sender, at, context: inner });
      } else if (effect.type === "changeArchitecture") {
        const { change } = effect;
        if ("settings" in change && change.settings !== undefined) {
          this.settings.set(change.name, change.settings);
        }
      }
    }
    if (input.type === "replied") this.hear(entry, request);
  }

  /** Ends what has no answer with the trace, since others may have it for a parent. */
  finish(): void {
    for (const { senders, receivers } of this.open.values()) {
      for (const span of [...senders, ...receivers]) {
        if (span.answeredAt === null) span.add({ "orrery.unanswered": true });
        this.end(span, this.lastAt);
      }
    }
    this.open.clear();
    for (const { event, nth, asked } of this.asked.left()) {
      const span = this.undelivered(asked, eventSpanId(event, places.unsent + nth));
      if (span === null) continue;
      span.add({ "orrery.unanswered": true });
      this.end(span, this.lastAt);
    }
    this.asked.clear();
  }

  /** A request has reached somebody; what follows in this event has the span that is given back. */
  private deliver(entry: TraceEntry, given: OpenSpan | null): OpenSpan | null {
    const { event, component, kind, input, effects, cause, request, at } = entry;
    const spans = allKinds.get(kind)?.reporting?.spans ?? null;
    const isCall = input.type === "call";
    if (spans === null && !isCall && trailIn(input) === undefined) return given;
    const asked = this.asked.takeReceived(cause, input);
    const context = asked?.context ?? given;
    if (isCall && effects.some(({ type }) => type === "handOn")) {
      // Whoever is handed it says what it is.
      this.asked.add(event, { ...(asked ?? fromOutside(at)), input: null });
      return context;
    }
    const place = this.placeOf(component, input, asked?.sender ?? null, context);
    const said = isCall ? [callSpan(input as Call)] : (spans?.requested(input, place) ?? []);
    if (request === noRequest) return this.copy(entry, spans, place, said, context);
    const opened = this.begin(entry, said, asked, context, place.from);
    if (opened.length === 0) return context;
    const isSenders = ({ beginning: { said: one } }: OpenSpan) => isOfSender(one);
    const isHeard = asked !== undefined && asked.sender !== null;
    const senders = opened.filter(isSenders);
    const receivers = opened.filter((span) => !isSenders(span));
    this.open.set(request, { spans, place, senders, receivers, isHeard, context });
    return opened.at(-1)!;
  }

  private begin(
    { component, input, request, at }: TraceEntry,
    said: readonly RequestSpan[],
    asked: Asked | undefined,
    given: OpenSpan | null,
    from: MessagingPlace | null,
  ): readonly OpenSpan[] {
    const opened: OpenSpan[] = [];
    for (const one of said) {
      const origin = originOf(one, trailIn(input));
      if (origin === undefined) continue;
      const isSender = isOfSender(one);
      const span = new OpenSpan(
        {
          said: one,
          origin,
          context: opened.at(-1) ?? this.firstOf(component, one, given),
          component: isSender ? (asked?.sender?.component ?? outside) : component,
          target: component,
          from,
          startedAt: isSender ? (asked?.at ?? at) : at,
          spanId: isSender ? senderSpanId(request) : receiverSpanId(request),
        },
        this.ids,
      );
      opened.push(span);
      this.listener.began?.(span);
    }
    return opened;
  }

  /** What attempts at one event follow from: all from what the first did. */
  private firstOf(
    component: string,
    { attemptAt }: RequestSpan,
    context: OpenSpan | null,
  ): OpenSpan | null {
    if (attemptAt === null) return context;
    const key = `${component} ${attemptAt}`;
    const first = this.firsts.get(key) ?? context;
    if (first !== null) this.firsts.set(key, first);
    return first;
  }

  /** What a fault doubled: nobody waits for its answer, and what it creates is to be found. */
  private copy(
    entry: TraceEntry,
    spans: Spans | null,
    place: SpanPlace,
    said: readonly RequestSpan[],
    context: OpenSpan | null,
  ): OpenSpan | null {
    const { event, at, effects } = entry;
    const answers = effects.flatMap((effect) =>
      effect.type === "reply" && effect.to === noRequest ? [effect.body] : [],
    );
    if (answers.length === 0 || spans === null) return context;
    const opened = this.begin(entry, said.filter(isOfSender), undefined, context, place.from);
    for (const [nth, span] of opened.entries()) {
      const { beginning } = span;
      const renamed = new OpenSpan(
        { ...beginning, spanId: eventSpanId(event, places.copy + nth) },
        this.ids,
      );
      renamed.add({ "orrery.copy": true });
      this.conclude(renamed, spans.answered(answers[0]!, entry, place), at);
      this.end(renamed, at, span);
    }
    return context;
  }

  private answer(entry: TraceEntry, request: RequestId, body: Tagged): void {
    const open = this.open.get(request);
    if (open === undefined) return;
    const { spans, place, senders, receivers, isHeard } = open;
    const said = spans === null ? answerOfCall(body) : spans.answered(body, entry, place);
    for (const span of senders) this.conclude(span, said, entry.at);
    for (const span of receivers) {
      this.conclude(span, said, entry.at);
      this.end(span, entry.at);
    }
    if (!isHeard) for (const span of senders) this.end(span, entry.at);
    if (!isHeard || senders.length === 0) this.open.delete(request);
    else open.receivers = [];
  }

  private conclude(span: OpenSpan, said: SpanAnswer, at: Instant): void {
    span.answer(said);
    span.answeredAt = at;
    if (span.beginning.said.kind === "producer") return;
    const { origin, said: asked } = span.beginning;
    for (const [nth, message] of said.messages.entries()) {
      if (message?.isNew !== true) continue;
      const creation = creationOf(span, message, asked.trails?.[nth] ?? origin, this.ids);
      this.listener.began?.(creation);
      this.end(creation, creation.beginning.startedAt);
    }
  }

  /** Whoever asked hears the answer, or that there is none. */
  private hear(
    { input, at, event, cause, fault, component }: TraceEntry,
    request: RequestId,
  ): void {
    const { body, port, tag } = input as Tagged & {
      readonly body: Tagged;
      readonly port: number;
      readonly tag: number;
    }; // An answer.
    const open = this.open.get(request);
    let senders = open?.senders ?? [];
    if (open === undefined) {
      // It has reached nobody.
      const isIt = (asked: Asked) => asked.sender?.component === component;
      const asked = this.asked.take(cause, [
        (one) => isIt(one) && one.port === port && one.tag === tag,
        isIt,
      ]);
      const span =
        asked === undefined ? null : this.undelivered(asked, eventSpanId(event, places.lost));
      if (span === null) return;
      senders = [span];
      if (body.type === "refused") span.answer(answerOfCall(body));
    }
    for (const span of senders) {
      if (body.type === "lost") span.fail("timeout");
      if (fault !== undefined) span.add({ "orrery.fault": fault });
      this.end(span, at);
    }
    if (open === undefined) return;
    // It may still be worked on, by somebody whose answer nobody hears.
    if (open.receivers.length === 0) this.open.delete(request);
    else open.senders = [];
  }

  /** The span of a request that has reached nobody: which kind it was for, its input alone tells. */
  private undelivered(asked: Asked, spanId: string): OpenSpan | null {
    const { input, sender, at, context } = asked;
    const trail = input === null ? undefined : trailIn(input);
    if (input === null || trail === undefined || sender === null) return null;
    const said = input.type === "call" ? callSpan(input as Call) : this.saidOf(input);
    if (said === undefined) return null;
    const span = new OpenSpan(
      {
        said,
        origin: trail,
        context,
        component: sender.component,
        target: null,
        from: null,
        startedAt: at,
        spanId,
      },
      this.ids,
    );
    this.listener.began?.(span);
    return span;
  }

  private saidOf(input: Tagged): RequestSpan | undefined {
    for (const { reporting } of allKinds.values()) {
      const place: SpanPlace = { name: "", settings: null, from: null };
      const said = reporting?.spans?.requested(input, place).find(isOfSender);
      if (said === undefined) continue;
      const { "messaging.destination.name": _destination, ...attributes } = said.attributes;
      return { ...said, name: said.name.trim(), attributes };
    }
    return undefined;
  }

  private end(span: OpenSpan, at: Instant, began: OpenSpan = span): void {
    this.listener.ended(span.ended(at), began);
  }

  private placeOf(
    component: string,
    input: Tagged,
    sender: Asked["sender"],
    context: OpenSpan | null,
  ): SpanPlace {
    const system = sender === null ? undefined : systemOf(sender.kind);
    const brought: MessagingPlace | null =
      system === undefined ? null : { system, name: this.shownAs(sender!.component) };
    const from = this.sourceIn(input) ?? brought ?? context?.beginning.from ?? null;
    return {
      name: this.shownAs(component),
      settings: this.settings.get(component) ?? null,
      from,
    };
  }

  /** Where a batch comes from. */
  private sourceIn(input: Tagged): MessagingPlace | null {
    const { payload } = input as { readonly payload?: { readonly type?: unknown } };
    if (payload?.type !== "batch") return null;
    const { form, source } = payload as BatchPayload; // It says so.
    const system = systemOf(form);
    const name = allKinds.get(form)?.byArn?.nameIn(source);
    return system === undefined || name === undefined
      ? null
      : { system, name: this.shownAs(`${form}:${name}`) };
  }
}

/** Who is nobody's component. */
const outside = "outside";

/** Where spans stand in an event that are of no request of it. */
const places = { lost: 0, copy: 1, unsent: 16 } as const;

const systemOf = (kind: string): string | undefined => allKinds.get(kind)?.reporting?.spans?.system;

const isOfSender = ({ kind }: RequestSpan): boolean => kind === "client" || kind === "producer";
