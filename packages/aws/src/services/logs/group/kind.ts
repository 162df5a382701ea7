import { publishedByName } from "../../../service/cloudwatch-metric.ts";
import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { groupCharges } from "../pricing.ts";
import { groupReporting } from "../reporting.ts";
import { logsRules } from "../rules.ts";
import type { GroupSettings } from "../config.ts";
import { gauges, meters } from "./declarations.ts";
import { groupInvariants } from "./invariants.ts";
import { groupMachine, logSince } from "./machine.ts";
import type { GroupState } from "./state.ts";

/** A log group, as everybody else sees it. */
export const groupKind = ({ entryOf }: World): ResourceKind => ({
  machine: groupMachine(entryOf),
  invariants: groupInvariants,
  noun: "log group",
  rules: logsRules,
  metrics: { ...meters, ...gauges },
  publishes: publishedByName("AWS/Logs", "LogGroupName", "logs.group"),
  logs: {
    groupOf: ({ name }) => name,
    asks: { type: "readLog" },
    read: (state, settings, until) =>
      logSince(state as GroupState, settings as GroupSettings, until as never, undefined).events, // Of this kind.
  },
  charges: (given, settings) => groupCharges(given, settings as GroupSettings), // Likewise.
  reporting: groupReporting,
});
