import { hours } from "@orrery/kernel";
import type { JourneyCall, Journeys } from "../../../test/journey.ts";
import { functionParams } from "../../../test/lambda-account.ts";
import { itKeepsTheContract } from "../../../test/service-contract.ts";
import type { PlainObject } from "../../service/refusal.ts";
import { kinesisService } from "./index.ts";

const kinesis = (operation: string, params: PlainObject) => (): JourneyCall => [
  "kinesis",
  operation,
  params,
];
const clicks = { StreamName: "clicks" };
const arn = "arn:aws:kinesis:us-east-1:123456789012:stream/clicks";
const shard = (number: number) => `shardId-00000000000${number}`;
const put = (PartitionKey: string, size = 100) =>
  kinesis("PutRecord", { ...clicks, Data: btoa("x".repeat(size)), PartitionKey });
const iterator = (ShardIteratorType: string) =>
  kinesis("GetShardIterator", { ...clicks, ShardId: shard(0), ShardIteratorType });
const half = (1n << 126n).toString();

const journeys: Journeys = {
  // Records stay for a day: see stream/canonical.test.ts.
  seldomAlike: true,
  made: [
    ["kinesis", "CreateStream", { ...clicks, ShardCount: 2 }],
    [
      "kinesis",
      "CreateStream",
      { StreamName: "events", StreamModeDetails: { StreamMode: "ON_DEMAND" } },
    ],
    ["kinesis", "RegisterStreamConsumer", { StreamARN: arn, ConsumerName: "app" }],
    ["kinesis", "EnableEnhancedMonitoring", { ...clicks, ShardLevelMetrics: ["ALL"] }],
    [
      "cloudwatch",
      "PutMetricAlarm",
      {
        AlarmName: "busy",
        Namespace: "AWS/Kinesis",
        MetricName: "IncomingBytes",
        Dimensions: [
          { Name: "StreamName", Value: clicks.StreamName },
          { Name: "ShardId", Value: shard(0) },
        ],
        Statistic: "Sum",
        Period: 60,
        EvaluationPeriods: 1,
        ComparisonOperator: "GreaterThanThreshold",
        Threshold: 1,
      },
    ],
    ["lambda", "CreateFunction", { ...(functionParams as PlainObject), FunctionName: "reader" }],
    [
      "lambda",
      "CreateEventSourceMapping",
      {
        FunctionName: "reader",
        EventSourceArn: `${arn}/consumer/app:1767225602`,
        StartingPosition: "LATEST",
      },
    ],
  ],
  courses: [
    [
      kinesis("PutRecords", {
        StreamName: "events",
        Records: Array.from({ length: 60 }, () => ({
          Data: btoa("x".repeat(16_000)),
          PartitionKey: "same",
        })),
      }),
    ],
    [put("a"), hours(25), put("b")],
  ],
  asked: [
    put("a"),
    put("b", 2_000),
    put("c"),
    kinesis("PutRecords", {
      ...clicks,
      Records: ["a", "b", "c"].map((PartitionKey) => ({ Data: "", PartitionKey })),
    }),
    kinesis("PutRecord", { StreamName: "events", Data: "", PartitionKey: "a" }),
    iterator("TRIM_HORIZON"),
    iterator("LATEST"),
    (answers) => {
      const ShardIterator = answers("GetShardIterator")?.response["ShardIterator"];
      return ShardIterator === undefined
        ? undefined
        : ["kinesis", "GetRecords", { ShardIterator, Limit: 2 }];
    },
    (answers) => {
      const ShardIterator = answers("GetRecords")?.response["NextShardIterator"];
      return ShardIterator === undefined ? undefined : ["kinesis", "GetRecords", { ShardIterator }];
    },
    kinesis("SplitShard", { ...clicks, ShardToSplit: shard(0), NewStartingHashKey: half }),
    kinesis("MergeShards", {
      ...clicks,
      ShardToMerge: shard(0),
      AdjacentShardToMerge: shard(1),
    }),
    kinesis("UpdateShardCount", {
      ...clicks,
      TargetShardCount: 3,
      ScalingType: "UNIFORM_SCALING",
    }),
    kinesis("DescribeStream", clicks),
    kinesis("ListShards", clicks),
    kinesis("DescribeLimits", {}),
    kinesis("IncreaseStreamRetentionPeriod", { ...clicks, RetentionPeriodHours: 48 }),
    kinesis("DecreaseStreamRetentionPeriod", { ...clicks, RetentionPeriodHours: 24 }),
    kinesis("UpdateStreamMode", {
      StreamARN: arn,
      StreamModeDetails: { StreamMode: "ON_DEMAND" },
    }),
    kinesis("RegisterStreamConsumer", { StreamARN: arn, ConsumerName: "one" }),
    kinesis("DeleteStream", { ...clicks, EnforceConsumerDeletion: true }),
    kinesis("CreateStream", { ...clicks, ShardCount: 2 }),
  ],
};

itKeepsTheContract(kinesisService, journeys);
