import type { Charge, Meters, Tally } from "../../service/billing.ts";
import type { StateMachineType } from "./config.ts";

/**
 * List prices of Step Functions in us-east-1, in US dollars, before taxes and the free tier.
 *
 * Source: AWS Price List of 2024; https://aws.amazon.com/step-functions/pricing.
 */
const stepFunctionsPrices = {
  /** For each million transitions of Standard executions. */
  transitions: 25,
  /** For each million Express executions. */
  requests: 1,
  /** For each GB-second of Express executions, by how many there were in the month. */
  gigabyteSeconds: [
    { upTo: 3_600_000, price: 0.000_016_67 },
    { upTo: 18_000_000, price: 0.000_008_33 },
    { upTo: Infinity, price: 0.000_004_56 },
  ],
} as const;

const usedGigabyteSeconds = "stepfunctions gigabyte-seconds";
const microsecondsInSecond = 1_000_000;
const megabytesInGigabyte = 1_024;

/** What executions cost, beside what they call. */
export function stateMachineCharges(
  meters: Meters,
  type: StateMachineType,
  tally: Tally,
): readonly Charge[] {
  const sum = (metric: string): number => meters[metric]?.sum ?? 0;
  if (type === "STANDARD") {
    const transitions = sum("StateTransitions");
    const charge = {
      what: "Step Functions transitions",
      quantity: transitions,
      unit: "transitions",
      dollars: (transitions / 1e6) * stepFunctionsPrices.transitions,
    };
    return [charge, ...expressCharges(0, sum("BilledExpressTime"), tally)].filter(
      ({ quantity }) => quantity > 0,
    );
  }
  return expressCharges(sum("ExecutionsStarted"), sum("BilledExpressTime"), tally).filter(
    ({ quantity }) => quantity > 0,
  );
}

/** Of Express executions, those of Map Runs included. */
function expressCharges(requests: number, billed: number, tally: Tally): readonly Charge[] {
  const used = billed / microsecondsInSecond / megabytesInGigabyte;
  return [
    {
      what: "Step Functions Express requests",
      quantity: requests,
      unit: "requests",
      dollars: (requests / 1e6) * stepFunctionsPrices.requests,
    },
    {
      what: "Step Functions Express duration",
      quantity: used,
      unit: "GB-seconds",
      dollars: tiered(used, tally),
    },
  ];
}

/** Tiers are shared by all state machines of an account. */
function tiered(used: number, tally: Tally): number {
  let before = tally.get(usedGigabyteSeconds) ?? 0;
  tally.set(usedGigabyteSeconds, before + used);
  let left = used;
  let dollars = 0;
  for (const { upTo, price } of stepFunctionsPrices.gigabyteSeconds) {
    const part = Math.min(left, Math.max(0, upTo - before));
    dollars += part * price;
    left -= part;
    before += part;
  }
  return dollars;
}
