import type { Charge, Meters } from "../../service/billing.ts";
import { traceCharges } from "../../service/trace-charge.ts";

/**
 * For each million traces that are retrieved or scanned, in US dollars before taxes; the first million of a month are free,
 * which is not left out here.
 *
 * Source: https://aws.amazon.com/xray/pricing/, read 2026-11.
 */
const millionRead = 0.5;

/** What the traces cost that an account sends and asks for by itself. */
export function storeCharges(meters: Meters): readonly Charge[] {
  const sumOf = (metric: string): number => meters[metric]?.sum ?? 0;
  const charge = (what: string, quantity: number): Charge => ({
    what,
    quantity,
    unit: "traces",
    dollars: (quantity / 1e6) * millionRead,
  });
  return [
    ...traceCharges(meters),
    charge("X-Ray traces retrieved", sumOf("TracesRetrieved")),
    charge("X-Ray traces scanned", sumOf("TracesScanned")),
  ].filter(({ quantity }) => quantity > 0);
}
