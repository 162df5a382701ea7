import type { Plain } from "@orrery/kernel";
import { isObject, memberOf, objectOf, textOf } from "../../request/params.ts";
import type { Reporting, StateChange } from "../../service/reporting.ts";
import type { Seen } from "../../service/seen.ts";
import { unpublishedOf } from "./alarm/reading-metrics.ts";
import type { AlarmMemory } from "./alarm/state.ts";
import type { AlarmSettings } from "./config.ts";

const settingsOf = ({ settings }: Seen): AlarmSettings => settings as AlarmSettings; // Of this kind.
const memoryOf = ({ state }: Seen): AlarmMemory => state as AlarmMemory; // Likewise.

/** What alarms look at that nothing here publishes. */
function blindness(all: readonly Seen[]): readonly string[] {
  return all.flatMap((seen) =>
    unpublishedOf(settingsOf(seen), memoryOf(seen).tracks).map(({ metric }) => {
      const dimensions = Object.entries(metric.dimensions)
        .map(([name, value]) => `${name} ${value}`)
        .join(", ");
      const of = dimensions === "" ? "" : ` of ${dimensions}`;
      return `${seen.name} looks at ${metric.name}${of} in ${metric.namespace}, which nothing that is simulated publishes: it never sees data.`;
    }),
  );
}

/** When an alarm changed its state, as its history has it. */
function stateChanges(seen: Seen): readonly StateChange[] {
  const changes = memoryOf(seen).history.filter(({ type }) => type === "StateUpdate");
  return changes.reverse().map(({ at, data }): StateChange => {
    const { oldState, newState } = objectOf(JSON.parse(data) as Plain);
    const text = (state: Plain | undefined, name: string) => textOf(memberOf(state, name)) ?? "";
    const points = memberOf(memberOf(newState, "stateReasonData"), "evaluatedDatapoints");
    const values = Array.isArray(points) ? (points as readonly Plain[]) : [];
    return {
      at,
      from: text(oldState, "stateValue"),
      to: text(newState, "stateValue"),
      reason: text(newState, "stateReason"),
      values: values.filter(isObject).map(({ timestamp, value }) => ({
        at: textOf(timestamp) ?? "",
        value: Number(value),
      })),
    };
  });
}

/** What an alarm says of itself in reports. */
export const alarmReporting: Reporting = {
  relations: (seen) =>
    Object.values(settingsOf(seen).actions)
      .flat()
      .map(({ arn }) => ({ role: "sendsTo" as const, arn })),
  usualExpectations: (name) => [`${name}.Alarms = 0`],
  incoming: ["StateChanges"],
  stateChanges,
  warnings: { assumption: blindness },
  table: {
    columns: [
      { title: "into ALARM", metrics: ["Alarms"], statistic: "sum" },
      { title: "first at", metrics: ["FirstAlarm"], statistic: "sum" },
      { title: "in ALARM", metrics: ["TimeInAlarm"], statistic: "end" },
      { title: "at the end", metrics: ["InAlarm"], statistic: "end" },
      { title: "actions", metrics: ["ActionsTaken"], statistic: "sum" },
      { title: "failed actions", metrics: ["ActionsFailed"], statistic: "sum", optional: true },
      { title: "suppressed", metrics: ["ActionsSuppressed"], statistic: "sum", optional: true },
    ],
  },
  charts: [{ gauge: "InAlarm", title: "in ALARM" }],
};
