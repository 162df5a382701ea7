import { slab, type Instant, type Plain } from "@orrery/kernel";
import type { Lane, Piece, ReadShard, StreamMappingState } from "./state.ts";

/** What decides the future of a mapping, counted from now. What only reports read is left out. */
export function canonicalStreamMapping(mapping: StreamMappingState, now: Instant): Plain {
  return {
    shards: slab.list(mapping.shards).map((shard) => shardView(shard, mapping, now)),
    isStarted: mapping.isStarted,
    isListed: mapping.isListed,
    listPause: mapping.listPause,
  };
}

const remaining = (until: Instant, now: Instant): number => (until > now ? until - now : 0);

function shardView(shard: ReadShard, mapping: StreamMappingState, now: Instant): Plain {
  const { number, condition, parents, children, sequence, subscription } = shard;
  const { isFollowed, refusalPause } = shard;
  return {
    number,
    condition,
    parents: [...parents],
    children: children.map((child) => [child.number, [...child.parents]]),
    sequence,
    subscription,
    isFollowed,
    polled: condition === "reading" ? shard.polledAt - now : 0,
    next: remaining(shard.nextPollAt, now),
    refusalPause,
    retention: shard.retention,
    lanes: shard.lanes.map((id) => laneView(slab.read(mapping.lanes, id)!, mapping, now)),
  };
}

function laneView(lane: Lane, { pieces }: StreamMappingState, now: Instant): Plain {
  const views: Plain[] = [];
  for (let id = lane.first; id !== -1;) {
    const piece = slab.read(pieces, id)!; // What is listed is there.
    views.push(pieceView(piece));
    id = piece.next;
  }
  const { window } = lane;
  return {
    condition: lane.condition,
    pieces: views,
    ends: remaining(lane.windowEndsAt, now),
    isWindowSet: lane.isWindowSet,
    failures: lane.failures,
    window: window === null ? null : [window.from - now, window.state, window.ending],
  };
}

const pieceView = ({ items, isClosed, attempts }: Piece): Plain => ({
  items: items as unknown as Plain, // Plain data.
  isClosed,
  attempts,
});
