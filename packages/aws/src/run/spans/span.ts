import type { Instant } from "@orrery/kernel";
import type { SpanAttributes, SpanKind } from "../../service/span.ts";

/** Where a span is found. */
export interface SpanContext {
  readonly traceId: string;
  readonly spanId: string;
}

/** A request as operators see it, once it has ended. */
export interface Span extends SpanContext {
  /** `null`: it begins its trace, or what it follows from is long ago. */
  readonly parentSpanId: string | null;
  readonly name: string;
  readonly kind: SpanKind;
  /** The component whose span it is. */
  readonly component: string;
  /** The component that the request is made to; `null`: it came to none. */
  readonly target: string | null;
  readonly startedAt: Instant;
  readonly endedAt: Instant;
  readonly attributes: SpanAttributes;
  readonly links: readonly SpanContext[];
  /** The class of its error; `null` for none. */
  readonly error: string | null;
}
