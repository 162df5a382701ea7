import { invariant, slab, type SlabId, type TimerFired } from "@orrery/kernel";
import { timers, type Mapping, type MappingContext } from "./declarations.ts";
import { dropTooLarge, dropTooOld } from "./giving-up.ts";
import { sendBatch, sendWindowEnd } from "./invoking.ts";
import { isDone } from "./lanes.ts";
import { wantAfter } from "./polling.ts";
import type { StreamMappingEffect } from "./protocol.ts";
import type { Reach } from "./reach.ts";
import { endShard } from "./shards.ts";
import type { Edited, Lane } from "./state.ts";
import { turnWindow } from "./tumbling.ts";

type Effects = StreamMappingEffect[];

/** Has a lane go on that has nothing in work: with its next batch, once that is due. */
export function goOn(
  mapping: Mapping,
  id: SlabId,
  context: MappingContext,
  reach: Reach,
  effects: Effects,
): void {
  const lane = slab.edit(mapping.lanes, id);
  if (lane === undefined || !context.settings.enabled) return;
  if (lane.condition === "held") lane.condition = "idle";
  if (lane.condition !== "idle") return;
  const { shard: shardId } = lane;
  const shard = slab.edit(mapping.shards, shardId)!; // It is there while it has lanes.
  const isOver = shard.condition === "ended";
  while (lane.condition === "idle") {
    const turn = turnWindow(mapping, id, lane, isOver, context, reach, effects);
    if (turn === "end") {
      sendWindowEnd(id, lane, context, effects);
      return;
    }
    if (turn === "wait" || lane.first === -1) break;
    if (!isDue(mapping, lane, isOver, context)) {
      awaitWindow(id, lane, effects);
      return;
    }
    dropTooOld(mapping, lane, shard, context, reach, effects);
    if (lane.first === -1) continue;
    if (dropTooLarge(mapping, lane, context, reach, effects)) continue;
    sendBatch(mapping, id, lane, context, effects);
  }
  if (isOver && isDone(mapping, shard)) endShard(mapping, shardId, context, effects);
}

/** Whether a lane's next batch may go out, filled or not. */
function isDue(
  mapping: Mapping,
  { first, windowEndsAt }: Lane,
  isOver: boolean,
  { now }: MappingContext,
): boolean {
  const { isClosed, next } = slab.read(mapping.pieces, first as SlabId)!;
  return isClosed || next !== -1 || isOver || now >= windowEndsAt;
}

function awaitWindow(id: SlabId, lane: Edited<Lane>, effects: Effects): void {
  if (lane.isWindowSet) return;
  lane.isWindowSet = true;
  const index = slab.slotOf(id);
  effects.push({ type: "setTimer", timer: timers.window, index, at: lane.windowEndsAt });
}

/** Lets a lane go on: with the batch that its window gathered or that failed, or with the end of a tumbling window. */
export function fireLane(
  mapping: Mapping,
  { timer, index }: TimerFired,
  context: MappingContext,
  reach: Reach,
): Effects {
  const id = slab.idAt(mapping.lanes, index);
  invariant(id !== undefined, "a lane that is gone is to go on");
  const lane = slab.edit(mapping.lanes, id)!;
  const effects: Effects = [];
  if (timer === timers.window) {
    lane.isWindowSet = false;
    // It may have been set for a window that ended earlier.
    if (lane.condition === "idle" && lane.first !== -1 && lane.windowEndsAt > context.now) {
      awaitWindow(id, lane, effects);
      return effects;
    }
  }
  if (timer === timers.retry) lane.condition = context.settings.enabled ? "idle" : "held";
  const { shard } = lane;
  goOn(mapping, id, context, reach, effects);
  wantAfter(mapping, shard, context, effects);
  return effects;
}
