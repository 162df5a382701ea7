import { after, invariant, slab, type Replied, type SlabId } from "@orrery/kernel";
import type {
  RecordsGot,
  ShardItem,
  ShardSource,
  SubscriptionEnded,
} from "../../service/source.ts";
import { metrics, notes, type Mapping, type MappingContext } from "./declarations.ts";
import { streamMappingLimits as limits } from "./limits.ts";
import { findAgain, listing, nextPoll, pauseShard, want } from "./polling.ts";
import type { RecordsReply, StreamMappingEffect } from "./protocol.ts";
import type { Reach } from "./reach.ts";
import { passesFilters } from "./record-filter.ts";
import { childOf } from "./shards.ts";
import type { Edited, Lane, Piece, ReadShard } from "./state.ts";
import { windowStart } from "./tumbling.ts";
import { goOn } from "./turns.ts";

type Effects = StreamMappingEffect[];

/** Takes what a read brought. */
export function hearRecords(
  mapping: Mapping,
  { tag, body }: Replied<RecordsReply>,
  context: MappingContext,
  reach: Reach,
): Effects {
  const id = tag as SlabId; // The tag that `read` gave.
  const shard = slab.edit(mapping.shards, id);
  invariant(shard?.condition === "reading", "a read is answered that no shard waits for");
  const effects: Effects = [];
  if (body.type === "subscriptionEnded") {
    findAgain(id, shard, context, effects);
    return effects;
  }
  if (body.type !== "recordsGot") {
    shard.subscription = -1;
    hearRefusal(id, shard, body, context, effects);
    return effects;
  }
  shard.refusalPause = context.settings.assumed.retryPause;
  take(mapping, shard, body, context, reach.source);
  shard.condition = body.next === null ? "ended" : "resting";
  const { lanes } = shard;
  for (const lane of lanes) goOn(mapping, lane, context, reach, effects);
  const still = slab.edit(mapping.shards, id);
  if (still !== undefined) want(mapping, id, still, context, effects);
  return effects;
}

function hearRefusal(
  id: SlabId,
  shard: Edited<ReadShard>,
  body: Exclude<Replied<RecordsReply>["body"], RecordsGot | SubscriptionEnded>,
  context: MappingContext,
  effects: Effects,
): void {
  if (body.type === "lost") context.observe(metrics["mapping.readPatience"], 1);
  const isGone = body.type === "refused" && body.code === "ResourceNotFoundException";
  if (body.type === "refused" && !isGone) context.observe(metrics.ReadThrottles, 1);
  pauseShard(id, shard, context, effects);
  // It may be that all it had expired, and its children are to be read.
  if (isGone) effects.push(listing(context));
}

/** Gives lanes what passes the filters. */
function take(
  mapping: Mapping,
  shard: Edited<ReadShard>,
  { records, first, next, behind, retention, children }: RecordsGot,
  context: MappingContext,
  source: ShardSource,
): void {
  const { settings } = context;
  context.observe(metrics.PolledEventCount, records.length);
  if (shard.isFollowed && first > shard.sequence) {
    context.observe(metrics.ExpiredEventCount, first - shard.sequence);
  }
  shard.isFollowed = true;
  shard.retention = retention;
  shard.sequence = next ?? first + records.length;
  if (next === null) shard.children = children.map(childOf);
  shard.nextPollAt = nextPoll(shard.polledAt, records.length > 0 && behind > 0, context);
  if (records.length > 0 && behind > 0) {
    context.observe(metrics["mapping.readInterval"], 1);
  }
  const passed = settings.filters.length === 0 ? records : filtered(records, context, source);
  if (passed.length === 0) return;
  shard.held += passed.length;
  const { lanes } = shard;
  if (lanes.length === 1) {
    add(mapping, lanes[0]!, passed, context, source);
    return;
  }
  const parts: ShardItem[][] = lanes.map(() => []);
  for (const item of passed) parts[hashOf(source.keyOf(item)) % lanes.length]!.push(item);
  parts.forEach((part, place) => {
    if (part.length > 0) add(mapping, lanes[place]!, part, context, source);
  });
}

function filtered(
  records: readonly ShardItem[],
  context: MappingContext,
  source: ShardSource,
): readonly ShardItem[] {
  const passed = records.filter((item) => {
    const passes = passesFilters(item, context.settings, source);
    if (!passes) context.note(notes.filteredOut, item.identity.queue, item.identity.message);
    return passes;
  });
  if (passed.length < records.length) {
    context.observe(metrics.FilteredOutEventCount, records.length - passed.length);
  }
  return passed;
}

/** An even spread of keys over lanes: FNV-1a. */
function hashOf(key: string): number {
  let hash = 0x811c9dc5;
  for (let place = 0; place < key.length; place += 1) {
    hash = Math.imul(hash ^ key.charCodeAt(place), 0x01000193);
  }
  // The last bits alone follow from few of those of the key.
  return (hash ^ (hash >>> 15)) >>> 0;
}

/** Cuts records into batches behind those that a lane has. */
function add(
  mapping: Mapping,
  laneId: SlabId,
  items: readonly ShardItem[],
  context: MappingContext,
  source: ShardSource,
): void {
  const { now, settings } = context;
  const lane = slab.edit(mapping.lanes, laneId)!;
  if (lane.first === -1 && lane.condition === "idle" && now >= lane.windowEndsAt) {
    // No record came in the window before, so the next begins with this one.
    lane.windowEndsAt = after(now, settings.batchingWindow);
  }
  const own = settings.source.length + settings.role.length;
  const tail = lane.last === -1 ? undefined : slab.edit(mapping.pieces, lane.last)!;
  const open = tail === undefined || tail.isClosed ? undefined : tail;
  let count = open === undefined ? 0 : open.items.length;
  let size = open === undefined ? 0 : open.size;
  let window = open === undefined ? 0 : windowStart(open.items[0]!.writtenAt, settings);
  let from = 0;
  let into = open;
  for (let place = 0; place < items.length; place += 1) {
    const item = items[place]!;
    const bytes = source.sizeOf(item) + own;
    const start = windowStart(item.writtenAt, settings);
    const isFull = count >= settings.batchSize || size + bytes > limits.payload || start !== window;
    if (count > 0 && isFull) {
      put(mapping, lane, into, items.slice(from, place), size, true);
      into = undefined;
      from = place;
      count = 0;
      size = 0;
    }
    if (count === 0) window = start;
    count += 1;
    size += bytes;
  }
  const rest = from === 0 ? items : items.slice(from);
  put(mapping, lane, into, rest, size, count >= settings.batchSize || size >= limits.payload);
}

/** Puts records into a batch that is there, or makes one of them. */
function put(
  mapping: Mapping,
  lane: Edited<Lane>,
  into: Edited<Piece> | undefined,
  items: readonly ShardItem[],
  size: number,
  isClosed: boolean,
): void {
  if (into !== undefined) {
    if (items.length > 0) into.items = [...into.items, ...items];
    into.size = size;
    into.isClosed = isClosed;
    return;
  }
  const made: Piece = { items, size, isClosed, attempts: 0, next: -1 };
  const id = slab.insert(mapping.pieces, made);
  if (lane.last === -1) lane.first = id;
  else slab.edit(mapping.pieces, lane.last)!.next = id;
  lane.last = id;
}
