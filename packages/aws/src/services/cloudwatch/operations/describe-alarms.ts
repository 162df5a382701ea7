import type { Instant } from "@orrery/kernel";
import { numberOf, textOf, textsOf } from "../../../request/params.ts";
import { page } from "../../../request/page.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Step } from "../../../service/service-model.ts";
import type { AlarmReply } from "../protocol.ts";
import { cloudwatchLimits } from "../limits.ts";
import type { Shown } from "../alarm/state.ts";
import { actionsIn, alarmKindName, findAlarm, recordOf } from "./alarm-record.ts";
import { dimensionsIn, invalidMix, respond, shownTime, timeIn, validation } from "./request.ts";

/** What an alarm says of itself. */
function shownOf(alarm: Resource, plane: ControlPlane): Shown {
  const reply = plane.consult(alarm.number, { type: "showAlarm" }) as AlarmReply;
  return (reply as Extract<AlarmReply, { readonly type: "alarmShown" }>).alarm; // It is there.
}

const clockAt = (at: Instant, plane: ControlPlane): number =>
  plane.epochMilliseconds / 1_000 + at / 1_000_000;

/** An alarm as AWS describes it. */
function described(alarm: Resource, shown: Shown, plane: ControlPlane): PlainObject {
  const { said, actionsEnabled, updatedAt, type, definition } = recordOf(alarm);
  const { current, suppression } = shown;
  const actions = actionsIn(said);
  const { AlarmName, ...rest } = said;
  const at = current.at === -1 ? plane.epochMilliseconds / 1_000 : clockAt(current.at, plane);
  return {
    AlarmName: AlarmName!,
    AlarmArn: alarm.arn,
    ...rest,
    ActionsEnabled: actionsEnabled,
    OKActions: actions.OK,
    AlarmActions: actions.ALARM,
    InsufficientDataActions: actions.INSUFFICIENT_DATA,
    AlarmConfigurationUpdatedTimestamp: shownTime(updatedAt),
    StateValue: current.value,
    StateReason: current.reason,
    ...(current.reasonData === null ? {} : { StateReasonData: current.reasonData }),
    StateUpdatedTimestamp: at,
    StateTransitionedTimestamp: at,
    ...(type === "metric" && definition.type === "metric" && definition.isSingle
      ? { Dimensions: said["Dimensions"] ?? [] }
      : {}),
    ...(suppression === null
      ? {}
      : {
          ActionsSuppressedBy: suppression.by,
          ActionsSuppressedReason: suppression.reason,
        }),
  };
}

/** DescribeAlarms. */
export function describeAlarms(params: PlainObject, plane: ControlPlane): Step {
  const names = textsOf(params["AlarmNames"]);
  const prefix = textOf(params["AlarmNamePrefix"]);
  if (names.length > 0 && prefix !== undefined) {
    return invalidMix("AlarmNames and AlarmNamePrefix cannot both be specified."); // Assumed: the words.
  }
  const types =
    params["AlarmTypes"] === undefined ? ["MetricAlarm"] : textsOf(params["AlarmTypes"]);
  const state = textOf(params["StateValue"]);
  const action = textOf(params["ActionPrefix"]);
  const related = relatedTo(params, plane);
  if (related === undefined) return validation("The alarm does not exist"); // Likewise.
  const listed = [...(related ?? plane.list(alarmKindName))]
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .filter((alarm) => {
      const { type, said } = recordOf(alarm);
      return (
        (related !== null ||
          types.includes(type === "metric" ? "MetricAlarm" : "CompositeAlarm")) &&
        (names.length === 0 || names.includes(alarm.name)) &&
        alarm.name.startsWith(prefix ?? "") &&
        (action === undefined ||
          Object.values(actionsIn(said))
            .flat()
            .some((arn) => arn.startsWith(action)))
      );
    })
    .map((alarm) => ({ alarm, shown: shownOf(alarm, plane) }))
    .filter(({ shown }) => state === undefined || shown.current.value === state);
  const most = numberOf(params["MaxRecords"]) ?? cloudwatchLimits.alarmsPage;
  const taken = page(listed, params["NextToken"], most);
  if (taken === null) return wrongToken;
  const of = (wanted: "metric" | "composite") =>
    taken.items
      .filter(({ alarm }) => recordOf(alarm).type === wanted)
      .map(({ alarm, shown }) =>
        related === null
          ? described(alarm, shown, plane)
          : { AlarmName: alarm.name, AlarmArn: alarm.arn },
      );
  return respond({
    CompositeAlarms: of("composite"),
    MetricAlarms: of("metric"),
    ...(taken.next === null ? {} : { NextToken: taken.next }),
  });
}

export const wrongToken: Step = {
  type: "refused",
  code: "InvalidNextToken",
  message: "The next token specified is invalid.",
};

/** The children or the parents of an alarm; `null`: the request asks for none, `undefined`: it is not there. */
function relatedTo(
  params: PlainObject,
  plane: ControlPlane,
): readonly Resource[] | null | undefined {
  const ofChildren = textOf(params["ChildrenOfAlarmName"]);
  const ofParents = textOf(params["ParentsOfAlarmName"]);
  const name = ofChildren ?? ofParents;
  if (name === undefined) return null;
  const found = findAlarm(name, plane);
  if (found === undefined) return undefined;
  const { definition, parents } = recordOf(found);
  const numbers =
    ofChildren === undefined
      ? parents
      : definition.type === "composite"
        ? definition.children.map(({ number }) => number)
        : [];
  return numbers.flatMap((number) => plane.findByNumber(number) ?? []);
}

/** DescribeAlarmsForMetric. */
export function describeAlarmsForMetric(params: PlainObject, plane: ControlPlane): Step {
  const { MetricName, Namespace, Statistic, ExtendedStatistic, Period, Unit } = params;
  const dimensions = JSON.stringify(sorted(dimensionsIn(params["Dimensions"])));
  const found = plane.list(alarmKindName).filter((alarm) => {
    const { said, definition } = recordOf(alarm);
    if (definition.type !== "metric" || !definition.isSingle) return false;
    const isSame = (value: unknown, name: string): boolean =>
      value === undefined || said[name] === value;
    return (
      said["MetricName"] === MetricName &&
      said["Namespace"] === Namespace &&
      JSON.stringify(sorted(dimensionsIn(said["Dimensions"]))) === dimensions &&
      isSame(Statistic, "Statistic") &&
      isSame(ExtendedStatistic, "ExtendedStatistic") &&
      isSame(Period, "Period") &&
      isSame(Unit, "Unit")
    );
  });
  return respond({
    MetricAlarms: found.map((alarm) => described(alarm, shownOf(alarm, plane), plane)),
  });
}

const sorted = (dimensions: Readonly<Record<string, string>>) =>
  Object.entries(dimensions).sort(([one], [other]) => (one < other ? -1 : 1));

/** DescribeAlarmHistory. */
export function describeAlarmHistory(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["AlarmName"]);
  const types =
    params["AlarmTypes"] === undefined ? ["MetricAlarm"] : textsOf(params["AlarmTypes"]);
  const itemType = textOf(params["HistoryItemType"]);
  const from = timeIn(params["StartDate"]) ?? -Infinity;
  const until = timeIn(params["EndDate"]) ?? Infinity;
  const alarms = plane.list(alarmKindName).filter((alarm) => {
    if (name !== undefined) return alarm.name === name;
    const { type } = recordOf(alarm);
    return types.includes(type === "metric" ? "MetricAlarm" : "CompositeAlarm");
  });
  const items = alarms.flatMap((alarm) => {
    const reply = plane.consult(alarm.number, { type: "showHistory" }) as AlarmReply;
    const { items: kept } = reply as Extract<AlarmReply, { readonly type: "historyShown" }>; // It is there.
    return kept.map((item) => ({ alarm, item, at: clockAt(item.at, plane) }));
  });
  const found = items
    .filter(
      ({ item, at }) =>
        (itemType === undefined || item.type === itemType) &&
        at * 1_000 >= from &&
        at * 1_000 <= until,
    )
    .sort((one, other) => other.at - one.at); // The newest first; those of one instant as they are.
  if (params["ScanBy"] === "TimestampAscending") found.reverse();
  const most = numberOf(params["MaxRecords"]) ?? cloudwatchLimits.alarmsPage;
  const taken = page(found, params["NextToken"], most);
  if (taken === null) return wrongToken;
  return respond({
    AlarmHistoryItems: taken.items.map(({ alarm, item, at }) => ({
      AlarmName: alarm.name,
      AlarmType: recordOf(alarm).type === "metric" ? "MetricAlarm" : "CompositeAlarm",
      Timestamp: at,
      HistoryItemType: item.type,
      HistorySummary: item.summary,
      HistoryData: item.data,
    })),
    ...(taken.next === null ? {} : { NextToken: taken.next }),
  });
}
