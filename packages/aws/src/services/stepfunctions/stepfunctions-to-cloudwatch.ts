import { listOf, memberOf, textOf } from "../../request/params.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { TemplateOperation } from "../../service/template-type.ts";

/** Asks for the states of the alarms of a deployment. */
export const alarmsLook = (names: readonly string[]): TemplateOperation => ({
  service: "cloudwatch",
  operation: "DescribeAlarms",
  params: { AlarmNames: names, AlarmTypes: ["CompositeAlarm", "MetricAlarm"] },
});

/** The names of those in ALARM; an alarm that is not there counts as OK. */
export const activeIn = (answer: PlainObject): readonly string[] =>
  ["MetricAlarms", "CompositeAlarms"]
    .flatMap((list) => listOf(answer[list]))
    .filter((alarm) => textOf(memberOf(alarm, "StateValue")) === "ALARM")
    .map((alarm) => textOf(memberOf(alarm, "AlarmName")) ?? "");
