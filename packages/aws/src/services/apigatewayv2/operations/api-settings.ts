import { milliseconds, type Distribution } from "@orrery/kernel";
import {
  isObject,
  memberOf,
  numberOf,
  objectOf,
  textOf,
  textsOf,
} from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import { Targets, textsIn } from "../apigatewayv2-to-apigateway.ts";
import type { TokenLimit } from "../apigatewayv2-to-apigateway.ts";
import type {
  ApiSettings,
  CorsSettings,
  HttpApiSettings,
  HttpIntegration,
  HttpRoute,
  HttpStage,
  WebSocketApiSettings,
} from "../config.ts";
import { readMapping } from "../http-api/parameter-mapping.ts";
import { httpApiLimits, httpOverhead, webSocketOverhead } from "../limits.ts";
import { isHttp, type ApiParts, type ApiRecord } from "./kept.ts";
import { authorizationOf, deployedTo, integrationIn, limitOf, targetOf } from "./route-parts.ts";
import { webSocketSettingsOf } from "./web-socket-settings.ts";

/** An API's settings, with what it is joined to. */
interface Settled {
  readonly settings: HttpApiSettings | WebSocketApiSettings;
  readonly targets: readonly string[];
  readonly connections: readonly ResourceConnection[];
}

/** The settings of an API's machine, by what is kept of it. */
export function apiSettingsOf(number: number, kept: ApiRecord, plane: ControlPlane): Settled {
  const { region, accountId, partition, epochMilliseconds, keepsLogs } = plane;
  const { shown } = kept;
  const apiId = textOf(shown["ApiId"])!; // Every API has one.
  const targets = new Targets(kept, apiId, plane);
  const base = (name: string, usual: Distribution): ApiSettings => ({
    number,
    apiId,
    name: textOf(shown["Name"]) ?? apiId,
    region,
    accountId,
    partition,
    epochMilliseconds,
    overhead: plane.latencies[name] ?? usual,
    keepsLogs,
    isOwnNameOff: shown["DisableExecuteApiEndpoint"] === true,
  });
  const settings = isHttp(kept)
    ? {
        ...base("apigatewayv2.http.overhead", httpOverhead),
        cors: corsOf(shown["CorsConfiguration"]),
        stages: kept.stages.map((stage) => stageOf(stage, kept, apiId, targets, plane)),
      }
    : webSocketSettingsOf(
        base("apigatewayv2.webSocket.overhead", webSocketOverhead),
        kept,
        targets,
        plane,
      );
  return { settings, targets: targets.all, connections: targets.connections };
}

function corsOf(said: PlainObject[string] | undefined): CorsSettings | null {
  if (!isObject(said)) return null;
  const headers = (name: string) => textsOf(said[name]);
  return {
    allowOrigins: headers("AllowOrigins"),
    allowMethods: headers("AllowMethods"),
    allowHeaders: headers("AllowHeaders"),
    exposeHeaders: headers("ExposeHeaders"),
    maxAge: numberOf(said["MaxAge"]) ?? null,
    allowCredentials: said["AllowCredentials"] === true,
  };
}

function stageOf(
  stage: PlainObject,
  kept: ApiRecord,
  apiId: string,
  targets: Targets,
  plane: ControlPlane,
): HttpStage {
  const name = textOf(stage["StageName"])!; // Every stage has one.
  const variables = textsIn(stage["StageVariables"]);
  const parts = deployedTo(stage, kept);
  return {
    name,
    variables,
    deploymentId: textOf(stage["DeploymentId"]) ?? "",
    routes: (parts?.routes ?? []).map((route) =>
      routeOf(route, name, parts!, variables, targets, limitOf(route, stage, apiId, plane)),
    ),
    accessLog: textOf(memberOf(stage["AccessLogSettings"], "Format")) ?? null,
  };
}

function routeOf(
  route: PlainObject,
  stageName: string,
  parts: ApiParts,
  variables: Readonly<Record<string, string>>,
  targets: Targets,
  limit: TokenLimit | null,
): HttpRoute {
  const name = textOf(route["RouteKey"])!; // Every route has one.
  const [method = "ANY", path = null] = name === "$default" ? [] : name.split(" ");
  const integration = integrationIn(route, parts);
  const at = `${stageName}/${path === null ? name : `${method}${path}`}`;
  return {
    name,
    method,
    path,
    authorization: authorizationOf(route, parts, variables, targets),
    integration:
      integration === undefined ? null : integrationOf(integration, at, variables, targets),
    limit,
  };
}

function integrationOf(
  said: PlainObject,
  at: string,
  variables: Readonly<Record<string, string>>,
  targets: Targets,
): HttpIntegration {
  const subtype = textOf(said["IntegrationSubtype"]) ?? null;
  const parameters = textsIn(said["RequestParameters"]);
  const caller = targets.callerFor(at, textOf(said["CredentialsArn"]));
  const target = subtype === null ? targetOf(said, variables, targets, caller) : null;
  return {
    subtype,
    target:
      target?.type === "action" ? { type: "wrong", why: "It names no function of AWS" } : target,
    method: textOf(said["IntegrationMethod"]) ?? "ANY",
    format: said["PayloadFormatVersion"] === "2.0" ? "2.0" : "1.0",
    timeout: milliseconds(
      numberOf(said["TimeoutInMillis"]) ?? httpApiLimits.integrationTimeout.default / 1_000,
    ),
    parameters: subtype === null ? readMapping(parameters) : [],
    caller: subtype === null ? null : caller,
    actionParameters: subtype === null ? {} : parameters,
    responses: Object.fromEntries(
      Object.entries(objectOf(said["ResponseParameters"])).map(([status, mapping]) => [
        status,
        readMapping(textsIn(mapping)),
      ]),
    ),
  };
}
