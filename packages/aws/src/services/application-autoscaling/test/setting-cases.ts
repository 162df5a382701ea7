import type { Part, ServiceSettingCases } from "../../../../test/setting-case.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x, AutoPublishAlias: live }
  Scaled:
    Type: AWS::ApplicationAutoScaling::ScalableTarget
    DependsOn: WorkerAliaslive
    Properties:
      ServiceNamespace: lambda
      ResourceId: !Sub function:\${Worker}:live
      ScalableDimension: lambda:function:ProvisionedConcurrency
      MinCapacity: 2
      MaxCapacity: 9
  Tracked:
    Type: AWS::ApplicationAutoScaling::ScalingPolicy
    Properties:
      PolicyName: tracked
      PolicyType: TargetTrackingScaling
      ScalingTargetId: !Ref Scaled
      TargetTrackingScalingPolicyConfiguration:
        TargetValue: 0.3
        PredefinedMetricSpecification:
          PredefinedMetricType: LambdaProvisionedConcurrencyUtilization
`;

/** More than the target has, for as long as alarms take. */
const busy: Part = {
  duration: "10m",
  workload: [{ to: "WorkerAliaslive", arrivals: { constant: { rate: "15/s" } } }],
};
const assuming = (name: string, value: string): Part => ({ assumptions: { [name]: value } });

/** Settings that are about scaled capacities. */
export const applicationAutoscalingSettingCases: ServiceSettingCases = {
  template,
  settings: {},
  assumptions: {
    "alarm.metricDelay": { base: busy, change: assuming("alarm.metricDelay", "3m") },
    "alarm.evaluationOffset": { base: busy, change: assuming("alarm.evaluationOffset", "40s") },
  },
};
