import { formatWallClock } from "../../../text/wall-clock.ts";

/** A value in a row; `null`: it has none. */
export type Value = string | number | boolean | Time | null;

/** An instant, in milliseconds since 1970. */
export interface Time {
  readonly time: number;
}

/** A log event or what was made of several: values by the names of fields. */
export type Row = ReadonlyMap<string, Value>;

export const isTime = (value: Value): value is Time => typeof value === "object" && value !== null;

const numeric = /^\s*[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?\s*$/;

/** A value as a number; `null`: it is none. */
export function numberOfValue(value: Value): number | null {
  if (typeof value === "number") return value;
  if (typeof value === "boolean") return value ? 1 : 0;
  if (value === null) return null;
  if (typeof value === "object") return value.time;
  return numeric.test(value) ? Number(value) : null;
}

// AWS shows four digits behind the point. Assumed: of all numbers.
const digits = 10_000;

/** A value as results have it; `null`: the row leaves the field out. */
export function textOfValue(value: Value): string | null {
  if (value === null || typeof value === "string") return value;
  if (typeof value === "boolean") return value ? "1" : "0";
  if (typeof value === "object") {
    return formatWallClock(value.time).replace("T", " ").replace("Z", "");
  }
  if (!Number.isFinite(value)) return null;
  return `${Math.round(value * digits) / digits}`;
}

/** Orders values: as numbers where both are, else as texts; what has none comes first. */
export function compareValues(one: Value, other: Value): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? -1 : 1;
  const [left, right] = [numberOfValue(one), numberOfValue(other)];
  if (left !== null && right !== null) return left - right;
  const [said, against] = [textOfValue(one) ?? "", textOfValue(other) ?? ""];
  return said === against ? 0 : said < against ? -1 : 1;
}

/** Whether two values are one: numbers as numbers, and `true` also where somebody writes it out. */
export function areEqual(one: Value, other: Value): boolean {
  if (one === null || other === null) return one === other;
  if (typeof one === "boolean" && typeof other === "string") return `${one}` === other;
  if (typeof other === "boolean" && typeof one === "string") return `${other}` === one;
  return compareValues(one, other) === 0;
}
