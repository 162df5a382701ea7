import type { Part, ServiceSettingCases } from "../../../../test/setting-case.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
  Reader:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
  Log:
    Type: AWS::Logs::LogGroup
    Properties: { LogGroupName: !Sub "/aws/lambda/\${Worker}" }
  Shop: { Type: AWS::Logs::LogGroup, Properties: { LogGroupName: shop } }
  One: { Type: AWS::Logs::LogStream, Properties: { LogGroupName: !Ref Shop, LogStreamName: one } }
  Passed:
    Type: AWS::Logs::SubscriptionFilter
    Properties:
      LogGroupName: !Ref Log
      FilterPattern: ""
      DestinationArn: !GetAtt Reader.Arn
`;

const working: Part = {
  duration: "1m",
  workload: [{ to: "Worker", arrivals: { constant: { rate: "1/s" } } }],
};
/** Twenty requests in a second that puts one. */
const putting: Part = {
  duration: "20s",
  functions: {
    Worker: {
      calls: [
        {
          "logs:PutLogEvents": {
            logGroupName: "shop",
            logStreamName: "one",
            logEvents: [{ timestamp: 1_767_225_600_000, message: "x" }],
          },
        },
      ],
    },
  },
  workload: [{ to: "Worker", arrivals: { poisson: { rate: "20/s" } } }],
};

/** A function that makes two groups or streams at once, of which a quota lets one. */
const making = (operation: string, ...params: readonly Part[]): Part => ({
  duration: "20s",
  functions: { Worker: { calls: params.map((each) => ({ [`logs:${operation}`]: each })) } },
  workload: [{ to: "Worker", arrivals: { constant: { rate: "1/s" } } }],
});

/** A query each second, of which one runs at once. */
const asking: Part = {
  logs: true,
  duration: "20s",
  quotas: { "logs.concurrentQueries": 1 },
  functions: {
    Worker: {
      calls: [
        {
          "logs:StartQuery": {
            logGroupName: "shop",
            startTime: 1_767_225_600,
            endTime: 1_767_229_200,
            queryString: "fields @message",
          },
        },
      ],
    },
  },
  workload: [{ to: "Worker", arrivals: { constant: { rate: "1/s" } } }],
};

/** Settings that are about log groups. */
export const logsSettingCases: ServiceSettingCases = {
  template,
  settings: {
    "quotas.logs.putLogEventsCallsPerSecond": {
      base: putting,
      change: { quotas: { "logs.putLogEventsCallsPerSecond": 1 } },
    },
    "quotas.logs.createLogGroupCallsPerSecond": {
      base: making("CreateLogGroup", { logGroupName: "a" }, { logGroupName: "b" }),
      change: { quotas: { "logs.createLogGroupCallsPerSecond": 1 } },
    },
    "quotas.logs.createLogStreamCallsPerSecond": {
      base: making(
        "CreateLogStream",
        { logGroupName: "shop", logStreamName: "a" },
        { logGroupName: "shop", logStreamName: "b" },
      ),
      change: { quotas: { "logs.createLogStreamCallsPerSecond": 1 } },
    },
    "quotas.logs.concurrentQueries": {
      base: asking,
      change: { quotas: { "logs.concurrentQueries": 30 } },
    },
    "latencies.logs.query": {
      base: asking,
      change: { latencies: { "logs.query": { constant: "1ms" } } },
    },
    "latencies.logs.toSubscriber": {
      base: working,
      change: { latencies: { "logs.toSubscriber": { constant: "20s" } } },
    },
  },
  assumptions: {
    "logs.collecting": { base: working, change: { assumptions: { "logs.collecting": "30s" } } },
  },
};
