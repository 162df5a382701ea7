import { after, minutes, seconds, type Duration, type Instant } from "@orrery/kernel";
import type { MetricDefinition } from "../config.ts";
import { cloudwatchLimits } from "../limits.ts";
import type { AlarmContext } from "./declarations.ts";
import { lastBoundary } from "./wall-clock.ts";

const minute = minutes(1);
const second = seconds(1);
const short = seconds(10);

/** Whether its periods are shorter than a minute. */
export const isShort = ({ period }: MetricDefinition): boolean => period < 60;

/** Whether it looks back for more than a day: then it is evaluated once an hour. */
export const isHourly = ({ period, evaluationPeriods }: MetricDefinition): boolean =>
  period * evaluationPeriods > cloudwatchLimits.hourlyWindow;

/** When it is evaluated next: a little after each full minute, or after every ten seconds. */
export function nextEvaluation(
  definition: MetricDefinition,
  { now, settings }: AlarmContext,
): Instant {
  const every = isShort(definition) ? short : minute;
  const offset = settings.assumed.evaluationOffset % every;
  const passed = Math.floor((now - offset) / every) + 1;
  return after(0 as Instant, (Math.max(0, passed) * every + offset) as Duration);
}

/** The next full minute. */
export const nextMinute = ({ now }: AlarmContext): Instant =>
  ((Math.floor(now / minute) + 1) * minute) as Instant;

/** The newest minute of which metrics of AWS can be read; below 0: there is none yet. */
export const newestMinute = ({ now, settings }: AlarmContext): number =>
  Math.floor((now - settings.assumed.metricDelay) / minute) - 1;

/** Where the newest period ends that is looked at, in seconds. */
export function windowEnd(definition: MetricDefinition, context: AlarmContext): number {
  const { now, settings } = context;
  if (isShort(definition)) {
    return (Math.floor((now - settings.assumed.highResolutionDelay) / short) * short) / second;
  }
  const end = (newestMinute(context) + 1) * 60;
  // Only data before the last full hour are looked at.
  const last = isHourly(definition) ? Math.floor(end / 3_600) * 3_600 : end;
  const { wallClock, period } = definition;
  if (wallClock === null) return last;
  const beginning = settings.epochMilliseconds / 1_000;
  return lastBoundary(wallClock, period, beginning + last) - beginning;
}
