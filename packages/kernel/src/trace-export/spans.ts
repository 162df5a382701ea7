import { CanonicalHash } from "../canonical-hash.ts";
import { noRequest } from "../machine.ts";
import type { TraceEntry } from "../trace.ts";

/** What exporting spans needs to know of the run. */
export interface SpanOptions {
  /** Nanoseconds since 1970 at instant 0 are these milliseconds. @defaultValue 0 */
  readonly epochMilliseconds?: number;
}

interface OpenSpan {
  readonly id: string;
  readonly trace: string;
  readonly parent: string;
  readonly name: string;
  readonly component: string;
  readonly kind: string;
  readonly startedAt: number;
}

/** What an event belongs to: what is asked for in it has this parent. */
interface Context {
  readonly trace: string;
  readonly span: string;
}

// Enumerations of opentelemetry-proto: SpanKind and StatusCode.
const serverKind = 2;
const statusCodes = { unset: 0, ok: 1, error: 2 };

// Causes older than that are forgotten: what they lead to begins a trace of its own.
const rememberedEvents = 200_000;

/**
 * A trace as OpenTelemetry spans: one for each request, from its delivery to its answer, under the
 * request that made it be sent; what has one first cause is one trace. A request that is handed on has a span at
 * either component. One without an answer lasts to the end.
 *
 * Yields lines of OTLP JSON, each of them an ExportTraceServiceRequest, as the file exporter writes
 * them and collectors read them.
 *
 * Source: opentelemetry-proto 1.x, "OTLP file exporter" and "JSON Protobuf encoding".
 */
export function* otlpLines(
  entries: Iterable<TraceEntry>,
  { epochMilliseconds = 0 }: SpanOptions = {},
): Generator<string, void> {
  const open = new Map<number, OpenSpan>();
  let recent = new Map<number, Context>();
  let earlier = new Map<number, Context>();

  const nanoseconds = (at: number): string => {
    const microseconds = epochMilliseconds * 1_000 + at;
    return microseconds === 0 ? "0" : `${microseconds}000`;
  };
  const finish = (
    request: number,
    endedAt: number,
    answer: string,
    status = answer === "refused" || answer === "lost" ? statusCodes.error : statusCodes.ok,
  ): string | undefined => {
    const span = open.get(request);
    if (span === undefined) return undefined;
    open.delete(request);
    const data = {
      traceId: span.trace,
      spanId: span.id,
      ...(span.parent === "" ? {} : { parentSpanId: span.parent }),
      name: span.name,
      kind: serverKind,
      startTimeUnixNano: nanoseconds(span.startedAt),
      endTimeUnixNano: nanoseconds(endedAt),
      attributes: [
        { key: "orrery.kind", value: { stringValue: span.kind } },
        { key: "orrery.answer", value: { stringValue: answer } },
      ],
      status: { code: status },
    };
    const service = { key: "service.name", value: { stringValue: span.component } };
    const spans = [{ scope: { name: "orrery" }, spans: [data] }];
    const resource = { attributes: [service] };
    return `${JSON.stringify({ resourceSpans: [{ resource, scopeSpans: spans }] })}\n`;
  };

  let last = 0;
  for (const { event, at, component, kind, input, effects, cause, request } of entries) {
    last = at;
    const from = recent.get(cause) ?? earlier.get(cause);
    let context = from ?? { trace: traceIdOf(event), span: "" };
    if (request !== noRequest && input.type !== "replied") {
      const { trace, span: parent } = context;
      // Whoever is handed the request answers it, in a span of its own.
      const handsOn = effects.some((effect) => effect.type === "handOn");
      const id = handsOn ? spanIdBefore(request) : spanIdOf(request);
      open.set(request, { id, trace, parent, name: input.type, component, kind, startedAt: at });
      context = { trace, span: id };
    }
    if (recent.size >= rememberedEvents) {
      earlier = recent;
      recent = new Map();
    }
    recent.set(event, context);
    for (const effect of effects) {
      if (effect.type !== "reply" && effect.type !== "handOn") continue;
      const text =
        effect.type === "reply"
          ? finish(effect.to, at, effect.body.type)
          : finish(effect.request, at, "handed on");
      if (text !== undefined) yield text;
    }
    if (input.type === "replied") {
      // Given up before it was answered.
      const text = finish(request, at, "lost");
      if (text !== undefined) yield text;
    }
  }
  // Others may have them for a parent, so they are not left out.
  for (const request of [...open.keys()]) {
    yield finish(request, last, "none yet", statusCodes.unset)!; // It is open.
  }
}

const spanIdOf = (request: number): string => hexadecimal("span", request, 16);
const spanIdBefore = (request: number): string => hexadecimal("span before", request, 16);
const traceIdOf = (event: number): string =>
  hexadecimal("trace", event, 16) + hexadecimal("trace more", event, 16);

function hexadecimal(name: string, number: number, digits: number): string {
  const hash = new CanonicalHash();
  hash.foldPlain([name, number]);
  return (hash.value + 1).toString(16).padStart(digits, "0");
}
