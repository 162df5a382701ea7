import type { Duration, Instant } from "@orrery/kernel";
import { nextTime } from "../../../schedule/schedule.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import { never, type GroupSettings, type SchedulePlan } from "../config.ts";
import { schedulerLimits } from "../limits.ts";

/** The first time of a schedule that is made, or changed, at `now`. */
export function firstTime(plan: SchedulePlan, now: Instant, settings: GroupSettings): Instant {
  const { epochMilliseconds, assumed } = settings;
  const clock = wallClockAt(epochMilliseconds, now);
  const since = plan.schedule.type === "at" ? clock - assumed.lateGrace / 1_000 : clock;
  const time = timeAfter(plan, since - 1, now, settings);
  // A one-time schedule of the last minute is due.
  return time === never ? never : (Math.max(time, now) as Instant);
}

/** The time of a schedule that comes after `last`; `base`: when it was made, which rates count from. */
export const timeSince = (
  plan: SchedulePlan,
  last: Instant,
  base: Instant,
  settings: GroupSettings,
): Instant => timeAfter(plan, wallClockAt(settings.epochMilliseconds, last), base, settings);

function timeAfter(
  { schedule, timeZone, from, until, isEnabled }: SchedulePlan,
  clock: number,
  base: Instant,
  { epochMilliseconds }: GroupSettings,
): Instant {
  if (!isEnabled) return never;
  const isOnce = schedule.type === "at";
  const begin = from ?? wallClockAt(epochMilliseconds, base);
  let time: number | null;
  // A rate invokes at its beginning.
  if (schedule.type === "rate" && clock < begin) time = begin;
  else {
    const since = isOnce || from === null ? clock : Math.max(clock, from - 1);
    time = nextTime(schedule, timeZone, since, begin);
  }
  // Dates of the beginning and the end are not for one-time schedules.
  if (time === null || (!isOnce && until !== null && time > until)) return never;
  const at = (time - epochMilliseconds) * 1_000;
  return Number.isSafeInteger(at) ? (at as Instant) : never;
}

const minute = 60_000;

/** When a target is invoked for a time: within the window, or a little later and in the same minute. `drawn` in [0, 1). */
export function startOf(
  { window }: Pick<SchedulePlan, "window">,
  time: Instant,
  drawn: number,
  { epochMilliseconds, assumed }: GroupSettings,
): Instant {
  if (window > 0) return (time + Math.floor(window * drawn)) as Instant;
  const offset = Math.floor(assumed.startOffset * drawn);
  const left = minute - (wallClockAt(epochMilliseconds, time) % minute);
  const most: Duration = Math.min(schedulerLimits.precision, left * 1_000) as Duration;
  return (time + Math.min(offset, most - 1)) as Instant;
}
