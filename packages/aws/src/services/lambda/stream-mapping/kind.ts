import { streamMappingAssumptions } from "./assumptions.ts";
import { lambdaFailure } from "./failure-record.ts";
import type { ResourceKind, World } from "../../../service/resource-kind.ts";
import { canonicalMappingRecord } from "../event-source-mapping/api.ts";
import { mappingActions } from "../event-source-mapping/actions.ts";
import { publishedByMappings } from "../event-source-mapping/mapping-metrics.ts";
import { settableOfStreamMapping } from "./actions.ts";
import { gauges, metersNamed } from "../../../mapping/shard/declarations.ts";
import { streamMappingInvariants } from "../../../mapping/shard/invariants.ts";
import { streamMappingMachine } from "../../../mapping/shard/machine.ts";
import { streamMappingReporting } from "./reporting/reporting.ts";
import { streamMappingRules } from "./rules.ts";

const names = { kind: "lambda.streamMapping", figures: streamMappingAssumptions };

/** An event source mapping of a stream, as everybody else sees it. */
export const streamMappingKind = ({ sources, entryOf }: World): ResourceKind => ({
  machine: streamMappingMachine(names, sources, entryOf, lambdaFailure),
  invariants: streamMappingInvariants,
  noun: "stream mapping",
  rules: streamMappingRules,
  canonicalRecord: canonicalMappingRecord,
  metrics: { ...metersNamed(streamMappingAssumptions), ...gauges },
  publishes: publishedByMappings(names.kind),
  stamps: ["transition", "until"],
  actions: mappingActions,
  settable: settableOfStreamMapping,
  reporting: streamMappingReporting,
});
