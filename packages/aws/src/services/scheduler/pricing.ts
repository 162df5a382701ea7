import type { Charge, Meters } from "../../service/billing.ts";

/**
 * List price of EventBridge Scheduler in us-east-1, in US dollars, before taxes, for each million invocations beyond the
 * 14 million of each month that are free: a run is part of a month in which those are used. Retries count, which AWS
 * does not say.
 *
 * Source: AWS Price List of 2026.
 */
const perMillion = 1;

/** What the invocations of a group cost. */
export function groupCharges(meters: Meters): readonly Charge[] {
  const quantity = meters["InvocationAttemptCount"]?.sum ?? 0;
  if (quantity === 0) return [];
  return [
    {
      what: "Scheduler invocations",
      quantity,
      unit: "invocations",
      dollars: (quantity / 1e6) * perMillion,
    },
  ];
}
