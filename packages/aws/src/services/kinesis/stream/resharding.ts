import { after, slab, type Duration, type SlabId } from "@orrery/kernel";
import { refused, type Refused } from "../../../service/refusal.ts";
import { lastHashKey, placeBefore, shownHashKey, startsOf, type HashKey } from "../hash-key.ts";
import { kinesisLimits } from "../limits.ts";
import type { MergeShards, SplitShard, StreamEffect, UpdateShardCount } from "../protocol.ts";
import { shardIdOf } from "../sequence-number.ts";
import { hoursAt } from "./billed-hours.ts";
import { metrics, timerAt, timers, type Stream, type StreamContext } from "./declarations.ts";
import { openShardAt } from "./put.ts";
import { shardOf } from "./read.ts";
import { inUse, noShard, reply } from "./reply.ts";
import { newShard, type OpenShard, type Shard } from "./state.ts";
import { pushEnds } from "./subscribing.ts";

const invalid = (message: string): Refused => refused("InvalidArgumentException", message);

/** Begins to make two shards of one. */
export function splitShard(
  stream: Stream,
  { shard: number, at }: SplitShard,
  context: StreamContext,
): readonly StreamEffect[] {
  if (stream.resharding !== null) return [reply(context, inUse(context))];
  const shard = shardOf(stream, number);
  if (shard === undefined) return [reply(context, noShard(number, context))];
  if (shard.closedAt !== null) return [reply(context, notOpen(shard, context))];
  // The first child is to have a place, too.
  if (at <= shard.start || at > shard.end) {
    const message = `NewStartingHashKey ${shownHashKey(at)} used in SplitShard() on shard ${shardIdOf(number)} in stream ${context.settings.name} under account ${context.settings.accountId} is not both greater than one plus the shard's StartingHashKey ${shownHashKey(shard.start)} and less than the shard's EndingHashKey ${shownHashKey(shard.end)}.`;
    return [reply(context, invalid(message))];
  }
  stream.resharding = { type: "split", shards: [{ shard: number, at }] };
  return [reply(context, { type: "resharding" }), timerFor(0, context)];
}

const notOpen = ({ number }: Pick<Shard, "number">, { settings }: StreamContext): Refused =>
  refused(
    "ResourceNotFoundException",
    `Shard ${shardIdOf(number)} in stream ${settings.name} under account ${settings.accountId} is not open.`,
  );

/** Begins to make one shard of two that are next to each other. */
export function mergeShards(
  stream: Stream,
  { shard: number, adjacent: other }: MergeShards,
  context: StreamContext,
): readonly StreamEffect[] {
  if (stream.resharding !== null) return [reply(context, inUse(context))];
  const shard = shardOf(stream, number);
  const adjacent = shardOf(stream, other);
  if (shard === undefined) return [reply(context, noShard(number, context))];
  if (adjacent === undefined) return [reply(context, noShard(other, context))];
  const closed = [shard, adjacent].find(({ closedAt }) => closedAt !== null);
  if (closed !== undefined) return [reply(context, notOpen(closed, context))];
  const areAdjacent = isBefore(shard, adjacent) || isBefore(adjacent, shard);
  if (!areAdjacent) {
    const { name, accountId } = context.settings;
    const message = `Shards ${shardIdOf(number)} and ${shardIdOf(other)} in stream ${name} under account ${accountId} are not an adjacent pair of shards eligible for merging`;
    return [reply(context, invalid(message))];
  }
  stream.resharding = { type: "merge", shard: number, adjacent: other };
  return [reply(context, { type: "resharding" }), timerFor(0, context)];
}

const isBefore = (one: Pick<Shard, "end">, other: Pick<Shard, "start">): boolean =>
  one.end !== lastHashKey && other.start > one.end && placeBefore(other.start) === one.end;

const day = 86_400_000_000;

/** Begins to make another number of shards, of equal size. */
export function updateShardCount(
  stream: Stream,
  { target, room }: UpdateShardCount,
  context: StreamContext,
): readonly StreamEffect[] {
  const refusal = againstCount(stream, target, room, context);
  if (refusal !== null) return [reply(context, refusal)];
  const current = stream.open.length;
  stream.resharding = { type: "count", target };
  stream.countUpdates = [...recentUpdates(stream, context), context.now];
  const made = Math.max(target, current);
  return [
    reply(context, { type: "shardCountUpdated", current }),
    timerFor(made * context.settings.assumed.shardTime, context),
  ];
}

const recentUpdates = ({ countUpdates }: Stream, { now }: StreamContext) =>
  countUpdates.filter((at) => now - at < day);

function againstCount(
  stream: Stream,
  target: number,
  room: number,
  context: StreamContext,
): Refused | null {
  const { name, accountId } = context.settings;
  const current = stream.open.length;
  if (stream.resharding !== null) return inUse(context);
  if (recentUpdates(stream, context).length >= kinesisLimits.shardCountUpdates) {
    return refused(
      "LimitExceededException",
      `Limit exceeded for stream ${name} under account ${accountId}: at most ${kinesisLimits.shardCountUpdates} updates of the shard count in 24 hours.`,
    );
  }
  if (target > current * 2) {
    return invalid(
      `UpdateShardCount cannot scale up over double your current open shard count. Current open shard count: ${current} Target shard count: ${target}`,
    );
  }
  if (target * 2 < current) {
    return invalid(
      `UpdateShardCount cannot scale down below half your current open shard count. Current open shard count: ${current} Target shard count: ${target}`,
    );
  }
  if (target - current <= room) return null;
  return refused(
    "LimitExceededException",
    `This request would exceed the shard limit for the account ${accountId} in ${context.settings.region}. Current shard count for the account: ${current}. Limit: ${current + room}. Number of additional shards that would have resulted from this request: ${target - current}.`,
  );
}

/** Is when shards are there that take so much longer to be made than usual. */
function timerFor(longer: number, context: StreamContext): StreamEffect {
  const { reshardingTime } = context.settings.assumed;
  context.observe(metrics["kinesis.reshardingTime"], 1);
  if (longer > 0) context.observe(metrics["kinesis.shardTime"], 1);
  return timerAt(timers.resharding, after(context.now, (reshardingTime + longer) as Duration));
}

/** The shards that were asked for are there. */
export function finishResharding(stream: Stream, context: StreamContext): readonly StreamEffect[] {
  const { resharding } = stream;
  stream.hours = hoursAt(stream, context.settings, context.now);
  stream.resharding = null;
  switch (resharding?.type) {
    case "split":
      for (const { shard, at } of resharding.shards) split(stream, shard, at, context);
      break;
    case "merge":
      merge(stream, resharding.shard, resharding.adjacent, context);
      break;
    case "count":
      changeCount(stream, resharding.target, context);
      break;
    default: // It was asked for.
  }
  const effects: StreamEffect[] = [];
  pushEnds(stream, context, effects);
  // Closed shards go in their time.
  if (stream.retentionArmed) return effects;
  stream.retentionArmed = true;
  effects.push(timerAt(timers.retention, after(context.now, context.settings.retentionPeriod)));
  return effects;
}

function split(stream: Stream, number: number, at: HashKey, context: StreamContext): void {
  const { start, end } = close(stream, number, context);
  open(stream, { parents: [number], start, end: placeBefore(at) }, context);
  open(stream, { parents: [number], start: at, end }, context);
}

function merge(stream: Stream, number: number, other: number, context: StreamContext): number {
  const one = close(stream, number, context);
  const two = close(stream, other, context);
  const [low, high] = one.start < two.start ? [one, two] : [two, one];
  const range = { start: low.start, end: high.end };
  return open(stream, { parents: [number, other], ...range }, context);
}

/** Splits at every start of a range that is wanted, and merges what is in one range, from left to right. */
function changeCount(stream: Stream, target: number, context: StreamContext): void {
  const starts = startsOf(target);
  for (const at of starts) {
    const { start, id } = openShardAt(stream, at);
    if (start !== at) split(stream, slab.read(stream.shards, id)!.number, at, context);
  }
  const wanted = new Set(starts);
  let into = -1;
  for (const { start, id } of stream.open) {
    const { number } = slab.read(stream.shards, id)!; // It is open.
    into = wanted.has(start) ? number : merge(stream, into, number, context);
  }
}

/** Closes a shard: what it has can be read on. */
function close(stream: Stream, number: number, { now }: StreamContext): Shard {
  const id = stream.shardIds[number] as SlabId; // It is open.
  const shard = slab.edit(stream.shards, id)!;
  shard.closedAt = now;
  stream.open = stream.open.filter((each) => each.id !== id);
  return shard;
}

function open(
  stream: Stream,
  range: Pick<Shard, "parents" | "start" | "end">,
  { now, settings }: StreamContext,
): number {
  const number = stream.shardIds.length;
  const id = slab.insert(stream.shards, newShard({ number, ...range }, now, settings));
  stream.shardIds = [...stream.shardIds, id];
  const made: OpenShard = { start: range.start, id };
  const isBehind = ({ start }: OpenShard) => start > range.start;
  const before = stream.open.filter((each) => !isBehind(each));
  stream.open = [...before, made, ...stream.open.filter(isBehind)];
  return number;
}
