import { after, declare, microseconds, minutes, unreachable, type Machine } from "@orrery/kernel";
import { memberViews } from "../../../service/origin.ts";
import type { EntryOf } from "../../../service/entry.ts";
import type { AlarmSettings, MetricDefinition } from "../config.ts";
import type { AlarmEffect, AlarmInput } from "../protocol.ts";
import { act, actingWith, isRepeated, type Acting } from "./acting.ts";
import { billedAt } from "./billed-time.ts";
import { canonical } from "./canonical.ts";
import { changeAndAct, countTime, heardTag } from "./changing.ts";
import {
  changeComposite,
  endSuppression,
  evaluateRule,
  forgetSuppressor,
  suppressorChanged,
} from "./composite.ts";
import { choices, metrics, ports, purposes, timers, type Working } from "./declarations.ts";
import { evaluated } from "./evaluating.ts";
import { remember } from "./history.ts";
import { collect, readOff, readsOff, watch } from "./reading-metrics.ts";
import { reasonDataOf, reasonOf } from "./reason.ts";
import { initialAlarm, type AlarmMemory } from "./state.ts";
import { isHourly, nextEvaluation, nextMinute, windowEnd } from "./times.ts";

/** The machine of an alarm: on metrics, or on other alarms. */
export function alarmMachine(
  entryOf: EntryOf,
): Machine<AlarmSettings, AlarmMemory, AlarmInput, AlarmEffect> {
  const acting = actingWith(entryOf);
  return {
    kind: "cloudwatch.alarm",
    stateVersion: 2,
    inputs: declare(
      "settingsChanged",
      "setState",
      "childChanged",
      "showAlarm",
      "showHistory",
      "replied",
      "timerFired",
    ),
    timers,
    ports,
    purposes,
    choices,
    metrics,

    initialState: initialAlarm,

    transition(alarm, input, context) {
      const effects: AlarmEffect[] = [];
      const working: Working = { alarm, context, entryOf, effects };
      const { definition } = context.settings;
      const { request: to } = context;
      switch (input.type) {
        case "settingsChanged":
          countTime(working);
          begin(working, acting);
          return effects;
        case "setState": {
          effects.push({ type: "reply", to, body: { type: "heard" } });
          const { value, reason, reasonData } = input;
          if (value === alarm.current.value) return effects;
          const why = { reason, reasonData };
          if (definition.type === "metric") changeAndAct(working, value, why, null, acting);
          else changeComposite(working, definition, value, why, acting);
          return effects;
        }
        case "childChanged":
          effects.push({ type: "reply", to, body: { type: "heard" } });
          if (definition.type === "metric") return effects; // It was a composite one.
          if (input.child === definition.suppressor?.number) suppressorChanged(working, definition);
          evaluateRule(working, definition, input.child, acting);
          return effects;
        case "showAlarm": {
          const { current, suppression } = alarm;
          return [
            { type: "reply", to, body: { type: "alarmShown", alarm: { current, suppression } } },
          ];
        }
        case "showHistory":
          return [{ type: "reply", to, body: { type: "historyShown", items: alarm.history } }];
        case "replied":
          return input.tag === heardTag ? effects : acting.hear(alarm, input, context);
        case "timerFired":
          if (input.timer === timers.attempt) return acting.retry(alarm, input, context);
          onTimer(working, input.timer, acting);
          return effects;
        default:
          return unreachable(input);
      }
    },

    fingerprint(input) {
      if (input.type === "setState") return input.value.length;
      return input.type === "childChanged" ? input.child : 0;
    },

    canonical,
    memberViews,

    gauges(alarm, settings, now) {
      const { current, alarmTime } = alarm;
      const isAlarm = current.value === "ALARM";
      const { standard, highResolution, composite } = billedAt(alarm, settings, now);
      return {
        InAlarm: isAlarm ? 1 : 0,
        TimeInAlarm: alarmTime + (isAlarm ? now - current.at : 0),
        StandardAlarmTime: standard,
        HighResolutionAlarmTime: highResolution,
        CompositeAlarmTime: composite,
      };
    },
  };
}

/** It was just made, or is set otherwise. */
function begin(working: Working, acting: Acting): void {
  const { alarm, context, effects } = working;
  const { now, settings } = context;
  const { definition } = settings;
  const isNew = alarm.current.at === -1;
  if (isNew) {
    alarm.current = { ...alarm.current, at: now };
    alarm.madeAt = now;
  }
  remember(alarm, context, {
    type: "ConfigurationUpdate",
    summary: isNew ? `Alarm "${settings.name}" created` : `Alarm "${settings.name}" updated`,
    data: { version: "1.0", type: isNew ? "Create" : "Update" },
  });
  if (definition.type === "composite") {
    effects.push({ type: "clearTimer", timer: timers.evaluation, index: 0 });
    effects.push({ type: "clearTimer", timer: timers.reading, index: 0 });
    forgetSuppressor(working);
    evaluateRule(working, definition, null, acting);
    return;
  }
  // Other metrics are known from now on.
  alarm.tracks = [];
  alarm.collected = -1;
  watch(alarm, definition, context);
  const at = nextEvaluation(definition, context);
  effects.push({ type: "setTimer", timer: timers.evaluation, index: 0, at });
  // What is made in the same instant behind it is there a moment later.
  const soon = after(now, microseconds(1));
  effects.push({ type: "setTimer", timer: timers.watch, index: 0, at: soon });
  armReading(working);
}

function armReading({ alarm, context, effects }: Working): void {
  if (!readsOff(alarm)) return;
  const at = nextMinute(context);
  effects.push({ type: "setTimer", timer: timers.reading, index: 0, at });
}

function onTimer(working: Working, timer: number, acting: Acting): void {
  const { alarm, context } = working;
  const { definition } = context.settings;
  if (timer === timers.wait || timer === timers.extension) {
    endSuppression(working, acting);
    return;
  }
  if (definition.type === "composite") return;
  if (timer === timers.watch) {
    watch(alarm, definition, context);
    armReading(working);
  } else if (timer === timers.reading) {
    readOff(alarm, definition, context);
    armReading(working);
  } else evaluateNow(working, definition, acting);
}

function evaluateNow(working: Working, definition: MetricDefinition, acting: Acting): void {
  const { alarm, context, effects } = working;
  const { settings } = context;
  const at = nextEvaluation(definition, context);
  effects.push({ type: "setTimer", timer: timers.evaluation, index: 0, at });
  const knewReadings = readsOff(alarm);
  collect(alarm, definition, context);
  if (!knewReadings) armReading(working); // What it looks at was made meanwhile.
  if (isHourly(definition)) {
    const hour = windowEnd(definition, context);
    if (hour === alarm.evaluatedHour) return;
    alarm.evaluatedHour = hour;
  }
  // Before the first period that can be read has passed, there is nothing to look at.
  if (windowEnd(definition, context) <= 0) return;
  context.observe(metrics.Evaluations, 1);
  const made = evaluated(alarm, definition, context);
  if (made === null || isWarmingUp(working, definition, made.looked.length)) return;
  const { state, looked } = made;
  const newest = looked[0]?.value ?? null;
  const before = alarm.current.value;
  if (state === before) {
    repeat(working, newest, acting);
    return;
  }
  const reason = reasonOf(definition, made, state, before, settings);
  const reasonData = reasonDataOf(definition, made, state, context);
  changeAndAct(working, state, { reason, reasonData }, newest, acting);
}

/** Whether it says nothing yet, though it looks at so many points. */
function isWarmingUp(
  { alarm, context }: Working,
  { warmUp, evaluationPeriods }: MetricDefinition,
  points: number,
): boolean {
  if (alarm.isWarm) return false;
  alarm.isWarm =
    warmUp === null ||
    context.now - alarm.madeAt >= minutes(warmUp.minutes) ||
    (!warmUp.isWhole && points >= evaluationPeriods);
  return !alarm.isWarm;
}

/** Scaling policies hear of each evaluation while the state lasts. */
function repeat(working: Working, newest: number | null, acting: Acting): void {
  const { current, previous } = working.alarm;
  const { actions } = working.context.settings;
  if (previous === null || !actions[current.value].some(isRepeated)) return;
  const change = { current: { ...current }, previous: { ...previous }, suppression: null };
  act(working, change, newest, acting, true);
}
