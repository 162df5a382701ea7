import { base64Of } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { utf8Of } from "../../../text/utf8.ts";
import type { RestApiSettings } from "../config.ts";
import { isBinary } from "../../../gateway/binary.ts";
import { queryOf } from "../../../gateway/query.ts";
import { pathWithBase } from "../../../gateway/request-facts.ts";
import { headersOf, requestContextOf, resourcePathOf, type ToldRequest } from "./request-facts.ts";

/** What a function gets of a request: the payload format 1.0 of proxy integrations. */
export function proxyEventOf(
  told: ToldRequest & { readonly pathParameters: Readonly<Record<string, string>> },
  settings: RestApiSettings,
): PlainObject {
  const { input, stage, release, route, pathParameters } = told;
  const { http, text } = input;
  const headers = headersOf(told, settings);
  const query = queryOf(http);
  const isBytes = isBinary(http.headers["content-type"], settings.binaryTypes) && text.size > 0;
  return {
    resource: route.path,
    path: pathWithBase(http, resourcePathOf(told), resourcePathOf(told)),
    httpMethod: http.method,
    headers,
    multiValueHeaders: listed(headers),
    queryStringParameters: orNull(query.single),
    multiValueQueryStringParameters: orNull(query.multiple),
    pathParameters: orNull(pathParameters),
    stageVariables: orNull(stage.release === release ? stage.variables : release.variables),
    requestContext: requestContextOf(told, settings),
    body: text.size === 0 ? null : isBytes ? base64Of(utf8Of(text.body)) : text.body,
    isBase64Encoded: isBytes,
  };
}

/** What an authorizer gets of a request, which it decides of by more than a token. */
export function authorizerEventOf(
  told: ToldRequest & { readonly pathParameters: Readonly<Record<string, string>> },
  methodArn: string,
  settings: RestApiSettings,
): PlainObject {
  const { body: _, isBase64Encoded: __, ...event } = proxyEventOf(told, settings);
  return {
    type: "REQUEST",
    methodArn,
    ...event,
    queryStringParameters: event["queryStringParameters"] ?? {},
    pathParameters: event["pathParameters"] ?? {},
    stageVariables: event["stageVariables"] ?? {},
  };
}

/** What an authorizer gets that decides by a token. */
export const tokenEventOf = (authorizationToken: string, methodArn: string): PlainObject => ({
  type: "TOKEN",
  authorizationToken,
  methodArn,
});

const orNull = <Of extends PlainObject>(object: Of): Of | null =>
  Object.keys(object).length === 0 ? null : object;

const listed = (headers: Readonly<Record<string, string>>): PlainObject =>
  Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
