import type { Part, ServiceSettingCases } from "../../../../test/setting-case.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
  News: { Type: AWS::SNS::Topic }
  Mail: { Type: AWS::SQS::Queue }
  MailOfNews:
    Type: AWS::SNS::Subscription
    Properties: { TopicArn: !Ref News, Protocol: sqs, Endpoint: !GetAtt Mail.Arn }
  Busy:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: AWS/Lambda
      MetricName: Invocations
      Dimensions: [{ Name: FunctionName, Value: !Ref Worker }]
      Statistic: Sum
      Period: 60
      EvaluationPeriods: 1
      ComparisonOperator: GreaterThanThreshold
      Threshold: 30
      AlarmActions: [!Ref News]
  Fast:
    Type: AWS::CloudWatch::Alarm
    Properties:
      Namespace: Shop
      MetricName: Orders
      Statistic: Sum
      Period: 10
      EvaluationPeriods: 1
      TreatMissingData: breaching
      ComparisonOperator: GreaterThanThreshold
      Threshold: 30
      AlarmActions: [!Ref News]
  Strange:
    Type: AWS::CloudWatch::Alarm
    Properties:
      EvaluationPeriods: 1
      ComparisonOperator: GreaterThanUpperThreshold
      ThresholdMetricId: band
      AlarmActions: [!Ref News]
      Metrics:
        - Id: m1
          MetricStat:
            Metric:
              Namespace: AWS/Lambda
              MetricName: Invocations
              Dimensions: [{ Name: FunctionName, Value: !Ref Worker }]
            Period: 60
            Stat: Sum
        - { Id: band, Expression: "ANOMALY_DETECTION_BAND(m1, 2)" }
`;

/** More than the alarm's threshold, for as long as alarms take. */
const busy: Part = {
  duration: "10m",
  workload: [{ to: "Worker", arrivals: { poisson: { rate: "1/s" } } }],
};
const assuming = (name: string, value: unknown): Part => ({
  assumptions: { [`cloudwatch.${name}`]: value },
});
/** A topic that takes nothing at first. */
const closed: Part = {
  ...busy,
  faults: [{ at: "1s", for: "8m", refuse: "News", with: "InternalError" }],
};
/** Two requests in a second that puts one. */
const putting: Part = {
  duration: "1m",
  functions: {
    Worker: {
      calls: [
        {
          "cloudwatch:PutMetricData": {
            Namespace: "Shop",
            MetricData: [{ MetricName: "Orders", Value: 1 }],
          },
        },
      ],
    },
  },
  workload: [{ to: "Worker", arrivals: { poisson: { rate: "20/s" } } }],
};

const span = { StartTime: 1_767_225_600, EndTime: 1_767_229_200 };
const orders = { Namespace: "Shop", MetricName: "Orders" };
/** Two reads at once, of which a quota lets one. */
const reading = (operation: string, params: Part): Part => ({
  duration: "20s",
  functions: {
    Worker: { calls: [params, params].map((each) => ({ [`cloudwatch:${operation}`]: each })) },
  },
  workload: [{ to: "Worker", arrivals: { constant: { rate: "1/s" } } }],
});

/** Data that are so many hours old, and an alarm that looks at so many. */
const late = (age: number, looksAt: number): Part => ({
  duration: "3h",
  startsAt: "2026-01-05T00:00:00Z",
  functions: {
    Worker: {
      calls: [
        {
          "cloudwatch:PutMetricData": {
            Namespace: "Shop",
            MetricData: [
              { MetricName: "Orders", Value: 9, Timestamp: 1_767_571_200 - age * 3_600 },
            ],
          },
        },
        {
          "cloudwatch:PutMetricAlarm": {
            ...orders,
            AlarmName: "late",
            Statistic: "Sum",
            Period: 3_600,
            EvaluationPeriods: looksAt,
            DatapointsToAlarm: 1,
            ComparisonOperator: "GreaterThanThreshold",
            Threshold: 5,
            TreatMissingData: "notBreaching",
          },
        },
      ],
    },
  },
  workload: [{ to: "Worker", arrivals: { constant: { rate: "1/s" } }, for: "1s" }],
});

/** Settings that are about alarms and metrics. */
export const cloudwatchSettingCases: ServiceSettingCases = {
  template,
  settings: {
    "quotas.cloudwatch.putMetricDataCallsPerSecond": {
      base: putting,
      change: { quotas: { "cloudwatch.putMetricDataCallsPerSecond": 1 } },
    },
    "quotas.cloudwatch.getMetricDataCallsPerSecond": {
      base: reading("GetMetricData", {
        ...span,
        MetricDataQueries: [{ Id: "m", MetricStat: { Metric: orders, Period: 60, Stat: "Sum" } }],
      }),
      change: { quotas: { "cloudwatch.getMetricDataCallsPerSecond": 1 } },
    },
    "quotas.cloudwatch.getMetricStatisticsCallsPerSecond": {
      base: reading("GetMetricStatistics", {
        ...span,
        ...orders,
        Period: 60,
        Statistics: ["Sum"],
      }),
      change: { quotas: { "cloudwatch.getMetricStatisticsCallsPerSecond": 1 } },
    },
  },
  assumptions: {
    "cloudwatch.actionDelay": { base: busy, change: assuming("actionDelay", "20s") },
    "cloudwatch.actionRetryAge": { base: closed, change: assuming("actionRetryAge", "1m") },
    "cloudwatch.highResolutionDelay": { base: busy, change: assuming("highResolutionDelay", "2m") },
    "cloudwatch.lateData": {
      base: late(5, 12),
      change: assuming("lateData", "0s"),
    },
    "cloudwatch.veryLateData": {
      base: late(30, 48),
      change: assuming("veryLateData", "0s"),
    },
    "cloudwatch.bandPoints": { base: busy, change: assuming("bandPoints", 2) },
  },
};
