import type { Charge, Meters } from "../../service/billing.ts";

/**
 * List price of EventBridge Pipes in us-east-1, in US dollars, before taxes, for each million requests that pass the filter. A
 * request is 64 KB of a batch. What polling, enrichment and target cost is theirs.
 *
 * Source: AWS Price List of 2026.
 */
const perMillion = 0.4;

/** What the batches of a pipe cost. */
export function pipeCharges(meters: Meters): readonly Charge[] {
  const quantity = meters["BilledRequests"]?.sum ?? 0;
  if (quantity === 0) return [];
  return [
    {
      what: "Pipes requests",
      quantity,
      unit: "requests",
      dollars: (quantity / 1e6) * perMillion,
    },
  ];
}
