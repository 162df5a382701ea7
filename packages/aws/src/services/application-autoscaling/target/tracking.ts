import { after } from "@orrery/kernel";
import { alarmStateOf, evaluationRange, type AlarmRule } from "../../../alarm/evaluation.ts";
import { statisticOf } from "../../../service/cloudwatch-metric.ts";
import type {
  Capacity,
  PredefinedMetric,
  ScalableDimension,
} from "../../../service/scalable-dimension.ts";
import type { TrackingSettings } from "../config.ts";
import type { Target, TargetContext } from "./declarations.ts";
import type { TargetState, Track, TrackedMinute } from "./state.ts";

/** How a policy reads its metric and when its two alarms go off. */
type Reader = Pick<PredefinedMetric, "valueOf" | "outPeriods" | "inPeriods" | "lowOf" | "missing">;

/** How policies read metrics that are not predefined: as those of most services are read. */
const customized = { outPeriods: 3, inPeriods: 15, missing: "missing" } as const;

/** How a policy reads its metric. */
export function readerOf({ reading }: TrackingSettings, dimension: ScalableDimension): Reader {
  if ("predefined" in reading) return dimension.metrics[reading.predefined]!; // Checked by the operation.
  const { statistic } = reading;
  return {
    ...customized,
    valueOf: (minute) => statisticOf(minute, statistic),
    lowOf: (target) => 0.9 * target,
  };
}

/** Puts the newest minute in front of those that are known. */
export function withMinute(
  track: Track,
  minute: TrackedMinute | null,
  { inPeriods, outPeriods }: Reader,
): Track {
  const evaluationPeriods = Math.max(inPeriods, outPeriods);
  const kept = evaluationRange({ evaluationPeriods });
  return { ...track, minutes: [minute, ...track.minutes].slice(0, kept) };
}

/** A policy's alarms by the minutes that are known. */
export function evaluated(
  track: Track,
  policy: TrackingSettings,
  reader: Reader,
  { requested }: Capacity,
): Track {
  const values = track.minutes.map((minute) =>
    minute === null ? null : reader.valueOf(minute, requested),
  );
  const state = (
    periods: number,
    breaches: (value: number) => boolean,
    before: Track["high"],
  ): Track["high"] => {
    const rule: AlarmRule = {
      evaluationPeriods: periods,
      datapointsToAlarm: periods,
      missing: reader.missing,
    };
    const points = values.map((value) => (value === null ? null : breaches(value)));
    return alarmStateOf(points, rule, before);
  };
  const low = reader.lowOf(policy.target);
  return {
    ...track,
    high: state(reader.outPeriods, (value) => value > policy.target, track.high),
    low: state(reader.inPeriods, (value) => value < low, track.low),
  };
}

/** What a policy would have: `null` where it asks for nothing. */
export interface Wish {
  readonly policy: TrackingSettings;
  readonly to: number;
}

/** The capacity that keeps what was used in a minute at the target: as much as was there, in proportion. */
function neededFor(
  minute: TrackedMinute | null,
  base: number,
  { valueOf }: Reader,
  { target }: TrackingSettings,
): number {
  const value = minute === null ? null : valueOf(minute, minute.capacity);
  if (value === null) return 0;
  const needed = (base * value) / target;
  return Math.ceil(needed - 1e-9); // What is whole but for a last digit is whole.
}

/** How a policy would scale out: by the newest minute, and in its cooldown by no more than that still lacks. */
export function wishOut(
  target: TargetState,
  track: Track,
  policy: TrackingSettings,
  reader: Reader,
  { now }: TargetContext,
): Wish | null {
  if (track.high !== "ALARM") return null;
  const minute = track.minutes.find((each) => each !== null);
  if (minute === undefined || minute === null) return null;
  const { lastOut } = target;
  const isCooling = lastOut !== null && now < after(lastOut.completedAt, policy.outCooldown);
  const base = isCooling ? Math.min(minute.capacity, lastOut.from) : minute.capacity;
  return { policy, to: neededFor(minute, base, reader, policy) };
}

/** How a policy would scale in: to what the fullest of its minutes needs. */
export function wishIn(
  target: TargetState,
  track: Track,
  policy: TrackingSettings,
  reader: Reader,
  { now }: TargetContext,
): Wish | null {
  if (track.low !== "ALARM") return null;
  const { lastIn } = target;
  if (lastIn !== null && now < after(lastIn.completedAt, policy.inCooldown)) return null;
  const needed = track.minutes
    .slice(0, reader.inPeriods)
    .map((minute) => neededFor(minute, minute?.capacity ?? 0, reader, policy));
  return { policy, to: Math.max(0, ...needed) };
}

/** The track of a policy, which may be new. */
export const trackOf = ({ tracks }: Target | TargetState, number: number): Track =>
  tracks.find(({ policy }) => policy === number) ?? {
    policy: number,
    minutes: [],
    high: "INSUFFICIENT_DATA",
    low: "INSUFFICIENT_DATA",
  };
