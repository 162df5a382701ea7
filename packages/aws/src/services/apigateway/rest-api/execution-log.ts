import { slab, type Instant } from "@orrery/kernel";
import type { HttpAnswer } from "../../../service/http.ts";
import { requestIdOf } from "../../../gateway/request-facts.ts";
import { queryOf } from "../../../gateway/query.ts";
import type { IntegrationSettings, RestApiSettings } from "../config.ts";
import { restLimits } from "../limits.ts";
import type { RestApi, RestApiContext } from "./declarations.ts";
import type { GatewayResponseType } from "./gateway-response.ts";
import type { LogLine, OpenRequest } from "./state.ts";

/** An answer of the API itself, for its log. */
export interface OwnAnswer {
  readonly type: GatewayResponseType;
  /** What went wrong; left out: its type says it. */
  readonly cause?: string;
}

/** What is said of answers whose type leaves it open why they were given. */
const causes: Partial<Record<GatewayResponseType, string>> = {
  API_CONFIGURATION_ERROR: "Execution failed due to configuration error: Invalid endpoint address",
  AUTHORIZER_CONFIGURATION_ERROR: "Execution failed due to configuration error: Authorizer error",
  AUTHORIZER_FAILURE: "Execution failed due to configuration error: Authorizer error",
  INTEGRATION_FAILURE: "Execution failed: the endpoint could not be asked",
  INTEGRATION_TIMEOUT: "Execution failed due to a timeout error",
  INVALID_API_KEY: "API Key not authorized",
};

/** Answers before a method is executed: nothing is said of what it asked. */
const beforeExecution: readonly GatewayResponseType[] = [
  "INVALID_API_KEY",
  "QUOTA_EXCEEDED",
  "THROTTLED",
  "UNAUTHORIZED",
  "ACCESS_DENIED",
];

/** Writes what became of a request into the execution log of its stage, as the settings of its method say. */
export function logExecution(
  api: RestApi,
  request: OpenRequest,
  answer: HttpAnswer,
  own: OwnAnswer | null,
  { now, settings }: RestApiContext,
): void {
  const { logging } = request.route;
  if (logging === null || api.log === null) return;
  const { log } = api;
  const { stage, isCanary, cameAt } = request;
  const id = requestIdOf(settings.number, request.number);
  const write = (at: Instant, text: string): void => {
    const line = `(${id}) ${text}`.slice(0, restLimits.logEvent);
    const written: LogLine = { at, stage: stage.name, log: "execution", isCanary, text: line };
    slab.insert(log, written);
  };
  const { target } = request.route.integration;
  const wrong =
    own?.type === "API_CONFIGURATION_ERROR" && target?.type === "wrong"
      ? `Execution failed due to configuration error: ${target.why}`
      : undefined;
  const failure = own === null ? undefined : (own.cause ?? wrong ?? causes[own.type]);
  if (logging.level === "INFO") {
    for (const text of begunBy(request, own, id, settings)) write(cameAt, text);
    const isBegun = own === null || !beforeExecution.includes(own.type);
    if (isBegun) for (const text of executedBy(request, answer, own, now)) write(now, text);
  }
  if (own !== null) {
    if (failure !== undefined) write(now, failure);
    write(now, `Gateway response type: ${own.type} with status code: ${answer.status}`);
  } else if (logging.level === "INFO") write(now, "Successfully completed execution");
  if (own !== null || logging.level === "INFO") {
    write(now, `Method completed with status: ${answer.status}`);
  }
}

function begunBy(
  { route, stage, key }: OpenRequest,
  own: OwnAnswer | null,
  id: string,
  { apiId }: RestApiSettings,
): readonly string[] {
  const { authorization } = route;
  const authorized = own?.type !== "UNAUTHORIZED" && own?.type !== "ACCESS_DENIED";
  const isRefused = own !== null && beforeExecution.includes(own.type);
  const keyEnd = key === null ? "" : key.value.slice(-6).padStart(key.value.length, "*");
  const place = `${apiId}/${stage.name}`;
  const byKey = route.needsKey
    ? []
    : [
        `API Key ${keyEnd} authorized because method '${route.method} ${route.path}' does not require API Key. Request will not contribute to throttle or quota limits`,
      ];
  return [
    ...(authorization.type === "LAMBDA"
      ? [
          `Starting authorizer: ${authorization.id} for request: ${id}`,
          authorized
            ? "Successfully completed authorizer execution"
            : `Unauthorized request: ${id}`,
        ]
      : []),
    ...(authorized
      ? [
          `Verifying Usage Plan for request: ${id}. API Key: ${keyEnd} API Stage: ${place}`,
          ...byKey,
        ]
      : []),
    ...(isRefused
      ? []
      : [
          `Usage Plan check succeeded for API Key ${keyEnd} and API Stage ${place}`,
          `Starting execution for request: ${id}`,
          `HTTP Method: ${route.method}, Resource Path: ${route.path}`,
        ]),
  ];
}

function executedBy(
  request: OpenRequest,
  { status, headers, body }: HttpAnswer,
  own: OwnAnswer | null,
  now: Instant,
): readonly string[] {
  const { route, phase, askedAt, input, pathParameters } = request;
  const { integration } = route;
  const isTraced = route.logging!.dataTrace; // It is logged.
  const isAsked = phase === "integration" && integration.type !== "MOCK";
  const milliseconds = Math.round((now - askedAt) / 1_000);
  const asked = isTraced
    ? [
        `Method request path: ${mapText(pathParameters)}`,
        `Method request query string: ${mapText(queryOf(input.http).single)}`,
        `Method request headers: ${mapText(input.http.headers)}`,
        `Method request body before transformations: ${input.text.body}`,
      ]
    : [];
  const place = isAsked ? placeOf(integration.target) : null;
  const sent = place === null ? [] : [`Sending request to ${place}`];
  const heard =
    place !== null && own === null
      ? [`Received response. Status: ${status}, Integration latency: ${milliseconds} ms`]
      : [];
  const answered =
    isTraced && own === null
      ? [
          `Method response body after transformations: ${body}`,
          `Method response headers: ${mapText(headers)}`,
        ]
      : [];
  return [...asked, ...sent, ...heard, ...answered];
}

/** What an integration asks, as the log names it; `null`: nothing. */
function placeOf(target: IntegrationSettings["target"]): string | null {
  switch (target?.type) {
    case "function":
      return target.arn;
    case "endpoint":
      return target.uri;
    case "action":
      return `${target.service}:${target.path ?? target.action ?? ""}`;
    default:
      return null;
  }
}

/** As Java writes a map: `{a=1, b=2}`. */
const mapText = (map: Readonly<Record<string, string>>): string =>
  `{${Object.entries(map)
    .map(([name, value]) => `${name}=${value}`)
    .join(", ")}}`;
