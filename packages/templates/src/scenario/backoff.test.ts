import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { ConfigError, type TraceEntry } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { readScenarioDocument } from "./scenario-document.ts";
import { readScenario } from "./read-scenario.ts";

const template = (queue: string, reports: string) => `Transform: AWS::Serverless-2016-10-31
Resources:
  Dead: { Type: AWS::SQS::Queue }
  Lifecycle: { Type: AWS::SQS::Queue, Properties: { VisibilityTimeout: 30${queue} } }
  Manager:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      Timeout: 5
      Events:
        In: { Type: SQS, Properties: { Queue: !GetAtt Lifecycle.Arn, BatchSize: 10${reports} } }
`;
const reported = ", FunctionResponseTypes: [ReportBatchItemFailures]";
const redriven = ", RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 5 }";

function read(manager: string, queue = "", reports = reported) {
  const sources = {
    open(path: string) {
      if (path === "template.yaml") return { path, text: template(queue, reports) };
      throw new ConfigError(path, "a file", "none");
    },
  };
  const text = `template: template.yaml
duration: 20m
workload: [{ to: Lifecycle, arrivals: { constant: { rate: 1/s } }, for: 1s }]
functions: { Manager: { duration: 80ms, ${manager} } }
`;
  return readScenario(readScenarioDocument(text, "s.yaml"), sources).scenario;
}

/** How many seconds lie between attempts at the message, and what the run came to. */
function workedAt(manager: string, queue?: string, reports?: string) {
  const begun: number[] = [];
  const trace = ({ input, at }: TraceEntry) => {
    if (input.type === "invoke") begun.push(at);
  };
  const run = prepareRun(read(manager, queue, reports), { seed: 1, trace });
  continueRun(run);
  const { metrics } = reportOf(run);
  const sum = (resource: string, metric: string) => metrics[resource]![metric]!.sum;
  const gaps = begun.slice(1).map((at, place) => Math.round((at - begun[place]!) / 1_000_000));
  return { gaps, sum };
}

describe("a message that fails is hidden for longer each time", () => {
  it("doubled from receive to receive, until its dead-letter queue has it", () => {
    const { gaps, sum } = workedAt("messageFailures: 100%, backoff: { base: 15s }", redriven);
    expect(gaps).toEqual([15, 30, 60, 120]);
    expect(sum("Dead", "MessagesMovedToDeadLetterQueue")).toBe(0);
    expect(sum("Lifecycle", "MessagesMovedToDeadLetterQueue")).toBe(1);
  });

  it("by its factor, and no longer than its longest", () => {
    const triple = workedAt("poison: 100%, backoff: { base: 10s, factor: 3 }", redriven);
    expect(triple.gaps).toEqual([10, 30, 90, 270]);
    const short = workedAt("poison: 100%, backoff: { base: 15s, longest: 50s }", redriven);
    expect(short.gaps).toEqual([15, 30, 50, 50]);
    const same = workedAt("poison: 100%, backoff: { base: 20s, factor: 1 }", redriven);
    expect(same.gaps).toEqual([20, 20, 20, 20]);
  });

  it("for the first receives that it fails at, and is done at the next", () => {
    const { gaps, sum } = workedAt("firstFailures: 4, backoff: { base: 15s }");
    expect(gaps).toEqual([15, 30, 60, 120]);
    expect(sum("Lifecycle", "NumberOfMessagesDeleted")).toBe(1);
    expect(workedAt("firstFailures: 1", "", "").gaps).toEqual([30]);
    expect(workedAt("firstFailures: 0").gaps).toEqual([]);
  });

  it("and as long as the queue says without a word of it", () => {
    expect(workedAt("poison: 100%", redriven).gaps).toEqual([30, 30, 30, 30]);
  });

  it("also where the whole batch fails with it, after a pause that Lambda makes of its own", () => {
    const { gaps } = workedAt("poison: 100%, backoff: { base: 60s }", redriven, "");
    expect(gaps).toEqual([60, 120, 240, 480]);
  });

  it("by a request that is billed, of each message that fails and of no other", () => {
    const scenario = (backoff: string) => workedAt(`messageFailures: 100%${backoff}`, redriven);
    const requests = (one: ReturnType<typeof scenario>) => one.sum("Lifecycle", "BilledRequests");
    const changes = (base: string) => requests(scenario(`, backoff: { base: ${base} }`));
    expect(changes("30s") - requests(scenario(""))).toBe(5);
    const good = workedAt("backoff: { base: 15s }");
    expect(good.gaps).toEqual([]);
    expect(good.sum("Lifecycle", "NumberOfMessagesDeleted")).toBe(1);
  });

  it.each([
    ["backoff: { factor: 2 }", "functions.Manager.backoff: expected a base, received none"],
    ["backoff: { base: 13h }", "functions.Manager.backoff.base: expected 1 s to 12 h"],
    [
      "backoff: { base: 1m, longest: 30s }",
      "functions.Manager.backoff.longest: expected the base or more, received 30 s",
    ],
    ["firstFailures: 1.5", "functions.Manager.firstFailures: expected"],
    [
      "firstFailures: 1001",
      "functions.Manager.firstFailures: expected a whole number from 0 to 1000",
    ],
    ["backoff: { base: 15s, factor: 0 }", "functions.Manager.backoff.factor: expected"],
  ])("is refused with %s", (manager, line) => {
    expect(() => read(manager)).toThrow(line);
  });
});
