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
import { accountLimits, callerOf, Targets, textsIn } from "../apigatewayv2-to-apigateway.ts";
import type { TokenLimit, FunctionTarget, WrongTarget } from "../apigatewayv2-to-apigateway.ts";
import type {
  ApiSettings,
  Authorization,
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
  const caller = callerOf(apiId, plane);
  const targets = new Targets(kept, caller, plane);
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
    caller,
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

/** What is deployed to a stage; nothing where its deployment is gone. */
export const deployedTo = (stage: PlainObject, { deployments }: ApiRecord): ApiParts | undefined =>
  deployments.find(({ shown }) => shown["DeploymentId"] === stage["DeploymentId"])?.parts;

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
      routeOf(route, parts!, variables, targets, limitOf(route, stage, apiId, plane)),
    ),
    accessLog: textOf(memberOf(stage["AccessLogSettings"], "Format")) ?? null,
  };
}

/** How much a route of a stage takes; `null`: as much as the account. */
export function limitOf(
  route: PlainObject,
  stage: PlainObject,
  apiId: string,
  plane: ControlPlane,
): TokenLimit | null {
  const key = textOf(route["RouteKey"])!; // Every route has one.
  const said = {
    ...objectOf(stage["DefaultRouteSettings"]),
    ...objectOf(memberOf(stage["RouteSettings"], key)),
  };
  const rate = numberOf(said["ThrottlingRateLimit"]);
  const burst = numberOf(said["ThrottlingBurstLimit"]);
  if (rate === undefined && burst === undefined) return null;
  const account = accountLimits(plane);
  return {
    key: `${apiId}/${textOf(stage["StageName"]) ?? ""}/${key}`,
    rate: rate ?? account.rate,
    burst: burst ?? account.burst,
  };
}

function routeOf(
  route: PlainObject,
  parts: ApiParts,
  variables: Readonly<Record<string, string>>,
  targets: Targets,
  limit: TokenLimit | null,
): HttpRoute {
  const name = textOf(route["RouteKey"])!; // Every route has one.
  const [method = "ANY", path = null] = name === "$default" ? [] : name.split(" ");
  const integration = integrationIn(route, parts);
  return {
    name,
    method,
    path,
    authorization: authorizationOf(route, parts, variables, targets),
    integration: integration === undefined ? null : integrationOf(integration, variables, targets),
    limit,
  };
}

/** The integration that a route leads to; `undefined`: it leads to none. */
export function integrationIn(
  { Target }: PlainObject,
  { integrations }: ApiParts,
): PlainObject | undefined {
  const id = textOf(Target)?.replace(/^integrations\//, "");
  return id === undefined ? undefined : integrations.find((each) => each["IntegrationId"] === id);
}

/** Where the URI of an integration leads: to a function by its ARN or its path, to a VPC, or outside. */
export function targetOf(
  integration: PlainObject,
  variables: Readonly<Record<string, string>>,
  targets: Targets,
): ReturnType<Targets["at"]> {
  const uri = textOf(integration["IntegrationUri"]) ?? "";
  if (integration["ConnectionType"] === "VPC_LINK") return targets.endpoint(uri);
  if (/^arn:[^:]+:lambda:/.test(uri)) return targets.fn(uri);
  return targets.at(uri, variables);
}

function integrationOf(
  said: PlainObject,
  variables: Readonly<Record<string, string>>,
  targets: Targets,
): HttpIntegration {
  const subtype = textOf(said["IntegrationSubtype"]) ?? null;
  const parameters = textsIn(said["RequestParameters"]);
  const target = subtype === null ? targetOf(said, variables, targets) : null;
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
    actionParameters: subtype === null ? {} : parameters,
    responses: Object.fromEntries(
      Object.entries(objectOf(said["ResponseParameters"])).map(([status, mapping]) => [
        status,
        readMapping(textsIn(mapping)),
      ]),
    ),
  };
}

/** Who may call a route. */
export function authorizationOf(
  route: PlainObject,
  { authorizers }: ApiParts,
  variables: Readonly<Record<string, string>>,
  targets: Targets,
): Authorization {
  const type = route["AuthorizationType"];
  if (type === "AWS_IAM") return { type };
  const authorizer = authorizers.find((each) => each["AuthorizerId"] === route["AuthorizerId"]);
  if (authorizer === undefined || (type !== "JWT" && type !== "CUSTOM")) return { type: "NONE" };
  const sources = textsOf(authorizer["IdentitySource"]);
  const configuration = authorizer["JwtConfiguration"];
  if (type === "JWT") {
    return {
      type,
      source: sources[0] ?? "$request.header.Authorization",
      issuer: textOf(memberOf(configuration, "Issuer")) ?? "",
      audience: textsOf(memberOf(configuration, "Audience")),
      scopes: textsOf(route["AuthorizationScopes"]),
    };
  }
  const target = targets.at(textOf(authorizer["AuthorizerUri"]) ?? "", variables);
  return {
    type: "LAMBDA",
    id: textOf(authorizer["AuthorizerId"])!, // Every authorizer has one.
    sources,
    ttl: milliseconds((numberOf(authorizer["AuthorizerResultTtlInSeconds"]) ?? 0) * 1_000),
    format: authorizer["AuthorizerPayloadFormatVersion"] === "2.0" ? "2.0" : "1.0",
    isSimple: authorizer["EnableSimpleResponses"] === true,
    target: functionOnly(target),
  };
}

const functionOnly = (target: ReturnType<Targets["at"]>): FunctionTarget | WrongTarget =>
  target.type === "function" || target.type === "wrong"
    ? target
    : { type: "wrong", why: "It names no function" };
