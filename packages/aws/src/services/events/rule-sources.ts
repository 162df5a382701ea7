import type { Rule } from "../../service/rule.ts";
import type { BusSettings } from "./config.ts";

/** A rule of EventBridge. */
export type EventsRule = Rule<BusSettings>;
/** When the sources were read. */
export const read = "2026-11";
/** A page of the EventBridge User Guide. */
export const guide = (page: string): string => `Amazon EventBridge User Guide, ${page}`;
/** A page of the EventBridge API Reference. */
export const api = (operation: string): string => `Amazon EventBridge API Reference, ${operation}`;
/** A recording of what EventBridge answered. */
export const recorded =
  "MEASURED 2024-05 to 2025-10, recorded on EventBridge (localstack/localstack, aws.validated)";
/** Whether a bus has rules with a schedule. */
export const hasSchedules = ({ rules }: BusSettings): boolean =>
  rules.some(({ schedule }) => schedule !== null);
/** Whether a bus has archives. */
export const hasArchives = ({ rules }: BusSettings): boolean =>
  rules.some(({ archive }) => archive !== null);
/** Whether a bus brings events to anything. */
export const hasTargets = ({ rules }: BusSettings): boolean =>
  rules.some(({ targets }) => targets.length > 0);
/** Whether a bus brings events to an API destination. */
export const hasApiDestinations = ({ rules }: BusSettings): boolean =>
  rules.some(({ targets }) => targets.some(({ arn }) => arn.includes(":api-destination/")));
/** Whether a bus brings events to an API. */
export const hasApis = ({ rules }: BusSettings): boolean =>
  rules.some(({ targets }) => targets.some(({ request }) => request !== null));
/** Whether a target of a bus has an input of its own. */
export const hasInputs = ({ rules }: BusSettings): boolean =>
  rules.some(({ targets }) => targets.some(({ input }) => input.type !== "event"));
