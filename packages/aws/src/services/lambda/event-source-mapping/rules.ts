import type { Rule } from "../../../service/rule.ts";
import { mappingApiRules } from "./api-rules.ts";
import { mappingBatchRules } from "./batch-rules.ts";
import type { EventSourceMappingSettings } from "../../../mapping/queue/config.ts";
import { mappingScalingRules } from "./scaling-rules.ts";

/** The rules of AWS that event source mappings of SQS follow; the test of each bears its id. */
export const eventSourceMappingRules: readonly Rule<EventSourceMappingSettings>[] = [
  ...mappingScalingRules,
  ...mappingBatchRules,
  ...mappingApiRules,
];
