import { after, inSeconds, slab, type Duration } from "@orrery/kernel";
import { hashKeyFrom, numberOfHashKey, type HashKey } from "../hash-key.ts";
import { kinesisLimits } from "../limits.ts";
import type { StreamEffect } from "../protocol.ts";
import { metrics, timerAt, timers, type Stream, type StreamContext } from "./declarations.ts";
import type { Shard, Split } from "./state.ts";

/** Looks at what each shard of an on-demand stream took: those that took much are split after a while. */
export function endWindow(stream: Stream, context: StreamContext): readonly StreamEffect[] {
  const { now, settings } = context;
  const { onDemandWindow, onDemandDelay } = settings.assumed;
  const busy: Split[] = [];
  let isUsed = false;
  for (const { id } of stream.open) {
    const shard = slab.edit(stream.shards, id)!; // It is open.
    if (shard.windowCount > 0) isUsed = true;
    if (isBusy(shard, onDemandWindow)) busy.push({ shard: shard.number, at: middleOf(shard) });
    shard.windowBytes = 0;
    shard.windowCount = 0;
  }
  const effects: StreamEffect[] = [];
  const room = Math.max(0, settings.mostShards - stream.open.length);
  if (busy.length > room && settings.mode === "ON_DEMAND") {
    context.observe(metrics.WithheldSplits, busy.length - room);
    busy.length = room;
  }
  if (busy.length > 0 && settings.mode === "ON_DEMAND" && stream.resharding === null) {
    stream.resharding = { type: "split", shards: busy };
    context.observe(metrics.ShardSplits, busy.length);
    context.observe(metrics["kinesis.onDemandDelay"], 1);
    context.observe(metrics["kinesis.onDemandWindow"], 1);
    effects.push(timerAt(timers.resharding, after(now, onDemandDelay)));
  }
  stream.windowArmed = isUsed && settings.mode === "ON_DEMAND";
  if (stream.windowArmed) effects.push(timerAt(timers.window, after(now, onDemandWindow)));
  return effects;
}

const isBusy = ({ windowBytes, windowCount, start, end }: Shard, window: Duration): boolean => {
  const { onDemandSplitBytes, onDemandSplitRecords } = kinesisLimits;
  const length = inSeconds(window);
  const isFull =
    windowBytes > onDemandSplitBytes * length || windowCount > onDemandSplitRecords * length;
  return isFull && start < end;
};

/** Where the second half of a shard begins. */
const middleOf = ({ start, end }: Shard): HashKey =>
  hashKeyFrom((numberOfHashKey(start) + numberOfHashKey(end) + 1n) / 2n);
