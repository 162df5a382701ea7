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
import type { RestApiSettings } from "../config.ts";
import type { FlushCache, RestRequest } from "../protocol.ts";
import type { LogPart, RestApiState } from "./state.ts";

/** What a REST API counts, under CloudWatch's names; the rest are ours. */
export const meters = {
  Count: "count",
  "4XXError": "count",
  "5XXError": "count",
  Latency: "time",
  IntegrationLatency: "time",
  CacheHitCount: "count",
  CacheMissCount: "count",
  Throttled: "count", // 429, whoever said so.
  Blocked: "count", // By the firewall.
  AuthorizerCalls: "count",
  RequestsBilled: "count",
  "apigateway.cacheCreation": "count",
} as const satisfies MetricForms;

/** What can be read off it at any instant. */
export const gauges = {
  RequestsOpen: "level",
  CacheBytes: "bytes",
  CacheGigabyteHours: "level",
} as const satisfies MetricForms;

export const metrics = declareMeters(meters);

export const ports = declare(
  "functions", // What integrations and authorizers invoke.
  "endpoints", // HTTP outside.
  "control", // Operations of AWS.
  "account", // Limits that APIs share.
);

export const purposes = declare(
  "overhead", // What API Gateway adds.
  "canary", // Which deployment a request goes to.
  "firewall", // Which requests are blocked.
);

export type RestApiInput =
  | RestRequest
  | FlushCache
  | ({ readonly type: "readLog"; readonly of?: LogPart } & LogFrom)
  | Replied<Tagged>
  | SettingsChanged<RestApiSettings>;
export type RestApiEffect =
  Reply<HttpAnswer | Refused | Flushed | LogRead> | Send<Tagged> | HandOn | Stop;
export type RestApi = Draft<RestApiState>;
export type RestApiContext = Context<RestApiSettings>;

/** A cache was emptied. */
export interface Flushed extends Tagged {
  readonly type: "flushed";
}
