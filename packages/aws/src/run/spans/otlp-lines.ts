import type { TraceEntry } from "@orrery/kernel";
import { placeNamed } from "../../service/story.ts";
import type { SpanAttributes, SpanKind } from "../../service/span.ts";
import type { Span, SpanContext } from "./span.ts";
import { SpanReader, type SpanOptions } from "./span-reader.ts";

/** What exporting to OpenTelemetry needs to know of the run. */
export interface OtlpOptions extends SpanOptions {
  /** Nanoseconds since 1970 at instant 0 are these milliseconds. @defaultValue 0 */
  readonly epochMilliseconds?: number;
}

/** The names of attributes are those of this version of OpenTelemetry's semantic conventions. */
export const conventionsVersion = "1.45.0";

// Enumerations of opentelemetry-proto: SpanKind and StatusCode.
const kinds: Readonly<Record<SpanKind, number>> = {
  server: 2,
  client: 3,
  producer: 4,
  consumer: 5,
};
const failed = 2;

/**
 * A trace as OpenTelemetry spans: each arrival begins a trace, see {@link SpanReader}. Yields lines of OTLP JSON,
 * each of them an ExportTraceServiceRequest, as the file exporter writes them and collectors read them; in constant memory.
 *
 * Source: opentelemetry-proto 1.x, "OTLP file exporter" and "JSON Protobuf encoding".
 */
export function* otlpLines(
  entries: Iterable<TraceEntry>,
  options: OtlpOptions = {},
): Generator<string, void> {
  const { epochMilliseconds = 0, shownAs = placeNamed } = options;
  const ready: string[] = [];
  const reader = new SpanReader(
    { ended: (span) => ready.push(lineOf(span, epochMilliseconds, shownAs)) },
    options,
  );
  for (const entry of entries) {
    reader.read(entry);
    if (ready.length > 0) yield* ready.splice(0);
  }
  reader.finish();
  yield* ready;
}

function lineOf(
  span: Span,
  epochMilliseconds: number,
  shownAs: (component: string) => string,
): string {
  const { traceId, spanId, parentSpanId, name, kind, component, links, error } = span;
  const nanoseconds = (at: number): string => {
    const microseconds = epochMilliseconds * 1_000 + at;
    return microseconds === 0 ? "0" : `${microseconds}000`;
  };
  const given = error === null ? span.attributes : { ...span.attributes, "error.type": error };
  const data = {
    traceId,
    spanId,
    ...(parentSpanId === null ? {} : { parentSpanId }),
    name,
    kind: kinds[kind],
    startTimeUnixNano: nanoseconds(span.startedAt),
    endTimeUnixNano: nanoseconds(span.endedAt),
    attributes: attributesOf(given),
    ...(links.length === 0 ? {} : { links: links.map(linkOf) }),
    status: error === null ? {} : { code: failed, message: error },
  };
  const resource = {
    attributes: attributesOf({
      "service.name": shownAs(component),
      "cloud.provider": "aws",
      "orrery.component": component,
    }),
  };
  const schemaUrl = `https://opentelemetry.io/schemas/${conventionsVersion}`;
  const scopeSpans = [{ scope: { name: "orrery" }, spans: [data], schemaUrl }];
  return `${JSON.stringify({ resourceSpans: [{ resource, scopeSpans, schemaUrl }] })}\n`;
}

const linkOf = ({ traceId, spanId }: SpanContext) => ({ traceId, spanId });

/** By the JSON encoding of 64-bit integers, numbers are text. */
const attributesOf = (attributes: SpanAttributes) =>
  Object.entries(attributes).map(([key, value]) => ({
    key,
    value:
      typeof value === "string"
        ? { stringValue: value }
        : typeof value === "boolean"
          ? { boolValue: value }
          : Number.isSafeInteger(value)
            ? { intValue: `${value}` }
            : { doubleValue: value },
  }));
