import type { Charge, Meters } from "../../service/billing.ts";

/**
 * List prices of S3 in us-east-1, in US dollars, before taxes.
 *
 * Sources: AWS Price List of 2024-07 and 2026-09; the prices of the classes above the first two are of the pricing page of
 * 2024. Storage of the first class is cheaper above 50 TB a month, which no run comes to.
 */
const s3Prices = {
  /** For each thousand. */
  writes: 0.005,
  reads: 0.0004,
  transitions: 0.01,
  /** For each GB. */
  retrieved: 0.01,
  archiveRetrieved: 0.03,
} as const;

/** For each GB a month, by the gauge of the class's storage time. */
const storagePrices: readonly (readonly [what: string, gauge: string, perMonth: number])[] = [
  ["S3 Standard storage", "StandardStorageTime", 0.023],
  ["S3 Standard-IA storage", "StandardInfrequentAccessStorageTime", 0.0125],
  ["S3 One Zone-IA storage", "OneZoneInfrequentAccessStorageTime", 0.01],
  ["S3 Intelligent-Tiering storage", "IntelligentTieringStorageTime", 0.023],
  ["S3 Intelligent-Tiering Archive Access storage", "ArchiveAccessStorageTime", 0.0036],
  ["S3 Intelligent-Tiering Deep Archive Access storage", "DeepArchiveAccessStorageTime", 0.00099],
  ["S3 Glacier Instant Retrieval storage", "GlacierInstantRetrievalStorageTime", 0.004],
  ["S3 Glacier Flexible Retrieval storage", "GlacierStorageTime", 0.0036],
  ["S3 Glacier Deep Archive storage", "DeepArchiveStorageTime", 0.00099],
  ["S3 Reduced Redundancy storage", "ReducedRedundancyStorageTime", 0.024],
];

const gigabyte = 2 ** 30;
const month = 730 * 3_600_000_000;
const thousand = 1_000;

/** What a bucket's requests and storage cost. */
export function bucketCharges(meters: Meters): readonly Charge[] {
  const sum = (metric: string): number => meters[metric]?.sum ?? 0;
  const requests = (what: string, metric: string, perThousand: number): Charge => ({
    what,
    quantity: sum(metric),
    unit: "requests",
    dollars: (sum(metric) / thousand) * perThousand,
  });
  const bytes = (what: string, metric: string, perGigabyte: number): Charge => ({
    what,
    quantity: sum(metric) / gigabyte,
    unit: "GB",
    dollars: (sum(metric) / gigabyte) * perGigabyte,
  });
  const storage = storagePrices.map(([what, gauge, perMonth]): Charge => {
    const quantity = sum(gauge) / gigabyte / month;
    return { what, quantity, unit: "GB-months", dollars: quantity * perMonth };
  });
  return [
    requests("S3 PUT, COPY, POST and LIST requests", "BilledWriteRequests", s3Prices.writes),
    requests("S3 GET and other requests", "BilledReadRequests", s3Prices.reads),
    requests("S3 lifecycle transitions", "BilledTransitions", s3Prices.transitions),
    bytes("S3 data retrieval", "BilledRetrievedBytes", s3Prices.retrieved),
    bytes("S3 Glacier data retrieval", "BilledArchiveRetrievedBytes", s3Prices.archiveRetrieved),
    ...storage,
  ].filter(({ quantity }) => quantity > 0);
}
