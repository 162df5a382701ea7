import {
  declare,
  type Context,
  type Draft,
  type HandOn,
  type Replied,
  type Reply,
  type Send,
  type SettingsChanged,
  type Stop,
  type Tagged,
} from "@orrery/kernel";
import type { HttpAnswer } from "../../../service/http.ts";
import type { LogFrom, LogRead } from "../../../service/log.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import type { Refused } from "../../../service/refusal.ts";
import type { HttpApiSettings } from "../config.ts";
import type { ForgetVerdicts, HttpRequest } from "../protocol.ts";
import type { HttpApiState } from "./state.ts";

/** What an HTTP API counts, under CloudWatch's names; the rest are ours. */
export const meters = {
  Count: "count",
  "4xx": "count",
  "5xx": "count",
  Latency: "time",
  IntegrationLatency: "time",
  DataProcessed: "bytes",
  Throttled: "count", // 429, whoever said so.
  AuthorizerCalls: "count",
  RequestsBilled: "count", // Of 512 KB each.
} as const satisfies MetricForms;

/** What can be read off it at any instant. */
export const gauges = { RequestsOpen: "level" } as const satisfies MetricForms;

export const metrics = declareMeters(meters);

export const ports = declare(
  "functions", // What integrations and authorizers invoke.
  "endpoints", // HTTP outside.
  "control", // Operations of AWS.
  "account", // Limits that APIs share.
);

export const purposes = declare("overhead"); // What API Gateway adds.

export type HttpApiInput =
  | HttpRequest
  | ForgetVerdicts
  | ({ readonly type: "readLog" } & LogFrom)
  | Replied<Tagged>
  | SettingsChanged<HttpApiSettings>;
export type HttpApiEffect =
  Reply<HttpAnswer | Refused | Forgotten | LogRead> | Send<Tagged> | HandOn | Stop;
export type HttpApi = Draft<HttpApiState>;
export type HttpApiContext = Context<HttpApiSettings>;

/** What authorizers said is forgotten. */
export interface Forgotten extends Tagged {
  readonly type: "forgotten";
}
