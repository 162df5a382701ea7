import { formatWallClock, parseWallClock } from "../../../text/wall-clock.ts";
import type { Period } from "./query.ts";

const fixed: Readonly<Partial<Record<Period["unit"], number>>> = {
  ms: 1,
  s: 1_000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

const months: Readonly<Partial<Record<Period["unit"], number>>> = { mo: 1, q: 3, y: 12 };

/** The start of the period that has an instant, both in milliseconds since 1970. */
export function floorTime(time: number, { count, unit }: Period): number {
  const length = fixed[unit];
  if (length !== undefined) return Math.floor(time / (length * count)) * length * count;
  const [year, month] = formatWallClock(time).split("-").map(Number) as [number, number];
  const span = months[unit]! * count; // It is one of the others.
  const since = Math.floor((year * 12 + month - 1) / span) * span;
  return monthAt(since);
}

/** The start of the next period, unless one starts at the instant. */
export function ceilTime(time: number, period: Period): number {
  const from = floorTime(time, period);
  if (from === time) return time;
  const { count, unit } = period;
  const length = fixed[unit];
  if (length !== undefined) return from + length * count;
  const [year, month] = formatWallClock(from).split("-").map(Number) as [number, number];
  return monthAt(year * 12 + month - 1 + months[unit]! * count); // Likewise.
}

/** The start of a month, counted from the year 0. */
function monthAt(count: number): number {
  const year = `${Math.floor(count / 12)}`.padStart(4, "0");
  const month = `${(count % 12) + 1}`.padStart(2, "0");
  return parseWallClock("a month", `${year}-${month}-01`);
}
