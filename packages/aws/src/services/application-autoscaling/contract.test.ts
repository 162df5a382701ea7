import { minutes, seconds } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { functionParams } from "../../../test/lambda-account.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { applicationAutoscalingService } from "./index.ts";
import { live } from "./test/scaled-account.ts";

const lambda = (operation: string, params: PlainObject) => (): JourneyCall => [
  "lambda",
  operation,
  { FunctionName: "worker", ...params },
];
const scaling =
  (operation: string, params: PlainObject = {}) =>
  (): JourneyCall => ["application-autoscaling", operation, { ...live, ...params }];
const track = (TargetValue: number) =>
  scaling("PutScalingPolicy", {
    PolicyName: "track",
    PolicyType: "TargetTrackingScaling",
    TargetTrackingScalingPolicyConfiguration: {
      TargetValue,
      PredefinedMetricSpecification: {
        PredefinedMetricType: "LambdaProvisionedConcurrencyUtilization",
      },
    },
  });
const stepping = (PolicyName: string) =>
  scaling("PutScalingPolicy", {
    PolicyName,
    PolicyType: "StepScaling",
    StepScalingPolicyConfiguration: {
      AdjustmentType: "ChangeInCapacity",
      Cooldown: 60,
      StepAdjustments: [
        { MetricIntervalLowerBound: 0, ScalingAdjustment: 2 },
        { MetricIntervalUpperBound: 0, ScalingAdjustment: -1 },
      ],
    },
  });
const schedule = (Schedule: string, MinCapacity: number) =>
  scaling("PutScheduledAction", {
    ScheduledActionName: "often",
    Schedule,
    ScalableTargetAction: { MinCapacity },
  });
const register = (MinCapacity: number, MaxCapacity: number) =>
  scaling("RegisterScalableTarget", { MinCapacity, MaxCapacity });
const invoke = lambda("Invoke", { Qualifier: "live" });

const journeys: Journeys = {
  // It counts its activities, so that no two of its worlds are alike in which one did more.
  seldomAlike: true,
  latencies: {
    "lambda.provisioned.preparation": { type: "constant", value: seconds(30) },
  },
  made: [
    ["lambda", "CreateFunction", functionParams as PlainObject],
    ["lambda", "PublishVersion", { FunctionName: "worker" }],
    ["lambda", "CreateAlias", { FunctionName: "worker", Name: "live", FunctionVersion: "1" }],
    register(2, 5)(),
    track(0.5)(),
    ...["one", "two", "three", "four"].map((name) => stepping(name)()),
  ],
  courses: [
    // Alarms are evaluated three times in what follows.
    [track(0.6), seconds(48)],
    [track(0.1), invoke, minutes(1), invoke, minutes(1), invoke, minutes(1), invoke, minutes(3)],
    [schedule("rate(1 minute)", 3), minutes(3)],
    [register(4, 5), lambda("DeleteFunction", {}), register(1, 2), minutes(3)],
    [scaling("DeregisterScalableTarget"), minutes(3), register(1, 2), minutes(3)],
  ],
  asked: [
    register(1, 5),
    register(3, 4),
    track(0.1),
    track(0.9),
    stepping("five"),
    schedule("rate(1 minute)", 1),
    schedule("cron(0/5 * ? * * *)", 3),
    scaling("DeleteScheduledAction", { ScheduledActionName: "often" }),
    scaling("DeleteScalingPolicy", { PolicyName: "track" }),
    scaling("DescribeScalingActivities"),
    invoke,
    lambda("PutProvisionedConcurrencyConfig", {
      Qualifier: "live",
      ProvisionedConcurrentExecutions: 4,
    }),
    lambda("DeleteProvisionedConcurrencyConfig", { Qualifier: "live" }),
  ],
};

itKeepsTheContract(applicationAutoscalingService, journeys);
