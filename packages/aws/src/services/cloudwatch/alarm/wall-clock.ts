import { offsetAt, timeShowing } from "../../../schedule/time-zone.ts";

const week = 604_800;
const day = 86_400;
/** The first Monday after the beginning of 1970, in seconds. */
const monday = 4 * day;

/** Periods that go by the clock, in seconds. */
export const wallClockPeriods: readonly number[] = [60, 300, 3_600, day, week];

const offsetText = /^(?:UTC|GMT)?([+-])(\d{2}):(\d{2})$/;

/** How far a fixed offset such as `+05:30` is ahead of UTC, in seconds; `null`: it is the name of a time zone. */
function fixedOffset(timeZone: string): number | null {
  const [, sign, hours, minutes] = offsetText.exec(timeZone) ?? [];
  if (sign === undefined) return null;
  return (sign === "-" ? -1 : 1) * (Number(hours) * 3_600 + Number(minutes) * 60);
}

/** Whether an alarm may go by the clocks of a place: of a time zone, or of an offset in steps of five minutes. */
export function isWallClock(timeZone: string): boolean {
  const fixed = fixedOffset(timeZone);
  return fixed === null ? offsetAt(timeZone, 0) !== undefined : fixed % 300 === 0;
}

/** The last instant up to `at` at which a period ends by the clocks of a place, in seconds since 1970. */
export function lastBoundary(timeZone: string, period: number, at: number): number {
  const fixed = fixedOffset(timeZone);
  const offset = fixed ?? offsetAt(timeZone, at * 1_000)! / 1_000; // It was checked.
  const first = period === week ? monday : 0;
  const local = Math.floor((at + offset - first) / period) * period + first;
  if (fixed !== null || period < day) return local - offset;
  // The clocks may have been changed since midnight.
  const time = timeShowing(timeZone, local * 1_000);
  return time === null ? local - offset : time / 1_000;
}
