import type { Instant } from "@orrery/kernel";
import type { AlarmState } from "../../../alarm/evaluation.ts";
import type { Measured } from "../../../service/cloudwatch-metric.ts";
import type { Capacity } from "../../../service/scalable-dimension.ts";

/** What a scalable target knows. All of it is bounded, and a value. */
export interface TargetState {
  /** As its service told it last; `null`: it told none. */
  readonly capacity: Capacity | null;
  /** What was there when alarms were evaluated, the newest first. */
  readonly inEffect: readonly number[];
  /** By the numbers of policies. */
  readonly tracks: readonly Track[];
  /** What is being found out; `null`: nothing. */
  readonly look: Look | null;
  /** The last activity that scaled out, and the last that scaled in; `null`: none that counts. */
  readonly lastOut: Scaled | null;
  readonly lastIn: Scaled | null;
  /** The activity that is under way; `null`: none. */
  readonly change: Change | null;
  /** Steps that alarms have asked for, until the capacity is known. */
  readonly steps: readonly StepAsked[];
  /** The newest first. */
  readonly activities: readonly Activity[];
  readonly activityCount: number;
  /** The settings may have changed, so the bounds are to be looked at. */
  readonly isToFollow: boolean;
}

/** What is known of one policy that keeps a metric at a target. */
export interface Track {
  readonly policy: number;
  /** The last minutes, the newest first; `null`: nothing was published. */
  readonly minutes: readonly (TrackedMinute | null)[];
  readonly high: AlarmState;
  readonly low: AlarmState;
}

/** What a metric came to in a minute, with the capacity that was there then. */
export interface TrackedMinute extends Omit<Measured, "type"> {
  readonly capacity: number;
}

/** Answers that are waited for. */
export interface Look {
  /** How many are to come. */
  readonly awaited: number;
  /** Whether policies are evaluated afterwards. */
  readonly isEvaluation: boolean;
}

/** An activity that counts for cooldowns. */
export interface Scaled {
  readonly from: number;
  readonly completedAt: Instant;
}

/** A capacity that is being set. */
export interface Change {
  readonly activity: number;
  readonly from: number;
  readonly to: number;
  /** The service has taken it. */
  readonly isTaken: boolean;
  /** A policy asked for it: it begins a cooldown. */
  readonly isOfPolicy: boolean;
}

/** A step that an alarm has asked for. */
export interface StepAsked {
  readonly policy: number;
  readonly alarm: string;
  readonly difference: number;
}

/** Something that was done. */
export interface Activity {
  readonly number: number;
  readonly description: string;
  readonly cause: string;
  readonly startedAt: Instant;
  readonly endedAt: Instant | null;
  readonly status: "InProgress" | "Successful" | "Failed" | "Overridden";
  readonly message: string;
}

/** A scalable target that knows nothing. */
export const initialTarget = (): TargetState => ({
  capacity: null,
  inEffect: [],
  tracks: [],
  look: null,
  lastOut: null,
  lastIn: null,
  change: null,
  steps: [],
  activities: [],
  activityCount: 0,
  isToFollow: false,
});
