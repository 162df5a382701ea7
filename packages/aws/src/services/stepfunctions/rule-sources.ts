import type { Rule } from "../../service/rule.ts";
import type { StateMachineSettings } from "./config.ts";

/** A rule of Step Functions. */
export type StepFunctionsRule = Rule<StateMachineSettings>;
/** When the sources were read. */
export const read = "2026-11";
/** A page of the Step Functions Developer Guide. */
export const guide = (page: string): string => `AWS Step Functions Developer Guide, ${page}`;
/** A page of the Step Functions API Reference. */
export const api = (operation: string): string => `AWS Step Functions API Reference, ${operation}`;
/** A recording of what Step Functions answered. */
export const recorded =
  "MEASURED 2024-2026, recorded on Step Functions (localstack/localstack, aws.validated)";

/** Whether executions are Standard. */
export const isStandard = ({ type }: StateMachineSettings): boolean => type === "STANDARD";
/** Whether executions are Express. */
export const isExpress = ({ type }: StateMachineSettings): boolean => type === "EXPRESS";
