import { after, seconds } from "@orrery/kernel";
import type { AlarmState } from "../../../alarm/evaluation.ts";
import type { ChildChanged } from "../protocol.ts";
import { act, tellBus, type Acting } from "./acting.ts";
import type { Change } from "./alarm-event.ts";
import { billedAt } from "./billed-time.ts";
import { metrics, ports, type Working } from "./declarations.ts";
import { remember } from "./history.ts";
import type { Condition, Suppression } from "./state.ts";
import { isShort } from "./times.ts";

/** Why a state holds. */
export interface Why {
  readonly reason: string;
  readonly reasonData: string | null;
}

/** Gives an alarm another state, and tells those of it who are to hear. Its actions are begun by whoever calls. */
export function change(
  working: Working,
  value: AlarmState,
  why: Why,
  acting: Acting,
  suppression: Suppression | null = null,
): Change {
  const { alarm, context, effects } = working;
  const { now, settings } = context;
  const previous: Condition = { ...alarm.current };
  const current: Condition = { value, ...why, at: now };
  observe(working, previous, current);
  alarm.previous = previous;
  alarm.current = current;
  alarm.changeCount += 1;
  const changed: Change = { current, previous, suppression };
  remember(alarm, context, {
    type: "StateUpdate",
    summary: `Alarm updated from ${previous.value} to ${value}`,
    data: {
      version: "1.0",
      oldState: stateSaid(previous),
      newState: stateSaid(current),
    },
  });
  tellBus(working, changed, acting);
  for (const parent of settings.parents) {
    const input: ChildChanged = { type: "childChanged", child: settings.number };
    // Nobody waits for the answer: parents are in the same account.
    const deadline = after(now, seconds(30));
    effects.push({ type: "send", port: ports.parents, to: parent, input, tag: heardTag, deadline });
  }
  return changed;
}

/** The tag of what is told to parents: those of deliveries are slots, which are fewer. */
export const heardTag = 1_000_000_000;

const stateSaid = ({ value, reason, reasonData }: Condition) => ({
  stateValue: value,
  stateReason: reason,
  ...(reasonData === null ? {} : { stateReasonData: JSON.parse(reasonData) as never }), // Plain: JSON.
});

function observe({ alarm, context }: Working, previous: Condition, { value }: Condition): void {
  const { now, settings } = context;
  const { definition } = settings;
  context.observe(metrics.StateChanges, 1);
  if (definition.type === "metric") {
    const delay = isShort(definition) ? "cloudwatch.highResolutionDelay" : "alarm.metricDelay";
    context.observe(metrics[delay], 1);
    context.observe(metrics["alarm.evaluationOffset"], 1);
  }
  if (previous.value === "ALARM") alarm.alarmTime += now - previous.at;
  if (value !== "ALARM") return;
  context.observe(metrics.Alarms, 1);
  const isFirst = alarm.history.every(({ summary }) => !summary.endsWith("to ALARM"));
  if (isFirst && alarm.alarmTime === 0) context.observe(metrics.FirstAlarm, now);
}

/** What is billed by time is counted up to now, before settings change. */
export function countTime({ alarm, context }: Working): void {
  alarm.billed = billedAt(alarm, context.settings, context.now);
}

/** Changes the state and begins its actions, of an alarm that nobody suppresses. */
export function changeAndAct(
  working: Working,
  value: AlarmState,
  why: Why,
  newest: number | null,
  acting: Acting,
): void {
  act(working, change(working, value, why, acting), newest, acting);
}
