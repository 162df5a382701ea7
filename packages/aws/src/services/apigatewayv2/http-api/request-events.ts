import { base64Of } from "@orrery/kernel";
import { idOf } from "../../../gateway/api-id.ts";
import { queryOf } from "../../../gateway/query.ts";
import {
  client,
  certificateOf,
  domainOf,
  domainPrefixOf,
  pathWithBase,
  headerNamed,
  logTimeOf,
  methodArnOf,
  requestIdOf,
} from "../../../gateway/request-facts.ts";
import type { HttpHead } from "../../../service/http.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { segmentIdOf, traceHeaderOf, traceIdOf } from "../../../service/trace-header.ts";
import { utf8Of } from "../../../text/utf8.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { ApiSettings } from "../config.ts";
import type { OpenRequest } from "./state.ts";

/** What of a request is told of it. */
export type ToldRequest = Pick<
  OpenRequest,
  "number" | "cameAt" | "input" | "stage" | "route" | "path" | "pathParameters" | "identity"
>;

type Headers = Readonly<Record<string, string>>;

/** Headers as integrations get them, with small letters: those of the client, and what API Gateway says besides. */
export function headersOf(
  { number, cameAt, input: { http, text, trail } }: ToldRequest,
  settings: ApiSettings,
): Headers {
  const milliseconds = wallClockAt(settings.epochMilliseconds, cameAt);
  const id = traceIdOf({ from: trail.from, number: trail.number, milliseconds });
  const segment = segmentIdOf(settings.number, number);
  const { cookie: _, ...own } = http.headers;
  return {
    ...own,
    ...(text.size === 0 ? {} : { "content-length": `${text.size}` }),
    host: domainOf(settings, http),
    "user-agent": http.headers["user-agent"] ?? client.userAgent,
    "x-amzn-trace-id": traceHeaderOf(id, segment, trail.sampled === true, null),
    "x-forwarded-for": client.sourceIp,
    "x-forwarded-port": "443",
    "x-forwarded-proto": "https",
  };
}

/** The path as callers wrote it: with the stage's name, but of `$default`, or with the base path of a domain. */
export const rawPathOf = ({
  stage,
  path,
  input,
}: Pick<ToldRequest, "stage" | "path" | "input">): string =>
  pathWithBase(
    input.http,
    path,
    stage.name === "$default" ? path : `/${stage.name}${path === "/" ? "" : path}`,
  );

/** Whether a body is bytes: its type is no text. */
const isBytes = ({ headers }: HttpHead): boolean => {
  const [type = ""] = (headers["content-type"] ?? "text/plain").split(";");
  return !/^text\/|^application\/(?:json|xml|javascript|x-www-form-urlencoded|[\w.-]+\+(?:json|xml))$/.test(
    type.trim(),
  );
};

const orNone = (map: PlainObject, name: string): PlainObject =>
  Object.keys(map).length === 0 ? {} : { [name]: map };

/** What a function gets of a request, in the payload format 2.0. */
export function eventOfFormat2(told: ToldRequest, settings: ApiSettings): PlainObject {
  const { input, stage, pathParameters } = told;
  const { http, text } = input;
  const query = queryOf(http);
  const joined = Object.fromEntries(
    Object.entries(query.multiple).map(([name, values]) => [name, values.join(",")]),
  );
  const cookies = cookiesIn(http);
  const bytes = isBytes(http) && text.size > 0;
  return {
    version: "2.0",
    routeKey: told.route.name,
    rawPath: rawPathOf(told),
    rawQueryString: http.query,
    ...(cookies.length === 0 ? {} : { cookies }),
    headers: headersOf(told, settings),
    ...orNone(joined, "queryStringParameters"),
    requestContext: contextOfFormat2(told, settings),
    ...(text.size === 0 ? {} : { body: bytes ? base64Of(utf8Of(text.body)) : text.body }),
    ...orNone({ ...pathParameters }, "pathParameters"),
    isBase64Encoded: bytes,
    ...orNone({ ...stage.variables }, "stageVariables"),
  };
}

const cookiesIn = ({ headers }: HttpHead): readonly string[] =>
  (headers["cookie"] ?? "")
    .split(/;\s*/)
    .map((each) => each.trim())
    .filter((each) => each !== "");

/** The request context of the format 2.0. */
export function contextOfFormat2(told: ToldRequest, settings: ApiSettings): PlainObject {
  const { number, cameAt, input, stage, route, identity } = told;
  const { accountId, apiId } = settings;
  const milliseconds = wallClockAt(settings.epochMilliseconds, cameAt);
  return {
    accountId,
    apiId,
    ...(input.http.domain?.isMutual === true ? { authentication: certificateOf(input.http) } : {}),
    ...(identity === null ? {} : { authorizer: identity }),
    domainName: domainOf(settings, input.http),
    domainPrefix: domainPrefixOf(settings, input.http),
    http: {
      method: input.http.method,
      path: rawPathOf(told),
      protocol: "HTTP/1.1",
      sourceIp: client.sourceIp,
      userAgent: input.http.headers["user-agent"] ?? client.userAgent,
    },
    requestId: httpRequestIdOf(settings.number, number),
    routeKey: route.name,
    stage: stage.name,
    time: logTimeOf(milliseconds),
    timeEpoch: Math.floor(milliseconds),
  };
}

/** The id of a request, short as those of HTTP APIs are. */
const httpRequestIdOf = (api: number, request: number): string =>
  `${idOf(`${api} ${request}`, 15)}=`;

/** What a function gets of a request, in the payload format 1.0. */
export function eventOfFormat1(told: ToldRequest, settings: ApiSettings): PlainObject {
  const { input, stage, route, path, pathParameters } = told;
  const { http, text } = input;
  const query = queryOf(http);
  const headers = Object.fromEntries(
    Object.entries({ ...headersOf(told, settings), ...cookieOf(http) }).map(([name, value]) => [
      headerNamed(name),
      value,
    ]),
  );
  const bytes = isBytes(http) && text.size > 0;
  return {
    version: "1.0",
    resource: route.path ?? "$default",
    path: rawPathOf({ stage, path, input }),
    httpMethod: http.method,
    headers,
    multiValueHeaders: Object.fromEntries(
      Object.entries(headers).map(([name, value]) => [name, [value]]),
    ),
    queryStringParameters: orNull({ ...query.single }),
    multiValueQueryStringParameters: orNull(
      Object.fromEntries(
        Object.entries(query.multiple).map(([name, values]) => [name, [...values]]),
      ),
    ),
    requestContext: contextOfFormat1(told, settings),
    pathParameters: orNull({ ...pathParameters }),
    stageVariables: orNull({ ...stage.variables }),
    body: text.size === 0 ? null : bytes ? base64Of(utf8Of(text.body)) : text.body,
    isBase64Encoded: bytes,
  };
}

const cookieOf = ({ headers }: HttpHead): Headers =>
  headers["cookie"] === undefined ? {} : { cookie: headers["cookie"] };

const orNull = (map: PlainObject): PlainObject | null =>
  Object.keys(map).length === 0 ? null : map;

function contextOfFormat1(told: ToldRequest, settings: ApiSettings): PlainObject {
  const { number, cameAt, input, stage, route, identity } = told;
  const { accountId, apiId } = settings;
  const milliseconds = wallClockAt(settings.epochMilliseconds, cameAt);
  return {
    accountId,
    apiId,
    ...(identity === null ? {} : { authorizer: format1Of(identity) }),
    domainName: domainOf(settings, input.http),
    domainPrefix: domainPrefixOf(settings, input.http),
    extendedRequestId: httpRequestIdOf(settings.number, number),
    httpMethod: input.http.method,
    identity: {
      // As the guide's event for authorizers has it, of whoever sends one.
      ...(input.http.headers["x-api-key"] === undefined
        ? {}
        : { apiKey: input.http.headers["x-api-key"] }),
      accessKey: null,
      accountId: null,
      caller: null,
      cognitoAmr: null,
      cognitoAuthenticationProvider: null,
      cognitoAuthenticationType: null,
      cognitoIdentityId: null,
      cognitoIdentityPoolId: null,
      principalOrgId: null,
      sourceIp: client.sourceIp,
      user: null,
      userAgent: input.http.headers["user-agent"] ?? client.userAgent,
      userArn: null,
      ...certificateOf(input.http),
    },
    path: rawPathOf(told),
    protocol: "HTTP/1.1",
    requestId: requestIdOf(settings.number, number),
    requestTime: logTimeOf(milliseconds),
    requestTimeEpoch: Math.floor(milliseconds),
    resourceId: route.name,
    resourcePath: route.path ?? "$default",
    stage: stage.name,
  };
}

/** In the format 1.0 what a function said of a caller stands by itself, and claims as they do of REST APIs. */
function format1Of(identity: PlainObject): PlainObject {
  const { jwt, lambda } = identity as { readonly jwt?: PlainObject; readonly lambda?: PlainObject };
  return jwt ?? lambda ?? identity;
}

/** The ARN of what a request asks for, as policies name it. */
export const routeArnOf = (told: ToldRequest, settings: ApiSettings): string =>
  methodArnOf(settings, told.stage.name, told.input.http.method, told.path);

/** What an authorizer gets of a request; `identities`: what its sources gave. */
export function authorizerEventOf(
  told: ToldRequest,
  format: "1.0" | "2.0",
  identities: readonly string[],
  settings: ApiSettings,
): PlainObject {
  if (format === "1.0") {
    const { body: _, isBase64Encoded: __, version, ...rest } = eventOfFormat1(told, settings);
    const joined = identities.join(",");
    return {
      version: version!,
      type: "REQUEST",
      methodArn: routeArnOf(told, settings),
      identitySource: joined,
      authorizationToken: joined,
      ...rest,
    };
  }
  const { body: _, isBase64Encoded: __, version, ...rest } = eventOfFormat2(told, settings);
  return {
    version: version!,
    type: "REQUEST",
    routeArn: routeArnOf(told, settings),
    identitySource: identities.length === 0 ? null : [...identities],
    ...rest,
  };
}
