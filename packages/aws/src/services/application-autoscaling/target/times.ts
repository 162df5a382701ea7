import { after, minutes, type Duration, type Instant } from "@orrery/kernel";
import { nextTime } from "../../../schedule/schedule.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { ScheduledSettings } from "../config.ts";
import type { TargetContext } from "./declarations.ts";

const minute = minutes(1);

/** When alarms are evaluated next: a little after each full minute. */
export function nextEvaluation({ now, settings }: TargetContext): Instant {
  const { evaluationOffset } = settings.assumed;
  const passed = Math.floor((now - evaluationOffset) / minute) + 1;
  return after(0 as Instant, (Math.max(0, passed) * minute + evaluationOffset) as Duration);
}

/** The newest minute of which metrics can be read; below 0: there is none yet. */
export const newestMinute = ({ now, settings }: TargetContext): number =>
  Math.floor((now - settings.assumed.metricDelay) / minute) - 1;

/** How many evaluations ago the newest minute began of which metrics can be read. */
export const minutesSince = (context: TargetContext): number =>
  Math.floor((context.now - context.settings.assumed.evaluationOffset) / minute) -
  newestMinute(context);

/** When a scheduled action is done next; `null`: never. */
export function nextDue(
  { schedule, timeZone, from, until }: ScheduledSettings,
  { now, settings }: TargetContext,
): Instant | null {
  const { epochMilliseconds } = settings;
  const since = Math.max(wallClockAt(epochMilliseconds, now), from - 1);
  const time = nextTime(schedule, timeZone, since, from);
  if (time === null || (until !== null && time > until)) return null;
  const at = (time - epochMilliseconds) * 1_000;
  return Number.isSafeInteger(at) ? (at as Instant) : null;
}
