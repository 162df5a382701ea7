import type { Instant } from "@orrery/kernel";
import { idOf } from "../../../gateway/api-id.ts";
import { connectionIdOf } from "../../../gateway/connection-id.ts";
import { queryOf } from "../../../gateway/query.ts";
import { client, domainOf, logTimeOf, methodArnOf } from "../../../gateway/request-facts.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { wallClockAt } from "../../../text/wall-clock.ts";
import type { ApiSettings } from "../config.ts";
import type { Connection } from "./state.ts";

/** What of a connection is told of it. */
export interface ToldConnection {
  readonly id: number;
  readonly connection: Pick<Connection, "input" | "stage" | "connectedAt" | "identity">;
  /** Which request or message it is about. */
  readonly number: number;
  readonly now: Instant;
}

const requestIdOf = (api: number, number: number): string => `${idOf(`${api} ${number}`, 15)}=`;

/** What every event of a connection has. */
function contextOf(
  { id, connection, number, now }: ToldConnection,
  routeKey: string,
  eventType: string,
  settings: ApiSettings,
): PlainObject {
  const { input, stage, connectedAt, identity } = connection;
  const milliseconds = wallClockAt(settings.epochMilliseconds, now);
  const requestId = requestIdOf(settings.number, number);
  return {
    routeKey,
    ...(identity === null ? {} : { authorizer: identity }),
    ...(eventType === "MESSAGE" ? { messageId: `${idOf(`${requestId} message`, 15)}=` } : {}),
    eventType,
    extendedRequestId: requestId,
    requestTime: logTimeOf(milliseconds),
    messageDirection: "IN",
    stage,
    connectedAt: Math.floor(wallClockAt(settings.epochMilliseconds, connectedAt)),
    requestTimeEpoch: Math.floor(milliseconds),
    identity: {
      userAgent: input.http.headers["user-agent"] ?? client.userAgent,
      sourceIp: client.sourceIp,
    },
    requestId,
    domainName: domainOf(settings, input.http),
    connectionId: connectionIdOf(settings.number, id),
    apiId: settings.apiId,
  };
}

const listed = (map: Readonly<Record<string, string>>): PlainObject =>
  Object.fromEntries(Object.entries(map).map(([name, value]) => [name, [value]]));

function headersOf({ connection }: ToldConnection, settings: ApiSettings): Record<string, string> {
  return {
    ...connection.input.http.headers,
    Host: domainOf(settings, connection.input.http),
    "X-Forwarded-For": client.sourceIp,
    "X-Forwarded-Port": "443",
    "X-Forwarded-Proto": "https",
  };
}

/** What a function gets as somebody is about to be connected. */
export function connectEventOf(told: ToldConnection, settings: ApiSettings): PlainObject {
  const headers = headersOf(told, settings);
  const query = queryOf(told.connection.input.http);
  return {
    headers,
    multiValueHeaders: listed(headers),
    ...(Object.keys(query.single).length === 0
      ? {}
      : {
          queryStringParameters: { ...query.single },
          multiValueQueryStringParameters: Object.fromEntries(
            Object.entries(query.multiple).map(([name, values]) => [name, [...values]]),
          ),
        }),
    requestContext: contextOf(told, "$connect", "CONNECT", settings),
    isBase64Encoded: false,
  };
}

/** What a function gets of a message. */
export const messageEventOf = (
  told: ToldConnection,
  routeKey: string,
  body: string,
  settings: ApiSettings,
): PlainObject => ({
  requestContext: contextOf(told, routeKey, "MESSAGE", settings),
  body,
  isBase64Encoded: false,
});

/** What a function gets as somebody is no longer connected. */
export function disconnectEventOf(
  told: ToldConnection,
  status: number,
  reason: string,
  settings: ApiSettings,
): PlainObject {
  const headers = {
    Host: domainOf(settings, told.connection.input.http),
    "x-api-key": "",
    "X-Forwarded-For": "",
    "x-restapi": "",
  };
  return {
    headers,
    multiValueHeaders: listed(headers),
    requestContext: {
      ...contextOf(told, "$disconnect", "DISCONNECT", settings),
      disconnectStatusCode: status,
      disconnectReason: reason,
    },
    isBase64Encoded: false,
  };
}

/** The ARN of what is asked for as somebody is about to be connected. */
export const connectArnOf = (stage: string, settings: ApiSettings): string =>
  methodArnOf(settings, stage, "$connect", "");

/** What an authorizer gets of somebody who is about to be connected. */
export function connectAuthorizerEventOf(
  told: ToldConnection,
  variables: Readonly<Record<string, string>>,
  settings: ApiSettings,
): PlainObject {
  const { isBase64Encoded: _, ...rest } = connectEventOf(told, settings);
  return {
    type: "REQUEST",
    methodArn: connectArnOf(told.connection.stage, settings),
    stageVariables: { ...variables },
    queryStringParameters: {},
    ...rest,
  };
}
