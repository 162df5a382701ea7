import { describe, expect, it } from "vitest";
import {
  after,
  chromeTrace,
  declare,
  milliseconds,
  otlpLines,
  ring,
  seconds,
  Simulation,
  type AnyEffect,
  type Instant,
  type Machine,
  type RequestId,
  type Ring,
  type TraceEntry,
} from "../src/index.ts";
import { connection, relayMachine, type RelayInput } from "./relay.ts";

/** Answers each request some time after it came, in order. */
const deskMachine: Machine<null, { readonly open: Ring<RequestId> }, RelayInput, AnyEffect> = {
  kind: "desk",
  stateVersion: 1,
  inputs: relayMachine.inputs,
  timers: declare("answer"),
  ports: declare(),
  purposes: declare(),
  choices: declare(),
  metrics: declare(),
  initialState: () => ({ open: ring.empty<RequestId>() }),
  transition(desk, input, { now, request }) {
    const at = after(now, milliseconds(4));
    const next: AnyEffect = { type: "setTimer", timer: 0, index: 0, at };
    if (input.type !== "timerFired") {
      ring.push(desk.open, request);
      return desk.open.size === 1 ? [next] : [];
    }
    const answer: AnyEffect = {
      type: "reply",
      to: ring.shift(desk.open),
      body: { type: "taken" },
    };
    return desk.open.size > 0 ? [answer, next] : [answer];
  },
  fingerprint: () => 0,
};

const entries: TraceEntry[] = [];
const simulation = new Simulation({
  seed: 5,
  machines: [relayMachine, deskMachine],
  trace: (entry) => entries.push(entry),
});
const relay = (name: string, makes: number, target: string) => {
  const settings = { makes, patience: 20 };
  const connections = [connection(target)];
  simulation.apply({ do: "create", name, kind: "relay", settings, connections });
  simulation.tell(name, { type: "start" });
};
simulation.apply({ do: "create", name: "desk", kind: "desk", settings: null, connections: [] });
relay("relay 2", 0, "desk");
relay("relay 1", 40, "relay 2");
simulation.run({ until: seconds(10) as number as Instant });
/** Relays do not answer what starts them. */
const unanswered = 2;

interface ChromeEvent {
  readonly ph: string;
  readonly name: string;
  readonly tid: number;
  readonly pid: number;
  readonly ts?: number;
  readonly cat?: string;
  readonly id?: number;
  readonly s?: string;
  readonly args: { readonly name?: string };
}

describe("a trace for Chrome and Perfetto", () => {
  const text = [...chromeTrace(entries)].join("");
  const trace = JSON.parse(text) as Readonly<Record<string, unknown>>;
  const traceEvents = trace["traceEvents"] as readonly ChromeEvent[];

  it("has a process for each component, and all its events in order of time", () => {
    const names = traceEvents.filter(({ name }) => name === "process_name");
    expect(names.map(({ args }) => args.name).sort()).toEqual([...simulation.names].sort());
    expect(new Set(names.map(({ pid }) => pid)).size).toBe(names.length);
    const times = traceEvents.flatMap(({ ts }) => ts ?? []);
    expect(times).toEqual([...times].sort((one, other) => one - other));
    expect(traceEvents.length).toBeGreaterThan(entries.length);
  });

  // "Trace Event Format", the Chromium project: JSON Object Format, and the fields of each phase.
  it("keeps to the fields of the Trace Event Format", () => {
    expect(Object.keys(trace).sort()).toEqual(["displayTimeUnit", "traceEvents"]);
    expect(["ms", "ns"]).toContain(trace["displayTimeUnit"]);
    const common = ["args", "name", "ph", "pid", "tid"];
    const fieldsOf: Readonly<Record<string, readonly string[]>> = {
      M: common,
      i: [...common, "cat", "s", "ts"],
      b: [...common, "cat", "id", "ts"],
      e: [...common, "cat", "id", "ts"],
    };
    for (const event of traceEvents) {
      expect(Object.keys(event).sort()).toEqual([...fieldsOf[event.ph]!].sort());
      expect(event.name).not.toBe("");
      for (const number of [event.pid, event.tid, event.ts ?? 0, event.id ?? 0]) {
        expect(Number.isSafeInteger(number) && number >= 0).toBe(true);
      }
      // Perfetto keeps these two in 32 bits.
      expect(Math.max(event.pid, event.tid)).toBeLessThan(2 ** 32);
      if (event.ph === "i") expect(["g", "p", "t"]).toContain(event.s);
      if (event.ph === "M") {
        expect(["process_name", "thread_name"]).toContain(event.name);
        expect(event.args.name).toMatch(/./);
      } else {
        expect(event.cat).toMatch(/./);
      }
    }
  });

  // Perfetto's trace processor pairs the ends of asynchronous slices by all of these: json_trace_parser
  // and SliceTracker::MatchingIncompleteSliceIndex.
  it("ends only slices that began, each once, under the same id, name, category and process", () => {
    const open = new Map<number, ChromeEvent>();
    for (const event of traceEvents) {
      const { ph, id, name, cat, pid } = event;
      if (ph === "b") {
        expect(open.has(id!)).toBe(false);
        open.set(id!, event);
      } else if (ph === "e") {
        expect(open.get(id!)).toMatchObject({ id, name, cat, pid });
        open.delete(id!);
      }
    }
    expect(open.size).toBe(unanswered);
    expect(traceEvents.filter(({ ph }) => ph === "e").length).toBeGreaterThan(30);
  });

  it("begins a slice for a request whose delivery answers another one, and ends it with its own answer", () => {
    const entryOf = (event: number, request: number, answered: readonly number[]): TraceEntry => ({
      event,
      at: event as Instant,
      component: "desk",
      kind: "desk",
      input: { type: "ask" },
      effects: answered.map((to) => ({
        type: "reply",
        to: to as RequestId,
        body: { type: "taken" },
      })),
      cause: -1,
      request: request as RequestId,
    });
    const text = [...chromeTrace([entryOf(0, 7, []), entryOf(1, 8, [7]), entryOf(2, 9, [8, 9])])];
    const { traceEvents: events } = JSON.parse(text.join("")) as {
      readonly traceEvents: readonly ChromeEvent[];
    };
    const phases = events.filter(({ ph }) => ph !== "M").map(({ ph, id, ts }) => [ph, id, ts]);
    expect(phases).toEqual([
      ["b", 7, 0],
      ["b", 8, 1],
      ["e", 7, 1],
      ["i", undefined, 2], // Answered at once.
      ["e", 8, 2],
    ]);
  });

  it("ends no slice that began before the trace did", () => {
    const later = JSON.parse(
      [...chromeTrace(entries.slice(entries.length / 2))].join(""),
    ) as typeof trace;
    const events = later["traceEvents"] as readonly ChromeEvent[];
    const begun = new Set(events.filter(({ ph }) => ph === "b").map(({ id }) => id));
    const ended = events.filter(({ ph }) => ph === "e");
    expect(ended.length).toBeGreaterThan(0);
    for (const { id } of ended) expect(begun).toContain(id);
  });
});

describe("a trace as OpenTelemetry spans", () => {
  interface Span {
    readonly traceId: string;
    readonly spanId: string;
    readonly parentSpanId?: string;
    readonly name: string;
    readonly kind: number;
    readonly startTimeUnixNano: string;
    readonly endTimeUnixNano: string;
    readonly attributes: readonly { readonly key: string; readonly value: object }[];
    readonly status: { readonly code: number };
  }
  interface ExportTraceServiceRequest {
    readonly resourceSpans: readonly {
      readonly resource: { readonly attributes: Span["attributes"] };
      readonly scopeSpans: readonly {
        readonly scope: { readonly name: string };
        readonly spans: readonly Span[];
      }[];
    }[];
  }
  const spansOf = (lines: Iterable<string>): readonly Span[] =>
    [...lines].flatMap((line) =>
      (JSON.parse(line) as ExportTraceServiceRequest).resourceSpans.flatMap(({ scopeSpans }) =>
        scopeSpans.flatMap((scope) => scope.spans),
      ),
    );
  const spans = spansOf(otlpLines(entries, { epochMilliseconds: 1_767_225_600_000 }));

  it("has one span for each request, with ids of the right form", () => {
    const delivered = entries.filter(
      ({ request, input }) => request >= 0 && input.type !== "replied",
    );
    expect(spans.length).toBe(delivered.length);
    expect(new Set(spans.map(({ spanId }) => spanId)).size).toBe(spans.length);
    for (const { traceId, spanId, startTimeUnixNano, endTimeUnixNano } of spans) {
      expect(traceId).toMatch(/^[0-9a-f]{32}$/);
      expect(spanId).toMatch(/^[0-9a-f]{16}$/);
      expect(startTimeUnixNano).toMatch(/^17672256\d{11}$/);
      expect(BigInt(endTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(startTimeUnixNano));
    }
  });

  // OpenTelemetry Protocol 1.x, "JSON Protobuf Encoding": names in lowerCamelCase, ids in hexadecimal,
  // enumerations as integers, 64-bit integers as decimal strings; trace.proto for the rest.
  it("keeps to the JSON encoding of the OpenTelemetry Protocol", () => {
    const attributesFit = (attributes: Span["attributes"]) => {
      expect(new Set(attributes.map(({ key }) => key)).size).toBe(attributes.length);
      for (const { key, value } of attributes) {
        expect(key).toMatch(/^[a-z]+(\.[a-z_]+)*$/);
        expect(value).toEqual({ stringValue: expect.stringMatching(/./) as string });
      }
    };
    for (const line of otlpLines(entries)) {
      expect(line).toMatch(/^[^\n]+\n$/);
      const request = JSON.parse(line) as ExportTraceServiceRequest;
      expect(Object.keys(request)).toEqual(["resourceSpans"]);
      for (const { resource, scopeSpans } of request.resourceSpans) {
        attributesFit(resource.attributes);
        expect(resource.attributes.map(({ key }) => key)).toContain("service.name");
        for (const { scope } of scopeSpans) expect(scope).toEqual({ name: "orrery" });
      }
      for (const span of spansOf([line])) {
        const { parentSpanId: parent, traceId, spanId, ...others } = span;
        expect(others).toEqual({
          name: expect.stringMatching(/./) as string,
          kind: 2,
          startTimeUnixNano: expect.stringMatching(/^(0|[1-9]\d*)$/) as string,
          endTimeUnixNano: expect.stringMatching(/^(0|[1-9]\d*)$/) as string,
          attributes: expect.any(Array) as unknown[],
          status: { code: expect.any(Number) as number },
        });
        attributesFit(span.attributes);
        expect([0, 1, 2]).toContain(span.status.code);
        // All zeros would be no id.
        for (const id of [traceId, spanId, parent ?? spanId]) expect(id).toMatch(/[1-9a-f]/);
        expect(parent ?? spanId).toMatch(/^[0-9a-f]{16}$/);
        expect(parent).not.toBe(spanId);
      }
    }
  });

  it("puts a request under the one in whose handling it was sent, in one trace", () => {
    const byId = new Map(spans.map((span) => [span.spanId, span]));
    const children = spans.filter(({ parentSpanId }) => parentSpanId !== undefined);
    expect(children.length).toBeGreaterThan(30);
    for (const { parentSpanId, traceId, startTimeUnixNano } of children) {
      const parent = byId.get(parentSpanId!)!;
      expect(parent.traceId).toBe(traceId);
      expect(BigInt(startTimeUnixNano)).toBeGreaterThanOrEqual(BigInt(parent.startTimeUnixNano));
    }
  });

  it("ends a request that has no answer yet with the trace, and says neither good nor bad of it", () => {
    const pending = spans.filter(({ status }) => status.code === 0);
    expect(pending).toHaveLength(unanswered);
    const ends = spans.map(({ endTimeUnixNano }) => BigInt(endTimeUnixNano));
    const end = ends.reduce((one, other) => (one > other ? one : other));
    for (const { endTimeUnixNano } of pending) expect(BigInt(endTimeUnixNano)).toBe(end);
  });
});
