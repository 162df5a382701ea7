import {
  after,
  noEffects,
  type Duration,
  type Instant,
  type SettingsChanged,
  type TimerFired,
} from "@orrery/kernel";
import { nextTime } from "../../../schedule/schedule.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { BusSettings, RuleSettings } from "../config.ts";
import { contentOf } from "../event-content.ts";
import type { BusEffect, BusEvent } from "../protocol.ts";
import { metrics, notes, purposes, timers, type Bus, type BusContext } from "./declarations.ts";
import type { Invoking } from "./invoking.ts";
import { ruleOf } from "./rule-index.ts";

/** Sets the timers of scheduled rules that are new or other than they were, and takes those of others back. */
export function reschedule(
  { before }: SettingsChanged<BusSettings>,
  context: BusContext,
): readonly BusEffect[] {
  const { rules } = context.settings;
  if (rules === before.rules) return noEffects;
  const effects: BusEffect[] = [];
  for (const rule of before.rules) {
    if (!isScheduled(rule)) continue;
    const now = ruleOf(context.settings, rule.number);
    if (now !== undefined && isScheduled(now)) continue;
    effects.push({ type: "clearTimer", timer: timers.schedule, index: rule.number });
  }
  for (const rule of rules) {
    if (!isScheduled(rule)) continue;
    const was = ruleOf(before, rule.number);
    if (was !== undefined && isScheduled(was) && isSameSchedule(was, rule)) continue;
    effects.push(...nextRun(rule, context));
  }
  return effects;
}

const isScheduled = ({ isEnabled, schedule }: RuleSettings): boolean =>
  isEnabled && schedule !== null;

const isSameSchedule = (one: RuleSettings, other: RuleSettings): boolean =>
  one.since === other.since && JSON.stringify(one.schedule) === JSON.stringify(other.schedule);

/** Sets the timer of a rule's next run; none where its schedule has ended. */
function nextRun({ number, schedule, since }: RuleSettings, context: BusContext): BusEffect[] {
  const { now, settings } = context;
  const { epochMilliseconds, assumed } = settings;
  const present = wallClockAt(epochMilliseconds, now);
  const from = wallClockAt(epochMilliseconds, since);
  const time = nextTime(schedule!, "UTC", present, from); // It has one.
  if (time === null) return [];
  const nominal = ((time - epochMilliseconds) * 1_000) as Instant;
  const drawn = context.random(purposes.scheduleDelay) * assumed.scheduleSpread;
  const at = after(nominal, Math.floor(drawn) as Duration);
  return [{ type: "setTimer", timer: timers.schedule, index: number, at }];
}

/** Runs a rule whose time has come: its own targets get the event that AWS makes of it. */
export function runSchedule(
  bus: Bus,
  { index }: TimerFired,
  invoking: Invoking,
  context: BusContext,
): readonly BusEffect[] {
  const { now, settings } = context;
  const rule = ruleOf(settings, index)!; // Its timer is taken back when it goes.
  bus.eventCount += 1;
  const number = bus.eventCount;
  context.note(notes.put, number, settings.bus);
  const event: BusEvent = {
    number,
    identity: { bus: settings.bus, number },
    content: scheduledContent(rule),
    account: settings.accountId,
    region: settings.region,
    time: wallClockAt(settings.epochMilliseconds, now),
    arrivedAt: now,
    replayName: null,
    accountHops: 0,
    regionHops: 0,
    // It begins by itself.
    trail: { from: -settings.bus, number, at: now, lineage: null },
  };
  context.observe(metrics.ScheduledRuns, 1);
  if (settings.assumed.scheduleSpread > 0) context.observe(metrics["events.scheduleSpread"], 1);
  const effects: BusEffect[] = [...nextRun(rule, context)];
  invoking.run(bus, rule, event, context, effects);
  return effects;
}

// A memo of a pure function: one object for all runs of a rule.
const contents = new WeakMap<RuleSettings, BusEvent["content"]>();

function scheduledContent(rule: RuleSettings): BusEvent["content"] {
  let content = contents.get(rule);
  if (content === undefined) {
    content = contentOf("aws.events", "Scheduled Event", "{}", [rule.arn]);
    contents.set(rule, content);
  }
  return content;
}
