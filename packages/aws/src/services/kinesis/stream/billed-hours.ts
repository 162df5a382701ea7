import type { Instant } from "@orrery/kernel";
import type { StreamSettings } from "../config.ts";
import { kinesisLimits } from "../limits.ts";
import type { BilledHours, StreamState } from "./state.ts";

/** What AWS has charged for by the hour up to now, `settings` being those since it was counted last. */
export function hoursAt(
  { hours, open }: Pick<StreamState, "hours" | "open">,
  { mode, retentionPeriod, consumers }: StreamSettings,
  now: Instant,
): BilledHours {
  const since = now - hours.until;
  const shards = mode === "PROVISIONED" ? since * open.length : 0;
  const isKept = retentionPeriod > kinesisLimits.retention.default;
  return {
    until: now,
    shards: hours.shards + shards,
    keepingShards: hours.keepingShards + (isKept ? shards : 0),
    consumers: hours.consumers + shards * consumers.length,
    onDemand: hours.onDemand + (mode === "PROVISIONED" ? 0 : since),
  };
}
