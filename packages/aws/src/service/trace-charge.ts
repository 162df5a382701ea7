import type { Charge, Meters } from "./billing.ts";

/**
 * For each million traces that are recorded, in US dollars before taxes; the first 100,000 of a month are free, which is
 * not left out here.
 *
 * Source: https://aws.amazon.com/xray/pricing/, read 2026-11.
 */
const millionTraces = 5;

/** What the traces cost that begin with a resource: whoever goes on with one records no other. */
export function traceCharges(meters: Meters): readonly Charge[] {
  const quantity = meters["TracesRecorded"]?.sum ?? 0;
  const dollars = (quantity / 1e6) * millionTraces;
  return quantity > 0 ? [{ what: "X-Ray traces recorded", quantity, unit: "traces", dollars }] : [];
}
