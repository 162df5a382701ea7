import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { alarmRules } from "../alarm-rules.ts";
import { alarmCharges } from "../pricing.ts";
import { alarmReporting } from "../reporting.ts";
import { gauges, meters } from "./declarations.ts";
import { alarmInvariants } from "./invariants.ts";
import { alarmMachine } from "./machine.ts";

/** An alarm, as everybody else sees it. */
export const alarmKind = ({ entryOf }: World): ResourceKind => ({
  machine: alarmMachine(entryOf),
  invariants: alarmInvariants,
  noun: "alarm",
  rules: alarmRules,
  metrics: { ...meters, ...gauges },
  stamps: ["updatedAt"],
  charges: (given) => alarmCharges(given),
  reporting: alarmReporting,
});
