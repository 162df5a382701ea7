import { hours, minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { resolveTopicConfig } from "../config.ts";
import { partitionOf } from "../partitioner.ts";
import { begin, dataOf, next, openTopic, produce, readersOf } from "../test/driven-topic.ts";

it("kafka.topic.partitions: a key has one partition, as Kafka's clients find it, and offsets count from 0", () => {
  // Of the tests of Kafka's own client.
  expect([partitionOf("21", 2 ** 31), partitionOf("foobar", 2 ** 31)]).toEqual([
    -973932308 & 0x7fffffff,
    -790332482 & 0x7fffffff,
  ]);
  const topic = openTopic({ partitions: 4 });
  const puts = ["a", "b", "c", "d", "e"].map((data) => produce(topic, data, "one"));
  const partition = partitionOf("one", 4);
  expect(puts).toMatchObject([0, 1, 2, 3, 4].map((offset) => ({ partition, offset })));
  const round = Array.from({ length: 8 }, () => produce(topic, "x"));
  expect(round).toMatchObject([0, 1, 2, 3, 0, 1, 2, 3].map((each) => ({ partition: each })));
});

it("kafka.topic.size: 1,048,588 bytes at most", () => {
  const topic = openTopic();
  expect(produce(topic, "x", null, 1_048_588).type).toBe("recordPut");
  expect(produce(topic, "x", null, 1_048_589)).toMatchObject({ code: "RecordTooLargeException" });
  expect(topic.meter("MessagesRefused").sum).toBe(1);
});

it("kafka.topic.retention: a record goes when its time is over", () => {
  const topic = openTopic({ retention: hours(2) });
  produce(topic, "a");
  topic.advance(hours(1));
  produce(topic, "b");
  topic.advance(hours(1));
  expect(topic.gauges()["RecordsKept"]).toBe(1);
  const [reader] = readersOf(topic);
  begin(topic, reader!);
  expect(dataOf(next(topic, reader!).reply)).toBe("b");
});

it("kafka.group.partitions: readers have the partitions among them, in order, and groups do not meet", () => {
  const topic = openTopic({ partitions: 3 });
  for (const data of ["a", "b", "c", "d", "e", "f"]) produce(topic, data);
  const readers = readersOf(topic, "group", { least: 2, most: 3 });
  expect(readers).toEqual([0, 1]);
  for (const each of readers) begin(topic, each);
  // Partitions 0 and 2, and 1.
  expect(dataOf(next(topic, 0).reply)).toBe("acdf");
  expect(dataOf(next(topic, 1).reply)).toBe("be");
  const [waiting, other] = [next(topic, 0), next(topic, 1)];
  produce(topic, "g");
  expect(dataOf(waiting.reply)).toBe("g");
  expect(other.reply).toBeUndefined();
  const [alone] = readersOf(topic, "another");
  begin(topic, alone!, "another");
  expect(dataOf(next(topic, alone!, "another").reply)).toBe("abcdefg");
});

it("kafka.group.scaling: grows each minute that it lags, up to its partitions, and shrinks when nothing comes", () => {
  const topic = openTopic({ partitions: 3 });
  expect(readersOf(topic)).toEqual([0]);
  begin(topic, 0);
  for (const data of ["a", "b", "c"]) produce(topic, data);
  topic.advance(minutes(1));
  // Nobody reads: two, and then three readers.
  expect(readersOf(topic)).toEqual([1, 2]);
  const last = next(topic, 0);
  expect(last.reply).toMatchObject({ next: null, children: [{ number: 1, parents: [0] }, {}] });
  topic.advance(minutes(1));
  expect(readersOf(topic)).toEqual([3, 4, 5]);
  expect(topic.meter("OffsetLag").max).toBe(3);
  for (const reader of [1, 2]) expect(next(topic, reader).reply).toMatchObject({ next: null });
  for (const reader of [3, 4, 5]) begin(topic, reader);
  expect([3, 4, 5].map((reader) => dataOf(next(topic, reader).reply))).toEqual(["a", "b", "c"]);
  topic.advance(minutes(5));
  expect(readersOf(topic)).toHaveLength(1);
  // At once what comes is as old as it takes to be looked at.
  produce(topic, "d");
  topic.advance(seconds(1));
  expect(readersOf(topic)).toHaveLength(1);
});

it("kafka.group.scaling: more partitions are read from their beginning", () => {
  const topic = openTopic({ partitions: 1 });
  const [first] = readersOf(topic);
  begin(topic, first!);
  topic.change(resolveTopicConfig("orders", { partitions: 3 }));
  for (const data of ["a", "b", "c"]) produce(topic, data);
  expect(next(topic, first!).reply).toMatchObject({ next: null });
  const [second] = readersOf(topic);
  topic.ask({
    type: "openSubscription",
    reader: "group",
    shard: second!,
    start: { type: "sequence", sequence: 1 },
  });
  expect(dataOf(next(topic, second!).reply)).toBe("abc");
});
