import type { Charge } from "../../../packages/aws/src/service/billing.ts";
import {
  functionCharges,
  gigabyteSecondsIn,
} from "../../../packages/aws/src/services/lambda/pricing.ts";
import type { ValueObject } from "../value.ts";
import { FunctionStage } from "./function-stage.ts";

const invocations = 100;
/** What is billed, and what a price is of. */
const meters = ["Invocations", "BilledDuration", "BilledMemoryMilliseconds"] as const;

/** A month of a function, by what a hundred of its invocations are billed. */
export function costShown(input: ValueObject): ValueObject {
  const stage = new FunctionStage({
    concurrentExecutions: 1_000,
    duration: Number(input.durationMs) / 1_000,
    memorySize: Number(input.memoryMB),
  });
  for (let number = 0; number < invocations; number += 1) {
    stage.runTo(number * 10);
    stage.invoke(1);
  }
  stage.runTo(invocations * 10);
  const share = Number(input.requestsPerMonth) / invocations;
  const month = Object.fromEntries(
    meters.map((name) => [name, { sum: stage.countOf(name) * share }]),
  );
  const charges = functionCharges(
    month,
    { architecture: "x86_64", ephemeralStorage: 512 },
    { freeRequests: Number(input.freeRequests), freeGigabyteSeconds: Number(input.freeGBs) },
  );
  const duration = chargeFor(charges, "GB-seconds");
  const requests = chargeFor(charges, "requests");
  const computeCharge = duration.quantity * priceOf(duration, 1, Number(input.pricePerGBs));
  const perMillion = Number(input.pricePerMillionRequests);
  const requestCharge = (requests.quantity / 1e6) * priceOf(requests, 1e6, perMillion);
  return {
    gbSeconds: inPlaces(gigabyteSecondsIn(month), 6),
    billableGBs: inPlaces(duration.quantity, 6),
    computeCharge: inPlaces(computeCharge, 2),
    requestCharge: inPlaces(requestCharge, 2),
    total: inPlaces(computeCharge + requestCharge, 2),
  };
}

function chargeFor(charges: readonly Charge[], unit: string): Charge {
  const charge = charges.find((each) => each.unit === unit);
  if (charge === undefined) throw new Error(`nothing is charged by ${unit}`);
  return charge;
}

/** The price as printed, when it is ours rounded to as many digits. */
function priceOf({ dollars, quantity }: Charge, of: number, printed: number): number {
  const ours = (dollars / quantity) * of;
  const digits = printed.toExponential().replace(/e.*$/, "").replace(".", "").length;
  if (Number(ours.toPrecision(digits)) === printed) return printed;
  throw new Error(`the price is ${ours}, not ${printed}`);
}

const inPlaces = (value: number, places: number): number => Number(value.toFixed(places));
