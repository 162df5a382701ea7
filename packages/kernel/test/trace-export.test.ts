import { describe, expect, it } from "vitest";
import { chromeTrace, otlpLines, seconds, type Instant, type TraceEntry } from "../src/index.ts";
import { chain } from "./relay.ts";

const entries: TraceEntry[] = [];
const simulation = chain(5, 3, { trace: (entry) => entries.push(entry) });
simulation.run({ until: seconds(10) as number as Instant });

interface ChromeEvent {
  readonly ph: string;
  readonly name: string;
  readonly tid: number;
  readonly pid: number;
  readonly ts?: number;
  readonly id?: number;
}

describe("a trace for Chrome and Perfetto", () => {
  const text = [...chromeTrace(entries)].join("");
  const { traceEvents } = JSON.parse(text) as { traceEvents: ChromeEvent[] };

  it("has a track for each component, and all its events in order of time", () => {
    const names = traceEvents.filter(({ ph }) => ph === "M");
    expect(names).toHaveLength(simulation.names.length);
    const times = traceEvents.flatMap(({ ts }) => ts ?? []);
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(traceEvents.length).toBeGreaterThan(entries.length);
  });

  it("ends only slices that began, each once", () => {
    const open = new Set<number>();
    for (const { ph, id } of traceEvents) {
      if (ph === "b") {
        expect(open.has(id!)).toBe(false);
        open.add(id!);
      } else if (ph === "e") {
        expect(open.delete(id!)).toBe(true);
      } else {
        expect(["M", "i"]).toContain(ph);
      }
    }
    expect(open.size).toBe(3); // Relays do not answer what starts them.
  });
});

describe("a trace as OpenTelemetry spans", () => {
  interface Span {
    readonly traceId: string;
    readonly spanId: string;
    readonly parentSpanId?: string;
    readonly startTimeUnixNano: string;
    readonly endTimeUnixNano: string;
  }
  const lines = [...otlpLines(entries, { epochMilliseconds: 1_767_225_600_000 })];
  const spans = lines.map((line) => {
    const { resourceSpans } = JSON.parse(line) as {
      resourceSpans: { scopeSpans: { spans: Span[] }[] }[];
    };
    return resourceSpans[0]!.scopeSpans[0]!.spans[0]!;
  });

  it("has one span for each request, with ids of the right form", () => {
    const delivered = entries.filter(
      ({ request, input }) => request >= 0 && input.type !== "replied",
    );
    expect(spans.length).toBeGreaterThan(delivered.length * 0.9);
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length);
    for (const { traceId, spanId, startTimeUnixNano, endTimeUnixNano } of spans) {
      expect(traceId).toMatch(/^[0-9a-f]{32}$/);
      expect(spanId).toMatch(/^[0-9a-f]{16}$/);
      expect(startTimeUnixNano).toMatch(/^17672256\d{11}$/);
      expect(BigInt(endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(startTimeUnixNano));
    }
  });

  it("puts a request under the one in whose handling it was sent, in one trace", () => {
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const children = spans.filter(({ parentSpanId }) => parentSpanId !== undefined);
    expect(children.length).toBeGreaterThan(30);
    for (const { parentSpanId, traceId } of children) {
      const parent = byId.get(parentSpanId!);
      if (parent !== undefined) expect(parent.traceId).toBe(traceId);
    }
  });
});
