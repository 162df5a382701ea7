import type { Charge, Meters, Tally } from "../../service/billing.ts";
import { priceGroups, type PriceGroup } from "./locations.ts";

/**
 * Prices of CloudFront in US dollars, without the free tier.
 *
 * Those of the United States and of transfer in Europe are recorded of AWS's price list of 2024 and 2026; the
 * others are those of https://aws.amazon.com/cloudfront/pricing/ (2024 list prices).
 */
interface GroupPrices {
  readonly name: string;
  /** For each gigabyte, by tiers of {@link tierEnds}. */
  readonly transfer: readonly number[];
  /** For 10,000. */
  readonly https: number;
  readonly http: number;
}

/** Gigabytes a month at which the tiers of transfer end. */
const tierEnds = [10e3, 50e3, 150e3, 500e3, 1_024e3, 5_024e3, Infinity] as const;

const western = [0.085, 0.08, 0.06, 0.04, 0.03, 0.025, 0.02];
const prices: Readonly<Record<PriceGroup, GroupPrices>> = {
  unitedStates: {
    name: "United States, Mexico, Canada",
    transfer: western,
    https: 0.01,
    http: 0.0075,
  },
  europe: { name: "Europe, Israel", transfer: western, https: 0.012, http: 0.009 },
  africa: {
    name: "South Africa, Kenya, Middle East",
    transfer: [0.11, 0.105, 0.09, 0.08, 0.06, 0.05, 0.04],
    https: 0.012,
    http: 0.009,
  },
  southAmerica: {
    name: "South America",
    transfer: [0.11, 0.105, 0.09, 0.08, 0.06, 0.05, 0.04],
    https: 0.022,
    http: 0.016,
  },
  japan: {
    name: "Japan",
    transfer: [0.114, 0.089, 0.086, 0.084, 0.08, 0.07, 0.06],
    https: 0.012,
    http: 0.009,
  },
  australia: {
    name: "Australia, New Zealand",
    transfer: [0.114, 0.098, 0.094, 0.092, 0.09, 0.085, 0.08],
    https: 0.0125,
    http: 0.009,
  },
  asia: {
    name: "Asia Pacific",
    transfer: [0.12, 0.1, 0.095, 0.09, 0.08, 0.07, 0.06],
    https: 0.012,
    http: 0.009,
  },
  india: {
    name: "India",
    transfer: [0.109, 0.085, 0.082, 0.08, 0.078, 0.075, 0.072],
    https: 0.012,
    http: 0.009,
  },
};

const perGigabyteToOrigin = 0.02;
const perShieldRequest = 0.0075 / 10_000;
const perPath = 0.005;
const freePaths = 1_000;
/** Of Lambda@Edge, above what Lambda itself bills for the same. */
const perInvocation = (0.6 - 0.2) / 1e6;
const perGigabyteSecond = 0.00005001 - 0.0000166667;
const perFunctionRun = 0.1 / 1e6;
const perStoreRead = 0.03 / 1e6;

/** What so many gigabytes cost behind those that came before in the month. */
export function transferCost(group: PriceGroup, gigabytes: number, before: number): number {
  let dollars = 0;
  let from = before;
  let left = gigabytes;
  tierEnds.forEach((end, place) => {
    const here = Math.min(left, Math.max(0, end - from));
    dollars += here * prices[group].transfer[place]!;
    from += here;
    left -= here;
  });
  return dollars;
}

const charge = (
  what: string,
  quantity: number,
  unit: string,
  dollars: number,
): readonly Charge[] => (quantity > 0 ? [{ what, quantity, unit, dollars }] : []);

/** What AWS charges for a distribution. */
export function distributionCharges(meters: Meters, tally: Tally): readonly Charge[] {
  const of = (name: string): number => meters[name]?.sum ?? 0;
  const tallied = (name: string, count: number): number => {
    const before = tally.get(name) ?? 0;
    tally.set(name, before + count);
    return before;
  };
  const byGroup = priceGroups.flatMap((group) => {
    const { name, https, http } = prices[group];
    const gigabytes = of(`BytesOut.${group}`) / 1e9;
    const before = tallied(`CloudFront transfer ${group}`, gigabytes);
    const secure = of(`HttpsRequests.${group}`);
    const plain = of(`HttpRequests.${group}`);
    return [
      ...charge(
        `CloudFront transfer, ${name}`,
        gigabytes,
        "GB",
        transferCost(group, gigabytes, before),
      ),
      ...charge(
        `CloudFront HTTPS requests, ${name}`,
        secure,
        "requests",
        (secure / 10_000) * https,
      ),
      ...charge(`CloudFront HTTP requests, ${name}`, plain, "requests", (plain / 10_000) * http),
    ];
  });
  const toOrigin = of("BytesToOrigin") / 1e9;
  const shielded = of("ShieldRequests");
  const paths = of("InvalidationPaths");
  const before = tallied("CloudFront invalidation paths", paths);
  const paid = Math.max(0, before + paths - freePaths) - Math.max(0, before - freePaths);
  const invocations = of("EdgeInvocations");
  const gigabyteSeconds = of("EdgeMegabyteTime") / 1_024 / 1e6;
  return [
    ...byGroup,
    ...charge("CloudFront transfer to origins", toOrigin, "GB", toOrigin * perGigabyteToOrigin),
    ...charge("Origin Shield requests", shielded, "requests", shielded * perShieldRequest),
    ...charge("CloudFront invalidation paths", paid, "paths", paid * perPath),
    ...charge(
      "Lambda@Edge requests, above Lambda's",
      invocations,
      "requests",
      invocations * perInvocation,
    ),
    ...charge(
      "Lambda@Edge duration, above Lambda's",
      gigabyteSeconds,
      "GB-seconds",
      gigabyteSeconds * perGigabyteSecond,
    ),
  ];
}

/** What AWS charges for a CloudFront Function. */
export function functionCharges(meters: Meters): readonly Charge[] {
  const runs = meters["FunctionInvocations"]?.sum ?? 0;
  const reads = meters["StoreReads"]?.sum ?? 0;
  return [
    ...charge("CloudFront Functions invocations", runs, "invocations", runs * perFunctionRun),
    ...charge("KeyValueStore reads", reads, "reads", reads * perStoreRead),
  ];
}
