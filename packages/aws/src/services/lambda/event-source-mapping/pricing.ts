import type { Meter } from "@orrery/kernel";
import type { Charge } from "../../../service/billing.ts";

/**
 * List prices of event source mappings in us-east-1, in US dollars, before taxes. Mappings without
 * provisioned pollers cost nothing themselves; their receives and deletions are the queue's requests.
 *
 * Source: AWS Price List of 2026.
 */
const eventSourceMappingPrices = {
  /** For each hour of a provisioned poller that reads SQS. */
  pollerHour: 0.00925,
} as const;

const hour = 3_600_000_000;

/**
 * What a mapping's provisioned pollers cost.
 *
 * @param meters - the meters of the mapping's component, by name.
 */
export function eventSourceMappingCharges(
  meters: Readonly<Record<string, Pick<Meter, "sum">>>,
): readonly Charge[] {
  const quantity = (meters["ProvisionedPollerTime"]?.sum ?? 0) / hour;
  if (quantity === 0) return [];
  const dollars = quantity * eventSourceMappingPrices.pollerHour;
  return [{ what: "Lambda provisioned pollers", quantity, unit: "poller hours", dollars }];
}
