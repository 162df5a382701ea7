import { minutes, seconds } from "@orrery/kernel";
import { describe, expect, it } from "vitest";
import { at, live, ScaledAccount } from "../test/scaled-account.ts";

/**
 * With `count` invocations at once on n environments, the minute's average is (count + 1) / 2n: each is seen
 * as it begins.
 */
function tracked(bounds: readonly [number, number], said = {}): ScaledAccount {
  const account = new ScaledAccount();
  account.register(...bounds);
  account.track(said);
  return account;
}

describe("scaling out", () => {
  it("autoscaling.tracking.out: after three minutes above the target, in proportion", () => {
    const account = tracked([10, 40]);
    account.keepBusy(17, at(4, 4));
    expect(account.capacity).toEqual([10, 10]);
    account.keepBusy(17, at(4, 6));
    // 10 × the average of 10 that are taken and 7 that spill over, 0.55, by 0.5.
    expect(account.capacity[0]).toBe(11);
    expect(account.activities[0]).toMatchObject({
      Description: "Setting desired concurrency to 11.",
      StatusCode: "InProgress",
      StartTime: Date.parse("2026-11-23T08:04:05Z") / 1_000,
    });
  });

  it("autoscaling.tracking.delay: sees a minute one minute after its end, five seconds after the full one", () => {
    const account = new ScaledAccount({
      assumptions: { "alarm.metricDelay": minutes(3), "alarm.evaluationOffset": seconds(20) },
    });
    account.register(10, 40);
    account.track();
    account.keepBusy(10, at(6, 19));
    expect(account.capacity).toEqual([10, 10]);
    account.keepBusy(10, at(6, 21));
    expect(account.capacity[0]).toBe(11);
    expect(account.meter("alarm.metricDelay")).toBe(1);
  });

  it("autoscaling.tracking.capacity-of-minute: waits for what is under way, and computes with what was there", () => {
    const account = tracked([4, 40]);
    account.keepBusy(4, at(4, 6));
    // (4 + 1) / 8 = 0.625, by 0.5: 5.
    expect(account.capacity).toEqual([5, 4]);
    account.keepBusy(4, at(5, 6));
    expect(account.capacity).toEqual([5, 5]);
    expect(account.activities[0]).toMatchObject({
      StatusCode: "Successful",
      EndTime: Date.parse("2026-11-23T08:05:05Z") / 1_000,
    });
    // Its alarm still sees minutes of when there were four: they need no more than the five that are there.
    account.keepBusy(4, at(12));
    expect(account.meter("ScaleOuts")).toBe(2); // To the minimum, and this.
  });

  it("autoscaling.target.never-outside: no further than the maximum", () => {
    const account = tracked([10, 11], { TargetValue: 0.1 });
    account.keepBusy(10, at(20));
    expect(account.capacity).toEqual([11, 11]);
    expect(account.meter("ScaleOuts")).toBe(2); // To the minimum, and to the maximum.
  });
});

describe("scaling in", () => {
  it("autoscaling.tracking.in: after fifteen minutes below 90 % of the target, and never without traffic", () => {
    const account = tracked([2, 40]);
    account.call("PutProvisionedConcurrencyConfig", {
      FunctionName: "worker",
      Qualifier: "live",
      ProvisionedConcurrentExecutions: 10,
    });
    account.advance(at(1));
    expect(account.capacity).toEqual([10, 10]);
    account.advanceTo(at(30));
    expect(account.capacity).toEqual([10, 10]); // Nobody came: nothing is known.
    account.keepBusy(5, at(46, 4));
    expect(account.capacity).toEqual([10, 10]);
    account.keepBusy(5, at(46, 6));
    // (5 + 1) / 20 = 0.3, below 0.45; by 0.5: 6.
    expect(account.capacity[0]).toBe(6);
    expect(account.activities[0]).toMatchObject({
      Description: "Setting desired concurrency to 6.",
      Cause: expect.stringMatching(
        /^monitor alarm TargetTracking-function:worker:live-AlarmLow-[0-9a-f-]{36} in state ALARM triggered policy half$/,
      ),
    });
  });

  it("autoscaling.tracking.in: leaves alone what lies between 90 % of the target and the target", () => {
    const account = tracked([10, 40]);
    account.keepBusy(9, at(40)); // (9 + 1) / 20 = 0.5: neither above 0.5 nor below 0.45.
    expect(account.activities).toHaveLength(1);
  });

  it("autoscaling.tracking.in-to-fullest: to what the fullest of the fifteen minutes needs", () => {
    const account = tracked([2, 40]);
    account.register(20, 40);
    account.advance(at(1));
    account.register(2, 40);
    account.keepBusy(4, at(6));
    account.keepBusy(9, at(7));
    account.keepBusy(4, at(17, 6));
    expect(account.capacity[0]).toBe(10); // (9 + 1) / 40 = 0.25 of 20, by 0.5.
  });

  it("autoscaling.tracking.disable-scale-in: never, where that is disabled", () => {
    const account = new ScaledAccount();
    account.register(20, 40);
    account.advance(at(1));
    const { Alarms } = account.track({ DisableScaleIn: true });
    expect(Alarms).toHaveLength(1);
    account.register(2, 40);
    account.keepBusy(4, at(40));
    expect(account.capacity).toEqual([20, 20]);
  });
});

describe("policies that keep a metric at a target", () => {
  it("autoscaling.tracking.alarms: have an alarm above it, and one below", () => {
    const account = new ScaledAccount();
    account.register(1, 40);
    const { Alarms, PolicyARN } = account.track();
    expect(Alarms).toMatchObject([
      { AlarmName: expect.stringContaining("AlarmHigh") },
      {
        AlarmName: expect.stringContaining("AlarmLow"),
        AlarmARN: expect.stringContaining("arn:aws:cloudwatch:us-east-1:123456789012:alarm:"),
      },
    ]);
    expect(PolicyARN).toMatch(/:resource\/lambda\/function:worker:live:policyName\/half$/);
    expect(account.track({ TargetValue: 0.7 })["Alarms"]).toEqual(Alarms); // It is the same policy.
    const listed = account.scaling("DescribeScalingPolicies", { PolicyNames: ["half"] });
    expect(listed["ScalingPolicies"]).toMatchObject([
      {
        PolicyName: "half",
        TargetTrackingScalingPolicyConfiguration: { TargetValue: 0.7 },
        Alarms,
      },
    ]);
    account.advance(minutes(10));
    expect(account.meter("AlarmMinutes")).toBe(20);
  });

  it("autoscaling.tracking.cooldown: wait after scaling out, unless more is lacking than was added", () => {
    const account = tracked([4, 60], { ScaleOutCooldown: 600 });
    account.keepBusy(4, at(4, 6));
    expect(account.capacity[0]).toBe(5);
    account.keepBusy(5, at(14)); // (5 + 1) / 10 = 0.6, of the 4 before: 5.
    expect(account.capacity).toEqual([5, 5]);
    account.keepBusy(5, at(16));
    expect(account.capacity[0]).toBe(6);
    const pressed = tracked([4, 60], { ScaleOutCooldown: 600, TargetValue: 0.1 });
    pressed.keepBusy(4, at(4, 6));
    expect(pressed.capacity[0]).toBe(25);
    pressed.keepBusy(25, at(9));
    expect(pressed.capacity[0]).toBe(25); // (25 + 1) / 50 = 0.52 of the 4 before, by 0.1: 21.
    pressed.keepBusy(25, at(15, 10));
    expect(pressed.capacity[0]).toBe(60);
  });

  it("autoscaling.tracking.cooldown: wait after scaling in, which scaling out ends", () => {
    const account = tracked([2, 60], { ScaleInCooldown: 1_800 });
    account.register(20, 60);
    account.advance(at(1));
    account.register(2, 60);
    account.keepBusy(7, at(17, 10)); // (7 + 1) / 40 = 0.2 of 20, by 0.5: 8.
    expect(account.capacity[0]).toBe(8);
    account.keepBusy(3, at(45)); // It would be 4, were it not for the cooldown.
    expect(account.capacity).toEqual([8, 8]);
    account.keepBusy(3, at(50));
    expect(account.capacity[0]).toBe(4);
  });

  it("autoscaling.tracking.several: the largest scales out, and all must agree to scale in", () => {
    const account = tracked([10, 40]);
    account.track({ TargetValue: 0.3 }, "third");
    account.track({ TargetValue: 0.9 }, "most");
    account.keepBusy(10, at(4, 6));
    expect(account.capacity[0]).toBe(19); // 5.5 by 0.3, rounded up.
    expect(account.activities[0]!["Cause"]).toContain("triggered policy third");
    account.keepBusy(10, at(30)); // 0.29: not below 0.27, but below 0.81.
    expect(account.capacity).toEqual([19, 19]);
  });

  it("autoscaling.tracking.target-range: from 0.1 to 0.9, of a metric that the dimension has", () => {
    const account = new ScaledAccount();
    account.register(1, 40);
    const put = (TargetValue: number, PredefinedMetricType: string) =>
      account.scalingRefusal("PutScalingPolicy", {
        PolicyName: "half",
        PolicyType: "TargetTrackingScaling",
        TargetTrackingScalingPolicyConfiguration: {
          TargetValue,
          PredefinedMetricSpecification: { PredefinedMetricType },
        },
      });
    const metric = "LambdaProvisionedConcurrencyUtilization";
    expect(put(0.95, metric)).toContain("ValidationException: Target value must be between");
    expect(put(0.05, metric)).toContain("ValidationException: Target value must be between");
    expect(put(0.5, "ECSServiceAverageCPUUtilization")).toContain("is not supported");
  });

  it("autoscaling.tracking.customized: may track another metric, by its maximum", () => {
    const account = new ScaledAccount();
    account.register(10, 40);
    account.track({
      TargetValue: 0.8,
      PredefinedMetricSpecification: undefined,
      CustomizedMetricSpecification: {
        Namespace: "AWS/Lambda",
        MetricName: "ProvisionedConcurrencyUtilization",
        Statistic: "Maximum",
        Dimensions: [
          { Name: "FunctionName", Value: "worker" },
          { Name: "Resource", Value: "worker:live" },
        ],
      },
    });
    account.keepBusy(10, at(4, 6));
    expect(account.capacity[0]).toBe(13); // 10 × 1 by 0.8.
    expect(account.scaling("DescribeScalingPolicies")["ScalingPolicies"]).toHaveLength(1);
    expect(live.ServiceNamespace).toBe("lambda");
  });
});
