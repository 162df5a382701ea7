import { describe, expect, it } from "vitest";
import { at, live, ScaledAccount } from "../test/scaled-account.ts";

const unknown =
  "service namespace: lambda, resource ID: function:worker:live, scalable dimension: lambda:function:ProvisionedConcurrency";

describe("scalable targets", () => {
  it("autoscaling.target.register: need both bounds at first, and keep what is left out later", () => {
    const account = new ScaledAccount();
    const refused = (params: object) =>
      account.scalingRefusal("RegisterScalableTarget", { ...params });
    expect(refused({ MinCapacity: 1 })).toContain("ValidationException: MaxCapacity is required");
    expect(refused({ MaxCapacity: 1 })).toContain("ValidationException: MinCapacity is required");
    expect(refused({ MinCapacity: 5, MaxCapacity: 1 })).toBe(
      "ValidationException: Maximum capacity cannot be less than minimum capacity",
    );
    expect(refused({ MinCapacity: -1, MaxCapacity: 1 })).toContain("cannot be less than 0");
    const both = { MinCapacity: 1, MaxCapacity: 1 };
    expect(refused({ ...both, ResourceId: "function:other:live" })).toBe(
      "ValidationException: Lambda function does not exist: function:other:live",
    );
    expect(refused({ ...both, ResourceId: "function:worker:$LATEST" })).toContain("published");
    const { ScalableTargetARN } = account.register(2, 8);
    expect(ScalableTargetARN).toMatch(
      /^arn:aws:application-autoscaling:us-east-1:123456789012:scalable-target\/[0-9a-f]{32}$/,
    );
    account.track();
    expect(account.scaling("RegisterScalableTarget", { MaxCapacity: 9 })).toEqual({
      ScalableTargetARN,
    });
    expect(account.scaling("DescribeScalableTargets")["ScalableTargets"]).toMatchObject([
      {
        MinCapacity: 2,
        MaxCapacity: 9,
        RoleARN: expect.stringContaining(
          "AWSServiceRoleForApplicationAutoScaling_LambdaConcurrency",
        ),
        SuspendedState: { DynamicScalingInSuspended: false },
        ScalableTargetARN,
      },
    ]);
    expect(account.scaling("DescribeScalingPolicies")["ScalingPolicies"]).toHaveLength(1);
    account.scaling("TagResource", { ResourceARN: ScalableTargetARN, Tags: { team: "login" } });
    const tags = () =>
      account.scaling("ListTagsForResource", { ResourceARN: ScalableTargetARN })["Tags"];
    expect(tags()).toEqual({ team: "login" });
    account.scaling("UntagResource", { ResourceARN: ScalableTargetARN, TagKeys: ["team"] });
    expect(tags()).toEqual({});
  });

  it("autoscaling.target.unknown: are not found where they were not registered, nor where dimension and service differ", () => {
    const account = new ScaledAccount();
    expect(account.scalingRefusal("DeregisterScalableTarget")).toBe(
      `ObjectNotFoundException: No scalable target found for ${unknown}`,
    );
    expect(account.scalingRefusal("PutScheduledAction", { ScheduledActionName: "up" })).toBe(
      `ObjectNotFoundException: No scalable target registered for ${unknown}`,
    );
    expect(account.scalingRefusal("DeleteScalingPolicy", { PolicyName: "half" })).toBe(
      `ObjectNotFoundException: No scaling policy found for ${unknown}, policy name: half`,
    );
    expect(account.scalingRefusal("DeleteScheduledAction", { ScheduledActionName: "up" })).toBe(
      `ObjectNotFoundException: No scheduled action found for ${unknown}, scheduled action name: up`,
    );
    const both = { MinCapacity: 1, MaxCapacity: 1 };
    expect(
      account.scalingRefusal("RegisterScalableTarget", { ...both, ServiceNamespace: "ecs" }),
    ).toBe(
      "ValidationException: Unsupported service namespace, resource type or scalable dimension",
    );
    const ofEcs = { ServiceNamespace: "ecs", ScalableDimension: "ecs:service:DesiredCount" };
    expect(account.scalingRefusal("RegisterScalableTarget", { ...both, ...ofEcs })).toContain(
      "Scaling of ecs:service:DesiredCount is not modeled.",
    );
  });

  it("autoscaling.target.bounds-at-once: bring a capacity within their bounds at once", () => {
    const account = new ScaledAccount();
    account.register(5, 8);
    account.advance(at(0, 1));
    expect(account.capacity).toEqual([5, 5]);
    account.advanceTo(at(1));
    account.register(1, 3);
    account.advance(at(0, 1));
    expect(account.capacity).toEqual([3, 3]);
    account.advanceTo(at(3));
    expect(account.activities).toMatchObject([
      { Description: "Setting desired concurrency to 3.", Cause: "maximum capacity was set to 3" },
      {
        Description: "Setting desired concurrency to 5.",
        Cause: "minimum capacity was set to 5",
        StatusCode: "Successful",
        StatusMessage:
          "Successfully set desired concurrency to 5. Change successfully fulfilled by lambda.",
      },
    ]);
  });

  it("autoscaling.target.suspended: do what is not suspended", () => {
    const suspend = (SuspendedState: object) => {
      const account = new ScaledAccount();
      account.register(10, 40, { SuspendedState: { ...SuspendedState } });
      account.track();
      account.scaling("PutScheduledAction", {
        ScheduledActionName: "up",
        Schedule: "rate(5 minutes)",
        ScalableTargetAction: { MaxCapacity: 50 },
      });
      account.keepBusy(10, at(6));
      return [account.capacity[0], account.meter("ScheduledActions")];
    };
    expect(suspend({})).toEqual([11, 1]);
    expect(suspend({ DynamicScalingOutSuspended: true })).toEqual([10, 1]);
    expect(suspend({ DynamicScalingInSuspended: true })).toEqual([11, 1]);
    expect(suspend({ ScheduledScalingSuspended: true })).toEqual([11, 0]);
    const full = new ScaledAccount();
    full.register(20, 40);
    full.advance(at(1));
    full.register(2, 40, { SuspendedState: { DynamicScalingInSuspended: true } });
    full.track();
    full.keepBusy(4, at(20));
    expect(full.capacity).toEqual([20, 20]);
    full.register(2, 40, { SuspendedState: { DynamicScalingInSuspended: false } });
    full.keepBusy(4, at(22));
    expect(full.capacity[0]).toBe(5);
  });

  it("autoscaling.target.deregister: go with all they have, and leave the capacity as it is", () => {
    const account = new ScaledAccount();
    account.register(10, 40);
    account.track();
    account.advance(at(1));
    account.scaling("DeregisterScalableTarget");
    account.keepBusy(10, at(10));
    expect(account.capacity).toEqual([10, 10]);
    expect(account.scaling("DescribeScalableTargets")["ScalableTargets"]).toEqual([]);
    account.register(10, 40); // It may come again, with nothing of before.
    expect(account.scaling("DescribeScalingPolicies")["ScalingPolicies"]).toEqual([]);
  });
});

describe("scheduled actions", () => {
  const schedule = (account: ScaledAccount, Schedule: string, params = {}) =>
    account.scaling("PutScheduledAction", {
      ScheduledActionName: "up",
      Schedule,
      ScalableTargetAction: { MinCapacity: 30 },
      ...params,
    });

  it("autoscaling.schedule.bounds: set the bounds, and the capacity follows at once", () => {
    const account = new ScaledAccount(); // At 8:00 in UTC.
    account.register(2, 40);
    schedule(account, "cron(15 8 ? * MON *)");
    account.advanceTo(at(15));
    expect(account.capacity[0]).toBe(30);
    expect(account.scaling("DescribeScalableTargets")["ScalableTargets"]).toMatchObject([
      { MinCapacity: 30, MaxCapacity: 40 },
    ]);
    account.advanceTo(at(17));
    expect(account.capacity).toEqual([30, 30]);
    expect(account.activities.slice(0, 2)).toMatchObject([
      {
        Description: "Setting desired concurrency to 30.",
        Cause: "minimum capacity was set to 30",
      },
      {
        Description: "Setting min capacity to 30 and max capacity to 40",
        Cause: "scheduled action name up was triggered",
        StatusMessage: "Successfully set min capacity to 30 and max capacity to 40",
        StatusCode: "Successful",
        StartTime: Date.parse("2026-11-23T08:15:00Z") / 1_000,
      },
    ]);
  });

  it("autoscaling.schedule.expressions: know time zones, and refuse what is none", () => {
    const account = new ScaledAccount();
    account.register(2, 40);
    schedule(account, "at(2026-11-23T09:20:00)", { Timezone: "Europe/Berlin" });
    account.advanceTo(at(19, 59));
    expect(account.capacity).toEqual([2, 2]);
    account.advanceTo(at(20));
    expect(account.capacity[0]).toBe(30);
    const refused = (params: object) =>
      account.scalingRefusal("PutScheduledAction", { ScheduledActionName: "odd", ...params });
    const ScalableTargetAction = { MinCapacity: 1 };
    expect(refused({ ScalableTargetAction })).toContain("Schedule is required");
    expect(refused({ Schedule: "daily", ScalableTargetAction })).toContain("Invalid schedule");
    expect(refused({ Schedule: "rate(1 hour)" })).toContain("must specify");
    const zone = { Schedule: "rate(1 hour)", ScalableTargetAction, Timezone: "Mars/Phobos" };
    expect(refused(zone)).toContain("Invalid time zone: Mars/Phobos");
    expect(account.scaling("DescribeScheduledActions")["ScheduledActions"]).toMatchObject([
      {
        ScheduledActionName: "up",
        Schedule: "at(2026-11-23T09:20:00)",
        Timezone: "Europe/Berlin",
        ScalableTargetAction: { MinCapacity: 30 },
        ScheduledActionARN: expect.stringMatching(
          /:scheduledAction:[0-9a-f-]{36}:resource\/lambda\/function:worker:live:scheduledActionName\/up$/,
        ),
      },
    ]);
    account.scaling("DeleteScheduledAction", { ScheduledActionName: "up" });
    expect(account.scaling("DescribeScheduledActions")["ScheduledActions"]).toEqual([]);
  });

  it("autoscaling.schedule.span: do nothing before StartTime or after EndTime, from which rates count", () => {
    const account = new ScaledAccount();
    account.register(2, 40);
    const seconds = (time: string) => Date.parse(`2026-11-23T${time}Z`) / 1_000;
    schedule(account, "rate(10 minutes)", {
      StartTime: seconds("08:07:00"),
      EndTime: seconds("08:30:00"),
    });
    account.advanceTo(at(60));
    expect(account.meter("ScheduledActions")).toBe(2); // 8:17 and 8:27.
  });

  it("autoscaling.schedule.rate-from-creation: are due first one period after their creation", () => {
    const account = new ScaledAccount();
    account.register(2, 40);
    account.advanceTo(at(3));
    schedule(account, "rate(5 minutes)");
    account.advanceTo(at(7, 59));
    expect(account.meter("ScheduledActions")).toBe(0);
    account.advanceTo(at(8));
    expect(account.meter("ScheduledActions")).toBe(1);
  });
});

describe("what is told", () => {
  it("autoscaling.activities.told: has the newest first, page by page", () => {
    const account = new ScaledAccount();
    account.register(1, 40);
    for (const max of [2, 3, 4, 5]) {
      account.advance(at(2));
      account.register(max, 40);
    }
    account.advance(at(2));
    const page = (params: object) => account.scaling("DescribeScalingActivities", { ...params });
    const first = page({ MaxResults: 3 });
    expect(first["ScalingActivities"]).toMatchObject(
      [5, 4, 3].map((n) => ({ Description: `Setting desired concurrency to ${n}.` })),
    );
    expect(
      page({ MaxResults: 3, NextToken: first["NextToken"] })["ScalingActivities"],
    ).toHaveLength(2);
    expect(account.scalingRefusal("DescribeScalingActivities", { NextToken: "x" })).toContain(
      "InvalidNextTokenException",
    );
  });

  it("autoscaling.activities.failed: says why a service refused the capacity", () => {
    const account = new ScaledAccount();
    account.register(1, 2_000);
    account.advance(at(1));
    account.register(950, 2_000);
    account.advance(at(2));
    expect(account.activities[0]).toMatchObject({
      StatusCode: "Failed",
      StatusMessage: expect.stringContaining(
        "Failed to set desired concurrency to 950. Reason: Specified ConcurrentExecutions for function decreases account's UnreservedConcurrentExecution",
      ),
    });
    expect(account.capacity).toEqual([1, 1]);
    expect(account.meter("FailedScalings")).toBe(1);
  });

  it("autoscaling.api.quotas: of policies and scheduled actions", () => {
    const account = new ScaledAccount();
    account.register(1, 2);
    for (let number = 0; number < 50; number += 1) account.track({}, `p${number}`);
    const policy = { PolicyType: "TargetTrackingScaling", PolicyName: "more" };
    expect(account.scalingRefusal("PutScalingPolicy", policy)).toContain("LimitExceededException");
    const action = { Schedule: "rate(1 hour)", ScalableTargetAction: { MinCapacity: 1 } };
    for (let number = 0; number < 200; number += 1) {
      account.scaling("PutScheduledAction", { ...action, ScheduledActionName: `a${number}` });
    }
    expect(
      account.scalingRefusal("PutScheduledAction", { ...action, ScheduledActionName: "more" }),
    ).toContain("LimitExceededException");
    expect(live.ServiceNamespace).toBe("lambda");
  });
});
