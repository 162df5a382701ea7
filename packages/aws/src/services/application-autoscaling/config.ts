import type { Duration } from "@orrery/kernel";
import type { CloudWatchMetric, Statistic } from "../../service/cloudwatch-metric.ts";
import type { Caller } from "../../service/caller.ts";
import type { FigureValues } from "../../service/assumed-figure.ts";
import type { alarmAssumptions } from "../../alarm/limits.ts";
import type { Schedule } from "../../schedule/schedule.ts";

/** How a scalable target is set, complete and checked: what its machine needs. */
export interface TargetSettings {
  readonly dimension: string;
  readonly resourceId: string;
  /** The namespace of the resource's service, such as `lambda`. */
  readonly namespace: string;
  readonly min: number;
  readonly max: number;
  readonly suspended: Suspended;
  readonly policies: readonly PolicySettings[];
  readonly schedules: readonly ScheduledSettings[];
  readonly epochMilliseconds: number;
  /** Who scales. */
  readonly caller: Caller;
  readonly assumed: FigureValues<typeof alarmAssumptions>;
}

/** What is suspended of a scalable target. */
export interface Suspended {
  readonly scaleIn: boolean;
  readonly scaleOut: boolean;
  readonly scheduled: boolean;
}

/** A scaling policy: its number is never given to another of its target. */
export type PolicySettings = TrackingSettings | StepSettings;

interface NamedPolicy {
  readonly number: number;
  readonly name: string;
}

/** A policy that keeps a metric at a target. */
export interface TrackingSettings extends NamedPolicy {
  readonly type: "tracking";
  readonly target: number;
  readonly metric: CloudWatchMetric;
  /** The dimension's own name of a predefined metric; of another, the statistic that is looked at. */
  readonly reading: { readonly predefined: string } | { readonly statistic: Statistic };
  readonly scaleIn: boolean;
  readonly outCooldown: Duration;
  readonly inCooldown: Duration;
  readonly alarmHigh: string;
  readonly alarmLow: string;
}

/** A policy that an alarm of the account's own calls. */
export interface StepSettings extends NamedPolicy {
  readonly type: "step";
  readonly adjustment: "ChangeInCapacity" | "PercentChangeInCapacity" | "ExactCapacity";
  readonly minimumMagnitude: number;
  readonly cooldown: Duration;
  /** By their lower bounds, above the alarm's threshold; `null`: without a bound. */
  readonly steps: readonly {
    readonly lower: number | null;
    readonly upper: number | null;
    readonly by: number;
  }[];
}

/** An action that sets the bounds at a time. */
export interface ScheduledSettings {
  readonly number: number;
  readonly name: string;
  readonly schedule: Schedule;
  readonly timeZone: string;
  /** In milliseconds since 1970: rates count from here, and nothing is done before. */
  readonly from: number;
  /** Nothing is done later; `null`: no end. */
  readonly until: number | null;
  readonly min: number | null;
  readonly max: number | null;
}
