import {
  after,
  invariant,
  slab,
  type Duration,
  type Instant,
  type SlabId,
  type TimerFired,
} from "@orrery/kernel";
import type { StartingPlace } from "../../service/source.ts";
import { doubled } from "../queue/pause.ts";
import { metrics, ports, timers, type Mapping, type MappingContext } from "./declarations.ts";
import { isDone, makeLanes } from "./lanes.ts";
import { streamMappingLimits as limits } from "./limits.ts";
import type { StreamMappingEffect } from "./protocol.ts";
import type { Edited, ReadShard } from "./state.ts";

type Effects = StreamMappingEffect[];

/** Reads a shard on that rests, if somebody can take more of it. */
export function want(
  mapping: Mapping,
  id: SlabId,
  shard: Edited<ReadShard>,
  context: MappingContext,
  effects: Effects,
): void {
  const { now, settings } = context;
  if (shard.condition !== "resting" || !settings.enabled) return;
  if (shard.lanes.length !== settings.parallelizationFactor) {
    // Records of a key may not overtake each other in another lane.
    if (shard.held > 0 || !isDone(mapping, shard)) return;
    makeLanes(mapping, id, shard, context);
  }
  if (shard.held >= settings.assumed.heldRecords) {
    context.observe(metrics["mapping.heldRecords"], 1);
    return;
  }
  const isIdle = shard.lanes.some((lane) => slab.read(mapping.lanes, lane)!.condition === "idle");
  if (!isIdle) return;
  if (shard.nextPollAt > now) {
    shard.condition = "pausing";
    const index = slab.slotOf(id);
    effects.push({ type: "setTimer", timer: timers.poll, index, at: shard.nextPollAt });
  } else read(id, shard, context, effects);
}

/** Reads on in the shard of a lane that went on, if it is still there. */
export function wantAfter(
  mapping: Mapping,
  id: SlabId,
  context: MappingContext,
  effects: Effects,
): void {
  const shard = slab.edit(mapping.shards, id);
  if (shard !== undefined) want(mapping, id, shard, context, effects);
}

function read(
  id: SlabId,
  shard: Edited<ReadShard>,
  { now, settings }: MappingContext,
  effects: Effects,
): void {
  const { reader, assumed } = settings;
  const { number, sequence, subscription } = shard;
  shard.condition = "reading";
  shard.polledAt = now;
  const answeredBy = after(now, assumed.readPatience);
  effects.push({
    type: "send",
    port: ports.records,
    to: 0,
    input:
      reader === null
        ? { type: "readShard", shard: number, sequence, limit: limits.read }
        : {
            type: "nextEvent",
            reader,
            shard: number,
            subscription,
            ...(settings.readers === null ? {} : { limit: settings.batchSize }),
          },
    tag: id,
    // What is pushed may be long in coming.
    deadline: reader === null ? answeredBy : after(answeredBy, limits.subscription),
  });
}

/** When a shard may be read again after a read at `polledAt` at the earliest. */
export const nextPoll = (
  polledAt: Instant,
  isBehind: boolean,
  { settings }: MappingContext,
): Instant =>
  after(
    polledAt,
    isBehind && settings.assumed.readInterval < settings.pollInterval
      ? settings.assumed.readInterval
      : settings.pollInterval,
  );

/** Lets a shard go on that paused. */
export function firePoll(
  mapping: Mapping,
  { index }: TimerFired,
  context: MappingContext,
): Effects {
  const id = slab.idAt(mapping.shards, index);
  invariant(id !== undefined, "a shard that is gone is to be read");
  const shard = slab.edit(mapping.shards, id)!;
  const effects: Effects = [];
  const isSubscribed = context.settings.reader === null || shard.subscription !== -1;
  if (shard.sequence === 0 || !isSubscribed) {
    findAgain(id, shard, context, effects);
    return effects;
  }
  shard.condition = "resting";
  want(mapping, id, shard, context, effects);
  return effects;
}

export const startIn = ({ settings }: MappingContext): StartingPlace | null => {
  switch (settings.startingPosition) {
    case "TRIM_HORIZON":
      return null;
    case "LATEST":
      return { type: "latest" };
    default:
      return { type: "timestamp", timestamp: settings.startingInstant };
  }
};

export const finding = (
  id: SlabId,
  { number: shard }: ReadShard,
  start: StartingPlace,
  { now, settings }: MappingContext,
): StreamMappingEffect => ({
  type: "send",
  port: ports.shards,
  to: 0,
  input:
    settings.reader === null
      ? { type: "findPlace", shard, start }
      : { type: "openSubscription", reader: settings.reader, shard, start },
  tag: id,
  deadline: after(now, settings.assumed.readPatience),
});

/** Asks once more where to begin in a shard, or subscribes to it from where it has come. */
export function findAgain(
  id: SlabId,
  shard: Edited<ReadShard>,
  context: MappingContext,
  effects: Effects,
): void {
  shard.condition = "finding";
  const { sequence } = shard;
  const start: StartingPlace =
    sequence === 0 ? (startIn(context) ?? { type: "trimHorizon" }) : { type: "sequence", sequence };
  effects.push(finding(id, shard, start, context));
}

/** Lets time pass after something was refused or lost. */
export function pauseShard(
  id: SlabId,
  shard: Edited<ReadShard>,
  context: MappingContext,
  effects: Effects,
): void {
  const { now, settings } = context;
  observePause(shard.refusalPause, context);
  shard.nextPollAt = after(now, shard.refusalPause);
  shard.refusalPause = doubled(shard.refusalPause, settings.assumed.longestRetryPause);
  shard.condition = "pausing";
  const index = slab.slotOf(id);
  effects.push({ type: "setTimer", timer: timers.poll, index, at: shard.nextPollAt });
}

export function observePause(pause: Duration, context: MappingContext): void {
  const isLongest = pause === context.settings.assumed.longestRetryPause;
  context.observe(metrics[isLongest ? "mapping.longestRetryPause" : "mapping.retryPause"], 1);
}

/** Asks for all shards. */
export const listing = ({ now, settings }: MappingContext): StreamMappingEffect => ({
  type: "send",
  port: ports.shards,
  to: 0,
  input:
    settings.readers === null
      ? { type: "describeShards" }
      : { type: "describeShards", reader: settings.reader!, readers: settings.readers }, // A group has a name.
  tag: -1,
  deadline: after(now, settings.assumed.readPatience),
});
