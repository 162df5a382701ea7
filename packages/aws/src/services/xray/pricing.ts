import type { Charge, Meters } from "../../service/billing.ts";

/**
 * List prices, in US dollars for each million traces, before taxes; the first 100,000 recorded and 1,000,000 retrieved of a
 * month are free and are not left out here.
 *
 * Source: https://aws.amazon.com/xray/pricing/, read 2026-11.
 */
const prices = { recorded: 5, retrieved: 0.5 } as const;

/** What the traces cost that an account sends and asks for by itself. */
export function storeCharges(meters: Meters): readonly Charge[] {
  const sumOf = (metric: string): number => meters[metric]?.sum ?? 0;
  const charge = (what: string, quantity: number, million: number): Charge => ({
    what,
    quantity,
    unit: "traces",
    dollars: (quantity / 1e6) * million,
  });
  return [
    charge("X-Ray traces recorded", sumOf("TracesRecorded"), prices.recorded),
    charge("X-Ray traces retrieved", sumOf("TracesRetrieved"), prices.retrieved),
    charge("X-Ray traces scanned", sumOf("TracesScanned"), prices.retrieved),
  ].filter(({ quantity }) => quantity > 0);
}
