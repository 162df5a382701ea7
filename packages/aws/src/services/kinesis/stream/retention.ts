import { after, later, minutes, noEffects, ring, slab, type Instant } from "@orrery/kernel";
import { dropExpired } from "../../../shard/shard-log.ts";
import type { StreamEffect } from "../protocol.ts";
import {
  metrics,
  notes,
  timerAt,
  timers,
  type Stream,
  type StreamContext,
  type WritableShard,
} from "./declarations.ts";

/** Forgets records of a shard that are older than the retention period. */
export function trim(stream: Stream, shard: WritableShard, context: StreamContext): void {
  const { settings, now } = context;
  const count = dropExpired(shard, settings.retentionPeriod, now, ({ identity }) =>
    context.note(notes.expired, identity.message),
  );
  if (count === 0) return;
  stream.expiredCount += count;
  context.observe(metrics.RecordsExpired, count);
}

// Readers do not see what has expired, so what nobody reads may go later: nothing but memory hangs on it.
const rest = minutes(1);

/** Forgets what has expired in all shards, and closed shards that have nothing any more. */
export function expire(stream: Stream, context: StreamContext): readonly StreamEffect[] {
  const { now, settings } = context;
  let oldest: Instant | null = null;
  stream.shardIds.forEach((id, number) => {
    if (id === -1) return;
    const shard = slab.edit(stream.shards, id)!; // It has not gone.
    trim(stream, shard, context);
    const isOver =
      shard.closedAt !== null && after(shard.closedAt, settings.retentionPeriod) <= now;
    if (isOver) {
      slab.remove(stream.shards, id);
      stream.shardIds = stream.shardIds.map((each, place) => (place === number ? -1 : each));
      return;
    }
    const first = ring.peek(shard.order);
    const since = first === -1 ? shard.closedAt : slab.read(shard.records, first)!.record.writtenAt;
    if (since !== null && (oldest === null || since < oldest)) oldest = since;
  });
  stream.retentionArmed = oldest !== null;
  if (oldest === null) return noEffects;
  const at = later(after(oldest, settings.retentionPeriod), after(now, rest));
  return [timerAt(timers.retention, at)];
}
