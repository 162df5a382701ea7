import { milliseconds, minutes, seconds, type Instant, type TraceEntry } from "@orrery/kernel";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { prepareRun, type Scenario, type ScenarioFault } from "../src/index.ts";
import type { Span } from "../src/run/spans/span.ts";
import { SpanReader } from "../src/run/spans/span-reader.ts";
import type { OpenSpan } from "../src/run/spans/open-span.ts";
import { architectureOf, architectureShape } from "./random-architecture.ts";

interface Told {
  readonly entries: readonly TraceEntry[];
  readonly spans: readonly Span[];
  readonly offered: number;
}

/** The spans of a run, and how many arrivals there were. */
function toldOf(scenario: Scenario, seed: number, until: Instant): Told {
  const entries: TraceEntry[] = [];
  const { simulation } = prepareRun(scenario, {
    seed,
    scripts: { sender },
    trace: (entry) => entries.push(entry),
  });
  simulation.run({ until });
  const offered = simulation.names
    .filter((name) => name.startsWith("workload:"))
    .map((name) => simulation.metersOf(name)["Offered"]!.sum)
    .reduce((one, other) => one + other, 0);
  return { entries, spans: spansOf(entries), offered };
}

function spansOf(entries: readonly TraceEntry[]): readonly Span[] {
  const open = new Set<OpenSpan>();
  const spans: Span[] = [];
  const reader = new SpanReader({
    began: (span) => void open.add(span),
    ended(span, began) {
      expect(open.delete(began)).toBe(true);
      spans.push(span);
    },
  });
  for (const entry of entries) reader.read(entry);
  reader.finish();
  expect(open.size).toBe(0);
  return spans;
}

/** Sends on each message of its batch, one after the other. */
function* sender(event: unknown) {
  const { Records: records } = event as { readonly Records: readonly { readonly body: string }[] };
  for (const { body } of records) {
    yield {
      type: "call",
      service: "sqs",
      operation: "SendMessage",
      params: { QueueUrl: "done", MessageBody: body },
    } as never;
  }
  return null;
}

function checkIds(spans: readonly Span[]): void {
  const traceOf = new Map(spans.map(({ spanId, traceId }) => [spanId, traceId]));
  expect(traceOf.size).toBe(spans.length);
  for (const { spanId, traceId, parentSpanId, links, startedAt, endedAt } of spans) {
    expect(spanId).toMatch(/^(?!0{16})[0-9a-f]{16}$/);
    expect(traceId).toMatch(/^(?!0{32})[0-9a-f]{32}$/);
    expect(endedAt).toBeGreaterThanOrEqual(startedAt);
    if (parentSpanId !== null) expect(traceOf.get(parentSpanId)).toBe(traceId);
    for (const link of links) expect(traceOf.get(link.spanId)).toBe(link.traceId);
  }
}

describe("the spans of a run", () => {
  it("are in as many traces as there were arrivals, with no id twice, whatever befalls it", () => {
    let linked = 0;
    fc.assert(
      fc.property(architectureShape, fc.integer({ min: 1, max: 120 }), (shape, end) => {
        const until = (end * 1_000_000) as Instant;
        const { spans, offered } = toldOf(architectureOf(shape), 7, until);
        checkIds(spans);
        expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(offered);
        linked += spans.filter(({ links }) => links.length > 1).length;
      }),
      { seed: 20261128, numRuns: 40 },
    );
    expect(linked).toBeGreaterThan(20);
  });
});

const account = "us-east-1:123456789012";
const arnOf = (service: string, name: string) => `arn:aws:${service}:${account}:${name}`;
const queue = (logicalId: string, attributes: Record<string, string> = {}) => ({
  logicalId,
  service: "sqs",
  operation: "CreateQueue",
  params: { QueueName: logicalId.toLowerCase(), Attributes: attributes },
});
const lambda = (logicalId: string) => ({
  logicalId,
  service: "lambda",
  operation: "CreateFunction",
  params: {
    FunctionName: logicalId.toLowerCase(),
    Runtime: "nodejs22.x",
    Handler: "index.handler",
    Role: "arn:aws:iam::123456789012:role/worker",
    Code: { ZipFile: "" },
  },
});
const subscribe = (protocol: string, endpoint: string) => ({
  logicalId: `To${protocol}`,
  service: "sns",
  operation: "Subscribe",
  params: { TopicArn: arnOf("sns", "news"), Protocol: protocol, Endpoint: endpoint },
});

/** A topic with a queue and a function; another function reads the queue and sends on. */
const newsScenario = (faults: readonly ScenarioFault[] = []): Scenario => ({
  architecture: [
    queue("Done"),
    queue("Inbox"),
    { logicalId: "News", service: "sns", operation: "CreateTopic", params: { Name: "news" } },
    lambda("Mailer"),
    lambda("Sender"),
    subscribe("sqs", arnOf("sqs", "inbox")),
    subscribe("lambda", arnOf("lambda", "function:mailer")),
    {
      logicalId: "InboxToSender",
      service: "lambda",
      operation: "CreateEventSourceMapping",
      params: {
        EventSourceArn: arnOf("sqs", "inbox"),
        FunctionName: "sender",
        BatchSize: 5,
        MaximumBatchingWindowInSeconds: 3,
      },
    },
  ],
  asOf: "2026-11-01",
  startsAt: "2026-11-23T09:00:00Z",
  region: "us-east-1",
  accountId: "123456789012",
  duration: minutes(5),
  workloads: [
    {
      to: "News",
      arrivals: { type: "constant", rate: 10 },
      from: seconds(0),
      until: seconds(5),
      payload: { type: "body", body: '{"a":1}', size: 7 },
      groups: [],
    },
  ],
  extras: {
    Sender: { Behavior: { type: "script", name: "sender" } },
    Mailer: {
      Behavior: {
        type: "profile",
        duration: { type: "constant", value: milliseconds(80) },
        durationPerItem: null,
        coldStart: null,
        failures: 0.4,
        poison: 0,
        calls: [],
        response: null,
      },
    },
  },
  latencies: {},
  faults,
  expectations: [],
});

const end = minutes(5) as number as Instant;
const named = (spans: readonly Span[], name: string) => spans.filter((span) => span.name === name);

describe("the spans of a message that goes several ways", () => {
  const { spans, offered } = toldOf(newsScenario(), 5, end);

  it("are those of who brings it and of who works on it, and no others", () => {
    checkIds(spans);
    const shapes = new Set(
      spans.map(({ name, kind, component }) => `${component} ${kind} ${name}`),
    );
    expect([...shapes].sort()).toEqual([
      "lambda.function:mailer consumer news process",
      "lambda.function:sender consumer inbox process",
      "lambda.function:sender producer send done",
      "sns.topic:news client Lambda/Invoke",
      "sns.topic:news producer send inbox",
      "workload:1 producer publish news",
    ]);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(offered);
    const roots = spans.filter(({ parentSpanId }) => parentSpanId === null);
    expect(roots).toEqual(named(spans, "publish news"));
    expect(roots).toHaveLength(offered);
  });

  it("link one batch to every message in it, and put it under the one that began first", () => {
    const sent = new Map(named(spans, "send inbox").map((span) => [span.spanId, span]));
    const batches = named(spans, "inbox process");
    const links = batches.flatMap((batch) => batch.links.map(({ spanId }) => spanId));
    expect([...links].sort()).toEqual([...sent.keys()].sort());
    expect(batches.some((batch) => batch.links.length === 5)).toBe(true);
    for (const { links: own, parentSpanId, traceId, attributes } of batches) {
      expect(attributes["messaging.batch.message_count"]).toBe(own.length);
      const starts = own.map(({ spanId }) => sent.get(spanId)!.startedAt);
      expect(sent.get(parentSpanId!)).toMatchObject({ traceId, startedAt: Math.min(...starts) });
    }
  });

  it("put what is sent for a message of a batch into the message's own trace, linked to the batch", () => {
    const inbox = new Set(named(spans, "send inbox").map(({ spanId }) => spanId));
    const batches = new Map(named(spans, "inbox process").map((span) => [span.spanId, span]));
    const sent = named(spans, "send done");
    expect(sent).toHaveLength(offered);
    const [own, others] = [true, false].map((is) =>
      sent.filter(({ links }) => (links.length === 0) === is),
    );
    expect(own).toHaveLength(batches.size);
    for (const { parentSpanId } of own!) expect(batches.has(parentSpanId!)).toBe(true);
    for (const { parentSpanId, links } of others!) {
      expect(inbox.has(parentSpanId!)).toBe(true);
      expect(batches.get(links[0]!.spanId)!.links.map(({ spanId }) => spanId)).toContain(
        parentSpanId,
      );
    }
  });

  it("put all attempts at an event beside each other, with its id and the error of each", () => {
    const byParent = new Map<string | null, Span[]>();
    for (const attempt of named(spans, "news process")) {
      const others = byParent.get(attempt.parentSpanId) ?? [];
      byParent.set(attempt.parentSpanId, [...others, attempt]);
    }
    const invoked = new Set(named(spans, "Lambda/Invoke").map(({ spanId }) => spanId));
    expect(byParent.size).toBe(offered);
    expect(Math.max(...[...byParent.values()].map((all) => all.length))).toBe(3);
    for (const [parent, attempts] of byParent) {
      expect(invoked.has(parent!)).toBe(true);
      expect(new Set(attempts.map(({ attributes }) => attributes["faas.invocation.id"])).size).toBe(
        1,
      );
      expect(attempts.slice(0, -1).every(({ error }) => error === "failures")).toBe(true);
    }
  });
});

describe("the spans of a batch", () => {
  it("are in the trace of each message's own arrival, which the batch is linked to", () => {
    const scenario = newsScenario();
    const [workload] = scenario.workloads;
    const batch = { size: 4, within: seconds(2) };
    const workloads = [{ ...workload!, to: "Inbox", batch }];
    const { spans, offered } = toldOf({ ...scenario, workloads }, 5, end);
    checkIds(spans);
    const created = named(spans, "create inbox");
    expect(created).toHaveLength(offered);
    expect(new Set(created.map(({ traceId }) => traceId)).size).toBe(offered);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(offered);
    const links = named(spans, "send inbox").flatMap((sent) => sent.links);
    expect(links).toHaveLength(offered);
  });
});

describe("the spans of a run with faults", () => {
  const span = { name: "trouble", from: seconds(0), until: seconds(60), share: 0.4 };
  it.each<[string, ScenarioFault, string | null]>([
    ["refused", { ...span, to: "News", type: "refuse", code: "Unwell", message: "" }, "Unwell"],
    ["lost", { ...span, to: "News", type: "drop", direction: "request" }, "timeout"],
    ["unheard", { ...span, to: "News", type: "drop", direction: "reply" }, "timeout"],
    [
      "refused on the way",
      { ...span, to: "Inbox", type: "refuse", code: "Unwell", message: "" },
      "Unwell",
    ],
    [
      "doubled",
      { ...span, to: "Inbox", type: "duplicate", by: { type: "constant", value: 1e6 } },
      null,
    ],
  ])("say of each request that it was %s", (_, fault, error) => {
    const { spans, offered } = toldOf(newsScenario([fault]), 5, end);
    checkIds(spans);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(offered);
    const struck = spans.filter(({ attributes }) =>
      error === null
        ? attributes["orrery.copy"] === true
        : attributes["orrery.fault"] === "trouble",
    );
    expect(struck.length).toBeGreaterThan(5);
    for (const one of struck) expect(one.error).toBe(error);
  });

  it("begin as many traces where the run ends before a request has reached anybody", () => {
    const by = { type: "constant", value: seconds(20) } as const;
    const late = {
      ...span,
      share: 1,
      to: "News",
      type: "delay",
      direction: "request",
      by,
    } as const;
    const { spans, offered } = toldOf(newsScenario([late]), 5, 4_000_000 as Instant);
    checkIds(spans);
    expect(offered).toBeGreaterThan(30);
    expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(offered);
    const open = spans.filter(({ attributes }) => attributes["orrery.unanswered"] === true);
    expect(open.length).toBeGreaterThan(20);
    for (const { name, endedAt } of open) {
      expect(name).toBe("publish");
      expect(endedAt).toBeGreaterThan(3_900_000);
    }
  });

  it("begin as many traces where the run ends with requests under way", () => {
    for (let at = 0; at < 1_500_000; at += 17_001) {
      const { spans, offered } = toldOf(newsScenario(), 5, at as Instant);
      expect(new Set(spans.map(({ traceId }) => traceId)).size).toBe(offered);
      checkIds(spans);
    }
  });
});
