import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { groupNameIn } from "../arns.ts";
import { targetBehavior } from "../extras.ts";
import { noGroup } from "../operations/refusals.ts";
import { targetGroupReporting } from "../reporting/target-group-reporting.ts";
import { gauges, meters } from "./declarations.ts";
import { targetGroupInvariants } from "./invariants.ts";
import { targetGroupMachine } from "./machine.ts";
import { targetGroupRules } from "./rules.ts";

/** A target group, as everybody else sees it. */
export const targetGroupKind = ({ entryOf }: World): ResourceKind => ({
  machine: targetGroupMachine(entryOf),
  invariants: targetGroupInvariants,
  noun: "target group",
  rules: targetGroupRules,
  metrics: { ...meters, ...gauges },
  extras: { Backend: targetBehavior },
  takesFaults: true,
  byArn: { service: "elasticloadbalancing", nameIn: groupNameIn, absent: () => noGroup },
  reporting: targetGroupReporting,
});
