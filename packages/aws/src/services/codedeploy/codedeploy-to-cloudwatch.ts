import { listOf, memberOf, textOf } from "../../request/params.ts";
import type { Call } from "../../service/call.ts";
import type { Caller } from "../../service/caller.ts";
import type { PlainObject } from "../../service/refusal.ts";

/** Asks for the states of alarms. */
export const alarmsCall = (names: readonly string[], caller: Caller): Call => ({
  type: "call",
  service: "cloudwatch",
  operation: "DescribeAlarms",
  params: { AlarmNames: names, AlarmTypes: ["CompositeAlarm", "MetricAlarm"] },
  caller,
});

/** What their states say: the names of those in ALARM, and whether one is missing. */
export function alarmsIn(
  response: PlainObject,
  names: readonly string[],
): { readonly active: readonly string[]; readonly isComplete: boolean } {
  const shown = ["MetricAlarms", "CompositeAlarms"].flatMap((list) => listOf(response[list]));
  const state = new Map(
    shown.map((alarm) => [
      textOf(memberOf(alarm, "AlarmName")),
      textOf(memberOf(alarm, "StateValue")),
    ]),
  );
  return {
    active: names.filter((name) => state.get(name) === "ALARM"),
    isComplete: names.every((name) => state.has(name)),
  };
}
