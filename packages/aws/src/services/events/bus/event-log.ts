import type { LogLevel } from "../config.ts";
import { metrics, type BusContext } from "./declarations.ts";

const order: readonly LogLevel[] = ["OFF", "ERROR", "INFO", "TRACE"];

/** Counts a record of the bus's log, where the bus logs so much. */
export function countLog(level: LogLevel, context: BusContext): void {
  const { logLevel } = context.settings;
  if (logLevel === "OFF" || order.indexOf(logLevel) < order.indexOf(level)) return;
  context.observe(metrics.LogRecords, 1);
}
