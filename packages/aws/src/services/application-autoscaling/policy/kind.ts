import type { Plain } from "@orrery/kernel";
import type { Arrival } from "../../../service/entry.ts";
import type { ResourceKind } from "../../../service/resource-kind.ts";
import { objectOf } from "../../../request/params.ts";
import { autoscalingLimits } from "../limits.ts";
import { jsonOf } from "../../../text/json.ts";
import { policyInvariants } from "./invariants.ts";
import { meters, policyMachine, type AlarmAction } from "./machine.ts";
import { noPolicy, policyNameIn } from "./policy-arn.ts";

/** What an alarm says: its name, its metric's value, and its threshold; what says none of that is refused. */
function inputOf({ text, trail }: Arrival): AlarmAction {
  const { AlarmName, Value, Threshold } = objectOf(parsed(text.body));
  const isSaid = typeof Value === "number" && typeof Threshold === "number";
  return {
    type: "alarmAction",
    alarm: typeof AlarmName === "string" ? AlarmName : "of its own",
    difference: isSaid ? Value - Threshold : null,
    trail,
  };
}

function parsed(text: string): Plain {
  try {
    return jsonOf(text, "payload for a scaling policy");
  } catch {
    return null;
  }
}

/** A policy with steps, as alarms see it. */
export const policyKind: ResourceKind = {
  machine: policyMachine,
  invariants: policyInvariants,
  noun: "scaling policy",
  rules: [],
  metrics: meters,
  entry: {
    sizeOf: () => ({ min: 1, max: 262_144 }),
    needsGroups: () => false,
    doors: { event: { inputOf } },
    action: "application-autoscaling:PutScalingPolicy",
    timeout: autoscalingLimits.patience,
    latency: () => ({}),
  },
  byArn: { service: "autoscaling", nameIn: policyNameIn, absent: noPolicy },
};
