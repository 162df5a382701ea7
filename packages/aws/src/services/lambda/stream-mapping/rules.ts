import type { Rule } from "../../../service/rule.ts";
import type { StreamMappingSettings } from "../../../mapping/shard/config.ts";
import { streamBatchRules } from "./batch-rules.ts";
import { streamBrokerRules } from "./broker-rules.ts";
import { streamFailureRules } from "./failure-rules.ts";
import { streamReadRules } from "./read-rules.ts";

/** The rules of AWS that event source mappings of streams follow; the test of each bears its id. */
export const streamMappingRules: readonly Rule<StreamMappingSettings>[] = [
  ...streamReadRules,
  ...streamBrokerRules,
  ...streamBatchRules,
  ...streamFailureRules,
];
