import { hours, microseconds, minutes, seconds, type Instant } from "@orrery/kernel";
import { expect, it } from "vitest";
import { resolveStreamConfig } from "../config.ts";
import type { StartingPlace } from "../../../service/source.ts";
import {
  codeOf,
  entry,
  get,
  got,
  openStream,
  taken,
  type DrivenStream,
} from "../test/driven-stream.ts";

const throttled = "ProvisionedThroughputExceededException";

function placeOf(stream: DrivenStream, start: StartingPlace): number {
  const reply = stream.ask({ type: "findPlace", shard: 0, start });
  return reply.type === "placeFound" ? reply.sequence : -1;
}

it("kinesis.read.iterators: each type begins at its place", () => {
  const stream = openStream();
  taken(stream, "a");
  stream.advance(seconds(10));
  taken(stream, "b");
  stream.advance(seconds(10));
  expect(placeOf(stream, { type: "trimHorizon" })).toBe(1);
  expect(placeOf(stream, { type: "latest" })).toBe(3);
  expect(placeOf(stream, { type: "sequence", sequence: 2 })).toBe(2);
  const at = (time: number) => ({ type: "timestamp", timestamp: time as Instant }) as const;
  expect(placeOf(stream, at(0))).toBe(1);
  expect(placeOf(stream, at(1))).toBe(2);
  expect(placeOf(stream, at(seconds(10)))).toBe(2);
  expect(placeOf(stream, at(seconds(10) + 1))).toBe(3);
});

it("kinesis.read.trimmed: who reads what has expired begins at the oldest", () => {
  const stream = openStream();
  taken(stream, "a");
  stream.advance(hours(1));
  taken(stream, "b");
  stream.advance(hours(23));
  const { first, records } = got(stream, 0, 1);
  expect(first).toBe(2);
  expect(records.map(({ partitionKey }) => partitionKey)).toEqual(["b"]);
});

it("kinesis.read.limits: 10,000 records and 10 MiB, and how far behind", () => {
  const stream = openStream();
  for (let second = 0; second < 12; second += 1) {
    taken(stream, "k", entry("k", 1_000_000));
    stream.advance(seconds(1));
  }
  const large = got(stream);
  expect(large.records).toHaveLength(10);
  expect(large.next).toBe(11);
  expect(large.behind).toBe(seconds(2));
  stream.advance(minutes(1));
  const rest = got(stream, 0, 11);
  expect(rest.records).toHaveLength(2);
  expect(rest.behind).toBe(0);
  stream.advance(minutes(1));
  expect(got(stream, 0, 1, 3).records).toHaveLength(3);
});

it("kinesis.read.calls: five calls in a second", () => {
  const stream = openStream();
  for (let call = 0; call < 5; call += 1) got(stream);
  expect(codeOf(get(stream))).toBe(throttled);
  stream.advance(seconds(1));
  expect(codeOf(get(stream))).toBe("recordsGot");
  expect(stream.meter("ReadProvisionedThroughputExceeded").sum).toBe(1);
});

it("kinesis.read.throughput: 10 MiB keep others out for five seconds, 2 MB for the rest of one", () => {
  const stream = openStream();
  for (let second = 0; second < 20; second += 1) {
    taken(stream, "k", entry("k", 1_048_576));
    stream.advance(seconds(1));
  }
  expect(got(stream).records).toHaveLength(10);
  stream.advance(microseconds(seconds(5) - 1));
  expect(codeOf(get(stream, 0, 11))).toBe(throttled);
  stream.advance(microseconds(1));
  expect(got(stream, 0, 11, 2).records).toHaveLength(2);
  expect(codeOf(get(stream, 0, 13))).toBe(throttled);
  stream.advance(seconds(1));
  expect(codeOf(get(stream, 0, 13))).toBe("recordsGot");
});

it("kinesis.read.iterator-age: how long ago the last record of a call was written", () => {
  const stream = openStream();
  taken(stream, "a");
  stream.advance(seconds(3));
  got(stream);
  expect(stream.meter("GetRecords.IteratorAgeMilliseconds").max).toBe(seconds(3));
  got(stream, 0, 2);
  expect(stream.meter("GetRecords.IteratorAgeMilliseconds").min).toBe(0);
});

it("kinesis.retention.period: a record goes after 24 hours, or when the period says so", () => {
  const stream = openStream();
  taken(stream, "a");
  stream.advance(hours(24));
  expect(got(stream).records).toHaveLength(0);
  expect(stream.meter("RecordsExpired").sum).toBe(1);

  const longer = openStream({ retentionPeriod: hours(48) });
  taken(longer, "a");
  longer.advance(hours(47));
  expect(got(longer).records).toHaveLength(1);
  longer.change(resolveStreamConfig("clicks", { retentionPeriod: hours(24) }));
  longer.advance(seconds(1));
  expect(got(longer).records).toHaveLength(0);

  const raised = openStream();
  taken(raised, "a");
  raised.advance(hours(23));
  raised.change(resolveStreamConfig("clicks", { retentionPeriod: hours(72) }));
  raised.advance(hours(40));
  expect(got(raised).records).toHaveLength(1);
});
