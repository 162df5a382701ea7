import { continueRun, prepareRun, reportOf, type RunReport } from "@orrery/aws";
import { ConfigError } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { readScenarioDocument } from "./scenario-document.ts";
import { readScenario } from "./read-scenario.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Dead: { Type: AWS::SQS::Queue }
  Jobs:
    Type: AWS::SQS::Queue
    Properties:
      VisibilityTimeout: 60
      RedrivePolicy: { deadLetterTargetArn: !GetAtt Dead.Arn, maxReceiveCount: 3 }
  Api: { Type: AWS::Serverless::Function, Properties: { Handler: a.b, Runtime: nodejs22.x } }
`;
const sources = {
  open(path: string) {
    if (path === "template.yaml") return { path, text: template };
    throw new ConfigError(path, "a file", "none");
  },
};
const read = (more: string) =>
  readScenario(readScenarioDocument(`template: template.yaml\n${more}`, "s.yaml"), sources)
    .scenario;

function reportAfter(more: string) {
  const run = prepareRun(read(more), { seed: 1 });
  continueRun(run);
  const report: RunReport = reportOf(run);
  return {
    report,
    sum: (resource: string, metric: string) => report.metrics[resource]?.[metric]?.sum ?? 0,
  };
}

describe("a container that polls an empty queue", () => {
  const polling = (settings: string) =>
    reportAfter(`duration: 6h\nconsumers: [{ from: Jobs, ${settings} }]`);

  it("makes a request every 20 s with long polls, and one with each short poll", () => {
    const long = polling("waitTime: 20s");
    const short = polling("waitTime: 0s, pause: 1s");
    // AWS: 3 requests a minute, 4,320 a day; the answers take a few milliseconds each.
    expect(long.sum("Jobs", "BilledRequests")).toBeGreaterThan(1_075);
    expect(long.sum("Jobs", "BilledRequests")).toBeLessThanOrEqual(1_080);
    expect(short.sum("Jobs", "BilledRequests")).toBeGreaterThan(21_300);
    expect(short.sum("Jobs", "BilledRequests")).toBeLessThan(21_600);
    const cost = ({ report }: typeof long) => report.cost.total;
    expect(cost(short) / cost(long)).toBeCloseTo(
      short.sum("Jobs", "BilledRequests") / long.sum("Jobs", "BilledRequests"),
      6,
    );
    expect(long.report.warnings.join("\n")).toContain("consumer of Jobs asked Jobs for messages");
    expect(long.report.cost.leftOut.map(({ what }) => what)).toContain("the containers themselves");
  });
});

describe("containers that work on a queue", () => {
  const load = "workload: [{ to: Jobs, arrivals: { poisson: { rate: 20/s } }, for: 10m }]";

  it("delete what they did, and lose nothing", () => {
    const { sum, report } = reportAfter(
      `duration: 15m\n${load}\nconsumers: [{ name: crew, from: Jobs, containers: 4, concurrency: 10, maxNumberOfMessages: 10, waitTime: 20s, duration: { exponential: { mean: 500ms } } }]`,
    );
    const sent = sum("Jobs", "NumberOfMessagesSent");
    expect(sum("crew", "MessagesProcessed")).toBe(sent);
    expect(sum("Jobs", "NumberOfMessagesDeleted")).toBe(sent);
    expect(sum("crew", "Receives")).toBe(
      sum("Jobs", "NumberOfEmptyReceives") + report.metrics["crew"]!["MessagesReceived"]!.count + 4,
    );
    expect(report.metrics["crew"]!["EndToEndLatency"]!.max).toBeLessThan(20e6);
    expect(report.warnings.join()).not.toContain("nobody reads");
  });

  it("fall behind where they are too few: 10 of 20 messages a second", () => {
    const { report, sum } = reportAfter(
      `duration: 10m\n${load}\nconsumers: [{ from: Jobs, containers: 5, maxNumberOfMessages: 10, waitTime: 20s, duration: 500ms }]`,
    );
    expect(sum("consumer of Jobs", "MessagesProcessed")).toBeGreaterThan(5_700);
    expect(sum("consumer of Jobs", "MessagesProcessed")).toBeLessThanOrEqual(6_000);
    expect(report.warnings.join("\n")).toContain("Jobs still grows at the end of the run");
  });

  it("have a batch deleted in one request", () => {
    const reading = (deletes: string) =>
      reportAfter(
        `duration: 11m\n${load}\nconsumers: [{ from: Jobs, containers: 2, concurrency: 10, maxNumberOfMessages: 10, waitTime: 20s, duration: 900ms, deletes: ${deletes} }]`,
      );
    const [each, batch] = [reading("each"), reading("batch")];
    const saved = each.sum("Jobs", "BilledRequests") - batch.sum("Jobs", "BilledRequests");
    expect(saved).toBeGreaterThan(3_500);
    for (const { sum } of [each, batch]) {
      expect(sum("consumer of Jobs", "Deletions")).toBe(sum("Jobs", "NumberOfMessagesSent"));
    }
  });

  it("give what fails up after its receives, at the visibility timeout or at once", () => {
    const failing = (onFailure: string) =>
      reportAfter(
        `duration: 10m\nworkload: [{ to: Jobs, arrivals: { constant: { rate: 1/s } }, for: 1m }]\nconsumers: [{ from: Jobs, concurrency: 10, waitTime: 20s, failures: 100%, onFailure: ${onFailure} }]`,
      );
    for (const { sum } of [failing("leave"), failing("release")]) {
      expect(sum("Jobs", "MessagesMovedToDeadLetterQueue")).toBe(60);
      expect(sum("consumer of Jobs", "MessagesFailed")).toBe(180);
    }
    const oldest = ({ report }: ReturnType<typeof failing>) =>
      report.metrics["Jobs"]!["ApproximateAgeOfOldestMessage"]!.max;
    expect(oldest(failing("leave"))).toBeGreaterThan(oldest(failing("release")));
  });

  it("keep a message that takes longer than its visibility timeout by heartbeats", () => {
    const slow = (heartbeat: string) =>
      reportAfter(
        `duration: 20m\nworkload: [{ to: Jobs, arrivals: { constant: { rate: 1/m } }, for: 5m }]\nconsumers: [{ from: Jobs, concurrency: 10, waitTime: 20s, duration: 150s${heartbeat} }]`,
      );
    const without = slow("");
    const kept = slow(", heartbeat: 40s");
    expect(without.sum("Jobs", "NumberOfMessagesReceived")).toBeGreaterThan(10);
    expect(kept.sum("Jobs", "NumberOfMessagesReceived")).toBe(5);
    expect(kept.sum("Jobs", "DeletionsWithoutEffect")).toBe(0);
    expect(kept.sum("consumer of Jobs", "VisibilityExtensions")).toBe(15);
  });
});

it("a consumer of what cannot be read, or with settings that there are not, is refused", () => {
  const reading = (said: string) => () =>
    prepareRun(read(`duration: 1m\nconsumers: [{ ${said} }]`), { seed: 1 });
  expect(reading("from: Api")).toThrow(
    's.yaml:3:15: consumers.0.from: expected a queue, received "Api", a function',
  );
  expect(reading("from: Jbos")).toThrow("did you mean Jobs?");
  expect(reading("from: Jobs, heartbeat: 60s")).toThrow(
    "consumer 1 (of Jobs) heartbeat: expected less than the visibility timeout of 60 s",
  );
  expect(reading("from: Jobs, pollers: 3")).toThrow('received "pollers"');
});
