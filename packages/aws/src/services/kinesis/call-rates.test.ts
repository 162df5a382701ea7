import { seconds, type Instant } from "@orrery/kernel";
import { expect, it } from "vitest";
import { callsInside } from "../../../test/calls-inside.ts";
import { simulate } from "../../run/simulate.ts";

it("kinesis.api.rates: what is called too often is refused, stream by stream and shard by shard", () => {
  const aws = simulate();
  const client = aws.client();
  for (const StreamName of ["a", "b"]) {
    client.call("kinesis", "CreateStream", { StreamName, ShardCount: 2 });
  }
  const { outcome, many } = callsInside(aws, "kinesis");
  const a = { StreamName: "a" };
  expect(many(12, "DescribeStream", a)).toBe(10);
  expect(outcome("DescribeStream", { StreamName: "b" })).toBe("LimitExceededException");
  expect(many(21, "DescribeStreamSummary", a)).toBe(20);
  expect([outcome("DescribeLimits"), outcome("DescribeLimits")]).toEqual([
    "taken",
    "LimitExceededException",
  ]);
  const iterator = (StreamName: string, ShardId: string) => ({
    StreamName,
    ShardId: `shardId-00000000000${ShardId}`,
    ShardIteratorType: "LATEST",
  });
  expect(many(6, "GetShardIterator", iterator("a", "0"))).toBe(5);
  expect(many(6, "GetShardIterator", iterator("a", "1"))).toBe(5);
  expect(many(6, "GetShardIterator", iterator("b", "0"))).toBe(5);
  expect(outcome("GetShardIterator", iterator("a", "0"))).toBe(
    "ProvisionedThroughputExceededException",
  );
  const StreamARN = "arn:aws:kinesis:us-east-1:123456789012:stream/a";
  const consumer = (ConsumerName: number) => ({ StreamARN, ConsumerName: `c${ConsumerName}` });
  expect(
    [1, 2, 3, 4, 5, 6].map((number) => outcome("RegisterStreamConsumer", consumer(number))),
  ).toEqual([...Array<string>(5).fill("taken"), "LimitExceededException"]);
  aws.run({ until: (aws.now + seconds(0.5)) as Instant });
  expect(many(12, "DescribeStream", a)).toBe(5);
  // No time passes between calls from outside.
  for (let count = 0; count < 20; count += 1) client.call("kinesis", "DescribeStream", a);
});
