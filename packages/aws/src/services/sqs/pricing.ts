import type { Meter } from "@orrery/kernel";
import type { Charge } from "../../service/billing.ts";

/** Requests of a month up to `upTo` at a price for each million. */
export interface PriceTier {
  readonly upTo: number;
  /** US dollars for each million requests. */
  readonly perMillion: number;
}

/**
 * List prices of SQS in us-east-1, in US dollars, before taxes.
 *
 * Sources: AWS Price List of 2024-09 for the first tiers; the tiers above of standard queues and
 * the surcharge of fair queues (since 2025-07) by the price guides of 2026-03 and 2026-06. The tiers
 * above of FIFO queues are not confirmed.
 */
export const sqsPrices = {
  standard: [
    { upTo: 100e9, perMillion: 0.4 },
    { upTo: 200e9, perMillion: 0.3 },
    { upTo: Infinity, perMillion: 0.24 },
  ],
  fifo: [
    { upTo: 100e9, perMillion: 0.5 },
    { upTo: 200e9, perMillion: 0.4 },
    { upTo: Infinity, perMillion: 0.35 },
  ],
  /** On top of the standard price, for messages of a standard queue that name a message group. */
  fairQueue: [{ upTo: Infinity, perMillion: 0.1 }],
  /** Requests a month that are free in each account. */
  freeRequests: 1_000_000,
} as const;

/** What is taken off before anything is charged. */
export interface SqsAllowance {
  /** Requests of the free tier that are left, see {@link sqsPrices}. @defaultValue 0 */
  readonly freeRequests?: number;
}

/**
 * What the requests that a queue counted cost, as if they were all of the account's in a month.
 *
 * @param meters - the meters of the queue's component, by name.
 */
export function queueCharges(
  meters: Readonly<Record<string, Pick<Meter, "sum">>>,
  { freeRequests = 0 }: SqsAllowance = {},
): readonly Charge[] {
  const billed = (metric: string) => meters[metric]?.sum ?? 0;
  const standard = billed("BilledRequests");
  const fifo = billed("BilledFifoRequests");
  const paid = Math.max(0, standard - freeRequests);
  const paidFifo = Math.max(0, fifo - Math.max(0, freeRequests - standard));
  return [
    chargeOf("SQS requests", paid, sqsPrices.standard),
    chargeOf("SQS FIFO requests", paidFifo, sqsPrices.fifo),
    chargeOf("SQS fair queue surcharge", billed("BilledFairQueueRequests"), sqsPrices.fairQueue),
  ].filter(({ quantity }) => quantity > 0);
}

function chargeOf(what: string, quantity: number, tiers: readonly PriceTier[]): Charge {
  let dollars = 0;
  let from = 0;
  for (const { upTo, perMillion } of tiers) {
    const inTier = Math.min(quantity, upTo) - from;
    if (inTier <= 0) break;
    dollars += (inTier / 1e6) * perMillion;
    from = upTo;
  }
  return { what, quantity, unit: "requests", dollars };
}
