import type { Charge, Meters, Tally } from "../../service/billing.ts";
import type { DeliveryStreamSettings } from "./config.ts";

/**
 * List prices of Amazon Data Firehose in us-east-1, in US dollars a GB, before taxes: of what comes in, each record in
 * whole units of 5 KB, by the month's first 500 TB, the next 1.5 PB, and the rest; and of dynamic partitioning, what
 * it delivers and the objects it makes.
 *
 * Source: AWS Price List of 2024; the rates of the upper tiers and of partitioning are of copies of the price page.
 */
const firehosePrices = {
  tiers: [
    { upTo: 500 * 1_024, dollars: 0.029 },
    { upTo: 2_000 * 1_024, dollars: 0.025 },
    { upTo: Infinity, dollars: 0.02 },
  ],
  partitioned: 0.02,
  thousandObjects: 0.005,
} as const;

const gigabyte = 2 ** 30;
const tier = "Firehose data";

/** What data and partitions of a delivery stream cost. */
export function deliveryStreamCharges(
  meters: Meters,
  { partitioning }: Pick<DeliveryStreamSettings, "partitioning">,
  tally: Tally,
): readonly Charge[] {
  const sum = (metric: string): number => meters[metric]?.sum ?? 0;
  const taken = sum("BilledBytes") / gigabyte;
  const before = tally.get(tier) ?? 0;
  tally.set(tier, before + taken);
  const charges: Charge[] = [
    { what: "Firehose data", quantity: taken, unit: "GB", dollars: tieredDollars(before, taken) },
  ];
  if (partitioning !== null) {
    const delivered = sum("BilledPartitionedBytes") / gigabyte;
    const objects = sum("DeliveryToS3.ObjectCount");
    charges.push(
      {
        what: "Firehose dynamic partitioning",
        quantity: delivered,
        unit: "GB",
        dollars: delivered * firehosePrices.partitioned,
      },
      {
        what: "Firehose partitioned objects",
        quantity: objects,
        unit: "objects",
        dollars: (objects / 1_000) * firehosePrices.thousandObjects,
      },
    );
  }
  return charges.filter(({ quantity }) => quantity > 0);
}

/** What so many gigabytes cost after others of the month. */
function tieredDollars(before: number, quantity: number): number {
  let dollars = 0;
  let from = before;
  let left = quantity;
  for (const { upTo, dollars: price } of firehosePrices.tiers) {
    const part = Math.min(left, Math.max(0, upTo - from));
    dollars += part * price;
    from += part;
    left -= part;
  }
  return dollars;
}
