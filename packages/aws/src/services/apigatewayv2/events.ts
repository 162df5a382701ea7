import type { Instant } from "@orrery/kernel";
import { idOf } from "../../gateway/api-id.ts";
import { noTrail } from "../../service/origin.ts";
import type { PlainObject } from "../../service/refusal.ts";
import type { EventFacts, SampleEvents } from "../../service/sample-event.ts";
import { sizeInUtf8 } from "../../text/utf8.ts";
import type { ApiSettings, HttpRoute, HttpStage } from "./config.ts";
import {
  authorizerEventOf,
  eventOfFormat1,
  eventOfFormat2,
  type ToldRequest,
} from "./http-api/request-events.ts";
import { httpOverhead } from "./limits.ts";
import {
  connectAuthorizerEventOf,
  connectEventOf,
  disconnectEventOf,
  messageEventOf,
  type ToldConnection,
} from "./web-socket-api/socket-events.ts";

const route: HttpRoute = {
  name: "POST /orders/{proxy+}",
  method: "POST",
  path: "/orders/{proxy+}",
  authorization: { type: "NONE" },
  integration: null,
  limit: null,
};

const stage: HttpStage = {
  name: "$default",
  variables: { color: "blue" },
  deploymentId: "first",
  routes: [route],
  accessLog: null,
};

const settingsOf = (facts: EventFacts): ApiSettings => {
  const { name, region, accountId, partition, epochMilliseconds } = facts;
  const apiId = idOf(name);
  return {
    number: 1,
    apiId,
    name,
    region,
    accountId,
    partition,
    epochMilliseconds,
    overhead: httpOverhead,
    keepsLogs: false,
    isOwnNameOff: false,
  };
};

const told = (
  { name, region, body, attributes }: EventFacts,
  identity: PlainObject | null = null,
  isMutual = true,
): ToldRequest => ({
  number: 1,
  cameAt: 0 as Instant,
  input: {
    type: "httpRequest",
    http: {
      method: "POST",
      path: `/${name}/a/b`,
      query: "page=1&page=2",
      headers: {
        accept: "*/*",
        "content-type": "application/json",
        cookie: "a=1; b=2",
        "x-api-key": "key",
        ...headersOf(attributes),
      },
      ...(isMutual
        ? { domain: { name: `${name}.${region}.example`, basePath: "", isMutual } }
        : {}),
    },
    text: { body, size: sizeInUtf8(body) },
    trail: noTrail,
  },
  stage,
  route,
  path: `/${name}/a/b`,
  pathParameters: { proxy: "a/b" },
  identity,
});

const headersOf = (attributes: EventFacts["attributes"]): Readonly<Record<string, string>> =>
  Object.fromEntries(attributes.map(({ name, value }) => [name.toLowerCase(), value]));

const claims = { sub: "user", scope: "read write" };
const ofToken = { jwt: { claims, scopes: ["read", "write"] } };
const ofSigner = ({ accountId, partition, region }: EventFacts) => ({
  iam: {
    accessKey: "ASIAEXAMPLE",
    accountId,
    callerId: "AROAEXAMPLE:CognitoIdentityCredentials",
    cognitoIdentity: {
      amr: ["authenticated"],
      identityId: `${region}:00000000-0000-0000-0000-000000000001`,
      identityPoolId: `${region}:00000000-0000-0000-0000-000000000002`,
    },
    principalOrgId: "o-example",
    userArn: `arn:${partition}:iam::${accountId}:user/shop`,
    userId: "AROAEXAMPLE",
  },
});

const connected = ({ name, body, attributes }: EventFacts): ToldConnection => ({
  id: 1,
  connection: {
    input: {
      type: "httpRequest",
      http: {
        method: "GET",
        path: "/prod",
        query: `room=${name}`,
        headers: { "user-agent": "browser", ...headersOf(attributes) },
      },
      text: { body, size: sizeInUtf8(body) },
      trail: noTrail,
    },
    stage: name,
    connectedAt: 0 as Instant,
    identity: null,
  },
  number: 1,
  now: 0 as Instant,
});

/** What functions get of HTTP APIs and of WebSocket APIs. */
export const apigatewayv2Events: SampleEvents = {
  request: (facts) => eventOfFormat2(told(facts, null, false), settingsOf(facts)),
  requestWithToken: (facts) => eventOfFormat2(told(facts, ofToken), settingsOf(facts)),
  signedRequest: (facts) => eventOfFormat2(told(facts, ofSigner(facts)), settingsOf(facts)),
  requestOfFormat1: (facts) => eventOfFormat1(told(facts), settingsOf(facts)),
  authorizer: (facts) => authorizerEventOf(told(facts), "2.0", ["token"], settingsOf(facts)),
  authorizerOfFormat1: (facts) =>
    authorizerEventOf(told(facts), "1.0", ["token"], settingsOf(facts)),
  connect: (facts) => connectEventOf(connected(facts), settingsOf(facts)),
  connectAuthorizer: (facts) =>
    connectAuthorizerEventOf(connected(facts), { color: "blue" }, settingsOf(facts)),
  message: (facts) => messageEventOf(connected(facts), "$default", facts.body, settingsOf(facts)),
  disconnect: (facts) => disconnectEventOf(connected(facts), 1_000, "", settingsOf(facts)),
};
