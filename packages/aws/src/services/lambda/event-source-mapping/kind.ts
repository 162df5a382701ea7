import { eventSourceMappingAssumptions } from "./assumptions.ts";
import { gauges, metersNamed } from "../../../mapping/queue/declarations.ts";
import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { mappingActions, settableOfMapping } from "./actions.ts";
import { mappingScaling } from "./extras.ts";
import { canonicalMappingRecord } from "./api.ts";
import { publishedByMappings } from "./mapping-metrics.ts";
import { eventSourceMappingMachine } from "../../../mapping/queue/machine.ts";
import { eventSourceMappingCharges } from "./pricing.ts";
import { mappingReporting } from "./reporting/reporting.ts";
import { eventSourceMappingRules } from "./rules.ts";
import { eventSourceMappingInvariants } from "../../../mapping/queue/invariants.ts";

/** How Lambda names a mapping that reads a queue. */
export const eventSourceMappingNames = {
  kind: "lambda.eventSourceMapping",
  figures: eventSourceMappingAssumptions,
};

/** An event source mapping, as everybody else sees it. */
export const eventSourceMappingKind = ({ sources }: World): ResourceKind => ({
  machine: eventSourceMappingMachine(eventSourceMappingNames, sources),
  invariants: eventSourceMappingInvariants,
  noun: "event source mapping",
  rules: eventSourceMappingRules,
  canonicalRecord: canonicalMappingRecord,
  metrics: { ...metersNamed(eventSourceMappingAssumptions), ...gauges },
  extras: { Scaling: mappingScaling },
  publishes: publishedByMappings(eventSourceMappingNames.kind),
  stamps: ["transition", "until"],
  actions: mappingActions,
  settable: settableOfMapping,
  charges: (meters) => eventSourceMappingCharges(meters),
  reporting: mappingReporting({ sources }),
});
