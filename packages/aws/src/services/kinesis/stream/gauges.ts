import { ring, slab, type Instant } from "@orrery/kernel";
import type { StreamSettings } from "../config.ts";
import type { Readings } from "../../../service/metric.ts";
import { hoursAt } from "./billed-hours.ts";
import type { gauges } from "./declarations.ts";
import { shardsOf } from "./read.ts";
import type { StreamState } from "./state.ts";

/** What can be read off a stream at any instant. */
export function gaugesOf(
  stream: StreamState,
  settings: StreamSettings,
  now: Instant,
): Readings<typeof gauges> {
  let oldest = now;
  for (const { order, records } of shardsOf(stream)) {
    const first = ring.peek(order);
    if (first === -1) continue;
    const { writtenAt } = slab.read(records, first)!.record; // What is listed is there.
    if (writtenAt < oldest) oldest = writtenAt;
  }
  const { shards, keepingShards, onDemand, consumers } = hoursAt(stream, settings, now);
  return {
    OpenShardCount: stream.open.length,
    RecordsKept: stream.recordCount - stream.expiredCount,
    OldestRecordAge: now - oldest,
    BilledShardTime: shards,
    BilledExtendedShardTime: keepingShards,
    BilledOnDemandTime: onDemand,
    BilledConsumerTime: consumers,
  };
}
