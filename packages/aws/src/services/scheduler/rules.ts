import { invocationRules } from "./group/invocation-rules.ts";
import { timeRules } from "./group/time-rules.ts";
import { operationRules } from "./operations/operation-rules.ts";
import type { SchedulerRule } from "./rule-sources.ts";

/** The rules of EventBridge Scheduler that are followed; the test of each bears its id. */
export const schedulerRules: readonly SchedulerRule[] = [
  ...timeRules,
  ...invocationRules,
  ...operationRules,
];
