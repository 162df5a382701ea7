import {
  declare,
  type ClearTimer,
  type Context,
  type Draft,
  type Replied,
  type Reply,
  type Send,
  type SettingsChanged,
  type SetTimer,
  type Tagged,
  type TimerFired,
} from "@orrery/kernel";
import type { HttpAnswer } from "../../../service/http.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { Refused } from "../../../service/refusal.ts";
import type { WebSocketApiSettings } from "../config.ts";
import type {
  CloseConnection,
  ConnectionSeen,
  HttpRequest,
  InspectConnection,
  Push,
} from "../protocol.ts";
import type { WebSocketApiState } from "./state.ts";

/** What a WebSocket API counts, under CloudWatch's names; the rest are ours. */
export const meters = {
  ConnectCount: "count",
  MessageCount: "count",
  IntegrationError: "count",
  ClientError: "count",
  ExecutionError: "count",
  IntegrationLatency: "time",
  Throttled: "count", // Connections and messages that came too fast.
  ConnectionsRefused: "count",
  MessagesIn: "count",
  MessagesOut: "count",
  PushesGone: "count", // To connections that are gone.
  DisconnectedIdle: "count", // By the limit of ten minutes.
  DisconnectedOld: "count", // By that of two hours.
  ConnectionTime: "time",
  MessagesBilled: "count", // Of 32 KB each.
  ConnectionMinutes: "count", // Of those that are gone, each rounded up.
  AuthorizerCalls: "count",
} as const satisfies MetricForms;

/** What can be read off it at any instant. */
export const gauges = {
  Connections: "level",
  ConnectionMinutesOpen: "level",
} as const satisfies MetricForms;

export const metrics = declareMeters(meters);

export const timers = declare(
  "idle", // A connection that nothing came over.
  "old", // A connection that is there for as long as one may be.
  "sends", // A client has something to say.
  "leaves", // A client goes.
);

export const ports = declare(
  "functions", // What integrations and authorizers invoke.
  "endpoints", // HTTP outside.
  "account", // Limits that APIs share.
);

export const purposes = declare(
  "overhead", // What API Gateway adds.
  "stays", // How long clients stay.
  "every", // How long clients wait between messages.
);

export type WebSocketApiInput =
  | HttpRequest
  | Push
  | InspectConnection
  | CloseConnection
  | TimerFired
  | Replied<Tagged>
  | SettingsChanged<WebSocketApiSettings>;
export type WebSocketApiEffect =
  Reply<HttpAnswer | Refused | Pushed | ConnectionSeen> | Send<Tagged> | SetTimer | ClearTimer;
export type WebSocketApi = Draft<WebSocketApiState>;
export type WebSocketApiContext = Context<WebSocketApiSettings>;
export type Effects = readonly WebSocketApiEffect[];

/** A message was sent to a connection, or it was closed. */
export interface Pushed extends Tagged {
  readonly type: "pushed";
}
