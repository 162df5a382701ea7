import type { Charge, Meters, Tally } from "../../service/billing.ts";

/**
 * Prices of HTTP APIs and WebSocket APIs in us-east-1, in US dollars.
 *
 * Source, read 2026-11: https://aws.amazon.com/api-gateway/pricing/ (2024 list prices).
 */
interface Tier {
  readonly upTo: number;
  readonly each: number;
}

const requestTiers: readonly Tier[] = [
  { upTo: 300e6, each: 1 / 1e6 },
  { upTo: Infinity, each: 0.9 / 1e6 },
];

const messageTiers: readonly Tier[] = [
  { upTo: 1_000e6, each: 1 / 1e6 },
  { upTo: Infinity, each: 0.8 / 1e6 },
];

/** A minute of a connection. */
const minute = 0.25 / 1e6;

/** What so many cost behind those that came before in the month. */
function costOf(tiers: readonly Tier[], count: number, before: number): number {
  let dollars = 0;
  let from = before;
  let left = count;
  for (const { upTo, each } of tiers) {
    const here = Math.min(left, Math.max(0, upTo - from));
    dollars += here * each;
    from += here;
    left -= here;
  }
  return dollars;
}

function tiered(
  what: string,
  unit: string,
  tiers: readonly Tier[],
  quantity: number,
  tally: Tally,
): Charge {
  const before = tally.get(what) ?? 0;
  tally.set(what, before + quantity);
  return { what, quantity, unit, dollars: costOf(tiers, quantity, before) };
}

/** What AWS charges for an HTTP API: requests, each of 512 KB at most. */
export const httpApiCharges = (meters: Meters, tally: Tally): readonly Charge[] => [
  tiered(
    "API Gateway HTTP requests",
    "requests",
    requestTiers,
    meters["RequestsBilled"]?.sum ?? 0,
    tally,
  ),
];

/** What AWS charges for a WebSocket API: messages, each of 32 KB at most, and minutes of connections. */
export function webSocketApiCharges(meters: Meters, tally: Tally): readonly Charge[] {
  const minutes =
    (meters["ConnectionMinutes"]?.sum ?? 0) + (meters["ConnectionMinutesOpen"]?.sum ?? 0);
  return [
    tiered(
      "API Gateway WebSocket messages",
      "messages",
      messageTiers,
      meters["MessagesBilled"]?.sum ?? 0,
      tally,
    ),
    {
      what: "API Gateway connection minutes",
      quantity: minutes,
      unit: "minutes",
      dollars: minutes * minute,
    },
  ];
}
