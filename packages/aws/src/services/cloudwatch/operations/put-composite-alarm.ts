import { seconds } from "@orrery/kernel";
import { numberOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Step } from "../../../service/service-model.ts";
import type { AlarmName, CompositeDefinition } from "../config.ts";
import { cloudwatchLimits } from "../limits.ts";
import { alarmsIn, parseAlarmRule } from "../rule/alarm-rule.ts";
import { findAlarm, putAlarm, recordOf } from "./alarm-record.ts";
import { wrongActions } from "./put-metric-alarm.ts";
import { invalidMix, isRefused, respond, tagsIn, validation, type Checked } from "./request.ts";

/** PutCompositeAlarm. */
export function putCompositeAlarm(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["AlarmName"])!; // The model requires it.
  const found = findAlarm(name, plane);
  if (found !== undefined && recordOf(found).type === "metric") {
    return validation(`Metric alarm with the name ${name} already exists.`); // Assumed: the words.
  }
  const wrong = wrongActions(params, true);
  if (wrong !== null) return wrong;
  const definition = definitionOf(name, params, plane);
  if (isRefused(definition)) return definition;
  const { Tags, ...said } = params;
  const actionsEnabled = params["ActionsEnabled"] !== false;
  putAlarm(name, { type: "composite", said, actionsEnabled, definition }, tagsIn(Tags), plane);
  return respond();
}

function definitionOf(
  name: string,
  params: PlainObject,
  plane: ControlPlane,
): Checked<CompositeDefinition> {
  const rule = textOf(params["AlarmRule"])!; // The model requires it.
  const tree = parseAlarmRule(rule);
  if (tree === null) return validation(`AlarmRule must be a valid rule expression: ${rule}`); // Assumed: the words.
  const said = alarmsIn(tree);
  const suppressorSaid = textOf(params["ActionsSuppressor"]);
  const wait = numberOf(params["ActionsSuppressorWaitPeriod"]);
  const extension = numberOf(params["ActionsSuppressorExtensionPeriod"]);
  const hasBoth = wait !== undefined && extension !== undefined;
  if (
    (suppressorSaid !== undefined) !== hasBoth ||
    (wait === undefined) !== (extension === undefined)
  ) {
    return invalidMix(
      "ActionsSuppressor, ActionsSuppressorWaitPeriod and ActionsSuppressorExtensionPeriod must be specified together.", // Likewise.
    );
  }
  const all = suppressorSaid === undefined ? said : [...said, suppressorSaid];
  const absent = all.filter((each) => findAlarm(each, plane) === undefined);
  if (absent.length > 0) {
    return validation(
      `Could not save the composite alarm as alarms [${absent.join(", ")}] in the alarm rule do not exist`,
    );
  }
  const children = namesOf(all, plane);
  const tooMany = wrongCounts(children, plane);
  if (tooMany !== null) return tooMany;
  const suppressor = suppressorSaid === undefined ? undefined : namesOf([suppressorSaid], plane)[0];
  return {
    type: "composite",
    rule,
    tree,
    children,
    isCircular: children.some((child) => leadsTo(child.name, name, plane, new Set())),
    suppressor:
      suppressor === undefined || wait === undefined || extension === undefined
        ? null
        : { ...suppressor, wait: seconds(wait), extension: seconds(extension) },
  };
}

/** Alarms that are there, each once. */
function namesOf(said: readonly string[], plane: ControlPlane): readonly AlarmName[] {
  const found = said.map((each) => findAlarm(each, plane)!); // They are there.
  return [...new Set(found)].map(({ name, arn, number }) => ({ name, arn, number }));
}

function wrongCounts(children: readonly AlarmName[], plane: ControlPlane): Refused | null {
  const { children: most, parents } = cloudwatchLimits;
  if (children.length > most) {
    return refused("LimitExceeded", `At most ${most} alarms in an alarm rule`); // Assumed: the words.
  }
  for (const child of children) {
    const record = recordOf(findAlarm(child.name, plane)!); // As above.
    if (record.parents.length >= parents) {
      return refused("LimitExceeded", `At most ${parents} composite alarms for ${child.name}`); // Likewise.
    }
  }
  return null;
}

/** Whether an alarm looks at another, by whatever way. */
function leadsTo(from: string, to: string, plane: ControlPlane, passed: Set<string>): boolean {
  if (from === to) return true;
  if (passed.has(from)) return false;
  passed.add(from);
  const found = findAlarm(from, plane);
  const definition = found === undefined ? undefined : recordOf(found).definition;
  return (
    definition?.type === "composite" &&
    definition.children.some((child) => leadsTo(child.name, to, plane, passed))
  );
}
