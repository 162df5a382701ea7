import {
  declare,
  sampleDuration,
  type Machine,
  type Reply,
  type SettingsChanged,
} from "@orrery/kernel";
import type { HttpAnswer } from "../../../service/http.ts";
import { declareMeters, type MetricForms } from "../../../service/metric.ts";
import { refused, type Refused } from "../../../service/refusal.ts";
import type { EndpointRequest, EndpointSettings } from "./protocol.ts";

/** What has reached an endpoint of HTTP outside. */
export interface EndpointState {
  readonly count: number;
  /** The last few bodies, the latest last. A value. */
  readonly lastBodies: readonly string[];
}

const kept = 10;
/** What it counts and measures. */
export const meters = {
  RequestsReceived: "count",
  RequestsFailed: "count",
  RequestsUnreached: "count",
  ResponseTime: "time",
} as const satisfies MetricForms;

const metrics = declareMeters(meters);
const purposes = declare("latency");
const choices = declare("answer");

/** An endpoint of HTTP outside AWS: it takes what it is asked, counts it, and answers as a scenario says. */
export const endpointMachine: Machine<
  EndpointSettings,
  EndpointState,
  EndpointRequest | SettingsChanged<EndpointSettings>,
  Reply<HttpAnswer | Refused>
> = {
  kind: "apigateway.endpoint",
  stateVersion: 1,
  inputs: declare("endpointRequest", "settingsChanged"),
  timers: declare(),
  ports: declare(),
  purposes,
  choices,
  metrics,

  initialState: () => ({ count: 0, lastBodies: [] }),

  transition(endpoint, input, context) {
    if (input.type === "settingsChanged") return [];
    const { behavior } = context.settings;
    const { latency, status, body, failures, failureStatus, unreachable } = behavior;
    endpoint.count += 1;
    endpoint.lastBodies = [...endpoint.lastBodies, input.body].slice(-kept);
    const isMixed = failures > 0 || unreachable > 0;
    const good = Math.max(0, 1 - failures - unreachable);
    const outcome = isMixed
      ? context.choose(choices.answer, endpoint.count, [good, failures, unreachable])
      : 0;
    if (outcome === 2) {
      context.observe(metrics.RequestsUnreached, 1);
      return [{ type: "reply", to: context.request, body: unreached }];
    }
    context.observe(outcome === 1 ? metrics.RequestsFailed : metrics.RequestsReceived, 1);
    const after = sampleDuration(latency, () => context.random(purposes.latency));
    context.observe(metrics.ResponseTime, after);
    const answer: HttpAnswer = {
      type: "answered",
      status: outcome === 1 ? failureStatus : status,
      headers: { "content-type": "application/json" },
      cookies: [],
      body: outcome === 1 ? "" : body,
      isBase64Encoded: false,
    };
    return [{ type: "reply", to: context.request, body: answer, after }];
  },

  fingerprint: (input) => (input.type === "endpointRequest" ? input.size : 0),
  // What it has taken decides nothing.
  canonical: () => null,
};

const unreached = refused("NetworkError", "The endpoint cannot be reached.");
