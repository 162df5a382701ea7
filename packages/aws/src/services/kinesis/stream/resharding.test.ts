import { hours, milliseconds, minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { hashKeyFrom, numberOfHashKey } from "../hash-key.ts";
import { codeOf, entry, got, openStream, put, shards, taken } from "../test/driven-stream.ts";

const middle = hashKeyFrom(1n << 127n);
const openOf = (stream: ReturnType<typeof openStream>) =>
  shards(stream).shards.filter(({ closedAt }) => closedAt === null);

it("kinesis.shard.split: a parent closes, and two children have its range", () => {
  const stream = openStream();
  taken(stream, "a");
  expect(codeOf(stream.ask({ type: "splitShard", shard: 0, at: middle }))).toBe("resharding");
  taken(stream, "a"); // Goes to the parent still.
  stream.advance(seconds(30));
  const [parent, low, high] = shards(stream).shards;
  expect(parent!.closedAt).toBe(seconds(30));
  expect([low!.parents, high!.parents]).toEqual([[0], [0]]);
  expect(numberOfHashKey(high!.start) - numberOfHashKey(low!.end)).toBe(1n);
  expect(taken(stream, "a").shard).toBe(1);
  expect(taken(stream, "b").shard).toBe(2);
  const outside = { type: "splitShard", shard: 1, at: middle } as const;
  expect(codeOf(stream.ask(outside))).toBe("InvalidArgumentException");
  const closed = { type: "splitShard", shard: 0, at: middle } as const;
  expect(codeOf(stream.ask(closed))).toBe("ResourceNotFoundException");
});

it("kinesis.shard.merge: two neighbors become one child of both", () => {
  const stream = openStream({ shardCount: 3 });
  const apart = { type: "mergeShards", shard: 0, adjacent: 2 } as const;
  expect(codeOf(stream.ask(apart))).toBe("InvalidArgumentException");
  expect(codeOf(stream.ask({ type: "mergeShards", shard: 1, adjacent: 0 }))).toBe("resharding");
  stream.advance(seconds(30));
  const child = shards(stream).shards[3]!;
  expect(child.parents).toEqual([1, 0]);
  expect(numberOfHashKey(child.start)).toBe(0n);
  expect(openOf(stream).map(({ number }) => number)).toEqual([2, 3]);
});

it("kinesis.shard.one-change: one at a time, and the stream is UPDATING meanwhile", () => {
  const stream = openStream({ shardCount: 2 });
  stream.ask({ type: "mergeShards", shard: 0, adjacent: 1 });
  expect(shards(stream).isUpdating).toBe(true);
  const again = stream.ask({ type: "splitShard", shard: 0, at: middle });
  expect(codeOf(again)).toBe("ResourceInUseException");
  stream.advance(seconds(30));
  expect(shards(stream).isUpdating).toBe(false);
});

it("kinesis.shard.time: 30 s, and half a second for each shard of a new count", () => {
  const stream = openStream({ shardCount: 4 });
  stream.ask({ type: "updateShardCount", target: 8, room: 100 });
  stream.advance(milliseconds(33_999));
  expect(openOf(stream)).toHaveLength(4);
  stream.advance(milliseconds(1));
  expect(openOf(stream)).toHaveLength(8);
});

it("kinesis.shard.count: half to double, ten times a day, in ranges of equal size", () => {
  const stream = openStream({ shardCount: 4 });
  const count = (target: number, room = 100) => {
    const reply = stream.ask({ type: "updateShardCount", target, room });
    stream.advance(minutes(2));
    return codeOf(reply);
  };
  expect(count(9)).toBe("InvalidArgumentException");
  expect(count(1)).toBe("InvalidArgumentException");
  expect(count(6, 1)).toBe("LimitExceededException");
  expect(count(6)).toBe("shardCountUpdated");
  const sizes = openOf(stream)
    .sort((one, other) => (one.start < other.start ? -1 : 1))
    .map(({ start, end }) => numberOfHashKey(end) - numberOfHashKey(start) + 1n);
  expect(new Set(sizes.slice(0, -1)).size).toBe(1);
  expect(sizes.reduce((sum, size) => sum + size, 0n)).toBe(1n << 128n);
  for (let time = 0; time < 9; time += 1)
    expect(count(time % 2 === 0 ? 5 : 6)).toBe("shardCountUpdated");
  expect(count(6)).toBe("LimitExceededException");
  stream.advance(hours(24));
  expect(count(6)).toBe("shardCountUpdated");
});

it("kinesis.read.closed-shard: it is read to its end, where its children are named", () => {
  const stream = openStream();
  taken(stream, "a");
  stream.ask({ type: "splitShard", shard: 0, at: middle });
  stream.advance(seconds(30));
  taken(stream, "a");
  const end = got(stream, 0, 1);
  expect(end.records).toHaveLength(1);
  expect(end.next).toBeNull();
  expect(end.children.map(({ number }) => number)).toEqual([1, 2]);
  expect(got(stream, 1, 1).records).toHaveLength(1);
  stream.advance(hours(25));
  expect(shards(stream).shards.map(({ number }) => number)).toEqual([1, 2]);
});

it("kinesis.on-demand.start: four shards", () => {
  expect(openOf(openStream({ mode: "ON_DEMAND" }))).toHaveLength(4);
});

it("kinesis.on-demand.most: is not split beyond what the account's quota gives", () => {
  const keys = ["a", "b", "e"]; // Of three shards.
  const grown = (mostShards: number) => {
    const stream = openStream({ mode: "ON_DEMAND" }, { mostShards });
    for (let second = 0; second < 60; second += 1) {
      for (const key of keys) taken(stream, key, entry(key, 600_000));
      stream.advance(seconds(1));
    }
    stream.advance(minutes(15));
    expect(stream.meter("WithheldSplits").sum).toBe(Math.max(0, 7 - mostShards));
    return openOf(stream).length;
  };
  expect([grown(4), grown(5), grown(7), grown(100)]).toEqual([4, 5, 7, 7]);
});

it("kinesis.on-demand.growth: a busy shard is split after 15 minutes", () => {
  const stream = openStream({ mode: "ON_DEMAND" });
  // All to one shard, 600 KB a second: more than a half of what it takes.
  for (let second = 0; second < 60; second += 1) {
    taken(stream, "a", entry("a", 600_000));
    stream.advance(seconds(1));
  }
  stream.advance(minutes(14));
  expect(openOf(stream)).toHaveLength(4);
  stream.advance(minutes(1));
  expect(openOf(stream)).toHaveLength(5);
  expect(stream.meter("ShardSplits").sum).toBe(1);
  const calm = openStream({ mode: "ON_DEMAND" });
  taken(calm, "a", entry("a", 1_000));
  calm.advance(hours(1));
  expect(openOf(calm)).toHaveLength(4);
  expect(codeOf(put(calm, "a"))).toBe("recordPut");
});
