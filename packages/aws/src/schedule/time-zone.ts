// Offsets from UTC as the engine's table of time zones has them.

/** Whether there is a time zone of this name, such as `Europe/Berlin`; UTC is always there. */
export const isTimeZone = (name: string): boolean => name === "UTC" || formatOf(name) !== undefined;

/** Whether the engine has a table of time zones. Where it has, the table is its own. */
export const hasTimeZones = (): boolean => isTimeZone("Europe/London");

/** How far the clocks of a time zone are ahead of UTC at a time, in milliseconds; `undefined`: there is no such zone. */
export function offsetAt(timeZone: string, milliseconds: number): number | undefined {
  if (timeZone === "UTC") return 0;
  const format = formatOf(timeZone);
  if (format === undefined) return undefined;
  const parts: Record<string, number> = {};
  for (const { type, value } of format.formatToParts(milliseconds)) parts[type] = Number(value);
  const { year, month, day, hour, minute, second } = parts as Record<
    "year" | "month" | "day" | "hour" | "minute" | "second",
    number
  >;
  // eslint-disable-next-line no-restricted-globals -- It is made of numbers, and reads no clock.
  const local = Date.UTC(year, month - 1, day, hour, minute, second);
  return local - Math.floor(milliseconds / 1_000) * 1_000;
}

const day = 86_400_000;

/**
 * The first time at which the clocks of a time zone show `local`, in milliseconds since 1970 as if they were in UTC;
 * `null`: they never do, since they are put forward over it.
 */
export function timeShowing(timeZone: string, local: number): number | null {
  const before = offsetAt(timeZone, local - day);
  const after = offsetAt(timeZone, local + day);
  if (before === undefined || after === undefined) return null;
  for (const offset of [Math.max(before, after), Math.min(before, after)]) {
    const time = local - offset;
    if (offsetAt(timeZone, time) === offset) return time;
  }
  return null;
}

/* eslint-disable no-restricted-globals -- The table of time zones is the engine's, and nothing else has it; numbers go in and come out, whatever the language. */

// A memo of what the engine has: a format for each time zone that was asked for.
const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat | undefined {
  // An engine may have no such thing, and a name may be none.
  if (typeof Intl === "undefined") return undefined;
  let format = formats.get(timeZone);
  if (format !== undefined) return format;
  try {
    format = new Intl.DateTimeFormat("en-US", {
      timeZone,
      calendar: "gregory",
      hourCycle: "h23",
      year: "numeric",
      month: "numeric",
      day: "numeric",
      hour: "numeric",
      minute: "numeric",
      second: "numeric",
    });
  } catch {
    return undefined;
  }
  formats.set(timeZone, format);
  return format;
}
