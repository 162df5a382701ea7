import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { groupCharges } from "../pricing.ts";
import { groupReporting } from "../reporting/reporting.ts";
import { schedulerRules } from "../rules.ts";
import { gauges, meters } from "./declarations.ts";
import { groupInvariants } from "./invariants.ts";
import { groupMachine } from "./machine.ts";

/** A group of schedules, as everybody else sees it. */
export const groupKind = ({ entryOf }: World): ResourceKind => ({
  machine: groupMachine(entryOf),
  invariants: groupInvariants,
  noun: "schedule group",
  rules: schedulerRules,
  metrics: { ...meters, ...gauges },
  stamps: ["changed"],
  charges: (meters) => groupCharges(meters),
  publishes: {
    namespace: "AWS/Scheduler",
    meteredBy({ ScheduleGroup, ...others }, resources) {
      if (ScheduleGroup === undefined || Object.keys(others).length > 0) return undefined;
      const group = resources.find("scheduler.group", ScheduleGroup);
      return group === undefined ? undefined : [group.number];
    },
  },
  reporting: groupReporting,
});
