import type { Charge, Meters, Tally } from "../../service/billing.ts";
import type { CacheSize } from "./limits.ts";
import type { RestApiSettings } from "./config.ts";

/**
 * Prices of REST APIs in us-east-1, in US dollars.
 *
 * Sources, read 2026-11: https://aws.amazon.com/api-gateway/pricing/ (2024 list prices).
 */
const requestTiers = [
  { upTo: 333e6, each: 3.5 / 1e6 },
  { upTo: 1_000e6, each: 2.8 / 1e6 },
  { upTo: 20_000e6, each: 2.38 / 1e6 },
  { upTo: Infinity, each: 1.51 / 1e6 },
] as const;

/** An hour of a cache, by its gigabytes. */
const cachePrices: Readonly<Record<CacheSize, number>> = {
  "0.5": 0.02,
  "1.6": 0.038,
  "6.1": 0.2,
  "13.5": 0.25,
  "28.4": 0.5,
  "58.2": 1,
  "118": 1.9,
  "237": 3.8,
};

const tier = "API Gateway REST requests";

/** What so many requests cost behind those that came before in the month. */
export function requestsCost(count: number, before: number): number {
  let dollars = 0;
  let from = before;
  let left = count;
  for (const { upTo, each } of requestTiers) {
    const here = Math.min(left, Math.max(0, upTo - from));
    dollars += here * each;
    from += here;
    left -= here;
  }
  return dollars;
}

/** What AWS charges for a REST API: requests, and the hours of its caches. */
export function restApiCharges(
  meters: Meters,
  { stages }: RestApiSettings,
  tally: Tally,
): readonly Charge[] {
  const requests = meters["RequestsBilled"]?.sum ?? 0;
  const before = tally.get(tier) ?? 0;
  tally.set(tier, before + requests);
  const hours = meters["CacheGigabyteHours"]?.sum ?? 0;
  const gigabytes = stages.reduce((sum, { cache }) => sum + Number(cache?.size ?? 0), 0);
  const hourly = stages.reduce(
    (sum, { cache }) => sum + (cache === null ? 0 : (cachePrices[cache.size as CacheSize] ?? 0)),
    0,
  );
  return [
    { what: tier, quantity: requests, unit: "requests", dollars: requestsCost(requests, before) },
    ...(hourly === 0
      ? []
      : [
          {
            what: "API Gateway cache",
            quantity: gigabytes === 0 ? 0 : hours / gigabytes,
            unit: "hours",
            dollars: gigabytes === 0 ? 0 : (hours / gigabytes) * hourly,
          },
        ]),
  ];
}
