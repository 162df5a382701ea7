import { hours, milliseconds, minutes, seconds } from "@orrery/kernel";
import { expect, it } from "vitest";
import { resolveStreamConfig } from "../config.ts";
import { streamCharges } from "../pricing.ts";
import type { StreamRecordsGot, StreamReply } from "../protocol.ts";
import { entry, got, openStream, taken, type DrivenStream } from "../test/driven-stream.ts";

const one = "arn:aws:kinesis:us-east-1:123456789012:stream/clicks/consumer/one:1767225600";
const two = "arn:aws:kinesis:us-east-1:123456789012:stream/clicks/consumer/two:1767225600";
const fannedOut = () => openStream({ consumers: [one, two] });

/** Subscribes from the oldest record on; gives the number of the subscription. */
function subscribed(stream: DrivenStream, reader = one, shard = 0): number {
  const reply = stream.ask({
    type: "openSubscription",
    reader,
    shard,
    start: { type: "trimHorizon" },
  });
  if (reply.type !== "subscribed") throw new Error(`refused: ${JSON.stringify(reply)}`);
  return reply.subscription;
}

const next = (stream: DrivenStream, subscription: number | null, reader = one, shard = 0) =>
  stream.request({ type: "nextEvent", reader, shard, subscription });
const keysOf = (reply: StreamReply | undefined) =>
  (reply as StreamRecordsGot).records.map(({ partitionKey }) => partitionKey);

it("kinesis.fan-out.events: a record is pushed as it comes, and at the end of a shard its children are told", () => {
  const stream = fannedOut();
  taken(stream, "a");
  const subscription = subscribed(stream);
  expect(keysOf(next(stream, subscription).reply)).toEqual(["a"]);
  const waiting = next(stream, subscription);
  expect(waiting.reply).toBeUndefined();
  stream.advance(seconds(30));
  taken(stream, "b");
  expect(waiting.reply).toMatchObject({ type: "recordsGot", first: 2, next: 3, behind: 0 });
  stream.ask({
    type: "putRecords",
    entries: [entry("c"), entry("d")],
    trail: { from: 0, number: 1, at: stream.now, lineage: null },
  });
  expect(keysOf(next(stream, subscription).reply)).toEqual(["c", "d"]);
  const last = next(stream, subscription);
  stream.ask({ type: "splitShard", shard: 0, at: "7fffffffffffffffffffffffffffffff" });
  stream.advance(minutes(1));
  expect(last.reply).toMatchObject({
    records: [],
    next: null,
    children: [{ number: 1 }, { number: 2 }],
  });
  expect(next(stream, subscription).reply).toEqual({ type: "subscriptionEnded" });
});

it("kinesis.fan-out.life: ends after five minutes, for who waits and for who comes later", () => {
  const stream = fannedOut();
  const waiting = next(stream, subscribed(stream));
  const idle = subscribed(stream, two);
  stream.advance(milliseconds(299_999));
  expect(waiting.reply).toBeUndefined();
  stream.advance(milliseconds(1));
  expect(waiting.reply).toEqual({ type: "subscriptionEnded" });
  expect(next(stream, idle, two).reply).toEqual({ type: "subscriptionEnded" });
  taken(stream, "a");
  expect(keysOf(next(stream, subscribed(stream)).reply)).toEqual(["a"]);
});

it("kinesis.fan-out.one: another within five seconds is refused, and later takes over", () => {
  const stream = fannedOut();
  const first = subscribed(stream);
  const waiting = next(stream, first);
  stream.advance(milliseconds(4_999));
  const start = { type: "latest" } as const;
  const again = { type: "openSubscription", reader: one, shard: 0, start } as const;
  expect(stream.ask(again)).toMatchObject({ code: "ResourceInUseException" });
  expect(stream.meter("SubscribeToShard.RateExceeded").sum).toBe(1);
  stream.advance(milliseconds(1));
  subscribed(stream);
  expect(waiting.reply).toMatchObject({ code: "ResourceInUseException" });
  expect(next(stream, first).reply).toEqual({ type: "subscriptionEnded" });
  // Another consumer has its own.
  subscribed(stream, two);
  expect(stream.ask({ ...again, reader: "nobody" })).toMatchObject({
    code: "ResourceNotFoundException",
  });
});

it("kinesis.fan-out.throughput: 2 MB a second to each consumer, whoever polls", () => {
  const stream = fannedOut();
  for (let nth = 0; nth < 6; nth += 1) {
    taken(stream, `${nth}`, entry(`${nth}`, 1_048_576));
    stream.advance(seconds(1));
  }
  for (let call = 0; call < 2; call += 1) got(stream, 0, 1, 1);
  const subscription = subscribed(stream);
  expect(keysOf(next(stream, subscription).reply)).toEqual(["0", "1"]);
  expect(keysOf(next(stream, subscription).reply)).toEqual(["2", "3"]);
  expect(keysOf(next(stream, subscribed(stream, two), two).reply)).toEqual(["0", "1"]);
});

it("kinesis.fan-out.metrics: counts what is pushed", () => {
  const stream = fannedOut();
  taken(stream, "a");
  stream.advance(seconds(2));
  next(stream, subscribed(stream));
  expect(stream.meter("SubscribeToShard.Success").sum).toBe(1);
  expect(stream.meter("SubscribeToShardEvent.Success").sum).toBe(1);
  expect(stream.meter("SubscribeToShardEvent.Records").sum).toBe(1);
  expect(stream.meter("SubscribeToShardEvent.Bytes").sum).toBe(100);
  expect(stream.meter("GetRecords.Records").sum).toBe(0);
});

it("kinesis.fan-out.deregistered: ends what a consumer is pushed", () => {
  const stream = fannedOut();
  const waiting = next(stream, subscribed(stream));
  const other = next(stream, subscribed(stream, two), two);
  stream.change(resolveStreamConfig("clicks", { consumers: [two] }));
  expect(waiting.reply).toMatchObject({ code: "ResourceNotFoundException" });
  expect(other.reply).toBeUndefined();
});

it("kinesis.fan-out.cost: consumer-shard-hours, and GB that are pushed", () => {
  const stream = openStream({ consumers: [one, two], shardCount: 3 });
  stream.advance(hours(2));
  const { BilledConsumerTime } = stream.gauges();
  expect(BilledConsumerTime).toBe(2 * 3 * hours(2));
  const pushed = 2 ** 31;
  const charged = (bytes: number) =>
    streamCharges({
      BilledConsumerTime: { sum: BilledConsumerTime! },
      "SubscribeToShardEvent.Bytes": { sum: pushed },
      OnDemandBytesFannedOut: { sum: bytes },
    }).map(({ what, dollars }) => [what, Math.round(dollars * 1e6) / 1e6]);
  expect(charged(0)).toEqual([
    ["Kinesis enhanced fan-out consumers", 0.18],
    ["Kinesis enhanced fan-out data", 0.026],
  ]);
  expect(charged(pushed)).toEqual([
    ["Kinesis enhanced fan-out consumers", 0.18],
    ["Kinesis on-demand enhanced fan-out", 0.1],
  ]);
});
