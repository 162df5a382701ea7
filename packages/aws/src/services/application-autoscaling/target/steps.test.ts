import { describe, expect, it } from "vitest";
import { at, ScaledAccount } from "../test/scaled-account.ts";

const configuration = {
  AdjustmentType: "ChangeInCapacity",
  StepAdjustments: [
    { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 50, ScalingAdjustment: 2 },
    { MetricIntervalLowerBound: 50, ScalingAdjustment: 5 },
    { MetricIntervalUpperBound: 0, ScalingAdjustment: -3 },
  ],
};

/** A target of 10 to 40 with a policy that has steps, and what an alarm says to it. */
function stepped(said: object = {}, min = 10) {
  const account = new ScaledAccount();
  account.register(min, 40);
  const { PolicyARN } = account.scaling("PutScalingPolicy", {
    PolicyName: "steps",
    PolicyType: "StepScaling",
    StepScalingPolicyConfiguration: { ...configuration, ...said },
  });
  account.advance(at(1));
  const { simulation } = account;
  const policy = simulation.names.find((name) =>
    name.startsWith("application-autoscaling.policy:"),
  )!;
  const alarm = (value: number) => {
    simulation.tell(policy, {
      type: "alarmAction",
      alarm: "backlog",
      difference: value - 100,
      trail: null,
    } as never);
    account.advance(at(2));
    return account.capacity[0];
  };
  return { account, alarm, PolicyARN };
}

describe("policies with steps", () => {
  it("autoscaling.step.adjustments: take the step that the alarm's metric is in", () => {
    const { account, alarm, PolicyARN } = stepped();
    expect(PolicyARN).toContain(":policyName/steps");
    expect([120, 150, 90].map(alarm)).toEqual([12, 17, 14]);
    expect(account.activities[0]).toMatchObject({
      Cause: "monitor alarm backlog in state ALARM triggered policy steps",
    });
    expect([90, 90].map(alarm)).toEqual([11, 10]); // Not below the minimum.
    const exact = stepped({
      AdjustmentType: "ExactCapacity",
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 25 }],
    });
    expect([exact.alarm(100), exact.alarm(99)]).toEqual([25, 25]);
    const percent = stepped(
      {
        AdjustmentType: "PercentChangeInCapacity",
        StepAdjustments: [
          { MetricIntervalLowerBound: 0, MetricIntervalUpperBound: 50, ScalingAdjustment: 25 },
          { MetricIntervalLowerBound: 50, ScalingAdjustment: 1 },
          { MetricIntervalUpperBound: 0, ScalingAdjustment: -5 },
        ],
      },
      2,
    );
    percent.account.register(10, 40);
    percent.account.advance(at(2));
    percent.account.register(2, 40);
    expect(percent.alarm(100)).toBe(12); // 2.5 is 2.
    expect(percent.alarm(150)).toBe(13); // 0.12 is 1.
    expect(percent.alarm(90)).toBe(12); // −0.65 is −1.
    const least = stepped({
      AdjustmentType: "PercentChangeInCapacity",
      MinAdjustmentMagnitude: 4,
      StepAdjustments: [{ MetricIntervalLowerBound: 0, ScalingAdjustment: 10 }],
    });
    expect(least.alarm(100)).toBe(14);
  });

  it("autoscaling.step.cooldown: count what was added as a part of what they add next", () => {
    const { account, alarm } = stepped({ Cooldown: 600 });
    expect(alarm(120)).toBe(12);
    expect(alarm(120)).toBe(12);
    expect(alarm(150)).toBe(15); // Five, of which two are there.
    account.advance(at(15));
    expect(alarm(120)).toBe(17);
  });

  it("autoscaling.step.intervals: have neither gap nor overlap", () => {
    const account = new ScaledAccount();
    account.register(1, 40);
    const refused = (...StepAdjustments: object[]) =>
      account.scalingRefusal("PutScalingPolicy", {
        PolicyName: "steps",
        PolicyType: "StepScaling",
        StepScalingPolicyConfiguration: {
          AdjustmentType: "ChangeInCapacity",
          StepAdjustments: StepAdjustments.map((each) => ({ ...each })),
        },
      });
    const step = (MetricIntervalLowerBound: number, MetricIntervalUpperBound: number) => ({
      MetricIntervalLowerBound,
      MetricIntervalUpperBound,
      ScalingAdjustment: 1,
    });
    expect(refused(step(0, 10), step(20, 30))).toContain("can't overlap or have a gap");
    expect(refused(step(0, 10), step(5, 30))).toContain("can't overlap or have a gap");
    expect(refused(step(10, 10))).toContain("can't overlap or have a gap");
    expect(refused()).toContain("At least one step adjustment");
    expect(refused(...Array.from({ length: 21 }, (_, n) => step(n, n + 1)))).toContain(
      "LimitExceededException",
    );
    account.track();
    expect(
      account.scalingRefusal("PutScalingPolicy", { PolicyName: "half", PolicyType: "StepScaling" }),
    ).toContain("cannot change the type");
  });
});
