import { hasTimeZones, isTimeZone, parseSchedule } from "../../../schedule/schedule.ts";
import { numberOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { ScheduledSettings } from "../config.ts";
import { autoscalingLimits } from "../limits.ts";
import { keepPart, listAll, partNamed, removePart, type Parts } from "./target-parts.ts";
import {
  invalid,
  isRefused,
  recordOf,
  respond,
  targetOf,
  timestampOf,
  type KeptSchedule,
} from "./target-record.ts";

/** Operations on scheduled actions. */
export const scheduleOperations: Operations = {
  PutScheduledAction: { begin: put },
  DeleteScheduledAction: { begin: (params, plane) => removePart(schedules, params, plane) },
  DescribeScheduledActions: {
    begin: (params, plane) =>
      listAll(
        schedules,
        "ScheduledActions",
        ({ arn }) => ({ ScheduledActionARN: arn }),
        params,
        plane,
      ),
  },
};

const schedules: Parts<KeptSchedule> = {
  noun: "scheduled action",
  nameNoun: "scheduled action name",
  nameMember: "ScheduledActionName",
  namesMember: "ScheduledActionNames",
  of: (record) => record.schedules,
  changed: (kept) => ({ schedules: kept }),
};

function put(params: PlainObject, plane: ControlPlane): Step {
  const target = targetOf(params, plane);
  if (isRefused(target)) return target;
  const record = recordOf(target);
  const name = textOf(params["ScheduledActionName"])!; // It is there.
  const before = partNamed(schedules, params, record);
  // What a change leaves out stays as it was.
  const said: PlainObject = { ...before?.said, ...saidIn(params) };
  const expression = textOf(said["Schedule"]);
  if (expression === undefined) return invalid("Schedule is required for a new scheduled action"); // Assumed: the words.
  const schedule = parseSchedule(expression);
  if (schedule === null) return invalid(`Invalid schedule expression: ${expression}`); // Likewise.
  const timeZone = textOf(said["Timezone"]) ?? "UTC";
  if (timeZone !== "UTC" && !hasTimeZones()) {
    const what =
      "This engine has no table of time zones: schedules in others than UTC are not modeled.";
    return { type: "notModeled", what };
  }
  if (!isTimeZone(timeZone)) return invalid(`Invalid time zone: ${timeZone}`); // Likewise.
  const action = objectOf(said["ScalableTargetAction"]);
  const min = numberOf(action["MinCapacity"]) ?? null;
  const max = numberOf(action["MaxCapacity"]) ?? null;
  if (min === null && max === null) {
    return invalid("Scalable target action must specify minimum or maximum capacity"); // Likewise.
  }
  if (min !== null && max !== null && min > max) {
    return invalid("Maximum capacity cannot be less than minimum capacity");
  }
  if (before === undefined && record.schedules.length >= autoscalingLimits.scheduledActions) {
    return refused(
      "LimitExceededException",
      `Maximum number of scheduled actions (${autoscalingLimits.scheduledActions}) reached for the scalable target`, // Likewise.
    );
  }
  const now = timestampOf(plane);
  const number = before?.settings.number ?? record.nextNumber;
  const settings: ScheduledSettings = {
    number,
    name,
    schedule,
    timeZone,
    from: millisecondsOf(said["StartTime"]) ?? now * 1_000,
    until: millisecondsOf(said["EndTime"]),
    min,
    max,
  };
  const kept: KeptSchedule = {
    settings,
    arn: before?.arn ?? actionArn(record, name, plane),
    said,
    createdAt: before?.createdAt ?? now,
  };
  keepPart(schedules, kept, before, target, plane);
  return respond();
}

const saidMembers = ["Schedule", "Timezone", "StartTime", "EndTime", "ScalableTargetAction"];

const saidIn = (params: PlainObject): PlainObject =>
  Object.fromEntries(
    saidMembers.flatMap((member) =>
      params[member] === undefined ? [] : [[member, params[member]] as const],
    ),
  );

/** A timestamp, which is in seconds. */
const millisecondsOf = (value: PlainObject[string] | undefined): number | null => {
  const seconds = numberOf(value);
  return seconds === undefined ? null : Math.round(seconds * 1_000);
};

const actionArn = (
  { namespace, resourceId }: { readonly namespace: string; readonly resourceId: string },
  name: string,
  plane: ControlPlane,
): string =>
  `arn:${plane.partition}:autoscaling:${plane.region}:${plane.accountId}:scheduledAction:${plane.uuid()}:resource/${namespace}/${resourceId}:scheduledActionName/${name}`;
