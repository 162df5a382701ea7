import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { seconds } from "@orrery/kernel";
import { afterAll, describe, expect, it } from "vitest";
import { run } from "./index.ts";

const folder = mkdtempSync(join(tmpdir(), "orrery-timeline-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

const release = (
  code: string,
  preference = "AllAtOnce",
  more = "",
) => `Transform: AWS::Serverless-2016-10-31
Resources:
  Login:
    Type: AWS::Serverless::Function
    Properties:
      Runtime: nodejs22.x
      Handler: index.handler
      CodeUri: s3://code/${code}.zip
      AutoPublishAlias: live
      DeploymentPreference: { Type: ${preference}, Alarms: [!Ref Errors] }
  Errors:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/Lambda
      MetricName: Errors
      Statistic: Sum
      Dimensions:
        - { Name: FunctionName, Value: !Ref Login }
        - { Name: Resource, Value: !Sub "\${Login}:live" }
      Period: 60
      EvaluationPeriods: 1
      Threshold: 2
      ComparisonOperator: GreaterThanThreshold
      TreatMissingData: notBreaching
${more}`;
file("one.yaml", release("one"));
file("canary-one.yaml", release("one", "Canary10Percent5Minutes"));
file("canary-two.yaml", release("two", "Canary10Percent5Minutes"));

const released = (first: string, action: string) =>
  run(
    file(
      "release.scenario.yaml",
      `template: ./${first}
duration: 20m
seed: 3
workload: [{ to: LoginAliaslive, retry: none, arrivals: { constant: { rate: 5/s } } }]
functions: { Login: { duration: 20ms } }
actions: [{ at: 2m, do: ${action} }]
`,
    ),
  );
const bad = (path: string) => `{ deploy: ${path}, functions: { Login: { failures: 40% } } }`;

describe("the timeline of an update", () => {
  const result = released("canary-one.yaml", bad("canary-two.yaml"));
  const [action] = result.report.actions;
  const { timeline } = action!;
  const version = action!.steps!.find(({ logicalId }) => logicalId.startsWith("LoginVersion"))!;

  it("has each step with what is done, when, and what those outside met", () => {
    expect(action!.outcome?.type).toBe("rolledBack");
    const done = action!.steps!.map(({ change, interruption }) => [change, interruption]);
    expect(done).toEqual([
      ["changes", "none"],
      ["adds", null],
      ["changes", "none"],
    ]);
    for (const { from, until, back, traffic } of action!.steps!) {
      expect(from).toBeLessThan(until!);
      expect(back!.from).toBeGreaterThanOrEqual(until!);
      // Five a second.
      const length = (until! - from!) / seconds(1);
      expect(Math.abs(traffic!.requests - 5 * length)).toBeLessThanOrEqual(1);
    }
  });

  it("adds up: no request and no error is left out or told twice", () => {
    const { before, intervals, after } = timeline!;
    const parts = [before, ...intervals.map(({ traffic }) => traffic), after!];
    const sum = (of: "requests" | "errors") => parts.reduce((all, part) => all + part[of], 0);
    const workload = "workload to LoginAliaslive";
    expect(sum("requests")).toBe(result.metric(workload, "Offered").sum);
    expect(sum("errors")).toBe(result.metric(workload, "Failed").sum);
    expect(timeline!.errors.count).toBe(sum("errors"));
    for (const [place, { from, until }] of intervals.entries()) {
      expect(until).toBe(intervals[place + 1]?.from ?? version.back!.until! + seconds(20));
      expect(from).toBeLessThan(until);
    }
  });

  it("says how many requests reached the new version, how many of those failed, and when all were back", () => {
    const [reached, ...others] = timeline!.reached;
    expect(others).toEqual([]);
    expect(reached).toMatchObject({
      logicalId: version.logicalId,
      requests: result.metric("LoginAliaslive", "RoutedToAdditionalVersion").sum,
      errors: result.metric("Login", "Errors").sum,
    });
    expect(timeline!.backAt).toBe(reached!.lastAt);
    expect(timeline!.backAt).toBeLessThan(version.back!.from);
    expect(reached!.firstErrorAt).toBeGreaterThan(version.until!);
    expect(timeline!.errors.seconds).toBeLessThanOrEqual(timeline!.errors.count);
  });

  it("says when an alarm saw it, and by which values", () => {
    const [alarm, calm] = timeline!.alarms.filter(({ to, from }) => [to, from].includes("ALARM"));
    expect(alarm).toMatchObject({ logicalId: "Errors", from: "OK", to: "ALARM" });
    expect(alarm!.values[0]!.value).toBeGreaterThan(2);
    expect(alarm!.at).toBeGreaterThan(timeline!.reached[0]!.firstErrorAt!);
    expect(calm).toMatchObject({ from: "ALARM", to: "OK" });
  });

  it("is the same once more", () => {
    const again = released("canary-one.yaml", bad("canary-two.yaml"));
    expect(again.report.actions).toEqual(result.report.actions);
  });
});

it("what is changed in place is reached from then on, and what is removed says how much was in it", () => {
  const stack = (queue: string, memory: number) => `Transform: AWS::Serverless-2016-10-31
Resources:
  ${queue}: { Type: AWS::SQS::Queue }
  Front:
    Type: AWS::Serverless::Function
    Properties: { Runtime: nodejs22.x, Handler: index.handler, MemorySize: ${memory} }
`;
  file("before.yaml", stack("Orders", 128));
  file("after.yaml", stack("OrdersNew", 256));
  const result = run(
    file(
      "queue.scenario.yaml",
      `template: ./before.yaml
duration: 10m
workload:
  - { to: Orders, arrivals: { constant: { rate: 1/s } } }
  - { to: Front, arrivals: { constant: { rate: 1/s } } }
functions: { Front: { duration: 20ms } }
actions: [{ at: 5m, do: deploy after.yaml }]
`,
    ),
  );
  const { steps = [], timeline } = result.report.actions[0]!;
  const removal = steps.find(({ logicalId }) => logicalId === "Orders")!;
  expect(removal).toMatchObject({ change: "removes", held: removal.from! / seconds(1) });
  const changed = steps.find(({ logicalId }) => logicalId === "Front")!;
  const rest = (600 * seconds(1) - changed.until!) / seconds(1);
  expect(timeline!.reached).toMatchObject([{ logicalId: "Front", requests: rest, errors: 0 }]);
  // Who has the old queue's address is refused from its removal on.
  expect(timeline!.errors.firstAt).toBeGreaterThan(removal.from!);
  expect(timeline).not.toHaveProperty("backAt");
});

it("a run without updates is watched by nobody", () => {
  const result = released("one.yaml", "deploy one.yaml");
  expect(result.run.updates).toBeNull();
  expect(result.report.actions[0]).not.toHaveProperty("timeline");
});
