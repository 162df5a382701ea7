import { minutes, seconds, type Duration, type TraceEntry } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import {
  acceptedMessages,
  continueRun,
  lambda,
  prepareRun,
  profile,
  reportOf,
  sources,
  sqs,
  Stack,
} from "../../../index.ts";

interface Shape {
  readonly behavior: Parameters<typeof profile>[0];
  readonly messages?: number;
  /** Whether they go to the function itself, one by one. */
  readonly direct?: boolean;
}

const bodies = (count: number) => Array.from({ length: count }, (_, nth) => `${nth + 1}`);

/** Orders that are there at once, in batches of ten, and what the function that reads them sent on. */
function outcomeOf({ behavior, messages = 100, direct = false }: Shape) {
  const stack = new Stack("shop");
  const orders = new sqs.Queue(stack, "Orders", { visibilityTimeout: seconds(30) });
  new sqs.Queue(stack, "Done");
  new sqs.Queue(stack, "Log");
  const worker = new lambda.Function(stack, "Worker", { timeout: seconds(20) });
  stack.say("Worker", {
    Behavior: profile({
      duration: { type: "constant", value: 0 },
      coldStart: { type: "constant", value: 0 },
      ...behavior,
    }),
  });
  worker.addEventSource(
    new sources.SqsEventSource(orders, { batchSize: 10, reportBatchItemFailures: true }),
  );
  const workload = {
    to: direct ? "Worker" : "Orders",
    arrivals: { type: "recorded", instants: bodies(messages).map(() => seconds(1)) } as const,
    ...{ from: 0 as Duration, until: null, groups: [] },
    payload: {
      type: "list",
      bodies: bodies(messages).map((body) => ({ body, size: body.length })),
    } as const,
  };
  const entries: TraceEntry[] = [];
  const trace = (entry: TraceEntry) => void entries.push(entry);
  const scenario = stack.scenario({ duration: minutes(120), workloads: [workload] });
  const run = prepareRun(scenario, { seed: 2, trace });
  continueRun(run);
  const report = reportOf(run);
  const sum = (resource: string, metric: string) => report.metrics[resource]![metric]!.sum;
  const sent = [...acceptedMessages(entries)].filter(
    ({ body, isNew }) => isNew && /^(?:done|log)/.test(body ?? ""),
  );
  return { sum, sent };
}

const send = (queue: string, body: string) => ({
  type: "call" as const,
  service: "sqs",
  operation: "SendMessage",
  params: {
    QueueUrl: `https://sqs.us-east-1.amazonaws.com/123456789012/shop-${queue}`,
    MessageBody: body,
  },
});
const forEach = { ...send("Done", "done"), perMessage: true } as const;

describe("a call for each message", () => {
  it("is made as often as there are messages, and one for the invocation once", () => {
    const { sum } = outcomeOf({ behavior: { calls: [forEach, send("Log", "log")] } });
    expect(sum("Done", "NumberOfMessagesSent")).toBe(100);
    expect(sum("Log", "NumberOfMessagesSent")).toBe(sum("Worker", "Invocations"));
    expect(sum("Worker", "Invocations")).toBeLessThan(20);
  });

  it("is one of those in a row that are made message by message", () => {
    const calls = [
      send("Log", "log before"),
      { ...send("Done", "done first"), perMessage: true },
      { ...send("Done", "done second"), perMessage: true },
      send("Log", "log after"),
    ] as const;
    const { sent } = outcomeOf({ behavior: { calls }, messages: 3 });
    // Those three come in one batch, or the first alone: by the invocation that each follows.
    const said = sent.map(({ body }) => body);
    const perMessage = ["done first", "done second"];
    const batch = (count: number) => [
      "log before",
      ...Array.from({ length: count }, () => perMessage).flat(),
      "log after",
    ];
    const invocations = said.filter((body) => body === "log before").length;
    expect(said.filter((body) => perMessage.includes(body!))).toEqual(
      [1, 2, 3].flatMap(() => perMessage),
    );
    expect(said.length).toBe(6 + 2 * invocations);
    if (invocations === 1) expect(said).toEqual(batch(3));
  });

  it("goes on from the arrival of its message", () => {
    const { sent } = outcomeOf({ behavior: { calls: [forEach] }, messages: 25 });
    expect(sent.map(({ origin }) => origin.number).sort((one, other) => one - other)).toEqual(
      bodies(25).map(Number),
    );
    const once = outcomeOf({ behavior: { calls: [send("Done", "done")] }, messages: 25 });
    expect(new Set(once.sent.map(({ origin }) => origin.number)).size).toBeLessThan(25);
  });

  it.each(["continue", "reportRest"] as const)(
    "is made for no message that fails, nor for those that are not handled: %s",
    (afterFailure) => {
      const behavior = { messageFailures: 0.3, afterFailure, calls: [forEach] };
      const { sum } = outcomeOf({ behavior, messages: 500 });
      expect(sum("WorkerOrders", "PolledEventCount")).toBeGreaterThan(600);
      expect(sum("Orders", "NumberOfMessagesDeleted")).toBe(500);
      expect(sum("Done", "NumberOfMessagesSent")).toBe(500);
    },
  );

  it("is made for none that is poison", () => {
    const { sum } = outcomeOf({ behavior: { poison: 0.2, calls: [forEach] }, messages: 200 });
    const good = sum("Orders", "NumberOfMessagesDeleted");
    expect(good).toBeGreaterThan(120);
    expect(good).toBeLessThan(190);
    expect(sum("Done", "NumberOfMessagesSent")).toBe(good);
  });

  it("is made once where the function is called and reads no batch", () => {
    const { sum } = outcomeOf({ behavior: { calls: [forEach] }, messages: 7, direct: true });
    expect(sum("Done", "NumberOfMessagesSent")).toBe(7);
  });
});
