import { languageRules } from "./language/language-rules.ts";
import { aliasRules } from "./rules/alias-rules.ts";
import { apiTaskRules } from "./rules/api-task-rules.ts";
import { executionRules } from "./rules/execution-rules.ts";
import { mapRunRules } from "./rules/map-run-rules.ts";
import { operationRules } from "./rules/operation-rules.ts";
import { taskRules } from "./rules/task-rules.ts";
import type { StepFunctionsRule } from "./rule-sources.ts";

/** The rules of Step Functions that are followed; the test of each bears its id. */
export const stepFunctionsRules: readonly StepFunctionsRule[] = [
  ...languageRules,
  ...executionRules,
  ...taskRules,
  ...apiTaskRules,
  ...mapRunRules,
  ...operationRules,
  ...aliasRules,
];
