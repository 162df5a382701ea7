import {
  declare,
  type Context,
  type Draft,
  type Instant,
  type Replied,
  type Reply,
  type RequestId,
  type Send,
  type SettingsChanged,
  type SetTimer,
  type Slab,
  type TimerFired,
} from "@orrery/kernel";
import type { HttpAnswer } from "../../../service/http.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { Refused } from "../../../service/refusal.ts";
import type { LoadBalancerSettings } from "../config.ts";
import type { BalancerRequest, ForwardedRequest, Served } from "../protocol.ts";

/** What a load balancer counts, under CloudWatch's names; the rest are ours. */
export const meters = {
  RequestCount: "count",
  NewConnectionCount: "count",
  ProcessedBytes: "bytes",
  LambdaTargetProcessedBytes: "bytes",
  RuleEvaluations: "count",
  BilledRuleEvaluations: "count", // The first ten of a request are free.
  HTTP_Fixed_Response_Count: "count",
  HTTP_Redirect_Count: "count",
  HTTPCode_ELB_3XX_Count: "count",
  HTTPCode_ELB_4XX_Count: "count",
  HTTPCode_ELB_5XX_Count: "count",
  HTTPCode_ELB_502_Count: "count",
  HTTPCode_ELB_503_Count: "count",
  HTTPCode_ELB_504_Count: "count",
  RequestsReceived: "count",
  ResponseTime: "time",
  "elbv2.requestsPerConnection": "count",
  ELBAuthSuccess: "count",
  ELBAuthFailure: "count",
  ELBAuthError: "count",
  ELBAuthLatency: "time",
  UnauthenticatedRequests: "count", // Those that a rule was told nothing of who sent them.
  ClientsGone: "count", // Before the answer, with 460.
} as const satisfies MetricForms;

/** What can be read off it at any instant. */
export const gauges = {
  RequestsOpen: "level",
  LoadBalancerHours: "level",
} as const satisfies MetricForms;

export const metrics = declareMeters(meters);
export const ports = declare("groups");
export const purposes = declare(
  "overhead", // What the load balancer adds.
  "weights", // Which target group a request goes to.
  "firewall", // Whether it blocks a request.
  "firewallFailure", // Whether it fails on one.
  "idleClient", // Whether a client stops in the middle of a request.
  "signedIn", // Whether a request counts as having a session or a token.
  "signIn", // What becomes of a sign-in.
  "signInLatency", // How long it takes.
  "keys", // Whether the keys of tokens can be had.
);
export const timers = declare("idleClient");

/** What a load balancer works on. */
export interface LoadBalancerState {
  readonly open: Slab<OpenRequest>;
  /** How many requests ever came: numbers the next one. */
  readonly count: number;
}

/** A request that a target group has, or that its client does not finish. */
export interface OpenRequest {
  readonly request: RequestId;
  readonly cameAt: Instant;
  readonly input: BalancerRequest;
  readonly isFunction: boolean;
}

export type BalancerInput =
  BalancerRequest | Replied<Served | Refused> | SettingsChanged<LoadBalancerSettings> | TimerFired;
export type BalancerEffect = Reply<HttpAnswer | Refused> | Send<ForwardedRequest> | SetTimer;
export type Balancer = Draft<LoadBalancerState>;
export type BalancerContext = Context<LoadBalancerSettings>;
