import {
  declare,
  type Context,
  type Draft,
  type Replied,
  type Reply,
  type Send,
  type SetTimer,
  type SettingsChanged,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import { figureMeters } from "../../../service/assumed-figure.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { Refused } from "../../../service/refusal.ts";
import type { UserPoolSettings } from "../config.ts";
import { cognitoAssumptions } from "../limits.ts";
import type { PoolAnswer, UserRequest, Visit } from "../protocol.ts";
import type { UserPoolState } from "./state.ts";

/** What a user pool counts, under CloudWatch's names; the rest are ours. */
export const meters = {
  SignUpSuccesses: "count",
  SignUpThrottles: "count",
  SignInSuccesses: "count",
  SignInThrottles: "count",
  TokenRefreshSuccesses: "count",
  TokenRefreshThrottles: "count",
  CallCount: "count",
  ThrottleCount: "count",
  Refusals: "count",
  RequestTime: "time",
  ActiveUsers: "count",
  MessagesSent: "count",
  TriggerInvocations: "count",
  TriggerRetries: "count",
  TriggerFailures: "count",
  TriggerTime: "time",
  ...figureMeters(cognitoAssumptions),
} as const satisfies MetricForms;

/** What can be read off it at any instant. */
export const gauges = { Users: "level", OpenRequests: "level" } as const satisfies MetricForms;

export const metrics = declareMeters(meters);
export const timers = declare("retry");
export const ports = declare("functions", "account");
export const purposes = declare("requestTime");

export type PoolInput =
  UserRequest | Visit | Replied<Tagged> | TimerFired | SettingsChanged<UserPoolSettings>;
export type PoolEffect = Reply<PoolAnswer | Refused> | Send<Tagged> | SetTimer;
export type Pool = Draft<UserPoolState>;
export type PoolContext = Context<UserPoolSettings>;
