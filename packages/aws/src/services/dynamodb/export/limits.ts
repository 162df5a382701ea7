import { hours, minutes, seconds, type Distribution } from "@orrery/kernel";

/**
 * Quotas and times of exports.
 *
 * Source, read 2026-11: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataExport_Requesting.html
 */
export const exportLimits = {
  /** Exports at a time. */
  concurrent: 300,
  /** The shortest and longest span of an incremental export. */
  span: { min: minutes(15), max: hours(24) },
  /** How long an export is known by its ClientToken. */
  tokenLife: hours(8),
  /** Assumed: how often an object is written at most, and how long it waits in between. */
  attempts: 15,
  pause: seconds(1),
} as const;

/** How long an export takes. Source: the example of a manifest in the guide, of a table with eight items. */
export const exportDuration: Distribution = { type: "constant", value: minutes(5) };
