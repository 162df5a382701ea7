import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { deploymentCharges } from "../pricing.ts";
import { deploymentReporting } from "../reporting/reporting.ts";
import { gauges, meters } from "./declarations.ts";
import { deploymentInvariants } from "./invariants.ts";
import { deploymentMachine } from "./machine.ts";

/** A deployment, as everybody else sees it. */
export const deploymentKind = ({ entryOf }: World): ResourceKind => ({
  machine: deploymentMachine(entryOf),
  invariants: deploymentInvariants,
  noun: "deployment",
  rules: [],
  metrics: { ...meters, ...gauges },
  charges: deploymentCharges,
  reporting: deploymentReporting,
});
