import { listOf, memberOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { AlarmPlan, EndedBy, Trigger } from "../config.ts";
import { codedeployLimits } from "../limits.ts";

/** What groups, and deployments over their groups, say of alarms and of rolling back. */
export interface GroupSaid {
  readonly alarms: AlarmPlan;
  readonly rollsBackOn: readonly EndedBy[];
  readonly triggers: readonly Trigger[];
}

/** The alarms that a request names. */
export function alarmsIn(said: PlainObject): AlarmPlan | Refused {
  const names = listOf(said["alarms"]).flatMap((alarm) => textOf(memberOf(alarm, "name")) ?? []);
  const { alarms: most } = codedeployLimits;
  if (names.length > most) {
    return refused(
      "AlarmsLimitExceededException",
      `The maximum number of alarms for a deployment group (${most}) was exceeded.`,
    );
  }
  const isOn = said["enabled"] === true;
  return {
    names: isOn ? names : [],
    ignoresSilence: said["ignorePollAlarmFailure"] === true,
  };
}

/** The events on which a request has deployments rolled back. */
export function rollbackIn(said: PlainObject): readonly EndedBy[] | Refused {
  if (said["enabled"] !== true) return [];
  const events = textsOf(said["events"]) as readonly EndedBy[]; // The model lists them.
  return events.length > 0
    ? events
    : refused(
        "InvalidAutoRollbackConfigException",
        "The automatic rollback configuration must name at least one event.", // Assumed: the words.
      );
}

/** The triggers that a request names. */
function triggersIn(params: PlainObject): readonly Trigger[] | Refused {
  const triggers = listOf(params["triggerConfigurations"]).map((each): Trigger => {
    const said = objectOf(each);
    return {
      name: textOf(said["triggerName"]) ?? "",
      arn: textOf(said["triggerTargetArn"]) ?? "",
      events: textsOf(said["triggerEvents"]),
    };
  });
  return triggers.length > codedeployLimits.triggers
    ? refused(
        "TriggerTargetsLimitExceededException",
        "The maximum allowed number of triggers was exceeded.",
      )
    : triggers;
}

/** What a group is to say: what a request gives, and of the rest what it said before. */
export function groupSaidIn(params: PlainObject, before: GroupSaid | null): GroupSaid | Refused {
  const given = (member: string) => params[member] !== undefined || before === null;
  const alarms = given("alarmConfiguration")
    ? alarmsIn(objectOf(params["alarmConfiguration"]))
    : before!.alarms;
  if ("type" in alarms) return alarms;
  const rollsBackOn = given("autoRollbackConfiguration")
    ? rollbackIn(objectOf(params["autoRollbackConfiguration"]))
    : before!.rollsBackOn;
  if ("type" in rollsBackOn) return rollsBackOn;
  const triggers = given("triggerConfigurations") ? triggersIn(params) : before!.triggers;
  if ("type" in triggers) return triggers;
  return { alarms, rollsBackOn, triggers };
}
