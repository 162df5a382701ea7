import type { Charge, Meters } from "../../service/billing.ts";

/**
 * List prices of EventBridge in us-east-1, in US dollars, before taxes: for a million, in chunks of 64 KB; of
 * archives for each GB.
 *
 * Source: AWS Price List of 2024; cloudburn.io, EventBridge pricing, 2026-03.
 */
const eventsPrices = {
  events: 1,
  busToBus: 1,
  apiDestinations: 0.2,
  archived: 0.1,
  replayed: 1,
} as const;

const gigabyte = 2 ** 30;
const million = 1e6;

const sumIn =
  (meters: Meters) =>
  (metric: string): number =>
    meters[metric]?.sum ?? 0;

const perMillion = (what: string, quantity: number, unit: string, price: number): Charge => ({
  what,
  quantity,
  unit,
  dollars: (quantity / million) * price,
});

/** What events on a bus cost. Those that AWS's own services put there by themselves are free. */
export function busCharges(meters: Meters): readonly Charge[] {
  const sum = sumIn(meters);
  const replayed = sum("EventsReplayed");
  return [
    perMillion("EventBridge events", sum("EventsBilled"), "events", eventsPrices.events),
    perMillion(
      "EventBridge bus to bus",
      sum("EventsForwardedBilled"),
      "events",
      eventsPrices.busToBus,
    ),
    perMillion(
      "EventBridge API destinations",
      sum("ApiDestinationsBilled"),
      "requests",
      eventsPrices.apiDestinations,
    ),
    perMillion("EventBridge replayed events", replayed, "events", eventsPrices.replayed),
  ].filter(({ quantity }) => quantity > 0);
}

/** What an archive costs for what goes into it. */
export function archiveCharges(meters: Meters): readonly Charge[] {
  const gigabytes = sumIn(meters)("ArchivedBytes") / gigabyte;
  const dollars = gigabytes * eventsPrices.archived;
  return [{ what: "EventBridge archives", quantity: gigabytes, unit: "GB", dollars }].filter(
    ({ quantity }) => quantity > 0,
  );
}
