import { type Instant } from "@orrery/kernel";
import type { HttpHead } from "../../../service/http.ts";
import type { Trail } from "../../../service/origin.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { segmentIdOf, traceHeaderOf, traceIdOf } from "../../../service/trace-header.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { RestApiSettings } from "../config.ts";
import type { OpenRequest } from "./state.ts";
import { idOf } from "../../../gateway/api-id.ts";
import {
  client,
  certificateOf,
  domainOf,
  domainPrefixOf,
  pathWithBase,
  headerNamed,
  logTimeOf,
  requestIdOf,
} from "../../../gateway/request-facts.ts";

/** What of a request is told of it. */
export type ToldRequest = Pick<
  OpenRequest,
  "number" | "cameAt" | "input" | "stage" | "release" | "route" | "identity" | "key" | "isCanary"
>;

/** The path of a request behind its stage's name. */
export function resourcePathOf({ stage, input }: Pick<ToldRequest, "stage" | "input">): string {
  const { path } = input.http;
  const prefix = `/${stage.name}`;
  if (path !== prefix && !path.startsWith(`${prefix}/`)) return path;
  return path.length === prefix.length ? "/" : path.slice(prefix.length);
}

const sourceIpOf = ({ entrance }: RestApiSettings): string =>
  entrance?.callers?.sourceIp ?? client.sourceIp;

/** Headers as a function gets them: those of the client, and what API Gateway says besides. */
export function headersOf(
  { number, cameAt, input: { http, trail } }: ToldRequest,
  settings: RestApiSettings,
): Readonly<Record<string, string>> {
  return {
    ...capitalized(http),
    Host: domainOf(settings, http),
    "User-Agent": http.headers["user-agent"] ?? client.userAgent,
    "X-Amzn-Trace-Id": traceHeader(number, cameAt, trail, settings),
    "X-Forwarded-For": sourceIpOf(settings),
    "X-Forwarded-Port": "443",
    "X-Forwarded-Proto": "https",
  };
}

function traceHeader(
  number: number,
  cameAt: Instant,
  trail: Trail,
  { number: api, epochMilliseconds }: RestApiSettings,
): string {
  const milliseconds = wallClockAt(epochMilliseconds, cameAt);
  const id = traceIdOf({ from: trail.from, number: trail.number, milliseconds });
  return traceHeaderOf(id, segmentIdOf(api, number), trail.sampled === true, null);
}

// A memo of a pure function.
const written = new WeakMap<HttpHead, Readonly<Record<string, string>>>();

/** Headers with a capital at each part of a name, as edge-optimized APIs and clients of HTTP/1.1 have them. */
function capitalized(http: HttpHead): Readonly<Record<string, string>> {
  let headers = written.get(http);
  if (headers === undefined) {
    const entries = Object.entries(http.headers).map(
      ([name, value]) => [headerNamed(name), value] as const,
    );
    written.set(http, (headers = Object.fromEntries(entries)));
  }
  return headers;
}

/** The request context: what a function gets, and templates as `$context`. */
export function requestContextOf(told: ToldRequest, settings: RestApiSettings): PlainObject {
  const { number, cameAt, input, stage, release, route, identity, key } = told;
  const { accountId, apiId } = settings;
  const callers = settings.entrance?.callers ?? null;
  const { http } = input;
  const milliseconds = wallClockAt(settings.epochMilliseconds, cameAt);
  return {
    accountId,
    apiId,
    ...(identity === null ? {} : { authorizer: authorizerOf(identity) }),
    deploymentId: release.deploymentId,
    domainName: domainOf(settings, http),
    domainPrefix: domainPrefixOf(settings, http),
    extendedRequestId: `${idOf(`${settings.number} ${number}`, 14)}=`,
    httpMethod: http.method,
    identity: {
      accessKey: null,
      accountId: null,
      apiKey: key?.value ?? http.headers["x-api-key"] ?? null,
      apiKeyId: key?.id ?? null,
      caller: null,
      clientCert: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: sourceIpOf(settings),
      user: null,
      userAgent: http.headers["user-agent"] ?? client.userAgent,
      userArn: null,
      ...certificateOf(http),
      ...(callers === null || callers.vpcEndpoint === null ? {} : { vpceId: callers.vpcEndpoint }),
      ...(callers === null || callers.vpc === null ? {} : { vpcId: callers.vpc }),
    },
    path: pathWithBase(http, resourcePathOf(told), `/${stage.name}${resourcePathOf(told)}`),
    protocol: "HTTP/1.1",
    requestId: requestIdOf(settings.number, number),
    requestTime: logTimeOf(milliseconds),
    requestTimeEpoch: milliseconds,
    resourceId: route.resourceId,
    resourcePath: route.path,
    stage: stage.name,
  };
}

const authorizerOf = ({
  principalId,
  context,
}: NonNullable<ToldRequest["identity"]>): PlainObject =>
  principalId === null ? context : { ...context, principalId };
