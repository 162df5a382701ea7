import type {
  ClearTimer,
  Replied,
  Reply,
  Send,
  SetTimer,
  SettingsChanged,
  TimerFired,
} from "@orrery/kernel";
import type { Call, CallReply } from "../../service/call.ts";
import type { Measure, Measured, Unpublished } from "../../service/cloudwatch-metric.ts";
import type { Refused } from "../../service/refusal.ts";
import type { TargetSettings } from "./config.ts";
import type { Activity } from "./target/state.ts";

/** What a scalable target reacts to. */
export type TargetInput =
  | SettingsChanged<TargetSettings>
  | AlarmActs
  | ShowActivities
  | Replied<CallReply | Measured | Unpublished>
  | TimerFired;

/** An alarm calls a policy with steps. */
export interface AlarmActs {
  readonly type: "alarmActs";
  readonly policy: number;
  readonly alarm: string;
  /** The alarm's metric, less its threshold; `null`: it says neither. */
  readonly difference: number | null;
}

/** Asks what it has done. */
export interface ShowActivities {
  readonly type: "showActivities";
}

/** What it answers. */
export type TargetReply =
  | { readonly type: "taken" }
  | { readonly type: "activities"; readonly activities: readonly Activity[] }
  | Refused;

/** What it asks for. */
export type TargetEffect = Reply<TargetReply> | Send<Call | Measure> | SetTimer | ClearTimer;
