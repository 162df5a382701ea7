import { milliseconds, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { noTrail } from "../../../service/origin.ts";
import { hashKeyFrom, hashKeyOf, numberOfHashKey, startsOf } from "../hash-key.ts";
import type { RecordsPut } from "../protocol.ts";
import {
  endingSequenceNumber,
  placeOfSequenceNumber,
  sequenceNumberOf,
} from "../sequence-number.ts";
import {
  codeOf,
  entry,
  got,
  openStream,
  put,
  shards,
  taken,
  type DrivenStream,
} from "../test/driven-stream.ts";
import type { Instant } from "@orrery/kernel";

/** Puts as many records as a shard takes at once. */
function fillUp(stream: DrivenStream): void {
  const entries = Array.from({ length: 500 }, () => entry("k"));
  for (const half of [entries, entries]) {
    const reply = stream.ask({ type: "putRecords", entries: half, trail: noTrail }) as RecordsPut;
    expect(new Set(reply.results.map(codeOf))).toEqual(new Set(["recordPut"]));
  }
}

const throttled = "ProvisionedThroughputExceededException";

it("kinesis.put.hash: the MD5 of the partition key, or the explicit hash key, finds the shard", () => {
  const stream = openStream({ shardCount: 4 });
  // MD5 of "a" is 0cc1…, of "b" 92eb…, of "d" 8277…, of "user-1" 0c0d….
  expect(hashKeyOf("a").slice(0, 4)).toBe("0cc1");
  expect(hashKeyOf("b").slice(0, 4)).toBe("92eb");
  expect(taken(stream, "a").shard).toBe(0);
  expect(taken(stream, "b").shard).toBe(2);
  const last = hashKeyFrom((1n << 128n) - 1n);
  expect(taken(stream, "a", { explicitHashKey: last }).shard).toBe(3);
  expect(taken(stream, "b", { explicitHashKey: hashKeyFrom(0n) }).shard).toBe(0);
  expect(taken(stream, "b", { explicitHashKey: startsOf(4)[1]! }).shard).toBe(1);
});

it("kinesis.put.order: sequence numbers grow in a shard, and a retry is another record", () => {
  const stream = openStream();
  const places = ["a", "b", "a"].map((key) => taken(stream, key).sequence);
  expect(places).toEqual([1, 2, 3]);
  expect(got(stream).records.map(({ partitionKey }) => partitionKey)).toEqual(["a", "b", "a"]);
});

it("kinesis.put.sequence-number: holds shard and place, and grows with them", () => {
  const times = {
    epochMilliseconds: Date.UTC(2026, 0, 1),
    shardCreatedAt: 0 as Instant,
    writtenAt: seconds(90) as number as Instant,
  };
  const first = sequenceNumberOf({ shard: 17, sequence: 1 }, times);
  const next = sequenceNumberOf({ shard: 17, sequence: 2 }, times);
  expect(first).toMatch(/^496\d{53}$/);
  expect(BigInt(next) > BigInt(first)).toBe(true);
  expect(placeOfSequenceNumber(next)).toEqual({ shard: 17, sequence: 2 });
  expect(placeOfSequenceNumber("12")).toBeNull();
  const end = endingSequenceNumber(17, { ...times, closedAt: times.writtenAt });
  expect(BigInt(end) > BigInt(next)).toBe(true);
});

it("kinesis.put.size: data and partition key together, 1 MiB unless the stream takes more", () => {
  const stream = openStream();
  expect(codeOf(put(stream, "k", entry("k", 1_048_576)))).toBe("recordPut");
  expect(codeOf(put(stream, "k", entry("k", 1_048_577)))).toBe("ValidationException");
  const large = openStream({ maximumRecordSize: 10_485_760 });
  expect(codeOf(put(large, "k", entry("k", 10_485_760)))).toBe("recordPut");
  expect(codeOf(put(large, "k", entry("k", 10_485_761)))).toBe("ValidationException");
});

it("kinesis.put.request: each record of a request is taken or refused by itself", () => {
  const stream = openStream({ shardCount: 2 });
  // 0.9 MB, of which a shard takes one in its first second.
  const entries = ["a", "b", "a"].map((key) => entry(key, 900_000));
  const { results } = stream.ask({ type: "putRecords", entries, trail: noTrail }) as RecordsPut;
  expect(results.map(codeOf)).toEqual(["recordPut", "recordPut", throttled]);
  expect(results[2]).toMatchObject({
    message:
      "Rate exceeded for shard shardId-000000000000 in stream clicks under account 123456789012.",
  });
  const eleven = Array.from({ length: 11 }, () => entry("a", 1_000_000));
  const asked = { type: "putRecords", entries: eleven, trail: noTrail } as const;
  expect(codeOf(stream.ask(asked))).toBe("InvalidArgumentException");
  const six = { ...asked, entries: eleven.slice(0, 6) };
  expect(codeOf(openStream().ask(six))).toBe("recordsPut");
  expect(codeOf(openStream({}, { asOf: "2025-10-26" }).ask(six))).toBe("InvalidArgumentException");
});

it("kinesis.put.throughput: a shard takes 1,000 records and 1 MB in its first second, and no more", () => {
  const many = openStream();
  fillUp(many);
  expect(codeOf(put(many, "k"))).toBe(throttled);
  many.advance(milliseconds(1));
  expect(codeOf(put(many, "k"))).toBe("recordPut");
  expect(codeOf(put(many, "k"))).toBe(throttled);
  expect(many.meter("WriteProvisionedThroughputExceeded").sum).toBe(2);

  const large = openStream();
  taken(large, "k", entry("k", 1_048_576));
  expect(codeOf(put(large, "k", entry("k", 1)))).toBe(throttled);
  large.advance(milliseconds(500));
  expect(codeOf(put(large, "k", entry("k", 524_288)))).toBe("recordPut");
});

it("kinesis.put.reserve: what was not taken is there for a second, and not for longer", () => {
  const stream = openStream();
  fillUp(stream);
  stream.advance(seconds(60));
  fillUp(stream);
  expect(codeOf(put(stream, "k"))).toBe(throttled);
});

it("kinesis.put.readable: a record is read in the instant of its writing", () => {
  const stream = openStream();
  taken(stream, "k");
  expect(got(stream).records).toHaveLength(1);
});

it("kinesis.put.evenly: keys do not matter where records are spread", () => {
  const stream = openStream({ mode: "ON_DEMAND", distribution: "AUTO" });
  const places = Array.from({ length: 8 }, () => taken(stream, "same").shard);
  expect(places.sort()).toEqual([0, 0, 1, 1, 2, 2, 3, 3]);
});

it("kinesis.shard.ranges: ranges are equal, and the last has what does not divide", () => {
  const { shards: three } = shards(openStream({ shardCount: 3 }));
  const sizes = three.map(({ start, end }) => numberOfHashKey(end) - numberOfHashKey(start) + 1n);
  expect(sizes[0]).toBe(sizes[1]);
  expect(sizes[2]! - sizes[0]!).toBe(1n);
  expect(three.map(({ number }) => number)).toEqual([0, 1, 2]);
});
