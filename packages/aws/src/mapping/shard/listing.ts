import { after, invariant, slab, type Replied, type SlabId } from "@orrery/kernel";
import type { ShardFacts } from "../../service/source.ts";
import { doubled } from "../queue/pause.ts";
import { timers, type Mapping, type MappingContext } from "./declarations.ts";
import { listing, observePause, pauseShard, startIn, want } from "./polling.ts";
import type { ShardsReply, StreamMappingEffect } from "./protocol.ts";
import type { Reach } from "./reach.ts";
import { childOf, endShard, newShard, open } from "./shards.ts";
import { goOn } from "./turns.ts";

type Effects = StreamMappingEffect[];

/** Begins to read, or goes on where it stopped. */
export function begin(mapping: Mapping, context: MappingContext, reach: Reach): Effects {
  mapping.isStarted = true;
  return mapping.isListed ? goOnWithAll(mapping, context, reach) : [listing(context)];
}

/** Has all shards go on that rest. */
export function goOnWithAll(mapping: Mapping, context: MappingContext, reach: Reach): Effects {
  const effects: Effects = [];
  for (let slot = 0; slot < mapping.shards.slots; slot += 1) {
    const id = slab.idAt(mapping.shards, slot);
    if (id === undefined) continue;
    const { lanes } = slab.read(mapping.shards, id)!;
    for (const lane of lanes) goOn(mapping, lane, context, reach, effects);
    const shard = slab.edit(mapping.shards, id);
    if (shard !== undefined) want(mapping, id, shard, context, effects);
  }
  return effects;
}

/** Hears which shards there are, or where it begins in one. */
export function hearShards(
  mapping: Mapping,
  { tag, body }: Replied<ShardsReply>,
  context: MappingContext,
  reach: Reach,
): Effects {
  const effects: Effects = [];
  if (tag === -1) hearListing(mapping, body, context, reach, effects);
  else hearPlace(mapping, tag as SlabId, body, context, effects);
  return effects;
}

function hearListing(
  mapping: Mapping,
  body: Replied<ShardsReply>["body"],
  context: MappingContext,
  reach: Reach,
  effects: Effects,
): void {
  if (body.type !== "shardsDescribed") {
    if (mapping.isListed) return; // Whoever asked asks again.
    const at = after(context.now, mapping.listPause);
    mapping.listPause = doubled(mapping.listPause, context.settings.assumed.longestRetryPause);
    observePause(mapping.listPause, context);
    effects.push({ type: "setTimer", timer: timers.begin, index: 0, at });
    return;
  }
  if (mapping.isListed) {
    leaveGone(mapping, body.shards, context, reach, effects);
    return;
  }
  mapping.isListed = true;
  const wanted = body.shards.filter((shard) => isWanted(shard, context));
  const numbers = new Set(wanted.map(({ number }) => number));
  for (const { number, parents } of wanted) {
    const before = parents.filter((parent) => numbers.has(parent));
    const id = slab.insert(mapping.shards, newShard(number, before, context));
    if (before.length === 0) open(mapping, id, startIn(context), context, effects);
  }
}

/** Whether a mapping that begins reads a shard. */
function isWanted({ closedAt }: ShardFacts, { settings }: MappingContext): boolean {
  switch (settings.startingPosition) {
    case "TRIM_HORIZON":
      return true;
    case "LATEST":
      return closedAt === null;
    default:
      return closedAt === null || closedAt >= settings.startingInstant;
  }
}

function hearPlace(
  mapping: Mapping,
  id: SlabId,
  body: Replied<ShardsReply>["body"],
  context: MappingContext,
  effects: Effects,
): void {
  const shard = slab.edit(mapping.shards, id);
  invariant(shard?.condition === "finding", "a place is found that nobody looks for");
  if (body.type === "placeFound" || body.type === "subscribed") {
    shard.sequence = body.sequence;
    shard.subscription = body.type === "subscribed" ? body.subscription : -1;
    shard.isFollowed = true;
    shard.condition = "resting";
    want(mapping, id, shard, context, effects);
  } else {
    pauseShard(id, shard, context, effects);
  }
}

/** Ends shards that the source has no more, with all that was not read of them. */
function leaveGone(
  mapping: Mapping,
  there: readonly ShardFacts[],
  context: MappingContext,
  reach: Reach,
  effects: Effects,
): void {
  const numbers = new Set(there.map(({ number }) => number));
  for (let slot = 0; slot < mapping.shards.slots; slot += 1) {
    const id = slab.idAt(mapping.shards, slot);
    const shard = id === undefined ? undefined : slab.edit(mapping.shards, id);
    if (id === undefined || shard?.condition !== "pausing" || numbers.has(shard.number)) continue;
    const index = slab.slotOf(id);
    effects.push({ type: "clearTimer", timer: timers.poll, index });
    shard.condition = "ended";
    shard.children = there.filter(({ parents }) => parents.includes(shard.number)).map(childOf);
    const { lanes } = shard;
    if (lanes.length === 0) endShard(mapping, id, context, effects);
    for (const lane of lanes) goOn(mapping, lane, context, reach, effects);
  }
}
