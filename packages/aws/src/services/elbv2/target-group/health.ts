import { after, noEffects } from "@orrery/kernel";
import type { HealthCheck, TargetGroupSettings } from "../config.ts";
import { timers, type Group, type GroupContext, type GroupEffect } from "./declarations.ts";

/** Whether somebody asks a function whether it is healthy. */
export const isChecked = ({ healthCheck, function: target }: TargetGroupSettings): boolean =>
  healthCheck !== null && target !== null;

/** Begins to check a function as it is registered, and ends as it is not. */
export function scheduleChecks(
  group: Group,
  before: TargetGroupSettings,
  { settings, now }: GroupContext,
): readonly GroupEffect[] {
  const { healthCheck } = settings;
  if (!isChecked(settings)) {
    group.isHealthy = true;
    group.streak = 0;
    if (group.nextCheck === null) return noEffects;
    group.nextCheck = null;
    return [{ type: "clearTimer", timer: timers.healthCheck, index: 0 }];
  }
  const isSame = group.nextCheck !== null && before.healthCheck?.interval === healthCheck?.interval;
  if (isSame || healthCheck === null) return noEffects;
  group.nextCheck = after(now, healthCheck.interval);
  return [{ type: "setTimer", timer: timers.healthCheck, index: 0, at: group.nextCheck }];
}

/** Hears what a check came to; `null`: there was no answer. */
export function heardCheck(
  group: Group,
  status: number | null,
  { settings: { healthCheck } }: GroupContext,
): readonly GroupEffect[] {
  if (healthCheck === null) return noEffects;
  const isGood = status !== null && isMatched(status, healthCheck);
  if (isGood === group.isHealthy) {
    group.streak = 0;
    return noEffects;
  }
  group.streak += 1;
  const { healthyThreshold, unhealthyThreshold } = healthCheck;
  if (group.streak >= (isGood ? healthyThreshold : unhealthyThreshold)) {
    group.isHealthy = isGood;
    group.streak = 0;
  }
  return noEffects;
}

const isMatched = (status: number, { matcher }: HealthCheck): boolean =>
  matcher.some(([from, to]) => status >= from && status <= to);
