import { continueRun, prepareRun, reportOf } from "@orrery/aws";
import { minutes, seconds, type Instant } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { readScenario } from "./read-scenario.ts";
import { scenarioDocumentOf } from "./scenario-document.ts";

const template = (state: string, preference: string) => `Transform: AWS::Serverless-2016-10-31
Resources:
  Errors:
    Type: AWS::CloudWatch::Alarm
    Properties:
      AlarmName: errors
      Namespace: AWS/States
      MetricName: ExecutionsFailed
      Dimensions: [{Name: StateMachineArn, Value: !Ref Flow}]
      Statistic: Sum
      Period: 60
      EvaluationPeriods: 1
      Threshold: 1
      ComparisonOperator: GreaterThanOrEqualToThreshold
  Flow:
    Type: AWS::Serverless::StateMachine
    Properties:
      Name: flow
      Definition: {StartAt: A, States: {A: ${state}}}
      AutoPublishAlias: live
      DeploymentPreference: {${preference}}
`;
const pass = (result: number) => `{Type: Pass, Result: ${result}, End: true}`;

/** A run in which another definition is deployed after a minute. */
function deploying(preference: string, state = pass(2)) {
  const files: Readonly<Record<string, string>> = {
    "old.yaml": template(pass(1), preference),
    "new.yaml": template(state, preference),
  };
  const document = scenarioDocumentOf(
    {
      template: "old.yaml",
      duration: "30m",
      workload: [{ to: "FlowAliaslive", arrivals: { constant: { rate: "1/s" } } }],
      actions: [{ at: "1m", do: "deploy new.yaml" }],
    },
    "s.yaml",
  );
  const { scenario } = readScenario(document, {
    open: (path) => ({ path, text: files[path] ?? "" }),
  });
  return prepareRun(scenario, { seed: 1 });
}

/** When the alias begins to shift: the state machine and its version take 5 s each. */
const begun = minutes(1) + seconds(10);

/** Where the alias leads at instants after it began to shift, as `version: weight`. */
function routesAt(preference: string, times: readonly number[]): readonly string[] {
  const { simulation } = deploying(preference);
  return times.map((time) => {
    simulation.run({ until: (begun + time) as Instant });
    const { routingConfiguration } = simulation
      .client()
      .call("stepfunctions", "DescribeStateMachineAlias", {
        stateMachineAliasArn: "arn:aws:states:us-east-1:123456789012:stateMachine:flow:live",
      });
    const routes = routingConfiguration as readonly {
      readonly stateMachineVersionArn: string;
      readonly weight: number;
    }[];
    return routes
      .map(({ stateMachineVersionArn: arn, weight }) => `${arn.at(-1)}: ${weight}`)
      .join(", ");
  });
}
const before = (time: number) => time - seconds(1);
const just = (time: number) => time + seconds(1);

describe("an alias of a state machine whose version changes in an update", () => {
  it("stepfunctions.alias.linear: takes equal steps at equal intervals, the first at once", () => {
    expect(
      routesAt("Type: LINEAR, Percentage: 40, Interval: 2", [
        before(0),
        just(0),
        before(minutes(2)),
        just(minutes(2)),
        before(minutes(4)),
        just(minutes(4)),
      ]),
    ).toEqual(["1: 100", "1: 60, 2: 40", "1: 60, 2: 40", "1: 20, 2: 80", "1: 20, 2: 80", "2: 100"]);
  });

  it("stepfunctions.alias.canary: takes a percentage at once, and the rest after the interval", () => {
    expect(
      routesAt("Type: CANARY, Percentage: '10', Interval: '5'", [
        before(0),
        just(0),
        before(minutes(5)),
        just(minutes(5)),
      ]),
    ).toEqual(["1: 100", "1: 90, 2: 10", "1: 90, 2: 10", "2: 100"]);
  });

  it("stepfunctions.alias.all-at-once: takes all of it at once", () => {
    expect(routesAt("Type: ALL_AT_ONCE", [before(0), just(0)])).toEqual(["1: 100", "2: 100"]);
  });

  it("stepfunctions.alias.waited-for: the update is over once all is shifted, and executions go where the alias leads", () => {
    const run = deploying("Type: CANARY, Percentage: 10, Interval: 5, Alarms: [none]");
    continueRun(run);
    const { actions, metrics } = reportOf(run);
    expect(actions[0]).toMatchObject({ outcome: { type: "deployed" } });
    const step = actions[0]!.steps!.at(-1)!;
    expect(step).toMatchObject({ logicalId: "FlowAliaslive", from: begun });
    expect(step.until! - step.from!).toBe(minutes(5) + seconds(5));
    const starts = metrics["FlowAliaslive"]!["AliasStarts"]!.sum;
    expect(starts).toBeGreaterThan(1_790);
    // The last one may be under way.
    expect(starts - metrics["Flow"]!["ExecutionsSucceeded"]!.sum).toBeLessThan(2);
  });

  it("stepfunctions.alias.alarms: goes back at once where an alarm goes off, with all of the update", () => {
    const run = deploying(
      "Type: CANARY, Percentage: 50, Interval: 10, Alarms: [errors]",
      "{Type: Fail}",
    );
    continueRun(run);
    const { actions, metrics } = reportOf(run);
    expect(actions[0]!.outcome).toMatchObject({
      type: "rolledBack",
      logicalId: "FlowAliaslive",
      code: "ALARM_ACTIVE",
    });
    expect(actions[0]!.steps!.map(({ logicalId, end }) => [logicalId, end])).toEqual([
      ["Flow", "undone"],
      ["FlowVersion~2", "undone"],
      ["FlowAliaslive", "undone"],
    ]);
    // Half of the executions of the minutes until the alarm is seen, and none afterwards.
    const failed = metrics["Flow"]!["ExecutionsFailed"]!.sum;
    expect(failed).toBeGreaterThan(10);
    expect(failed).toBeLessThan(120);
  });
});
