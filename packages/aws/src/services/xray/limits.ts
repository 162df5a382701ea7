import { countLimit, days, minutes, seconds } from "@orrery/kernel";
import type { Quota } from "../../service/service-model.ts";

/**
 * Quotas and defaults of X-Ray.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/general/latest/gr/xray.html
 * - https://docs.aws.amazon.com/xray/latest/devguide/xray-api-segmentdocuments.html
 * - https://docs.aws.amazon.com/xray/latest/devguide/xray-api-sampling.html
 */
export const xrayLimits = {
  /** Bytes of a document. */
  segment: 65_536,
  /** Bytes of a trace. */
  trace: 512_000,
  retention: days(30),
  /** A trace is changed free of charge for so long. */
  freeChanges: days(7),
  /** Annotations of a trace that are indexed. */
  annotations: 50,
  /** Links of a segment, and of a trace. */
  links: { segment: 20, trace: 100 },
  /** Characters of a name, and of other texts. */
  name: 200,
  text: 250,
  /** Traces that are asked for at once. */
  batch: 5,
  /** How often clients ask for their targets, and how long these are good. */
  targets: { interval: 10, lifetime: minutes(5) },
  /** The rule that is always there, with how many requests of a second it takes before its share. */
  defaultRule: { name: "Default", priority: 10_000, reservoir: 1, rate: 0.05 },
  second: seconds(1),
} as const;

/** Quotas of the account that a scenario may set. */
export const xrayQuotas: Readonly<Record<string, Quota>> = {
  "xray.segmentsPerSecond": countLimit({ default: 2_600, min: 1, max: 1_000_000 }),
  "xray.samplingRules": countLimit({ default: 25, min: 1, max: 10_000 }),
};
