import { after, slab, type Instant, type SlabId } from "@orrery/kernel";
import type { StreamMappingSettings } from "./config.ts";
import { metrics, timers, type Mapping, type MappingContext } from "./declarations.ts";
import type { StreamMappingEffect } from "./protocol.ts";
import type { Reach } from "./reach.ts";
import type { Edited, Lane, OpenWindow } from "./state.ts";

/** Where the tumbling window of an instant begins, on the clock of the simulation; 0 where there are none. */
export function windowStart(
  at: Instant,
  {
    tumblingWindow,
    epochMilliseconds,
  }: Pick<StreamMappingSettings, "tumblingWindow" | "epochMilliseconds">,
): number {
  if (tumblingWindow === 0) return 0;
  // Windows begin at whole multiples of their length since 1970.
  const epoch = (epochMilliseconds * 1_000) % tumblingWindow;
  return at - ((at + epoch) % tumblingWindow);
}

/** What a lane's window has to do before its next batch, or nothing where there is none to come. */
export type WindowTurn = "batch" | "end" | "wait";

/**
 * Opens the window of the next batch, and says whether that may go out, the window before it is to be ended first, or
 * the window waits for records.
 */
export function turnWindow(
  mapping: Mapping,
  id: SlabId,
  lane: Edited<Lane>,
  isShardOver: boolean,
  context: MappingContext,
  { source }: Pick<Reach, "source">,
  effects: StreamMappingEffect[],
): WindowTurn {
  const { now, settings } = context;
  if (settings.tumblingWindow === 0) return "batch";
  const { window, first } = lane;
  if (window !== null && window.ending !== null) return "end";
  if (first === -1) {
    if (window === null) return "wait";
    const closesAt = after(window.until as Instant, settings.assumed.windowGrace);
    if (isShardOver || now >= closesAt) {
      if (!isShardOver) context.observe(metrics["mapping.windowGrace"], 1);
      return ending(lane, window);
    }
    const index = slab.slotOf(id);
    effects.push({ type: "setTimer", timer: timers.tumble, index, at: closesAt });
    return "wait";
  }
  const item = slab.read(mapping.pieces, first)!.items[0]!;
  const from = windowStart(item.writtenAt, settings);
  if (window === null) {
    const until = from + settings.tumblingWindow;
    const shardName = source.shardNameOf(item);
    lane.window = { from, until, state: {}, shardName, ending: null };
    return "batch";
  }
  return from === window.from ? "batch" : ending(lane, window);
}

function ending(lane: Edited<Lane>, window: OpenWindow): "end" {
  lane.window = { ...window, ending: "final" };
  return "end";
}
