import { ring, slab, type Instant, type Plain } from "@orrery/kernel";
import { kinesisLimits } from "../limits.ts";
import { shardsOf, spansOf } from "./read.ts";
import { recordsInReserve, type Shard, type StreamState, type Subscription } from "./state.ts";

/** What decides the future of a stream, counted from `now`. Readers name records by their places. */
export const canonical = (stream: StreamState, now: Instant): Plain => ({
  shards: shardsOf(stream).map((shard) => shardView(shard, now)),
  made: stream.shardIds.length,
  resharding: stream.resharding as unknown as Plain, // Plain data by its type.
  countUpdates: stream.countUpdates.map((at) => now - at),
  turn: stream.turn,
  subscriptions: slab.list(stream.subscriptions).map((each) => subscriptionView(each, now)),
});

const second = 1_000_000;

/** Whether the next who reads begins a span. */
const isReadAnew = ({ readSince, readBytes, readCalls }: Shard, now: Instant): boolean =>
  (readCalls === 0 && readBytes === 0) || now - readSince >= spansOf(readBytes) * second;

/** Their numbers are those that readers have: what they do with one depends on it. */
const subscriptionView = (
  { number, reader, shard, sequence, openedAt, waiter, freeAt }: Subscription,
  now: Instant,
): Plain => [
  number,
  reader,
  slab.slotOf(shard),
  sequence,
  now - openedAt,
  waiter !== -1,
  freeAt > now ? freeAt - now : 0,
];

function shardView(shard: Shard, now: Instant): Plain {
  const { number, parents, start, end, createdAt, closedAt, order, records, trimmed } = shard;
  const since = now - shard.filledAt;
  return {
    number,
    parents: [...parents],
    range: [start, end],
    ages: [now - createdAt, closedAt === null ? null : now - closedAt],
    trimmed,
    // What was not used for long is full.
    bytes: since >= 10 * second ? null : shard.bytes + since * kinesisLimits.writeBytes,
    count: Math.min(recordsInReserve, shard.count + since * kinesisLimits.writeRecords),
    read: isReadAnew(shard, now) ? null : [now - shard.readSince, shard.readBytes, shard.readCalls],
    window: [shard.windowBytes, shard.windowCount],
    minutes: shard.minutes.map(({ minute, samples }) => [
      minute - Math.floor(now / 60_000_000),
      samples as unknown as Plain, // Plain data by its type.
    ]),
    records: ring.list(order).map((id) => {
      const { record } = slab.read(records, id)!; // What is listed is there.
      return [
        record.content as unknown as Plain, // Plain data by its type.
        record.partitionKey,
        now - record.writtenAt,
        record.trail.lineage as unknown as Plain, // Likewise.
      ];
    }),
  };
}
