import { autoscalingLimits } from "../limits.ts";
import type { Target, TargetContext } from "./declarations.ts";
import type { Activity } from "./state.ts";

/** Begins an activity; gives its number. */
export function beginActivity(
  target: Target,
  said: Pick<Activity, "description" | "cause">,
  { now }: TargetContext,
): number {
  target.activityCount += 1;
  const activity: Activity = {
    number: target.activityCount,
    ...said,
    startedAt: now,
    endedAt: null,
    status: "InProgress",
    message: `${said.description} In progress.`,
  };
  target.activities = [activity, ...target.activities].slice(0, autoscalingLimits.activities);
  return activity.number;
}

/** Ends an activity. */
export function endActivity(
  target: Target,
  number: number,
  said: Pick<Activity, "status" | "message">,
  { now }: TargetContext,
): void {
  target.activities = target.activities.map((each) =>
    each.number === number ? { ...each, ...said, endedAt: now } : each,
  );
}
