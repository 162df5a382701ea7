import type { ResourceKind } from "../../../service/resource-kind.ts";
import { metricCharges } from "../pricing.ts";
import { metricRules } from "../metric-rules.ts";
import { metricsInvariants } from "./invariants.ts";
import { gauges, meters, metricsMachine } from "./machine.ts";

/** The metrics that an account publishes by itself, as everybody else sees them. */
export const metricsKind: ResourceKind = {
  machine: metricsMachine,
  invariants: metricsInvariants,
  noun: "account's own metrics",
  rules: metricRules,
  metrics: { ...meters, ...gauges },
  billedAs: "the account",
  charges: (given) => metricCharges(given),
};
