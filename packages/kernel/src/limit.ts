import { ConfigError } from "./errors.ts";
import { shownValue } from "./shown-value.ts";
import { formatDuration, type Duration } from "./time.ts";

/** The range of a setting, both ends included. */
export interface Bounds<Value extends number> {
  readonly unit: "duration" | "count" | "bytes";
  readonly min: Value;
  readonly max: Value;
}

/** The range of a setting, and what a left-out setting becomes. */
export interface Limit<Value extends number> extends Bounds<Value> {
  readonly default: Value;
}

/** The range of a duration. */
export const durationBounds = (range: { min: Duration; max: Duration }): Bounds<Duration> => ({
  unit: "duration",
  ...range,
});
/** The range and default of a duration. */
export const durationLimit = (range: {
  default: Duration;
  min: Duration;
  max: Duration;
}): Limit<Duration> => ({ unit: "duration", ...range });
/** The range of a count. */
export const countBounds = (range: { min: number; max: number }): Bounds<number> => ({
  unit: "count",
  ...range,
});
/** The range and default of a count. */
export const countLimit = (range: {
  default: number;
  min: number;
  max: number;
}): Limit<number> => ({
  unit: "count",
  ...range,
});
/** The range and default of a size in bytes. */
export const bytesLimit = (range: {
  default: number;
  min: number;
  max: number;
}): Limit<number> => ({
  unit: "bytes",
  ...range,
});

/** A value of AWS that changed: which one holds from which date on, oldest first. */
export type Dated<Value> = readonly { readonly since: string; readonly value: Value }[];

/** The value that held on `asOf` (`YYYY-MM-DD`); before the first date, the first. */
export function valueAsOf<Value>(dated: Dated<Value>, asOf: string): Value {
  let [current] = dated;
  for (const entry of dated) if (entry.since <= asOf) current = entry;
  if (current === undefined) throw new ConfigError("dated value", "at least one date", "none");
  return current.value;
}

const show = (unit: Bounds<number>["unit"], value: unknown): string => {
  if (typeof value !== "number" || !Number.isFinite(value)) return shownValue(value);
  if (unit === "duration") return formatDuration(value as Duration);
  return unit === "bytes" ? `${value} bytes` : `${value}`;
};

/** `value`, when it is a whole number inside `bounds`. @throws ConfigError otherwise. */
export function withinBounds<Value extends number>(
  path: string,
  value: Value,
  { unit, min, max }: Bounds<Value>,
): Value {
  if (Number.isInteger(value) && value >= min && value <= max) return value;
  throw new ConfigError(path, `${show(unit, min)} to ${show(unit, max)}`, show(unit, value));
}

/** `value` inside `limit`, or its default where `value` is left out. @throws ConfigError */
export function withDefault<Value extends number>(
  path: string,
  value: Value | undefined,
  limit: Limit<Value>,
): Value {
  return value === undefined ? limit.default : withinBounds(path, value, limit);
}
