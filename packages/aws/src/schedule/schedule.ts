import { Cron } from "croner";
import { parseWallClock } from "../text/wall-clock.ts";

/** When something is done that has a schedule. Plain data. */
export type Schedule =
  | { readonly type: "at"; /** In the schedule's time zone. */ readonly local: string }
  | { readonly type: "rate"; readonly milliseconds: number }
  | { readonly type: "cron"; /** In the words of {@link Cron}. */ readonly pattern: string };

const units = { minute: 60_000, hour: 3_600_000, day: 86_400_000 } as const;
const lastValues = [59, 23, 31, 12, 7, 2199] as const;

const isLocalTime = (text: string): boolean => /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(text);

/**
 * What an expression of AWS says, such as `rate(5 minutes)`, `cron(0 9 ? * MON-FRI *)` or
 * `at(2026-11-23T09:00:00)`; `null`: it is none.
 */
export function parseSchedule(text: string): Schedule | null {
  const [, form, inside = ""] = /^(at|rate|cron)\((.+)\)$/.exec(text) ?? [];
  if (form === "at") {
    const isTime = isLocalTime(inside);
    return isTime && nextOf(inside, "UTC", 0) !== undefined ? { type: "at", local: inside } : null;
  }
  if (form === "rate") return rateIn(inside);
  if (form === "cron") return cronIn(inside);
  return null;
}

function rateIn(inside: string): Schedule | null {
  const [, count, unit, plural] = /^([1-9]\d{0,8}) (minute|hour|day)(s?)$/.exec(inside) ?? [];
  if (count === undefined || (count === "1") !== (plural === "")) return null;
  const milliseconds = Number(count) * units[unit as keyof typeof units]; // One of them.
  return { type: "rate", milliseconds };
}

/** Minutes, hours, day of the month, month, day of the week and year: one of the days must be `?`. */
function cronIn(inside: string): Schedule | null {
  const fields = inside.split(/\s+/);
  if (fields.length !== 6) return null;
  const isAny = (place: number): boolean => fields[place] === "?";
  if (
    isAny(2) === isAny(4) ||
    fields.some((_, place) => isAny(place) && place !== 2 && place !== 4)
  ) {
    return null;
  }
  const translated = fields.map((field, place) =>
    field === "?"
      ? "*"
      : // AWS lets steps begin at a value: 5/20 is 5-59/20.
        field.replace(/(^|,)(\d+)\/(\d+)/g, `$1$2-${lastValues[place]!}/$3`),
  );
  const pattern = ["0", ...translated].join(" ");
  return nextOf(pattern, "UTC", 0) === undefined ? null : { type: "cron", pattern };
}

/** Whether there is a time zone of this name, such as `Europe/Berlin`. */
export const isTimeZone = (name: string): boolean => nextOf("0 0 0 * * * *", name, 0) !== undefined;

/** Whether the engine has a table of time zones. Where it has, the table is its own. */
export const hasTimeZones = (): boolean => isTimeZone("Europe/London");

/**
 * The first time after `after` that a schedule names, in milliseconds since 1970; `null`: there is none.
 * `from`: what rates count from.
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
      const time = nextOf(schedule.local, timeZone, 0) ?? null;
      return time !== null && time > after ? time : null;
    }
    case "cron":
      return nextOf(schedule.pattern, timeZone, after) ?? null;
  }
}

/** By croner, which reads no clock where it is told what to count from; `undefined`: it cannot be read. */
function nextOf(pattern: string, timezone: string, after: number): number | null | undefined {
  try {
    // UTC needs no table of time zones, which not every engine has.
    if (timezone === "UTC" && isLocalTime(pattern)) {
      const time = parseWallClock("schedule", `${pattern}Z`);
      return time > after ? time : null;
    }
    const zone = timezone === "UTC" ? { utcOffset: 0 } : { timezone };
    const cron = new Cron(pattern, { ...zone, paused: true, alternativeWeekdays: true });
    // eslint-disable-next-line no-restricted-globals -- It is made of a number, and reads no clock; croner takes no number.
    return cron.nextRun(new Date(after))?.getTime() ?? null;
  } catch {
    return undefined; // No pattern, or no time zone.
  }
}
