import { ring, slab, type Instant, type Plain } from "@orrery/kernel";
import { shardsOf, type ChangeShardState, type ChangeStreamState } from "./state.ts";

/** What decides the future of a stream, counted from `now`. Readers name records by their numbers. */
export const canonical = (stream: ChangeStreamState, now: Instant): Plain => ({
  shards: shardsOf(stream).map((shard) => shardView(shard, now)),
  made: stream.shardIds.length,
  records: stream.recordCount,
});

const shardView = (shard: ChangeShardState, now: Instant): Plain => ({
  number: shard.mark.number,
  parent: shard.parent,
  range: [shard.start, shard.end],
  numbers: [shard.firstNumber, shard.lastNumber],
  ages: [now - shard.mark.createdAt, shard.closedAt === null ? null : now - shard.closedAt],
  trimmed: shard.trimmed,
  window: [now - shard.windowSince, shard.windowCount],
  records: ring.list(shard.order).map((id) => {
    const { record } = slab.read(shard.records, id)!; // What is listed is there.
    const { name, keys, before, after, byService, writtenAt, trail } = record;
    return [
      name,
      keys,
      before,
      after,
      byService,
      now - writtenAt,
      trail.lineage as unknown as Plain, // Plain data by its type.
    ];
  }),
});
