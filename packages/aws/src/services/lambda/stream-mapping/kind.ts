import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { canonicalMappingRecord } from "../event-source-mapping/api.ts";
import { mappingActions } from "../event-source-mapping/actions.ts";
import { settableOfStreamMapping } from "./actions.ts";
import { gauges, meters } from "./declarations.ts";
import { streamMappingInvariants } from "./invariants.ts";
import { streamMappingMachine } from "./machine.ts";
import { streamMappingReporting } from "./reporting/reporting.ts";
import { streamMappingRules } from "./rules.ts";

/** An event source mapping of a stream, as everybody else sees it. */
export const streamMappingKind = ({ sources, entryOf }: World): ResourceKind => ({
  machine: streamMappingMachine(sources, entryOf),
  invariants: streamMappingInvariants,
  noun: "stream mapping",
  rules: streamMappingRules,
  canonicalRecord: canonicalMappingRecord,
  metrics: { ...meters, ...gauges },
  stamps: ["transition", "until"],
  actions: mappingActions,
  settable: settableOfStreamMapping,
  reporting: streamMappingReporting,
});
