import { gauges, meters } from "./declarations.ts";
import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { mappingActions, settableOfMapping } from "./actions.ts";
import { mappingScaling } from "./extras.ts";
import { canonicalMappingRecord } from "./api.ts";
import { eventSourceMappingMachine } from "./machine.ts";
import { eventSourceMappingCharges } from "./pricing.ts";
import { mappingReporting } from "./reporting/reporting.ts";
import { eventSourceMappingRules } from "./rules.ts";
import { eventSourceMappingInvariants } from "./invariants.ts";

/** An event source mapping, as everybody else sees it. */
export const eventSourceMappingKind = ({ sources }: World): ResourceKind => ({
  machine: eventSourceMappingMachine(sources),
  invariants: eventSourceMappingInvariants,
  noun: "event source mapping",
  rules: eventSourceMappingRules,
  canonicalRecord: canonicalMappingRecord,
  metrics: { ...meters, ...gauges },
  extras: { Scaling: mappingScaling },
  stamps: ["transition", "until"],
  actions: mappingActions,
  settable: settableOfMapping,
  charges: (meters) => eventSourceMappingCharges(meters),
  reporting: mappingReporting({ sources }),
});
