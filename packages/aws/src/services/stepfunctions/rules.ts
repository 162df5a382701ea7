import type { StepFunctionsRule } from "./rule-sources.ts";

/** The rules of Step Functions that are followed; the test of each bears its id. */
export const stepFunctionsRules: readonly StepFunctionsRule[] = [];
