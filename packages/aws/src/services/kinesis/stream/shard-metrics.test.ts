import { minutes, seconds, type Instant } from "@orrery/kernel";
import { expect, it } from "vitest";
import { simulate } from "../../../run/simulate.ts";
import type { PlainObject } from "../../../service/refusal.ts";

const stream = { StreamName: "clicks" };
const half = 1n << 127n;

/** Alarms on a metric of each of two shards, the first of which is busy and read; how they are after three minutes. */
function statesOf(MetricName: string, ShardLevelMetrics: readonly string[]): readonly string[] {
  const aws = simulate({ seed: 1, startsAt: "2026-11-23T09:00:00Z" });
  const client = aws.client();
  const call = (service: string, operation: string, params: PlainObject) =>
    client.call(service, operation, params);
  call("kinesis", "CreateStream", { ...stream, ShardCount: 2 });
  if (ShardLevelMetrics.length > 0) {
    call("kinesis", "EnableEnhancedMonitoring", { ...stream, ShardLevelMetrics });
  }
  const shards = ["shardId-000000000000", "shardId-000000000001"];
  for (const ShardId of shards) {
    call("cloudwatch", "PutMetricAlarm", {
      AlarmName: ShardId,
      Namespace: "AWS/Kinesis",
      MetricName,
      Dimensions: [
        { Name: "StreamName", Value: "clicks" },
        { Name: "ShardId", Value: ShardId },
      ],
      Statistic: "Sum",
      Period: 60,
      EvaluationPeriods: 1,
      ComparisonOperator: "GreaterThanThreshold",
      Threshold: 3,
      TreatMissingData: "notBreaching",
    });
  }
  const put = (ExplicitHashKey: string) =>
    client.call("kinesis", "PutRecord", {
      ...stream,
      Data: "aa==",
      PartitionKey: "k",
      ExplicitHashKey,
    });
  const iterator = { ...stream, ShardId: shards[0]!, ShardIteratorType: "TRIM_HORIZON" };
  for (let count = 0; count < 40; count += 1) {
    put("0");
    if (count % 20 === 0) put(half.toString());
    if (count % 4 === 0) {
      aws.run({ until: (aws.now + seconds(16)) as Instant });
      const { ShardIterator } = call("kinesis", "GetShardIterator", iterator);
      call("kinesis", "GetRecords", { ShardIterator: ShardIterator! });
    }
  }
  aws.run({ until: (aws.now + minutes(0.5)) as Instant });
  return shards.map((name) => {
    const { MetricAlarms } = call("cloudwatch", "DescribeAlarms", { AlarmNames: [name] });
    return (MetricAlarms as PlainObject[])[0]!["StateValue"] as string;
  });
}

it.each([
  "IncomingBytes",
  "IncomingRecords",
  "OutgoingBytes",
  "OutgoingRecords",
  "IteratorAgeMilliseconds",
])("kinesis.shard.metrics: %s is of one shard, where it is on", (metric) => {
  expect(statesOf(metric, [metric])).toEqual(["ALARM", "OK"]);
});

it.each([
  ["nothing", []],
  ["another", ["OutgoingRecords"]],
])("kinesis.shard.metrics: is not published where %s is on", (_what, on) => {
  expect(statesOf("IncomingRecords", on)).toEqual(["OK", "OK"]);
});
