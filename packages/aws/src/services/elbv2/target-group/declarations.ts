import {
  declare,
  type Context,
  type Draft,
  type Instant,
  type Replied,
  type Reply,
  type RequestId,
  type Send,
  type SetTimer,
  type ClearTimer,
  type SettingsChanged,
  type Slab,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { TargetGroupSettings } from "../config.ts";
import type { ForwardedRequest, Front, Served } from "../protocol.ts";

/** What a target group counts, under CloudWatch's names; the rest are ours. */
export const meters = {
  RequestCountPerTarget: "count",
  TargetResponseTime: "time",
  HTTPCode_Target_2XX_Count: "count",
  HTTPCode_Target_3XX_Count: "count",
  HTTPCode_Target_4XX_Count: "count",
  HTTPCode_Target_5XX_Count: "count",
  LambdaUserError: "count",
  LambdaInternalError: "count",
  TargetConnectionErrorCount: "count",
  HealthChecks: "count",
} as const satisfies MetricForms;

/** What can be read off it at any instant. */
export const gauges = {
  HealthyHostCount: "level",
  UnHealthyHostCount: "level",
} as const satisfies MetricForms;

export const metrics = declareMeters(meters);
export const timers = declare("healthCheck");
export const ports = declare("function");
export const purposes = declare("latency");
export const choices = declare("answer");

/** What a target group works on. */
export interface TargetGroupState {
  readonly open: Slab<OpenInvocation>;
  /** How many requests ever came. */
  readonly count: number;
  /** Whether its function is healthy. */
  readonly isHealthy: boolean;
  /** How many checks in a row said otherwise. */
  readonly streak: number;
  /** When the next check is due; `null`: none is. */
  readonly nextCheck: Instant | null;
}

/** An invocation that was not answered. */
export interface OpenInvocation {
  /** `null`: it is a health check. */
  readonly request: RequestId | null;
  readonly askedAt: Instant;
  readonly input: ForwardedRequest | null;
  readonly front: Front | null;
}

export type GroupInput =
  | ForwardedRequest
  | ShowHealth
  | Replied<Tagged>
  | TimerFired
  | SettingsChanged<TargetGroupSettings>;
export type GroupEffect = Reply<Served | HealthShown> | Send<Tagged> | SetTimer | ClearTimer;
export type Group = Draft<TargetGroupState>;
export type GroupContext = Context<TargetGroupSettings>;

/** Asks whether the targets are healthy. */
export interface ShowHealth extends Tagged {
  readonly type: "showHealth";
}

/** Whether they are. */
export interface HealthShown extends Tagged {
  readonly type: "health";
  readonly isHealthy: boolean;
}
