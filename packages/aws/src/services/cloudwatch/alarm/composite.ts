import { after } from "@orrery/kernel";
import type { AlarmState } from "../../../alarm/evaluation.ts";
import type { AlarmName, CompositeDefinition } from "../config.ts";
import type { AlarmReply } from "../protocol.ts";
import { holds } from "../rule/alarm-rule.ts";
import { act, type Acting } from "./acting.ts";
import { change, type Why } from "./changing.ts";
import { metrics, ports, timers, type AlarmContext, type Working } from "./declarations.ts";
import { longTime, zonedTime } from "./java-texts.ts";
import { clockOf } from "./reason.ts";
import type { Condition, Suppression } from "./state.ts";

/** What is shown of an alarm that it looks at; `null`: it is gone. */
function shown(child: number, context: AlarmContext): Condition | null {
  const reply = context.consult(ports.children, child, { type: "showAlarm" }) as AlarmReply;
  return reply.type === "alarmShown" ? reply.alarm.current : null;
}

const isOf = (said: string) => (child: AlarmName) => child.name === said || child.arn === said;

/** Evaluates the rule; a change of its state runs actions, unless a suppressor keeps them. */
export function evaluateRule(
  working: Working,
  definition: CompositeDefinition,
  child: number | null,
  acting: Acting,
): void {
  const { alarm, context } = working;
  if (definition.isCircular) return;
  const stateOf = (said: string): AlarmState | null => {
    const found = definition.children.find(isOf(said));
    return found === undefined ? null : (shown(found.number, context)?.value ?? null);
  };
  const value: AlarmState = holds(definition.tree, stateOf) ? "ALARM" : "OK";
  if (value === alarm.current.value) return;
  changeComposite(working, definition, value, whyOf(working, definition, child, value), acting);
}

/** Gives it another state. */
export function changeComposite(
  working: Working,
  definition: CompositeDefinition,
  value: AlarmState,
  why: Why,
  acting: Acting,
): void {
  const suppression = begin(working, definition);
  const changed = change(working, value, why, acting, suppression);
  if (suppression === null) act(working, changed, null, acting);
  else working.context.observe(metrics.ActionsSuppressed, 1);
}

/** A change begins: whether its actions run, or wait for what the suppressor does. */
function begin(working: Working, { suppressor }: CompositeDefinition): Suppression | null {
  const { alarm, context, effects } = working;
  if (suppressor === null) return null;
  effects.push({ type: "clearTimer", timer: timers.extension, index: 0 });
  if (shown(suppressor.number, context)?.value === "ALARM") {
    effects.push({ type: "clearTimer", timer: timers.wait, index: 0 });
    alarm.suppression = { by: "Alarm", reason: byAlarm };
  } else {
    const at = after(context.now, suppressor.wait);
    effects.push({ type: "setTimer", timer: timers.wait, index: 0, at });
    const reason = `Actions suppressed by WaitPeriod until ${clockText(context, suppressor.wait)}`;
    alarm.suppression = { by: "WaitPeriod", reason };
  }
  return alarm.suppression;
}

const byAlarm = "Actions suppressed by suppressor alarm"; // Assumed: the words.

const clockText = (context: AlarmContext, wait: number): string =>
  zonedTime(context.settings.epochMilliseconds, (context.now + wait) as typeof context.now);

/** The suppressor has another state. */
export function suppressorChanged(working: Working, definition: CompositeDefinition): void {
  const { alarm, context, effects } = working;
  const { suppressor } = definition;
  const { suppression } = alarm;
  if (suppressor === null || suppression === null) return;
  const isAlarm = shown(suppressor.number, context)?.value === "ALARM";
  if (isAlarm && suppression.by !== "Alarm") {
    effects.push({ type: "clearTimer", timer: timers.wait, index: 0 });
    effects.push({ type: "clearTimer", timer: timers.extension, index: 0 });
    alarm.suppression = { by: "Alarm", reason: byAlarm };
  } else if (!isAlarm && suppression.by === "Alarm") {
    const at = after(context.now, suppressor.extension);
    effects.push({ type: "setTimer", timer: timers.extension, index: 0, at });
    const until = clockText(context, suppressor.extension);
    alarm.suppression = {
      by: "ExtensionPeriod",
      reason: `Actions suppressed by ExtensionPeriod until ${until}`,
    };
  }
}

/** A period of the suppressor is over: the actions of the state that holds now run. */
export function endSuppression(working: Working, acting: Acting): void {
  const { alarm } = working;
  alarm.suppression = null;
  if (alarm.previous === null) return;
  const { current, previous } = alarm;
  act(
    working,
    { current: { ...current }, previous: { ...previous }, suppression: null },
    null,
    acting,
  );
}

/** Another suppressor, or none: nothing waits for the old one. */
export function forgetSuppressor({ alarm, effects }: Working): void {
  alarm.suppression = null;
  effects.push({ type: "clearTimer", timer: timers.wait, index: 0 });
  effects.push({ type: "clearTimer", timer: timers.extension, index: 0 });
}

function whyOf(
  { context }: Working,
  { children }: CompositeDefinition,
  child: number | null,
  value: AlarmState,
): Why {
  const found = children.find(({ number }) => number === child);
  const state = found === undefined ? null : shown(found.number, context);
  if (found === undefined || state === null) {
    const { arn } = context.settings;
    const at = longTime(clockOf(context, context.now));
    return {
      reason: `${arn} was created and its alarm rule evaluates to ${value} at ${at}`,
      reasonData: null,
    };
  }
  const at = longTime(clockOf(context, state.at));
  const timestamp = zonedTime(context.settings.epochMilliseconds, state.at);
  const triggering = [{ arn: found.arn, state: { value: state.value, timestamp } }];
  return {
    reason: `${found.arn} transitioned to ${state.value} at ${at}`,
    reasonData: JSON.stringify({ triggeringAlarms: triggering }),
  };
}
