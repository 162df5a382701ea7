import type { Duration } from "@orrery/kernel";
import { metrics, type FunctionContext } from "./declarations.ts";
import type { Plan } from "./plan.ts";

/** Time in whole steps of its date. */
export const roundedUp = (used: number, { billingStep }: Pick<Plan, "billingStep">): Duration =>
  (Math.ceil(used / billingStep) * billingStep) as Duration;

/** Bills time of an environment, in whole steps of its date; returns what is billed. */
export function billTime(
  used: number,
  { billingStep }: Pick<Plan, "billingStep">,
  context: FunctionContext,
  { memorySize } = context.settings,
  isProvisioned = false,
): Duration {
  const billed = roundedUp(used, { billingStep });
  context.observe(metrics.BilledDuration, billed);
  context.observe(
    isProvisioned ? metrics.ProvisionedBilledMemoryMilliseconds : metrics.BilledMemoryMilliseconds,
    (billed / 1_000) * memorySize,
  );
  return billed;
}
