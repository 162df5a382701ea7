import type { Charge, Meters } from "../../service/billing.ts";

/**
 * Prices of Application Load Balancers in us-east-1, in US dollars: an hour of one, and an hour of a capacity unit.
 *
 * Source: https://aws.amazon.com/elasticloadbalancing/pricing/ (2024 list prices).
 */
const perHour = 0.0225;
const perUnitHour = 0.008;

/** What a capacity unit has for an hour; active connections are not counted. */
const unit = {
  newConnections: 25 * 3_600,
  bytes: 1e9,
  lambdaBytes: 0.4e9,
  ruleEvaluations: 1_000 * 3_600,
} as const;

/** Hours of capacity units: those of the dimension that needs most. */
function capacityHours(meters: Meters): number {
  const of = (name: string): number => meters[name]?.sum ?? 0;
  const lambda = of("LambdaTargetProcessedBytes");
  return Math.max(
    of("NewConnectionCount") / unit.newConnections,
    Math.max(0, of("ProcessedBytes") - lambda) / unit.bytes + lambda / unit.lambdaBytes,
    of("BilledRuleEvaluations") / unit.ruleEvaluations,
  );
}

/** What AWS charges for a load balancer: its hours, and its capacity units. */
export function loadBalancerCharges(meters: Meters): readonly Charge[] {
  const hours = meters["LoadBalancerHours"]?.sum ?? 0;
  const units = capacityHours(meters);
  return [
    { what: "ALB hours", quantity: hours, unit: "hours", dollars: hours * perHour },
    {
      what: "ALB capacity units",
      quantity: units,
      unit: "LCU-hours",
      dollars: units * perUnitHour,
    },
  ];
}
