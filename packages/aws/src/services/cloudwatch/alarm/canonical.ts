import type { Instant, Plain } from "@orrery/kernel";
import { canonicalDeliveries } from "../../../delivery/deliveries.ts";
import type { AlarmMemory, Condition } from "./state.ts";

/** What decides the future of an alarm, counted from `now`. Of its history, what happened and when. */
export function canonical(alarm: AlarmMemory, now: Instant): Plain {
  const minute = Math.floor(now / 60_000_000);
  return {
    current: conditionView(alarm.current, now),
    previous: alarm.previous === null ? null : conditionView(alarm.previous, now),
    changes: alarm.changeCount,
    tracks: alarm.tracks.map(({ minutes, ...track }) => [
      track as unknown as Plain, // Plain data by its type.
      minutes.map(({ minute: of, ...sample }) => [of - minute, sample as unknown as Plain]), // Likewise.
    ]),
    collected: alarm.collected === -1 ? null : alarm.collected - minute,
    hour: alarm.evaluatedHour === -1 ? null : alarm.evaluatedHour - now / 1_000_000,
    warmingSince: alarm.isWarm || alarm.madeAt === -1 ? null : now - alarm.madeAt,
    band: alarm.band as unknown as Plain, // Likewise.
    history: alarm.history.map(({ type, at, summary }) => [type, now - at, summary]),
    suppression: alarm.suppression as unknown as Plain, // Likewise.
    wasAlarm: alarm.alarmTime > 0,
    deliveries: canonicalDeliveries(alarm, now, ({ text, subject, isTold }) => [
      text.body,
      subject,
      isTold,
    ]),
  };
}

const conditionView = ({ value, reason, reasonData, at }: Condition, now: Instant): Plain => [
  value,
  reason,
  reasonData,
  now - at,
];
