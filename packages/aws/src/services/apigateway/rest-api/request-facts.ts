import { type Instant } from "@orrery/kernel";
import type { HttpHead } from "../../../service/http.ts";
import type { Trail } from "../../../service/origin.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { segmentIdOf, traceHeaderOf, traceIdOf } from "../../../service/trace-header.ts";
import { uuidOf } from "../../../text/hexadecimal.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import type { RestApiSettings } from "../config.ts";
import type { OpenRequest } from "./state.ts";
import { idOf } from "../api-id.ts";

/** From where and with what clients come, who do not say it themselves: an address of examples. */
const client = { sourceIp: "192.0.2.1", userAgent: "Mozilla/5.0" } as const;

/** What of a request is told of it. */
export type ToldRequest = Pick<
  OpenRequest,
  "number" | "cameAt" | "input" | "stage" | "release" | "route" | "identity" | "key" | "isCanary"
>;

/** Where an API is. */
const domainOf = ({ apiId, region }: Pick<RestApiSettings, "apiId" | "region">): string =>
  `${apiId}.execute-api.${region}.amazonaws.com`;

/** The id of a request. */
export const requestIdOf = (number: number, request: number): string =>
  uuidOf(
    Math.imul(number ^ 0x5bd1e995, 0x85ebca6b),
    Math.imul(request, 0x9e3779b1),
    Math.imul(request ^ number, 0xc2b2ae35),
    request,
  );

/** The ARN of what a request asks for, as policies name it. */
export function methodArnOf(
  { partition, region, accountId, apiId }: RestApiSettings,
  stage: string,
  method: string,
  path: string,
): string {
  return `arn:${partition}:execute-api:${region}:${accountId}:${apiId}/${stage}/${method}${path}`;
}

/** The path of a request behind its stage's name. */
export function resourcePathOf({ stage, input }: Pick<ToldRequest, "stage" | "input">): string {
  const { path } = input.http;
  const prefix = `/${stage.name}`;
  if (path !== prefix && !path.startsWith(`${prefix}/`)) return path;
  return path.length === prefix.length ? "/" : path.slice(prefix.length);
}

/** Headers as a function gets them: those of the client, and what API Gateway says besides. */
export function headersOf(
  { number, cameAt, input: { http, trail } }: ToldRequest,
  settings: RestApiSettings,
): Readonly<Record<string, string>> {
  return {
    ...capitalized(http),
    Host: domainOf(settings),
    "User-Agent": http.headers["user-agent"] ?? client.userAgent,
    "X-Amzn-Trace-Id": traceHeader(number, cameAt, trail, settings),
    "X-Forwarded-For": client.sourceIp,
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

/** A name of a header with capitals. */
export const headerNamed = (name: string): string =>
  name.replaceAll(
    /(^|-)([a-z])/g,
    (_all, before: string, letter: string) => before + letter.toUpperCase(),
  );

/** The request context: what a function gets, and templates as `$context`. */
export function requestContextOf(told: ToldRequest, settings: RestApiSettings): PlainObject {
  const { number, cameAt, input, stage, release, route, identity, key } = told;
  const { accountId, apiId } = settings;
  const { http } = input;
  const milliseconds = wallClockAt(settings.epochMilliseconds, cameAt);
  return {
    accountId,
    apiId,
    ...(identity === null ? {} : { authorizer: authorizerOf(identity) }),
    deploymentId: release.deploymentId,
    domainName: domainOf(settings),
    domainPrefix: apiId,
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
      sourceIp: client.sourceIp,
      user: null,
      userAgent: http.headers["user-agent"] ?? client.userAgent,
      userArn: null,
    },
    path: `/${stage.name}${resourcePathOf(told)}`,
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

const months = "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec".split(" ");

/** Milliseconds since 1970 as logs of web servers have them: `12/Mar/2020:19:03:58 +0000`. */
function logTimeOf(milliseconds: number): string {
  const [date = "", time = ""] = formatWallClock(milliseconds).split("T");
  const [year, month, day] = date.split("-");
  return `${day}/${months[Number(month) - 1]}/${year}:${time.slice(0, 8)} +0000`;
}
