import { after, earlier, ring, slab, type Instant } from "@orrery/kernel";
import { dropExpired } from "../../../shard/shard-log.ts";
import { streamLimits } from "./limits.ts";
import {
  metrics,
  notes,
  type ChangeStream,
  type StreamContext,
  type WritableShard,
} from "./declarations.ts";
import { newShard, type OpenShard } from "./state.ts";

/** A shard by its number, to write on; `undefined`: it is not there, or not any more. */
export function shardOf(stream: ChangeStream, number: number): WritableShard | undefined {
  const id = stream.shardIds[number] ?? -1;
  return id === -1 ? undefined : slab.edit(stream.shards, id);
}

/** Brings a stream up to now: shards that took records for long are followed by others. */
export function catchUp(stream: ChangeStream, context: StreamContext): void {
  const { now, settings } = context;
  if (now < stream.rollsAt || settings.disabledAt !== null) return;
  const { shardLife } = settings.assumed;
  while (stream.rollsAt <= now) {
    const at = stream.rollsAt;
    for (const { id } of stream.open) {
      const shard = slab.edit(stream.shards, id)!; // It is open.
      if (after(shard.mark.createdAt, shardLife) > at) continue;
      context.observe(metrics["dynamodb.shardLife"], 1);
      follow(stream, shard, [shard.start], at, context);
    }
    stream.rollsAt = nextRoll(stream, context);
  }
  forget(stream, context);
}

/** When the first open shard is to be followed by another. */
function nextRoll(stream: ChangeStream, { settings }: StreamContext): Instant {
  let first: Instant | null = null;
  for (const { id } of stream.open) {
    const at = after(slab.read(stream.shards, id)!.mark.createdAt, settings.assumed.shardLife); // It is open.
    first = first === null ? at : earlier(first, at);
  }
  return first!; // One at least is open.
}

/** Closes a shard; others take its place, which begin at these hashes. */
function follow(
  stream: ChangeStream,
  shard: WritableShard,
  starts: readonly number[],
  at: Instant,
  context: StreamContext,
): void {
  close(stream, shard, at, context);
  const children: OpenShard[] = starts.map((start, place) => {
    const number = stream.shardIds.length;
    const range = { start, end: starts[place + 1] ?? shard.end, parent: shard.mark.number, number };
    const made = newShard(range, at, stream.recordCount + 1, context.settings);
    const id = slab.insert(stream.shards, made);
    stream.shardIds = [...stream.shardIds, id];
    return { start, id };
  });
  const own = stream.shardIds[shard.mark.number];
  stream.open = stream.open.flatMap((each) => (each.id === own ? children : [each]));
}

function close(
  stream: ChangeStream,
  shard: WritableShard,
  at: Instant,
  context: StreamContext,
): void {
  shard.closedAt = at;
  const last = shard.order.size === 0 ? -1 : ring.at(shard.order, shard.order.size - 1);
  shard.lastNumber =
    last === -1
      ? Math.max(shard.firstNumber, stream.recordCount)
      : slab.read(shard.records, last)!.record.identity.message; // What is listed is there.
  context.observe(metrics.ShardsClosed, 1);
}

/** Closes all shards: the stream takes no more records. */
export function closeAll(stream: ChangeStream, context: StreamContext): void {
  for (const { id } of stream.open) {
    const shard = slab.edit(stream.shards, id)!; // It is open.
    close(stream, shard, context.now, context);
  }
  stream.open = [];
}

const minute = 60_000_000;

/** Splits a shard that took much in a whole minute. */
export function splitIfBusy(
  stream: ChangeStream,
  shard: WritableShard,
  context: StreamContext,
): boolean {
  const { now, settings } = context;
  if (now - shard.windowSince < minute) return false;
  const isBusy = shard.windowCount > settings.assumed.shardSplitRate * 60;
  shard.windowSince = now;
  shard.windowCount = 0;
  if (!isBusy || shard.end - shard.start <= 1) return false;
  const middle = shard.start + Math.floor((shard.end - shard.start) / 2);
  follow(stream, shard, [shard.start, middle], now, context);
  context.observe(metrics["dynamodb.shardSplitRate"], 1);
  stream.rollsAt = nextRoll(stream, context);
  return true;
}

/** Forgets records of a shard that are older than 24 hours. */
export function trim(stream: ChangeStream, shard: WritableShard, context: StreamContext): void {
  const count = dropExpired(shard, streamLimits.retention, context.now, ({ identity }) =>
    context.note(notes.expired, identity.message),
  );
  if (count === 0) return;
  stream.expiredCount += count;
  context.observe(metrics.RecordsExpired, count);
}

/** Forgets closed shards that have nothing any more. */
function forget(stream: ChangeStream, context: StreamContext): void {
  const gone = new Set<number>();
  stream.shardIds.forEach((id, number) => {
    if (id === -1) return;
    const shard = slab.edit(stream.shards, id)!; // It has not gone.
    trim(stream, shard, context);
    if (shard.closedAt === null || after(shard.closedAt, streamLimits.retention) > context.now) {
      return;
    }
    slab.remove(stream.shards, id);
    gone.add(number);
  });
  if (gone.size > 0)
    stream.shardIds = stream.shardIds.map((id, number) => (gone.has(number) ? -1 : id));
}
