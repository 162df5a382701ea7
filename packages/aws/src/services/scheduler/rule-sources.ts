import type { Rule } from "../../service/rule.ts";
import type { GroupSettings } from "./config.ts";

/** A rule of Scheduler. */
export type SchedulerRule = Rule<GroupSettings>;

/** When the sources were read. */
export const read = "2026-11";

/** A page of the EventBridge Scheduler User Guide. */
export const guide = (page: string): string =>
  `https://docs.aws.amazon.com/scheduler/latest/UserGuide/${page}.html`;

/** A page of the EventBridge Scheduler API Reference. */
export const api = (operation: string): string =>
  `AWS EventBridge Scheduler API Reference, ${operation}`;

/** A recording of what Scheduler answered. */
export const recorded =
  "MEASURED 2025-01, recorded on EventBridge Scheduler (localstack/localstack, aws.validated)";
