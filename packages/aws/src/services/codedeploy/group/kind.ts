import type { ResourceKind } from "../../../service/resource-kind.ts";
import { gauges, meters } from "../shifting/declarations.ts";
import { deploymentCharges } from "../pricing.ts";
import { groupReporting } from "../reporting/reporting.ts";
import { codedeployRules } from "../rules.ts";
import { groupInvariants } from "./invariants.ts";
import { groupMachine } from "./machine.ts";

/** A deployment group, as everybody else sees it: what its deployments observe counts on its meters. */
export const groupKind: ResourceKind = {
  machine: groupMachine,
  invariants: groupInvariants,
  noun: "deployment group",
  rules: codedeployRules,
  metrics: { ...meters, ...gauges },
  charges: deploymentCharges,
  reporting: groupReporting,
};
