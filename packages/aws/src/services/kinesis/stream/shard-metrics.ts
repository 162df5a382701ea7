import { slab } from "@orrery/kernel";
import type { MeasureShard, StreamEffect } from "../protocol.ts";
import type { Stream, StreamContext, WritableShard } from "./declarations.ts";
import { reply } from "./reply.ts";
import type { Sample, ShardMetric } from "./shard-minute.ts";

/** How many minutes are known. */
const kept = 60;
const minuteLength = 60_000_000;

/** Whether any metrics of shards are on. */
export const isMonitored = ({ settings }: StreamContext): boolean => settings.monitoring.length > 0;

/** Counts something of a shard, where its stream is told to. */
export function observeShard(
  shard: WritableShard,
  metric: ShardMetric,
  value: number,
  { now, settings }: StreamContext,
): void {
  if (!settings.monitoring.includes(metric)) return;
  const minute = Math.floor(now / minuteLength);
  const newest = shard.minutes.at(-1);
  const isNewest = newest?.minute === minute;
  const samples = isNewest ? newest.samples : {};
  const before = samples[metric];
  const sample: Sample =
    before === undefined
      ? { count: 1, sum: value, min: value, max: value }
      : {
          count: before.count + 1,
          sum: before.sum + value,
          min: value < before.min ? value : before.min,
          max: value > before.max ? value : before.max,
        };
  const earlier = isNewest ? shard.minutes.slice(0, -1) : shard.minutes;
  shard.minutes = [
    ...earlier.filter((each) => each.minute > minute - kept),
    { minute, samples: { ...samples, [metric]: sample } },
  ];
}

/** Says what a metric of a shard came to. */
export function measureShard(
  stream: Stream,
  { shard: number, metric, minute }: MeasureShard,
  context: StreamContext,
): readonly StreamEffect[] {
  const id = stream.shardIds[number] ?? -1;
  const shard = id === -1 ? undefined : slab.read(stream.shards, id);
  if (shard === undefined || !context.settings.monitoring.includes(metric)) {
    return [reply(context, { type: "unpublished" })];
  }
  const found = shard.minutes.find((each) => each.minute === minute)?.samples[
    metric as ShardMetric
  ];
  const isUnknown = minute <= Math.floor(context.now / minuteLength) - kept;
  return [
    reply(context, {
      type: "measured",
      ...(found ?? { count: 0, sum: 0, min: 0, max: 0 }),
      ...(isUnknown ? { isUnknown: true } : {}),
    }),
  ];
}
