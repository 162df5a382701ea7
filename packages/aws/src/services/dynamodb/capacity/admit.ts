import { slab, type Context } from "@orrery/kernel";
import type { Refused } from "../../../service/refusal.ts";
import { metrics } from "../table/declarations.ts";
import type { CapacitySettings } from "./config.ts";
import { allThrottled, countTaken, countThrottled, throttleMetricOf } from "./index-minutes.ts";
import { throughputIdAt, type CapacityState } from "./state.ts";
import { take, type Demand, type NotTaken } from "./take.ts";
import { throttleRefusal } from "./throttle.ts";

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
    observeTaken(capacity, demands, context);
    return null;
  }
  observeThrottle(capacity, refusal, context);
  return throttleRefusal(refusal.throttle, settings.arn, settings.capacity);
}

function observeTaken(
  capacity: CapacityState,
  demands: readonly Demand[],
  context: Context<AdmittingSettings>,
): void {
  const isBilled = context.settings.capacity.mode === "PAY_PER_REQUEST";
  for (const { place, kind, units } of demands) {
    const isTable = place === -1;
    if (!isTable) countTaken(indexAt(capacity, place), kind, units, minuteOf(context));
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

/** Counts of a table do not have what its indexes refused. */
function observeThrottle(
  capacity: CapacityState,
  { place, throttle: { kind, cause }, isSplit, isGrown }: NotTaken,
  context: Context<AdmittingSettings>,
): void {
  if (place === -1) {
    context.observe(metrics[allThrottled[kind]], 1);
    context.observe(metrics[throttleMetricOf[cause][kind]], 1);
  } else {
    countThrottled(indexAt(capacity, place), kind, cause, minuteOf(context));
    context.observe(metrics[`Index${allThrottled[kind]}`], 1);
  }
  if (isSplit) {
    context.observe(metrics.PartitionSplits, 1);
    context.observe(metrics["dynamodb.splitForHeat"], 1);
  }
  if (isGrown) context.observe(metrics["dynamodb.onDemandGrowth"], 1);
}

const indexAt = (capacity: CapacityState, place: number) =>
  slab.edit(capacity, throughputIdAt(capacity, place + 1))!; // One was made for each place.

const minuteOf = ({ now }: Context<AdmittingSettings>): number => Math.floor(now / 60_000_000);
