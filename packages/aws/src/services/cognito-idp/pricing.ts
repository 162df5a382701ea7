import type { Charge, Meters, Tally } from "../../service/billing.ts";
import type { UserPoolSettings } from "./config.ts";

/**
 * Prices of monthly active users in us-east-1, in US dollars for each: of the plan Lite by tiers, of the others the same
 * for all. The first 10,000 of a month are free in Lite and Essentials: a run is part of a month in which those are used.
 *
 * Source: https://aws.amazon.com/cognito/pricing/ (2026-11).
 */
const flat: Readonly<Record<"ESSENTIALS" | "PLUS", number>> = { ESSENTIALS: 0.015, PLUS: 0.02 };
const lite: readonly (readonly [upTo: number, price: number])[] = [
  [100_000, 0.0055],
  [1_000_000, 0.0046],
  [10_000_000, 0.00325],
  [Infinity, 0.0025],
];

const names = { LITE: "Lite", ESSENTIALS: "Essentials", PLUS: "Plus" } as const;

/** What AWS charges for a user pool: those of its users who were active in a month. */
export function userPoolCharges(
  meters: Meters,
  { tier }: UserPoolSettings,
  tally: Tally,
): readonly Charge[] {
  const quantity = meters["ActiveUsers"]?.sum ?? 0;
  if (quantity === 0) return [];
  return [
    {
      what: `Cognito monthly active users, ${names[tier]}`,
      quantity,
      unit: "users",
      isMonthly: true,
      dollars: tier === "LITE" ? liteDollars(quantity, tally) : quantity * flat[tier],
    },
  ];
}

/** All pools of the plan share its tiers. */
function liteDollars(quantity: number, tally: Tally): number {
  const name = "cognito-idp.lite";
  const before = tally.get(name) ?? 0;
  tally.set(name, before + quantity);
  let dollars = 0;
  let from = 0;
  for (const [upTo, price] of lite) {
    const within = Math.min(before + quantity, upTo) - Math.max(before, from);
    if (within > 0) dollars += within * price;
    from = upTo;
  }
  return dollars;
}
