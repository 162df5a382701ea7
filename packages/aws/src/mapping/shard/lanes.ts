import { after, slab, type SlabId } from "@orrery/kernel";
import { metrics, type Mapping, type MappingContext } from "./declarations.ts";
import { emptyLane, type Edited, type Lane, type ReadShard } from "./state.ts";

/** Gives a shard as many lanes as it is to have. */
export function makeLanes(
  mapping: Mapping,
  id: SlabId,
  shard: Edited<ReadShard>,
  { now, settings }: MappingContext,
): void {
  for (const lane of shard.lanes) slab.remove(mapping.lanes, lane);
  const endsAt = after(now, settings.batchingWindow);
  shard.lanes = Array.from({ length: settings.parallelizationFactor }, () =>
    slab.insert(mapping.lanes, emptyLane(id, endsAt)),
  );
}

/** Whether nothing of a shard is left to be worked off. */
export const isDone = ({ lanes }: Mapping, shard: ReadShard): boolean =>
  shard.held === 0 &&
  shard.lanes.every((id) => {
    const { condition, window } = slab.read(lanes, id)!;
    return condition === "idle" && window === null;
  });

/** Has done with the first batch of a lane. */
export function leave(
  mapping: Mapping,
  lane: Edited<Lane>,
  count: number,
  context: MappingContext,
): void {
  const first = lane.first as SlabId;
  const { next } = slab.read(mapping.pieces, first)!;
  slab.remove(mapping.pieces, first);
  lane.first = next;
  if (next === -1) lane.last = -1;
  slab.edit(mapping.shards, lane.shard)!.held -= count;
  lane.condition = "idle";
  unblock(lane, context);
  // The next batching window begins at once.
  lane.windowEndsAt = after(context.now, context.settings.batchingWindow);
}

export function unblock(lane: Edited<Lane>, context: MappingContext): void {
  lane.failures = 0;
  if (lane.blockedSince === -1) return;
  context.observe(metrics.BlockedTime, context.now - lane.blockedSince);
  lane.blockedSince = -1;
}
