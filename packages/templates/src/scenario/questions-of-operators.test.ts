import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { ConfigError, minutes, type Instant, type TraceEntry } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { readScenarioDocument } from "./scenario-document.ts";
import { readScenario } from "./read-scenario.ts";

/** A scenario file beside its template, as somebody with a question writes them. */
function asked(resources: string, settings: string) {
  const template = `Transform: AWS::Serverless-2016-10-31\nResources:\n${resources}`;
  const document = readScenarioDocument(`template: template.yaml\n${settings}`, "s.yaml");
  const { scenario } = readScenario(document, {
    open(path) {
      if (path === "template.yaml") return { path, text: template };
      throw new ConfigError(path, "a file", "none");
    },
  });
  const entries: TraceEntry[] = [];
  const keepsInvocations = (entry: TraceEntry) => {
    if (entry.input.type === "invoke") entries.push(entry);
  };
  const run = prepareRun(scenario, { seed: 1, trace: keepsInvocations });
  continueRun(run);
  const report = reportOf(run);
  const invokedBetween = (from: number, until: number) =>
    entries.filter(({ at }) => at >= minutes(from) && at < minutes(until)).length;
  return {
    report,
    invokedAt: entries.map(({ at }): Instant => at),
    invokedBetween,
    sum: (resource: string, metric: string) => report.metrics[resource]?.[metric]?.sum ?? 0,
  };
}

const reader = (properties: string, events: string) => `    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: h.run, ${properties}, Events: { In: { Type: SQS, Properties: ${events} } } }
`;

describe("questions of those who run queues and functions are asked in a scenario file alone", () => {
  it.each([
    ["1%", 0.2],
    ["5%", 0.75],
    ["10%", 0.85],
  ])(
    "what do %s of invocations that fail for four minutes cost? On AWS %f of the throughput was measured",
    (share, measured) => {
      const { invokedBetween, report } = asked(
        `  Uploads: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: 60 } }
  Resize:
${reader("Timeout: 10", "{ Queue: !GetAtt Uploads.Arn, BatchSize: 1 }")}`,
        `duration: 10m
workload: [{ to: Uploads, arrivals: { constant: { rate: 150/s } } }]
functions: { Resize: { duration: 50ms } }
faults: [{ at: 5m, for: 4m, fail: Resize, share: ${share}, with: UploadError }]`,
      );
      const lost = 1 - invokedBetween(5, 9) / invokedBetween(1, 5);
      expect(Math.abs(lost - measured)).toBeLessThan(0.21);
      expect(report.errors.map(({ type }) => type)).toEqual(["UploadError"]);
    },
  );

  it("what becomes of the rest of a FIFO batch behind the message that failed? Unreported, it is deleted", () => {
    const steps = (afterFailure: string) =>
      asked(
        `  Dead: { Type: AWS::SQS::Queue, Properties: { FifoQueue: true } }
  Steps:
    Type: AWS::SQS::Queue
    Properties:
      FifoQueue: true
      ContentBasedDeduplication: true
      VisibilityTimeout: 30
      RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3 }
  Done: { Type: AWS::SQS::Queue }
  Worker:
${reader("Timeout: 5", "{ Queue: !GetAtt Steps.Arn, BatchSize: 10, FunctionResponseTypes: [ReportBatchItemFailures] }")}`,
        `duration: 5m
workload:
  - { to: Steps, arrivals: { constant: { rate: 100/s } }, for: 100ms, groups: { order-1: 1 }, payload: { list: [0, 1, 2, 3, 4, 5, 6, 7, 8, 9] }, batch: { within: 1s } }
functions:
  Worker: { durationPerItem: 20ms, firstFailures: 1, afterFailure: ${afterFailure}, calls: [{ "sqs:SendMessage": Done, per: message }] }`,
      );
    const careless = steps("leaveRest");
    expect(careless.sum("Done", "NumberOfMessagesSent")).toBe(1);
    expect(careless.sum("Steps", "NumberOfMessagesDeleted")).toBe(10);
    expect(careless.sum("Worker", "UnhandledMessages")).toBe(9);
    expect(careless.report.warnings.join("\n")).toContain(
      "9 messages of Worker were deleted unhandled",
    );
  });

  it("may a message that is redriven be received again, where once is all it may? Its count begins anew", () => {
    const { sum, report } = asked(
      `  Dead: { Type: AWS::SQS::Queue }
  Main:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 5
      RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 1 }
  Worker:
${reader("Timeout: 5", "{ Queue: !GetAtt Main.Arn, BatchSize: 1 }")}`,
      `duration: 10m
workload: [{ to: Main, arrivals: { constant: { rate: 1/s } }, for: 1s, payload: { body: hi } }]
faults: [{ at: 0s, for: 1m, fail: Worker }]
actions: [{ at: 2m, do: redrive Dead }]`,
    );
    expect(report.actions).toMatchObject([{ outcome: { type: "done" } }]);
    expect(sum("Main", "MessagesMovedToDeadLetterQueue")).toBe(1);
    expect(sum("Worker", "Invocations")).toBe(2);
    expect(sum("Main", "NumberOfMessagesDeleted")).toBe(1);
  });

  const lifecycle = `  Lifecycle: { Type: AWS::SQS::Queue, Properties: { QueueName: lifecycle, VisibilityTimeout: 30 } }
  Manager:
${reader("Timeout: 5", "{ Queue: !GetAtt Lifecycle.Arn, BatchSize: 1, FunctionResponseTypes: [ReportBatchItemFailures] }")}`;
  const one = "workload: [{ to: Lifecycle, arrivals: { constant: { rate: 1/s } }, for: 1s }]";
  const secondsBetween = (instants: readonly number[]) =>
    instants.slice(1).map((at, place) => Math.round((at - instants[place]!) / 1e6));

  it("when does one that is busy for the first four attempts come again? After each wait of its own", () => {
    const { invokedAt, sum } = asked(
      lifecycle,
      `duration: 10m\n${one}
functions: { Manager: { duration: 80ms, firstFailures: 4, backoff: { base: 15s } } }`,
    );
    expect(secondsBetween(invokedAt)).toEqual([15, 30, 60, 120]);
    expect(sum("Lifecycle", "NumberOfMessagesDeleted")).toBe(1);
  });

  it("and one that is put back with a delay? As a new message each time, until Lambda stops the loop", () => {
    const { invokedAt, sum } = asked(
      lifecycle,
      `duration: 10m\n${one}
functions: { Manager: { duration: 80ms, calls: [{ "sqs:SendMessage": Lifecycle, body: again, delay: 15s }] } }`,
    );
    const waits = secondsBetween(invokedAt);
    expect(waits.length).toBeGreaterThan(10);
    expect(new Set(waits.slice(0, 10))).toEqual(new Set([15]));
    expect(sum("Manager", "RecursiveInvocationsDropped")).toBeGreaterThan(0);
  });

  it("what does a producer save that sends ten in a request? 100,000 logins a day are 6.3 million requests a month, and not 9", () => {
    const monthly = (batch: string) => {
      const { sum, report } = asked(
        `  Logins: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: 60 } }
  Worker:
${reader("Timeout: 10", "{ Queue: !GetAtt Logins.Arn, BatchSize: 1 }")}`,
        `duration: 6h
workload: [{ to: Logins, arrivals: { poisson: { rate: 100000/d } }, payload: { size: 200B }${batch} }]
functions: { Worker: { duration: 100ms } }`,
      );
      expect(report.warnings.join("\n")).not.toContain("given up");
      return sum("Logins", "BilledRequests") * 4 * 30;
    };
    expect(monthly("") / 1e6).toBeCloseTo(9, 0);
    expect(monthly(", batch: { within: 30s }") / 1e6).toBeCloseTo(6.3, 0);
  });

  it("what do containers ask that poll short, and long? 864,000 and 4,320 requests a day", () => {
    const daily = (consumer: string) =>
      asked(
        "  Jobs: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: 60 } }",
        `duration: 2h
consumers: [{ from: Jobs, ${consumer} }]
latencies: { sqs.toConsumer: { constant: 0s } }`,
      ).sum("Jobs", "BilledRequests") * 12;
    expect(daily("waitTime: 0s, pause: 100ms") / 864_000).toBeCloseTo(1, 2);
    expect(daily("waitTime: 20s") / 4_320).toBeCloseTo(1, 2);
  });
});
