import type { AlarmState } from "../../../alarm/evaluation.ts";
import { textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operation, Operations, Step } from "../../../service/service-model.ts";
import { parseJson } from "../../../text/json.ts";
import type { SetState } from "../protocol.ts";
import { adoptChildren, changeAlarm, findAlarm, gone, recordOf } from "./alarm-record.ts";
import {
  describeAlarmHistory,
  describeAlarms,
  describeAlarmsForMetric,
} from "./describe-alarms.ts";
import { putCompositeAlarm } from "./put-composite-alarm.ts";
import { putMetricAlarm } from "./put-metric-alarm.ts";
import { respond, tagsIn, validation } from "./request.ts";

/** SetAlarmState. */
const setAlarmState: Operation = {
  begin(params, plane) {
    const name = textOf(params["AlarmName"])!; // The model requires it.
    const found = findAlarm(name, plane);
    if (found === undefined) return refused("ResourceNotFound", `Alarm ${name} does not exist`); // Assumed: the words.
    const reasonData = textOf(params["StateReasonData"]) ?? null;
    if (reasonData !== null && parseJson(reasonData) === undefined) {
      return refused("InvalidFormat", "StateReasonData was not valid JSON");
    }
    const input: SetState = {
      type: "setState",
      value: textOf(params["StateValue"]) as AlarmState, // The model has its values.
      reason: textOf(params["StateReason"])!, // Required.
      reasonData,
    };
    return { type: "ask", resource: found.number, input };
  },
  respond: () => ({}),
};

/** Those of the named alarms that are there: AWS says nothing of the others. */
const namedIn = (params: PlainObject, plane: ControlPlane): readonly Resource[] =>
  textsOf(params["AlarmNames"]).flatMap((name) => findAlarm(name, plane) ?? []);

const enabling = (actionsEnabled: boolean): Operation => ({
  begin(params, plane) {
    for (const alarm of namedIn(params, plane)) changeAlarm(alarm, { actionsEnabled }, plane);
    return respond();
  },
});

function deleteAlarms(params: PlainObject, plane: ControlPlane): Step {
  const names = textsOf(params["AlarmNames"]);
  const found = namedIn(params, plane);
  const composite = found.filter((alarm) => recordOf(alarm).type === "composite");
  if (composite.length > 0 && names.length > 1) {
    return validation("A composite alarm is deleted alone, and no metric alarm with it."); // Assumed: the words.
  }
  if (found.length < names.length) {
    const absent = names.filter((name) => findAlarm(name, plane) === undefined);
    return refused("ResourceNotFound", `Alarms ${absent.join(", ")} do not exist`); // Likewise.
  }
  for (const alarm of found) {
    const { parents } = recordOf(alarm);
    if (parents.length > 0) {
      const who = parents.map((number) => plane.findByNumber(number)?.name).join(", ");
      return validation(
        `Cannot delete ${alarm.name} as there are composite alarm(s) depending on it: ${who}`,
      );
    }
  }
  for (const alarm of found) {
    const { definition } = recordOf(alarm);
    if (definition.type === "composite") {
      adoptChildren(alarm.number, definition.children, [], plane);
    }
    plane.delete(alarm, gone);
  }
  return respond();
}

const tagged = (params: PlainObject, plane: ControlPlane): Resource | undefined =>
  findAlarm(textOf(params["ResourceARN"]) ?? "", plane);

const noSuch = refused("ResourceNotFoundException", "The named resource does not exist."); // Assumed: the words.

const tagResource: Operation = {
  begin(params, plane) {
    const found = tagged(params, plane);
    if (found === undefined) return noSuch;
    const tags = { ...recordOf(found).tags, ...tagsIn(params["Tags"]) };
    changeAlarm(found, { tags }, plane, true);
    return respond();
  },
};
const untagResource: Operation = {
  begin(params, plane) {
    const found = tagged(params, plane);
    if (found === undefined) return noSuch;
    const keys = textsOf(params["TagKeys"]);
    const left = Object.entries(recordOf(found).tags).filter(([key]) => !keys.includes(key));
    changeAlarm(found, { tags: Object.fromEntries(left) }, plane, true);
    return respond();
  },
};
const listTagsForResource: Operation = {
  begin(params, plane) {
    const found = tagged(params, plane);
    if (found === undefined) return noSuch;
    const tags = Object.entries(recordOf(found).tags);
    return respond({ Tags: tags.map(([Key, Value]) => ({ Key, Value })) });
  },
};

/** Operations on alarms. */
export const alarmOperations: Operations = {
  PutMetricAlarm: { begin: putMetricAlarm },
  PutCompositeAlarm: { begin: putCompositeAlarm },
  DescribeAlarms: { begin: describeAlarms },
  DescribeAlarmsForMetric: { begin: describeAlarmsForMetric },
  DescribeAlarmHistory: { begin: describeAlarmHistory },
  SetAlarmState: setAlarmState,
  EnableAlarmActions: enabling(true),
  DisableAlarmActions: enabling(false),
  DeleteAlarms: { begin: deleteAlarms },
  TagResource: tagResource,
  UntagResource: untagResource,
  ListTagsForResource: listTagsForResource,
};
