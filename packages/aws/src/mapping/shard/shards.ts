import { invariant, slab, type Duration, type SlabId } from "@orrery/kernel";
import type { ShardFacts, StartingPlace } from "../../service/source.ts";
import { timers, type Mapping, type MappingContext } from "./declarations.ts";
import { makeLanes } from "./lanes.ts";
import { finding, want } from "./polling.ts";
import type { StreamMappingEffect } from "./protocol.ts";
import type { Child, ReadShard } from "./state.ts";

type Effects = StreamMappingEffect[];

/** A shard that was not begun with. */
export const newShard = (
  number: number,
  parents: readonly number[],
  { now, settings }: MappingContext,
): ReadShard => ({
  number,
  condition: "waiting",
  parents,
  children: [],
  sequence: 0,
  subscription: -1,
  isFollowed: false,
  polledAt: now,
  nextPollAt: now,
  refusalPause: settings.assumed.retryPause,
  retention: Number.MAX_SAFE_INTEGER as Duration,
  lanes: [],
  held: 0,
});

/** Begins with a shard: from its beginning where `start` is `null`. */
export function open(
  mapping: Mapping,
  id: SlabId,
  start: StartingPlace | null,
  context: MappingContext,
  effects: Effects,
): void {
  const shard = slab.edit(mapping.shards, id);
  invariant(shard !== undefined, "a shard that is gone is begun with");
  shard.nextPollAt = context.now;
  makeLanes(mapping, id, shard, context);
  if (start === null && context.settings.reader === null) {
    shard.sequence = 1;
    shard.condition = "resting";
    want(mapping, id, shard, context, effects);
  } else {
    shard.condition = "finding";
    effects.push(finding(id, shard, start ?? { type: "sequence", sequence: 1 }, context));
  }
}

/** What is kept of a shard that comes after another. */
export const childOf = ({ number, parents }: ShardFacts): Child => ({ number, parents });

/** Ends a shard that all was done of, and begins with those that came after it. */
export function endShard(
  mapping: Mapping,
  id: SlabId,
  context: MappingContext,
  effects: Effects,
): void {
  const ended = slab.read(mapping.shards, id);
  invariant(ended?.held === 0, "a shard ends that has records");
  const { number, children, lanes } = ended;
  for (const lane of lanes) {
    effects.push({ type: "clearTimer", timer: timers.window, index: slab.slotOf(lane) });
    effects.push({ type: "clearTimer", timer: timers.tumble, index: slab.slotOf(lane) });
    slab.remove(mapping.lanes, lane);
  }
  const known = [...children];
  slab.remove(mapping.shards, id);
  for (const child of known) arrive(mapping, child, number, context, effects);
}

/** Begins with a shard that came after one that is done with, if it came after no other that is not. */
function arrive(
  mapping: Mapping,
  { number, parents }: Child,
  ended: number,
  context: MappingContext,
  effects: Effects,
): void {
  const found = shardNumbered(mapping, number);
  if (found === undefined) {
    const left = parents.filter((parent) => shardNumbered(mapping, parent) !== undefined);
    const id = slab.insert(mapping.shards, newShard(number, left, context));
    follow(mapping, id, context, effects);
    return;
  }
  const shard = slab.edit(mapping.shards, found)!;
  if (shard.condition !== "waiting") return;
  shard.parents = shard.parents.filter((parent) => parent !== ended);
  follow(mapping, found, context, effects);
}

function follow(mapping: Mapping, id: SlabId, context: MappingContext, effects: Effects): void {
  const shard = slab.edit(mapping.shards, id)!;
  shard.isFollowed = true;
  if (shard.parents.length === 0) open(mapping, id, null, context, effects);
}

function shardNumbered({ shards }: Mapping, number: number): SlabId | undefined {
  for (let slot = 0; slot < shards.slots; slot += 1) {
    const id = slab.idAt(shards, slot);
    if (id !== undefined && slab.read(shards, id)!.number === number) return id;
  }
  return undefined;
}
