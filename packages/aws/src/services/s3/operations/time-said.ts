import type { Plain } from "@orrery/kernel";
import { parseWallClock } from "../../../text/wall-clock.ts";

/** Milliseconds since 1970 of a time as parameters and templates say it; `null`: it is none. */
export function millisecondsOf(value: Plain | undefined): number | null {
  if (typeof value === "number") return value * 1_000;
  if (typeof value !== "string" || !/^\d{4}-\d{2}-\d{2}(?:T[\d:.]+(?:Z|\+00:00)?)?$/.test(value)) {
    return null;
  }
  return parseWallClock("a time of S3", value);
}
