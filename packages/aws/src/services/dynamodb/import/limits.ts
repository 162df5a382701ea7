import { hours, minutes, seconds, type Distribution } from "@orrery/kernel";

/**
 * Quotas and times of imports.
 *
 * Source, read 2026-11: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/S3DataImport.Validation.html
 */
export const importLimits = {
  /** Imports at a time. */
  concurrent: 50,
  /** Objects of one import. */
  objects: 50_000,
  /** How long an import is known by its ClientToken. */
  tokenLife: hours(8),
  /** Assumed: the errors that are logged at most, objects that are read at a time, and how often. */
  loggedErrors: 10_000,
  parallelReads: 16,
  attempts: 15,
  pause: seconds(1),
} as const;

/** How long an import takes beside what its objects do. Assumed: AWS says that it depends on the data. */
export const importDuration: Distribution = { type: "constant", value: minutes(3) };
