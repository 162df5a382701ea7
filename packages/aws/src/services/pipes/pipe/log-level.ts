import type { LogLevel } from "../config.ts";

/** The steps of an execution as log records name them, and the level from which on they are logged. */
const levels = {
  EXECUTION_STARTED: "INFO",
  EXECUTION_SUCCEEDED: "INFO",
  EXECUTION_PARTIALLY_FAILED: "ERROR",
  EXECUTION_FAILED: "ERROR",
  EXECUTION_THROTTLED: "ERROR",
  EXECUTION_TIMEOUT: "ERROR",
  ENRICHMENT_STAGE_ENTERED: "INFO",
  ENRICHMENT_STAGE_SUCCEEDED: "INFO",
  ENRICHMENT_STAGE_FAILED: "ERROR",
  ENRICHMENT_TRANSFORMATION_STARTED: "TRACE",
  ENRICHMENT_TRANSFORMATION_SUCCEEDED: "TRACE",
  ENRICHMENT_INVOCATION_STARTED: "TRACE",
  ENRICHMENT_INVOCATION_SUCCEEDED: "TRACE",
  ENRICHMENT_INVOCATION_FAILED: "ERROR",
  TARGET_STAGE_ENTERED: "INFO",
  TARGET_STAGE_SUCCEEDED: "INFO",
  TARGET_STAGE_PARTIALLY_FAILED: "ERROR",
  TARGET_STAGE_FAILED: "ERROR",
  TARGET_STAGE_SKIPPED: "INFO",
  TARGET_TRANSFORMATION_STARTED: "TRACE",
  TARGET_TRANSFORMATION_SUCCEEDED: "TRACE",
  TARGET_INVOCATION_STARTED: "TRACE",
  TARGET_INVOCATION_SUCCEEDED: "TRACE",
  TARGET_INVOCATION_PARTIALLY_FAILED: "ERROR",
  TARGET_INVOCATION_FAILED: "ERROR",
} as const satisfies Readonly<Record<string, LogLevel>>;

/** A step of an execution. */
export type LogStep = keyof typeof levels;

export const levelOf = (step: LogStep): LogLevel => levels[step];

const order: readonly LogLevel[] = ["ERROR", "INFO", "TRACE"];

/** Whether a pipe that logs from a level on logs a step. */
export const isLogged = (step: LogStep, level: LogLevel): boolean =>
  order.indexOf(levels[step]) <= order.indexOf(level);
