import { minutes, seconds, type Duration } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import {
  continueRun,
  lossesOf,
  viewOf,
  lambda,
  prepareRun,
  profile,
  sqs,
  reportOf,
  sources,
  Stack,
} from "../../../index.ts";

interface Shape {
  readonly behavior: Parameters<typeof profile>[0];
  readonly reports?: boolean;
  readonly fifo?: boolean;
  readonly messages?: number;
  readonly maxReceiveCount?: number;
  readonly until?: Duration;
}

/** A queue of messages that are there at once, in batches of ten, and what became of them. */
function outcomeOf(shape: Shape) {
  const { behavior, reports = true, fifo = false, messages = 100, maxReceiveCount = 100 } = shape;
  const stack = new Stack("shop");
  const kind = fifo ? { fifo: true, contentBasedDeduplication: true } : {};
  const dead = new sqs.Queue(stack, "Dead", fifo ? { fifo: true } : {});
  const orders = new sqs.Queue(stack, "Orders", {
    ...kind,
    visibilityTimeout: seconds(30),
    deadLetterQueue: { queue: dead, maxReceiveCount },
  });
  const worker = new lambda.Function(stack, "Worker", { timeout: seconds(20) });
  stack.say("Worker", {
    Behavior: profile({
      duration: { type: "constant", value: 0 },
      coldStart: { type: "constant", value: 0 },
      ...behavior,
    }),
  });
  worker.addEventSource(
    new sources.SqsEventSource(orders, { batchSize: 10, reportBatchItemFailures: reports }),
  );
  const workload = {
    to: "Orders",
    arrivals: {
      type: "recorded",
      instants: Array.from({ length: messages }, () => seconds(1) as number),
    } as const,
    ...{ from: 0 as Duration, until: null },
    payload: {
      type: "list",
      bodies: Array.from({ length: messages }, (_, nth) => ({
        body: `${nth}`,
        size: `${nth}`.length,
      })),
    } as const,
    groups: fifo ? [{ id: "one", weight: 1 }] : [],
  };
  const { until = minutes(120) } = shape;
  const run = prepareRun(stack.scenario({ duration: until, workloads: [workload] }), { seed: 2 });
  continueRun(run);
  const report = reportOf(run);
  const sum = (resource: string, metric: string) => report.metrics[resource]![metric]!.sum;
  return { run, report, sum };
}

describe("messages that fail this time", () => {
  it("fail by their share at each receive, and succeed later", () => {
    const { sum } = outcomeOf({ behavior: { messageFailures: 0.3 }, messages: 1_000 });
    expect(sum("Orders", "NumberOfMessagesDeleted")).toBe(1_000);
    expect(sum("Worker", "Errors")).toBe(0);
    // So often each is received on average: 1 / (1 − 0.3).
    expect(sum("WorkerOrders", "PolledEventCount") / 1_000).toBeGreaterThan(1.36);
    expect(sum("WorkerOrders", "PolledEventCount") / 1_000).toBeLessThan(1.5);
  });

  it("are drawn anew each time, where poison is the same each time", () => {
    const dead = (behavior: Shape["behavior"]) =>
      outcomeOf({ behavior, maxReceiveCount: 3, messages: 1_000 }).sum(
        "Orders",
        "MessagesMovedToDeadLetterQueue",
      );
    // A share of 0.3³.
    expect(dead({ messageFailures: 0.3 })).toBeGreaterThan(10);
    expect(dead({ messageFailures: 0.3 })).toBeLessThan(50);
    expect(dead({ poison: 0.3 })).toBeGreaterThan(250);
  });

  it("fail the whole batch where the mapping takes no reports", () => {
    const { report, sum } = outcomeOf({ behavior: { messageFailures: 0.1 }, reports: false });
    expect(report.errors).toMatchObject([{ cause: "messageFailures", type: "Error" }]);
    expect(sum("Worker", "Errors")).toBeGreaterThan(3);
    expect(sum("Orders", "NumberOfMessagesDeleted")).toBe(100);
  });

  it("move no other draw: neither poison nor durations change", () => {
    const duration = { type: "uniform", min: 0, max: seconds(1) } as const;
    const longest = (behavior: Shape["behavior"]) =>
      outcomeOf({ behavior: { duration, ...behavior }, until: seconds(20) }).report.metrics[
        "Worker"
      ]!["Duration"]!.max;
    expect(longest({ messageFailures: 0.2 })).toBe(longest({}));
    const poisoned = (messageFailures: number) =>
      outcomeOf({ behavior: { poison: 0.2, messageFailures }, maxReceiveCount: 12 }).sum(
        "Orders",
        "MessagesMovedToDeadLetterQueue",
      );
    expect(poisoned(0.1)).toBe(poisoned(0));
  });

  it("are said beside what a mapping lost", () => {
    const { run } = outcomeOf({ behavior: { messageFailures: 0.5 }, maxReceiveCount: 2 });
    expect(JSON.stringify(lossesOf(viewOf(run)))).toContain(
      "50% fail at each receive in the scenario",
    );
  });
});

describe("a handler that stops at the first failure", () => {
  const first = { poison: 0.1, durationPerItem: { type: "constant", value: seconds(1) } } as const;

  it("takes no time for the rest of the batch", () => {
    const perMessage = (afterFailure: "continue" | "reportRest") => {
      const { sum } = outcomeOf({ behavior: { ...first, afterFailure }, until: minutes(3) });
      return sum("Worker", "Duration") / sum("WorkerOrders", "InvokedEventCount");
    };
    expect(perMessage("continue")).toBe(seconds(1));
    expect(perMessage("reportRest")).toBeLessThan(seconds(0.9));
  });

  it("lambda.messages.report-rest: reports the rest, which come again in their order: none of a FIFO queue is lost", () => {
    const { report, sum } = outcomeOf({
      behavior: { messageFailures: 0.1, afterFailure: "reportRest" },
      fifo: true,
    });
    expect(sum("Orders", "NumberOfMessagesDeleted")).toBe(100);
    expect(sum("WorkerOrders", "ErrorEventCount")).toBeGreaterThan(10);
    expect(sum("Worker", "UnhandledMessages")).toBe(0);
    expect(report.warnings.join()).not.toContain("unhandled");
  });

  it("or leaves the rest, which AWS deletes unhandled, and the run says so", () => {
    const { report, sum } = outcomeOf({
      behavior: { messageFailures: 0.1, afterFailure: "leaveRest" },
      fifo: true,
    });
    const left = sum("Worker", "UnhandledMessages");
    expect(left).toBeGreaterThan(10);
    expect(sum("Orders", "NumberOfMessagesDeleted")).toBe(100);
    expect(report.warnings).toContain(
      `${left} messages of Worker were deleted unhandled: the handler had stopped before, and did not report them (afterFailure: leaveRest).`,
    );
  });

  it("fails the whole batch where the mapping takes no reports", () => {
    const { sum } = outcomeOf({
      behavior: { messageFailures: 0.1, afterFailure: "leaveRest" },
      reports: false,
    });
    expect(sum("Worker", "Errors")).toBeGreaterThan(3);
    expect(sum("Worker", "UnhandledMessages")).toBe(0);
  });
});

it.each([
  [
    { messageFailures: 1.5 },
    "behavior messageFailures: expected a share from 0 to 1, received 1.5",
  ],
  [
    { afterFailure: "stop" as never },
    'behavior afterFailure: expected one of continue, reportRest, leaveRest, received "stop"',
  ],
])("a profile is refused with %j", (behavior, message) => {
  expect(() => outcomeOf({ behavior })).toThrow(message);
});
