import type { Context } from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import { metrics } from "../table/declarations.ts";
import type { CapacitySettings } from "./config.ts";
import type { CapacityState } from "./state.ts";
import { take, type Demand, type NotTaken } from "./take.ts";
import { throttleRefusal, type ThrottleCause } from "./throttle.ts";

/** What admission needs to know of a table. */
interface AdmittingSettings {
  readonly arn: string;
  readonly capacity: CapacitySettings;
}

/**
 * Takes the units of a request of a table and its indexes, all or none; `null`: it is let in. Where an index has
 * not enough for a write, the table refuses it, as AWS does once the index lags behind.
 */
export function admit(
  { capacity }: { readonly capacity: CapacityState },
  demands: readonly Demand[],
  context: Context<AdmittingSettings>,
): Refused | null {
  const { settings, now } = context;
  const refusal = take(capacity, demands, settings.capacity, now);
  if (refusal === null) {
    observeTaken(demands, context);
    return null;
  }
  observeThrottle(refusal, context);
  return throttleRefusal(refusal.throttle, settings.arn, settings.capacity);
}

function observeTaken(demands: readonly Demand[], context: Context<AdmittingSettings>): void {
  const isBilled = context.settings.capacity.mode === "PAY_PER_REQUEST";
  for (const { place, kind, units } of demands) {
    const isTable = place === -1;
    if (kind === "read") {
      context.observe(
        isTable ? metrics.ConsumedReadCapacityUnits : metrics.IndexConsumedReadCapacityUnits,
        units,
      );
      if (isBilled) context.observe(metrics.BilledReadRequestUnits, units);
    } else {
      context.observe(
        isTable ? metrics.ConsumedWriteCapacityUnits : metrics.IndexConsumedWriteCapacityUnits,
        units,
      );
      if (isBilled) context.observe(metrics.BilledWriteRequestUnits, units);
    }
  }
}

/** The meter of each cause, of reads and of writes. */
const meterOf: Readonly<Record<ThrottleCause, { readonly read: number; readonly write: number }>> =
  {
    ProvisionedThroughputExceeded: {
      read: metrics.ReadProvisionedThroughputThrottleEvents,
      write: metrics.WriteProvisionedThroughputThrottleEvents,
    },
    KeyRangeThroughputExceeded: {
      read: metrics.ReadKeyRangeThroughputThrottleEvents,
      write: metrics.WriteKeyRangeThroughputThrottleEvents,
    },
    AccountLimitExceeded: {
      read: metrics.ReadAccountLimitThrottleEvents,
      write: metrics.WriteAccountLimitThrottleEvents,
    },
    MaxOnDemandThroughputExceeded: {
      read: metrics.ReadMaxOnDemandThroughputThrottleEvents,
      write: metrics.WriteMaxOnDemandThroughputThrottleEvents,
    },
  };

function observeThrottle(
  { throttle: { kind, cause }, isSplit, isGrown }: NotTaken,
  context: Context<AdmittingSettings>,
): void {
  context.observe(kind === "read" ? metrics.ReadThrottleEvents : metrics.WriteThrottleEvents, 1);
  context.observe(meterOf[cause][kind], 1);
  if (isSplit) {
    context.observe(metrics.PartitionSplits, 1);
    context.observe(metrics["dynamodb.splitForHeat"], 1);
  }
  if (isGrown) context.observe(metrics["dynamodb.onDemandGrowth"], 1);
}
