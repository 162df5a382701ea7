import { hours, minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { hashKeyFrom } from "../hash-key.ts";
import { entry, got, openStream, taken, type DrivenStream } from "../test/driven-stream.ts";
import { canonical } from "./canonical.ts";

const viewOf = (course: (stream: DrivenStream) => void): string => {
  const stream = openStream({ shardCount: 2 });
  course(stream);
  return JSON.stringify(canonical(stream.state, stream.now));
};
const nothing = () => undefined;

it("takes streams for one that have the same future", () => {
  // The key a goes to the first shard, b to the second.
  const one = viewOf((stream) => {
    taken(stream, "a");
    taken(stream, "b");
  });
  const other = viewOf((stream) => {
    taken(stream, "b");
    taken(stream, "a");
  });
  expect(one).toBe(other);
  expect(viewOf((stream) => stream.advance(seconds(3)))).not.toBe(viewOf(nothing)); // Its age shows.
});

it("tells streams apart by records, their ages, what may be read and written, and shards in the making", () => {
  const courses: readonly ((stream: DrivenStream) => void)[] = [
    nothing,
    (stream) => taken(stream, "a"),
    (stream) => taken(stream, "b"),
    (stream) => taken(stream, "a", entry("a", 101)),
    (stream) => taken(stream, "a", entry("a", 100, "y")),
    (stream) => got(stream),
    (stream) => got(stream, 1),
    (stream) => stream.ask({ type: "mergeShards", shard: 0, adjacent: 1 }),
    (stream) => stream.ask({ type: "updateShardCount", target: 3, room: 9 }),
    (stream) => stream.ask({ type: "splitShard", shard: 0, at: hashKeyFrom(1n << 126n) }),
  ];
  const views = courses.map(viewOf);
  expect(new Set(views).size).toBe(courses.length);
});

it("forgets what readers and writers did a while ago, and not which places are gone", () => {
  const idle = viewOf((stream) => stream.advance(minutes(2)));
  const read = viewOf((stream) => {
    stream.advance(minutes(1));
    got(stream, 0);
    stream.advance(minutes(1));
  });
  expect(read).toBe(idle);
  const expired = viewOf((stream) => {
    taken(stream, "a");
    stream.advance(hours(25));
  });
  expect(expired).not.toBe(viewOf((stream) => stream.advance(hours(25))));
});
