import type { Instant } from "@orrery/kernel";
import { isSameOrigin, oldestOf, type Origin, type Trail } from "../../service/origin.ts";
import type {
  CreatedMessage,
  MessagingPlace,
  RequestSpan,
  SpanAnswer,
  SpanAttributes,
} from "../../service/span.ts";
import type { Span, SpanContext } from "./span.ts";
import { messageSpanId, type TraceIds } from "./span-ids.ts";

/** What a span is made of. */
export interface SpanBeginning {
  readonly said: RequestSpan;
  readonly origin: Origin;
  /** What is asked for in the same course; `null` for nothing that is known. */
  readonly context: OpenSpan | null;
  readonly component: string;
  readonly target: string | null;
  /** The messaging system that what it works on comes from. */
  readonly from: MessagingPlace | null;
  readonly startedAt: Instant;
  /** Where it creates no message. */
  readonly spanId: string;
}

/** A span whose end is to come. */
export class OpenSpan {
  readonly beginning: SpanBeginning;
  private readonly ids: TraceIds;
  private id: string | null = null;
  private attributes: SpanAttributes;
  private readonly links: SpanContext[] = [];
  private readonly parentSpanId: () => string | null;
  private error: string | null = null;
  /** Whether it has an answer, which its sender has not heard yet. */
  answeredAt: Instant | null = null;

  constructor(beginning: SpanBeginning, ids: TraceIds) {
    this.beginning = beginning;
    this.ids = ids;
    const { said, origin, context } = beginning;
    this.attributes = said.attributes;
    for (const { identity, trail } of said.items) {
      this.links.push({ traceId: ids.of(trail), spanId: messageSpanId(identity) });
    }
    this.parentSpanId = this.parentOf(said, origin, context);
  }

  /** Known once somebody asks: a producer's span has the id of its message, where there is one by then. */
  get spanId(): string {
    return (this.id ??= this.beginning.spanId);
  }

  get context(): SpanContext {
    return { traceId: this.ids.of(this.beginning.origin), spanId: this.spanId };
  }

  /** Takes what the answer says; the messages are those that the span is to be found by. */
  answer({ error, attributes, messages }: SpanAnswer): void {
    this.attributes = { ...attributes, ...this.attributes };
    this.error = error;
    const [message] = messages;
    if (this.beginning.said.kind !== "producer" || message === undefined || message === null)
      return;
    this.add({ "messaging.message.id": message.messageId });
    if (message.isNew) this.id ??= messageSpanId(message.identity);
  }

  add(attributes: SpanAttributes): void {
    this.attributes = { ...this.attributes, ...attributes };
  }

  fail(error: string): void {
    this.error = error;
  }

  link(context: SpanContext): void {
    this.links.push(context);
  }

  ended(endedAt: Instant): Span {
    const { said, component, target, startedAt } = this.beginning;
    return {
      ...this.context,
      parentSpanId: this.parentSpanId(),
      name: said.name,
      kind: said.kind,
      component,
      target,
      startedAt,
      endedAt,
      attributes: this.attributes,
      links: this.links,
      error: this.error,
    };
  }

  private parentOf(
    { items }: RequestSpan,
    origin: Origin,
    context: OpenSpan | null,
  ): () => string | null {
    const own = items.find(({ trail }) => isSameOrigin(trail, origin));
    if (own !== undefined) return () => messageSpanId(own.identity);
    if (context === null) return () => null;
    if (isSameOrigin(context.beginning.origin, origin)) return () => context.spanId;
    // Of one message of a batch that is handled in another message's trace.
    const handled = context.beginning.said.items.find(({ trail }) => isSameOrigin(trail, origin));
    if (handled === undefined) return () => null;
    this.links.push(context.context);
    return () => messageSpanId(handled.identity);
  }
}

/** The span of one message of a request that brings several; `origin`: the message's own. */
export function creationOf(
  batch: OpenSpan,
  { identity, messageId }: CreatedMessage,
  origin: Origin,
  ids: TraceIds,
): OpenSpan {
  const { said, startedAt } = batch.beginning;
  const { "messaging.destination.name": destination = "", ...rest } = said.attributes;
  const attributes: SpanAttributes = {
    "messaging.system.name": rest["messaging.system.name"] ?? "",
    "messaging.operation.name": "create",
    "messaging.operation.type": "create",
    "messaging.destination.name": destination,
    "messaging.message.id": messageId,
  };
  const name = `create ${destination}`;
  const creation = new OpenSpan(
    {
      ...batch.beginning,
      said: { name, kind: "producer", attributes, items: [], attemptAt: null },
      origin,
      startedAt,
      spanId: messageSpanId(identity),
    },
    ids,
  );
  batch.link(creation.context);
  return creation;
}

/** Whose trace a span belongs to: that of what began first of all it works on. */
export const originOf = (
  { items }: RequestSpan,
  trail: Trail | null | undefined,
): Origin | undefined => (items.length > 0 ? oldestOf(items) : (trail ?? undefined));
