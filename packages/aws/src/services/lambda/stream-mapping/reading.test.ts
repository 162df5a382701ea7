import { hours, milliseconds, minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { deployStream, fails, streamArn } from "./test/deployed-stream.ts";

const onlyShard = "shardId-000000000000";
const half = (1n << 127n).toString();

it("stream-mapping.read.rate: a shard that has nothing is polled once a second, and one that has more as often as it may be", () => {
  const stack = deployStream();
  stack.run(seconds(10));
  expect(stack.meter("PolledEventCount")?.count).toBe(11);
  expect(stack.sum("PolledEventCount")).toBe(0);
  stack.put("x");
  stack.run(milliseconds(1_500));
  expect(stack.batches()).toEqual(["x"]);
  expect(stack.meter("PolledEventCount")!.count).toBeLessThanOrEqual(13);
  // Twelve records of a megabyte are more than one read gives.
  const large = deployStream({ mapping: { Enabled: false } });
  for (let nth = 0; nth < 12; nth += 1) {
    large.put("y".repeat(1_000_000), `${nth}`);
    large.run(seconds(1));
  }
  large.change({ Enabled: true });
  large.run(milliseconds(100));
  const first = large.sum("PolledEventCount");
  expect(first).toBe(10);
  large.run(seconds(15));
  expect(large.sum("PolledEventCount")).toBe(12);
});

it("stream-mapping.read.trim-horizon: reads what is there, and parents first where shards were split", () => {
  const stack = deployStream({
    before: [
      ["a", "a"],
      ["b", "b"],
    ],
    mapping: { Enabled: false },
  });
  stack.kinesis("SplitShard", { ShardToSplit: onlyShard, NewStartingHashKey: half });
  stack.run(minutes(1));
  stack.putAll(["c", "d"]);
  stack.change({ Enabled: true });
  stack.run(seconds(10));
  const read = stack.batches().join("");
  expect(read.slice(0, 2)).toBe("ab");
  expect([...read].sort().join("")).toBe("abcd");
});

it("stream-mapping.read.latest: misses what comes while the mapping is made", () => {
  const stack = deployStream({
    before: [["a", "a"]],
    mapping: { StartingPosition: "LATEST" },
    options: {
      latencies: {
        "lambda.eventSourceMapping.transition": { type: "constant", value: seconds(30) },
      },
    },
  });
  stack.run(seconds(10));
  stack.put("b");
  stack.run(seconds(25));
  stack.put("c");
  stack.run(seconds(10));
  expect(stack.batches()).toEqual(["c"]);
});

it("stream-mapping.read.at-timestamp: begins with what came then, in each shard", () => {
  const stack = deployStream({ mapping: { Enabled: false }, shards: 2 });
  stack.putAll(["a", "b"]); // Of two shards.
  stack.run(seconds(10));
  stack.putAll(["c", "d", "e", "f"]);
  const at = 1_767_225_600 + 5;
  stack.client.call("lambda", "DeleteEventSourceMapping", { UUID: stack.made["UUID"]! });
  stack.client.call("lambda", "CreateEventSourceMapping", {
    FunctionName: "reader",
    EventSourceArn: streamArn,
    StartingPosition: "AT_TIMESTAMP",
    StartingPositionTimestamp: at,
  });
  stack.run(seconds(10));
  expect([...stack.batches().join("")].sort().join("")).toBe("cdef");
});

it("stream-mapping.read.parents-first: a child waits until its parents are done with, both of them where they were merged", () => {
  let isBroken = true;
  const stack = deployStream({
    shards: 2,
    answer: ({ data }) => (isBroken && data.includes("b") ? fails() : null),
  });
  stack.putAll(["a", "b"]);
  stack.run(seconds(2));
  stack.kinesis("MergeShards", {
    ShardToMerge: onlyShard,
    AdjacentShardToMerge: "shardId-000000000001",
  });
  stack.run(minutes(1));
  stack.put("c");
  stack.run(minutes(1));
  expect(stack.batches()).not.toContain("c");
  isBroken = false;
  stack.run(seconds(30));
  expect(stack.batches().slice(-2)).toEqual(["b", "c"]);
});

it("stream-mapping.read.lanes: one batch of a shard is in work at a time, or as many as its factor, with order by key", () => {
  const records = ["a1", "b1", "c1", "d1", "a2", "b2", "c2", "d2"];
  const overlap = (factor: number) => {
    const stack = deployStream({
      takes: seconds(1),
      mapping: { ParallelizationFactor: factor, BatchSize: 1 },
      before: records.map((data) => [data, data[0]!] as const),
    });
    stack.run(seconds(30));
    const times = stack.invocations.map(({ at }) => at);
    const most = Math.max(
      ...times.map((at) => times.filter((other) => other <= at && at < other + seconds(1)).length),
    );
    return { most, batches: stack.batches() };
  };
  const one = overlap(1);
  expect(one.most).toBe(1);
  expect(one.batches).toEqual(records);
  const ten = overlap(10);
  expect(ten.most).toBeGreaterThan(1);
  expect(ten.most).toBeLessThanOrEqual(4);
  expect([...ten.batches].sort()).toEqual([...records].sort());
  for (const key of "abcd") {
    expect(ten.batches.filter((data) => data.startsWith(key))).toEqual([`${key}1`, `${key}2`]);
  }
});

it("another parallelization factor holds once what was read is done with, so that no record overtakes one of its key", () => {
  const stack = deployStream({
    takes: seconds(3),
    mapping: { BatchSize: 1 },
    before: ["a1", "a2", "a3"].map((data) => [data, "a"] as const),
  });
  stack.run(seconds(1));
  stack.change({ ParallelizationFactor: 5 });
  stack.putAll(["a4", "a5"], "a");
  stack.run(seconds(40));
  expect(stack.batches()).toEqual(["a1", "a2", "a3", "a4", "a5"]);
});

it("stream-mapping.read.shared: a read that the shard refuses is made again", () => {
  const stack = deployStream({ mapping: { Enabled: false } });
  const { ShardIterator = null } = stack.kinesis("GetShardIterator", {
    ShardId: onlyShard,
    ShardIteratorType: "TRIM_HORIZON",
  });
  for (let nth = 0; nth < 5; nth += 1)
    stack.client.call("kinesis", "GetRecords", { ShardIterator });
  stack.change({ Enabled: true });
  stack.run(milliseconds(100));
  expect(stack.sum("ReadThrottles")).toBe(1);
  stack.put("x");
  stack.run(seconds(15));
  expect(stack.batches()).toEqual(["x"]);
});

it("stream-mapping.read.aggregated: what a producer put as one record is one", () => {
  const stack = deployStream({ before: [["abc", "k"]] });
  stack.run(seconds(2));
  expect(stack.invocations.map(({ data }) => data)).toEqual([["abc"]]);
});

it("stream-mapping.read.iterator-age: is the age of the last record of a batch when the function gets it", () => {
  const stack = deployStream({ takes: seconds(4), mapping: { BatchSize: 1 } });
  stack.putAll(["a", "b"]);
  stack.run(seconds(10));
  const age = stack.meter("IteratorAge")!;
  expect(age.count).toBe(2);
  expect(age.min).toBeLessThan(seconds(1));
  expect(age.max).toBeGreaterThanOrEqual(seconds(4));
});

it("stream-mapping.read.expired: what expires behind a batch that fails is passed over, and nobody is told", () => {
  const stack = deployStream({
    answer: ({ data }) => (data.includes("x") ? fails() : null),
    mapping: {
      BatchSize: 1,
      DestinationConfig: {
        OnFailure: { Destination: "arn:aws:sqs:us-east-1:123456789012:failed" },
      },
    },
  });
  stack.putAll(["x", "y"]);
  stack.run(hours(20));
  stack.put("z");
  stack.run(hours(5));
  expect(stack.batches().filter((data) => data !== "x")).toEqual(["z"]);
  expect(stack.sum("ExpiredEventCount")).toBe(2);
  expect(stack.failed()).toEqual([]);
});

it("records that expire in the stream before they were read are counted", () => {
  const stack = deployStream();
  stack.run(seconds(1));
  stack.change({ Enabled: false });
  stack.putAll(["a", "b", "c"]);
  stack.run(hours(25));
  stack.put("d");
  stack.change({ Enabled: true });
  stack.run(seconds(5));
  expect(stack.batches()).toEqual(["d"]);
  expect(stack.sum("ExpiredEventCount")).toBe(3);
});

it("stream-mapping.read.disabled: goes on where it stopped", () => {
  const stack = deployStream({ mapping: { BatchSize: 1 }, takes: seconds(2) });
  stack.putAll(["a", "b", "c"]);
  stack.run(seconds(3));
  stack.change({ Enabled: false });
  stack.run(minutes(10));
  const before = stack.batches().length;
  expect(before).toBeLessThan(3);
  stack.put("d");
  stack.run(minutes(10));
  expect(stack.batches().length).toBe(before);
  stack.change({ Enabled: true });
  stack.run(seconds(20));
  expect(stack.batches()).toEqual(["a", "b", "c", "d"]);
});

it("a stream that is gone is asked again, and a new one under its name is read", () => {
  const stack = deployStream();
  stack.run(seconds(2));
  stack.kinesis("DeleteStream");
  stack.run(seconds(30));
  expect(stack.sum("PolledEventCount")).toBe(0);
});
