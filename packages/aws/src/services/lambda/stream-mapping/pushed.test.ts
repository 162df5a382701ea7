import { hours, milliseconds, minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { deployStream, fails, streamArn } from "./test/deployed-stream.ts";

const half = (1n << 127n).toString();
const way = (value: number) => ({
  latencies: { "kinesis.fanOutToLambda": { type: "constant", value } as const },
});

it("stream-mapping.pushed.latency: a record is with the function as soon as its way takes, and no poll is made", () => {
  const stack = deployStream({ pushed: true, options: way(milliseconds(70)) });
  stack.run(minutes(20));
  expect(stack.meter("PolledEventCount")?.count ?? 0).toBe(0);
  const putAt = stack.aws.now;
  stack.put("a");
  stack.run(seconds(1));
  expect(stack.batches()).toEqual(["a"]);
  expect(stack.invocations[0]!.at - putAt).toBe(milliseconds(70));
  expect(stack.invocations[0]!.event).toMatchObject({
    Records: [{ eventSourceARN: expect.stringContaining(`${streamArn}/consumer/app:`) as string }],
  });
});

it("stream-mapping.pushed.latency: is a few dozen milliseconds where nobody says otherwise", () => {
  const options = { latencies: { "kinesis.fanOutToLambda": undefined as never } };
  const stack = deployStream({ pushed: true, options });
  const ways: number[] = [];
  for (let nth = 0; nth < 200; nth += 1) {
    const putAt = stack.aws.now;
    stack.put(`${nth}`);
    stack.run(seconds(1));
    ways.push(stack.invocations[nth]!.at - putAt);
  }
  ways.sort((one, other) => one - other);
  expect(ways[100]! / 1_000).toBeGreaterThan(42);
  expect(ways[100]! / 1_000).toBeLessThan(58);
  expect(ways[199]! / 1_000).toBeLessThan(200);
});

it("stream-mapping.pushed.throughput: readers that poll have theirs for themselves", () => {
  const stack = deployStream({ pushed: true });
  stack.client.call("lambda", "CreateEventSourceMapping", {
    FunctionName: "reader",
    EventSourceArn: stack.consumerOf("other"),
    StartingPosition: "TRIM_HORIZON",
  });
  const { ShardIterator } = stack.kinesis("GetShardIterator", {
    ShardId: "shardId-000000000000",
    ShardIteratorType: "LATEST",
  });
  for (let call = 0; call < 5; call += 1)
    stack.client.call("kinesis", "GetRecords", { ShardIterator: ShardIterator! });
  stack.put("a");
  stack.run(milliseconds(10));
  expect(stack.batches()).toEqual(["a", "a"]);
});

it("stream-mapping.pushed.throughput: 2 MB a second of each shard", () => {
  const stack = deployStream({ pushed: true, mapping: { Enabled: false } });
  for (let nth = 0; nth < 6; nth += 1) {
    stack.put("x".repeat(1_048_575), `${nth}`);
    stack.run(seconds(1));
  }
  stack.change({ Enabled: true });
  const enabledAt = stack.aws.now;
  stack.run(seconds(10));
  expect(stack.invocations.map(({ at, data }) => [at - enabledAt, data.length])).toEqual([
    [0, 2],
    [seconds(1), 2],
    [seconds(2), 2],
  ]);
});

it("stream-mapping.pushed.again: subscribes again after five minutes, and misses nothing and nothing comes twice", () => {
  const stack = deployStream({ pushed: true, takes: seconds(40) });
  const all = Array.from({ length: 60 }, (_, nth) => String.fromCharCode(65 + nth));
  for (const each of all) {
    stack.put(each);
    stack.run(seconds(17));
  }
  stack.run(hours(1));
  expect(stack.batches().join("")).toBe(all.join(""));
  const meters = stack.aws.metersOf("kinesis.stream:clicks");
  expect(meters["SubscribeToShard.Success"]!.sum).toBeGreaterThanOrEqual(15);
  expect(meters["SubscribeToShard.RateExceeded"]!.sum).toBe(0);
});

it("stream-mapping.pushed.latency: from LATEST on, through a split and after failures, in order", () => {
  let failures = 0;
  const stack = deployStream({
    pushed: true,
    before: [["x", "k"]],
    mapping: { StartingPosition: "LATEST" },
    answer: ({ data }) => (data.includes("b") && (failures += 1) < 3 ? fails() : null),
  });
  stack.run(seconds(1));
  for (const each of ["a", "b", "c"]) stack.put(each, "k");
  stack.run(seconds(30));
  stack.kinesis("SplitShard", { ShardToSplit: "shardId-000000000000", NewStartingHashKey: half });
  stack.run(minutes(1));
  stack.put("d", "k");
  stack.run(seconds(10));
  const done = stack.sum("ProcessedEventCount");
  expect(done).toBe(4);
  expect(stack.batches().at(-1)).toBe("d");
  expect(stack.batches().join("")).not.toContain("x");
});

it("stream-mapping.pushed.latency: a consumer that is not there cannot be read", () => {
  const stack = deployStream();
  const asked = (arn: string) => () =>
    stack.client.call("lambda", "CreateEventSourceMapping", {
      FunctionName: "reader",
      EventSourceArn: arn,
      StartingPosition: "LATEST",
    });
  expect(asked(`${streamArn}/consumer/nobody:1`)).toThrow("Stream not found");
});
