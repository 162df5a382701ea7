import type { Instant } from "@orrery/kernel";
import { idOf } from "../../gateway/api-id.ts";
import { methodArnOf } from "../../gateway/request-facts.ts";
import { noTrail } from "../../service/origin.ts";
import type { EventFacts, SampleEvents } from "../../service/sample-event.ts";
import { sizeInUtf8 } from "../../text/utf8.ts";
import type { RestApiSettings, RouteSettings, StageSettings } from "./config.ts";
import { restOverhead } from "./limits.ts";
import { authorizerEventOf, proxyEventOf, tokenEventOf } from "./rest-api/proxy-event.ts";
import type { ToldRequest } from "./rest-api/request-facts.ts";

const route: RouteSettings = {
  name: "POST /orders/{proxy+}",
  method: "POST",
  path: "/orders/{proxy+}",
  resourceId: idOf("/orders/{proxy+}", 6),
  authorization: { type: "NONE" },
  needsKey: false,
  required: [],
  schemas: null,
  integration: {
    type: "AWS_PROXY",
    method: "POST",
    target: null,
    timeout: 29e6 as RouteSettings["integration"]["timeout"],
    streams: false,
    passthrough: "WHEN_NO_MATCH",
    contentHandling: null,
    parameters: {},
    templates: {},
    responses: [],
  },
  statuses: [],
  limit: null,
  cache: null,
  logging: null,
};

const stage: StageSettings = {
  name: "prod",
  variables: { color: "blue" },
  release: {
    deploymentId: "first",
    variables: { color: "blue" },
    routes: [route],
    gatewayResponses: {},
    cacheName: "prod",
  },
  canary: null,
  cache: null,
  accessLog: null,
};

function settingsOf({ name, region, accountId, partition, epochMilliseconds }: EventFacts) {
  const settings: RestApiSettings = {
    number: 1,
    apiId: idOf(name),
    name,
    region,
    accountId,
    partition,
    epochMilliseconds,
    keySource: "HEADER",
    binaryTypes: [],
    overhead: restOverhead,
    stages: [stage],
    keys: [],
    keepsLogs: false,
    entrance: null,
    assumed: { cacheCreation: 0 as RestApiSettings["assumed"]["cacheCreation"] },
  };
  return settings;
}

const told = ({ name, region, body, attributes }: EventFacts, isMutual = false) =>
  ({
    number: 1,
    cameAt: 0 as Instant,
    input: {
      type: "httpRequest",
      http: {
        method: "POST",
        path: `/prod/${name}/a/b`,
        query: "page=1&page=2",
        headers: {
          accept: "*/*",
          "x-api-key": "key-0123456789-0123456789",
          authorization: "token",
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
    release: stage.release,
    isCanary: false,
    route,
    pathParameters: { proxy: "a/b" },
    identity: null,
    key: null,
  }) satisfies ToldRequest & { readonly pathParameters: Readonly<Record<string, string>> };

const headersOf = (attributes: EventFacts["attributes"]): Readonly<Record<string, string>> =>
  Object.fromEntries(attributes.map(({ name, value }) => [name.toLowerCase(), value]));

const arnFor = (facts: EventFacts): string =>
  methodArnOf(settingsOf(facts), stage.name, "POST", `/${facts.name}/a/b`);

/** What functions get of REST APIs. */
export const apigatewayEvents: SampleEvents = {
  request: (facts) => proxyEventOf(told(facts), settingsOf(facts)),
  requestAuthorizer: (facts) =>
    authorizerEventOf(told(facts, true), arnFor(facts), settingsOf(facts)),
  tokenAuthorizer: (facts) => tokenEventOf("token", arnFor(facts)),
};
