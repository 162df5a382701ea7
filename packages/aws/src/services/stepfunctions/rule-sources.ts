import type { Rule } from "../../service/rule.ts";

/** A rule of Step Functions. */
export type StepFunctionsRule = Rule;
/** When the sources were read. */
const read = "2026-11";
/** A page of the Step Functions Developer Guide. */
export const guide = (page: string): string => `AWS Step Functions Developer Guide, ${page}`;
/** A page of the Step Functions API Reference. */
export const api = (operation: string): string => `AWS Step Functions API Reference, ${operation}`;
/** A recording of what Step Functions answered. */
export const recorded =
  "MEASURED 2024-2026, recorded on Step Functions (localstack/localstack, aws.validated)";

/** One rule of Step Functions: measured where its source is a recording. */
export const rule = (
  id: string,
  source: string,
  text: string,
  ...semantics: readonly string[]
): StepFunctionsRule => ({
  id: `stepfunctions.${id}`,
  status: source === recorded ? "measured" : "documented",
  source,
  date: read,
  text,
  semantics: semantics.map((each) => `step-functions ${each}`),
});
