import { hasTimeZones, isTimeZone, parseSchedule } from "../../../schedule/schedule.ts";
import { numberOf, objectOf, textOf } from "../../../request/params.ts";
import {
  refused,
  type NotModeled,
  type PlainObject,
  type Refused,
} from "../../../service/refusal.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { parseWallClock } from "../../../text/wall-clock.ts";
import type { SchedulePlan } from "../config.ts";
import { schedulerLimits } from "../limits.ts";
import { timestampOf } from "./group-record.ts";
import { checkTarget, windowIn } from "./target-plan.ts";

const invalid = (message: string): Refused => refused("ValidationException", message);

/** A schedule of a request without its target, or what is wrong with it. */
export function planIn(
  params: PlainObject,
  plane: ControlPlane,
): Omit<SchedulePlan, "target"> | Refused | NotModeled {
  const expression = textOf(params["ScheduleExpression"])!; // It must be there.
  const schedule = parseSchedule(expression);
  if (schedule === null) return invalid(`Invalid Schedule Expression ${expression}.`);
  const timeZone = textOf(params["ScheduleExpressionTimezone"]) ?? "UTC";
  if (timeZone !== "UTC" && !hasTimeZones()) {
    const what =
      "This engine has no table of time zones: schedules in others than UTC are not modeled.";
    return { type: "notModeled", what };
  }
  if (!isTimeZone(timeZone)) {
    return invalid(`Invalid ScheduleExpressionTimezone ${timeZone}.`); // Assumed: the words.
  }
  const from = millisecondsIn(params["StartDate"]);
  const until = millisecondsIn(params["EndDate"]);
  const isOnce = schedule.type === "at";
  const earliest = timestampOf(plane.now, plane) * 1_000 - schedulerLimits.lateStart / 1_000;
  if (!isOnce && from !== null && from < earliest) {
    return invalid("The StartDate you specify cannot be earlier than 5 minutes ago.");
  }
  if (!isOnce && from !== null && until !== null && from >= until) {
    return invalid("The StartDate you specify must come before the EndDate."); // Assumed: the words.
  }
  const window = windowIn(params["FlexibleTimeWindow"]);
  if (typeof window !== "number") return window;
  return (
    checkTarget(objectOf(params["Target"])) ?? {
      schedule,
      timeZone,
      from: isOnce ? null : from,
      until: isOnce ? null : until,
      window,
      isEnabled: params["State"] !== "DISABLED",
      isDeletedAfter: params["ActionAfterCompletion"] === "DELETE",
    }
  );
}

/** A timestamp, which is in seconds, or a text. */
function millisecondsIn(value: PlainObject[string] | undefined): number | null {
  const text = textOf(value);
  if (text !== undefined) return parseWallClock("timestamp", text);
  const seconds = numberOf(value);
  return seconds === undefined ? null : Math.round(seconds * 1_000);
}

/** What GetSchedule shows of a request, with what AWS has for what it leaves out. */
export function shownIn(params: PlainObject): PlainObject {
  const { MaximumEventAgeInSeconds, MaximumRetryAttempts } = objectOf(
    objectOf(params["Target"])["RetryPolicy"],
  );
  const kept = shownMembers.flatMap((name) =>
    params[name] === undefined ? [] : [[name, params[name]] as const],
  );
  return {
    ScheduleExpressionTimezone: "UTC",
    State: "ENABLED",
    ActionAfterCompletion: "NONE",
    ...Object.fromEntries(kept),
    Target: {
      ...objectOf(params["Target"]),
      RetryPolicy: {
        MaximumEventAgeInSeconds: MaximumEventAgeInSeconds ?? 86_400,
        MaximumRetryAttempts: MaximumRetryAttempts ?? schedulerLimits.retryAttempts.default,
      },
    },
  };
}

const shownMembers = [
  "ActionAfterCompletion",
  "Description",
  "EndDate",
  "FlexibleTimeWindow",
  "KmsKeyArn",
  "ScheduleExpression",
  "ScheduleExpressionTimezone",
  "StartDate",
  "State",
];
