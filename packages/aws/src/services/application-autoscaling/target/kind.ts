import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { targetCharges } from "../pricing.ts";
import { autoscalingRules } from "../rules.ts";
import { targetReporting } from "../reporting.ts";
import { gauges, meters } from "./declarations.ts";
import { targetInvariants } from "./invariants.ts";
import { targetMachine } from "./machine.ts";

/** A scalable target, as everybody else sees it. */
export const targetKind = ({ scalableOf }: World): ResourceKind => ({
  machine: targetMachine(scalableOf),
  invariants: targetInvariants,
  noun: "scalable target",
  rules: autoscalingRules,
  metrics: { ...meters, ...gauges },
  stamps: [],
  charges: (meters) => targetCharges(meters),
  reporting: targetReporting,
});
