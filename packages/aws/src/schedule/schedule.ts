import { Cron } from "croner";
import { parseWallClock } from "../text/wall-clock.ts";
import { cronPattern } from "./cron-fields.ts";
import { offsetAt, timeShowing } from "./time-zone.ts";

export { hasTimeZones, isTimeZone } from "./time-zone.ts";

/** When something is done that has a schedule. Plain data. */
export type Schedule =
  | { readonly type: "at"; /** In the schedule's time zone. */ readonly local: string }
  | { readonly type: "rate"; readonly milliseconds: number }
  | { readonly type: "cron"; /** In the words of {@link Cron}. */ readonly pattern: string };

const units = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;

/**
 * What an expression of AWS says, such as `rate(5 minutes)`, `cron(0 9 ? * MON-FRI *)` or
 * `at(2026-11-23T09:00:00)`; `null`: it is none.
 */
export function parseSchedule(text: string): Schedule | null {
  const [, form, inside = ""] = /^(at|rate|cron)\((.+)\)$/.exec(text) ?? [];
  if (form === "at") return localTime(inside) === null ? null : { type: "at", local: inside };
  if (form === "rate") return rateIn(inside);
  if (form === "cron") return cronIn(inside);
  return null;
}

/** Milliseconds since 1970 of a time as a clock shows it, as if that were in UTC; `null`: it is none. */
function localTime(text: string): number | null {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(text)) return null;
  try {
    return parseWallClock("schedule", `${text}Z`);
  } catch {
    return null; // Such as the 13th month.
  }
}

function rateIn(inside: string): Schedule | null {
  const [, count, unit, plural] = /^([1-9]\d{0,8}) (minute|hour|day)(s?)$/.exec(inside) ?? [];
  if (count === undefined || (count === "1") !== (plural === "")) return null;
  const milliseconds = Number(count) * units[unit as keyof typeof units]; // One of them.
  return { type: "rate", milliseconds };
}

/** Minutes, hours, day of the month, month, day of the week and year: one of the days must be `?`. */
function cronIn(inside: string): Schedule | null {
  const pattern = cronPattern(inside);
  return pattern === null || nextLocal(pattern, 0) === undefined ? null : { type: "cron", pattern };
}

/**
 * The first time after `after` that a schedule names, in milliseconds since 1970; `null`: there is none.
 * `from`: what rates count from. In a time zone whose clocks are put forward, what falls between is left out; where
 * they are put back, what comes twice is named the first time.
 */
export function nextTime(
  schedule: Schedule,
  timeZone: string,
  after: number,
  from: number,
): number | null {
  switch (schedule.type) {
    case "rate": {
      const { milliseconds } = schedule;
      const passed = Math.max(0, Math.floor((after - from) / milliseconds));
      return from + (passed + 1) * milliseconds;
    }
    case "at": {
      const local = localTime(schedule.local)!; // It was read.
      const time = timeZone === "UTC" ? local : timeShowing(timeZone, local);
      return time !== null && time > after ? time : null;
    }
    case "cron":
      return nextOfCron(schedule.pattern, timeZone, after);
  }
}

/** More than there are minutes in which clocks show what they have shown, or never show. */
const mostTries = 1_440;

function nextOfCron(pattern: string, timeZone: string, after: number): number | null {
  if (timeZone === "UTC") return nextLocal(pattern, after) ?? null;
  const offset = offsetAt(timeZone, after);
  if (offset === undefined) return null;
  let local = after + offset;
  for (let tries = 0; tries < mostTries; tries += 1) {
    const next = nextLocal(pattern, local) ?? null;
    if (next === null) return null;
    const time = timeShowing(timeZone, next);
    if (time !== null && time > after) return time;
    local = next;
  }
  return null;
}

/** A pattern that is being used, and what it was asked last. */
interface Known {
  readonly cron: Cron;
  after: number;
  next: number | null;
}

// A memo of a pure function: schedules that say the same are many, and asked for one after another.
const known = new Map<string, Known>();
const mostKnown = 1_000;

/** By croner, which reads no clock where it is told what to count from; `undefined`: it cannot be read. */
function nextLocal(pattern: string, after: number): number | null | undefined {
  const found = known.get(pattern);
  if (found?.after === after) return found.next;
  try {
    // UTC needs no table of time zones, which not every engine has.
    const options = { utcOffset: 0, paused: true, alternativeWeekdays: true } as const;
    const cron = found?.cron ?? new Cron(pattern, options);
    // eslint-disable-next-line no-restricted-globals -- It is made of a number, and reads no clock; croner takes no number.
    const next = cron.nextRun(new Date(after))?.getTime() ?? null;
    if (found === undefined) {
      if (known.size >= mostKnown) known.clear();
      known.set(pattern, { cron, after, next });
    } else {
      found.after = after;
      found.next = next;
    }
    return next;
  } catch {
    return undefined;
  }
}
