import {
  countBounds,
  countLimit,
  durationLimit,
  hours,
  milliseconds,
  minutes,
  seconds,
  type Distribution,
} from "@orrery/kernel";

/**
 * Limits of Amazon DocumentDB, and how Lambda reads its change streams.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/documentdb/latest/developerguide/change_streams.html
 * - https://docs.aws.amazon.com/documentdb/latest/developerguide/limits.html
 * - https://docs.aws.amazon.com/lambda/latest/dg/with-documentdb.html
 */
export const docdbLimits = {
  /** Bytes of a document. */
  documentSize: countBounds({ min: 0, max: 16_777_216 }),
  /** How long a change is kept: change_stream_log_retention_duration. */
  retention: hours(3),
  /** Changes that one answer to a reader has, and bytes. */
  fetchRecords: 10_000,
  fetchBytes: 6_291_456,
  listPage: countLimit({ default: 100, min: 20, max: 100 }),
} as const;

/** How long the answer to a write takes. Assumed: AWS publishes none. */
export const toWriter: Distribution = { type: "lognormal", median: 5_000, sigma: 0.7 };

/** How long a change takes from its cluster to the function of a mapping. Assumed: AWS publishes none. */
export const toReader: Distribution = { type: "lognormal", median: 50_000, sigma: 0.6 };

/** How long clients wait for an answer. */
export const writerTimeout = durationLimit({
  default: seconds(30),
  min: milliseconds(1),
  max: minutes(60),
});
