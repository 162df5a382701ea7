import { publishedByName } from "../../../service/cloudwatch-metric.ts";
import type { Arrival } from "../../../service/entry.ts";
import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { groupCharges } from "../pricing.ts";
import { logsLimits, senderTimeout } from "../limits.ts";
import { noGroup } from "../operations/group-record.ts";
import type { BringText } from "../protocol.ts";
import { groupReporting } from "../reporting.ts";
import { logsRules } from "../rules.ts";
import type { GroupSettings } from "../config.ts";
import { gauges, meters } from "./declarations.ts";
import { groupInvariants } from "./invariants.ts";
import { groupMachine, logSince } from "./machine.ts";
import type { GroupState } from "./state.ts";

const inputOf = ({ text, trail }: Arrival): BringText => ({
  type: "bringText",
  message: text.body,
  size: text.size,
  trail,
});

/** The name in the ARN of a log group, which may end in a star for its streams. */
const groupNameIn = (arn: string): string | undefined =>
  /^arn:[^:]+:logs:[^:]*:[^:]*:log-group:([^:]+)(?::\*)?$/.exec(arn)?.[1];

/** A log group, as everybody else sees it. */
export const groupKind = ({ entryOf }: World): ResourceKind => ({
  machine: groupMachine(entryOf),
  invariants: groupInvariants,
  noun: "log group",
  rules: logsRules,
  metrics: { ...meters, ...gauges },
  publishes: publishedByName("AWS/Logs", "LogGroupName", "logs.group"),
  logs: {
    groupsOf: ({ name }) => [{ group: name }],
    read: (state, settings, until) =>
      logSince(state as GroupState, settings as GroupSettings, until as never, undefined).events, // Of this kind.
  },
  entry: {
    sizeOf: () => ({ min: 1, max: logsLimits.eventSize.default }),
    doors: { event: { inputOf } },
    action: "logs:PutLogEvents",
    timeout: senderTimeout,
    latency: () => ({}),
  },
  byArn: { service: "logs", nameIn: groupNameIn, absent: () => noGroup },
  charges: (given, settings) => groupCharges(given, settings as GroupSettings), // Likewise.
  reporting: groupReporting,
});
