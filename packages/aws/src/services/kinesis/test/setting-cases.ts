import type { Part, ServiceSettingCases, SettingCase } from "../../../../test/setting-case.ts";

const template = `Transform: AWS::Serverless-2016-10-31
Resources:
  Clicks: { Type: AWS::Kinesis::Stream, Properties: { Name: stack-Clicks, ShardCount: 2 } }
  Events:
    Type: AWS::Kinesis::Stream
    Properties: { StreamModeDetails: { StreamMode: ON_DEMAND } }
  Worker:
    Type: AWS::Serverless::Function
    Properties: { Handler: index.handler, Runtime: nodejs22.x }
  App: { Type: AWS::Kinesis::StreamConsumer, Properties: { ConsumerName: app, StreamARN: !GetAtt Clicks.Arn } }
  Reader:
    Type: AWS::Serverless::Function
    Properties:
      Handler: index.handler
      Runtime: nodejs22.x
      Events: { App: { Type: Kinesis, Properties: { Stream: !GetAtt App.ConsumerARN, StartingPosition: LATEST } } }
`;

const toWorker: Part = { workload: [{ to: "Worker", arrivals: { constant: { rate: "1/m" } } }] };
const toClicks: Part = { workload: [{ to: "Clicks", arrivals: { constant: { rate: "1/s" } } }] };
const calling = (call: string, ...params: readonly Part[]): Part => ({
  ...toWorker,
  functions: { Worker: { calls: params.map((each) => ({ [call]: each })) } },
});
const stream = { StreamName: "stack-Clicks" };
const counting = calling("kinesis:UpdateShardCount", {
  ...stream,
  TargetShardCount: 4,
  ScalingType: "UNIFORM_SCALING",
});
/** A record for a stream that is being made is refused. */
const madeAndUsed: Part = {
  ...toWorker,
  functions: {
    Worker: {
      calls: [
        { "kinesis:CreateStream": { StreamName: "more", ShardCount: 1 } },
        {
          "kinesis:PutRecords": {
            StreamName: "more",
            Records: [{ Data: "", PartitionKey: "k" }],
          },
        },
      ],
    },
  },
};
const StreamARN = "arn:aws:kinesis:us-east-1:123456789012:stream/stack-Clicks";
/** Five may be in the making at once, and as many be registered in a second. */
const sixConsumers: Part = {
  ...toWorker,
  actions: [1, 2, 3, 4, 5, 6].map((number) => ({
    at: `${number * 500}ms`,
    do: { "kinesis:RegisterStreamConsumer": { StreamARN, ConsumerName: `c${number}` } },
  })),
};
const iterator = { ...stream, ShardId: "shardId-000000000000", ShardIteratorType: "LATEST" };
/** Two calls at once, of which a quota lets one. */
const twice = (quota: string, operation: string, params: Part): readonly [string, SettingCase] => [
  `quotas.kinesis.${quota}`,
  {
    base: calling(`kinesis:${operation}`, params, params),
    change: { quotas: { [`kinesis.${quota}`]: 1 } },
  },
];
/** More than half of what one of four shards takes. */
const busy: Part = {
  workload: [
    {
      to: "Events",
      arrivals: { constant: { rate: "2/s" } },
      groups: { same: 1 },
      payload: { size: "400KB" },
    },
  ],
  duration: "20m",
};
const assuming = (name: string, value: unknown): Part => ({ assumptions: { [name]: value } });

/** A case for each setting of scenarios that is about streams. */
export const kinesisSettingCases: ServiceSettingCases = {
  template,
  settings: {
    "latencies.kinesis.toProducer": {
      base: toClicks,
      change: { latencies: { "kinesis.toProducer": "1s" } },
    },
    "latencies.kinesis.fanOutToLambda": {
      base: toClicks,
      change: { latencies: { "kinesis.fanOutToLambda": "2s" } },
    },
    "latencies.kinesis.stream.creation": {
      base: madeAndUsed,
      change: { latencies: { "kinesis.stream.creation": "0s" } },
    },
    "latencies.kinesis.consumer.creation": {
      base: sixConsumers,
      change: { latencies: { "kinesis.consumer.creation": "0s" } },
    },
    ...Object.fromEntries([
      twice("controlCallsPerSecond", "ListStreams", {}),
      twice("describeStreamCallsPerSecond", "DescribeStream", stream),
      twice("describeStreamSummaryCallsPerSecond", "DescribeStreamSummary", stream),
      twice("listShardsCallsPerSecond", "ListShards", stream),
      twice("consumerCallsPerSecond", "ListStreamConsumers", { StreamARN }),
      twice("describeStreamConsumerCallsPerSecond", "DescribeStreamConsumer", {
        StreamARN,
        ConsumerName: "app",
      }),
      twice("shardIteratorCallsPerSecond", "GetShardIterator", iterator),
    ]),
    "quotas.kinesis.onDemandMegabytesPerSecond": {
      base: busy,
      change: { quotas: { "kinesis.onDemandMegabytesPerSecond": 4 } },
    },
    "quotas.kinesis.shards": {
      base: calling("kinesis:CreateStream", { StreamName: "more", ShardCount: 3 }),
      change: { quotas: { "kinesis.shards": 2 } },
    },
    "actions[].do.kinesis:PutRecord": {
      base: toWorker,
      change: { actions: [{ at: "10s", do: { "kinesis:PutRecord": "Clicks" } }] },
    },
    "functions.*.calls[].kinesis:PutRecord": {
      base: { ...toWorker, functions: { Worker: {} } },
      change: { functions: { Worker: { calls: [{ "kinesis:PutRecord": "Clicks" }] } } },
    },
  },
  assumptions: {
    "kinesis.reshardingTime": { base: counting, change: assuming("kinesis.reshardingTime", "1s") },
    "kinesis.shardTime": { base: counting, change: assuming("kinesis.shardTime", "10s") },
    "kinesis.onDemandWindow": { base: busy, change: assuming("kinesis.onDemandWindow", "10s") },
    "kinesis.onDemandDelay": { base: busy, change: assuming("kinesis.onDemandDelay", "1m") },
  },
};
