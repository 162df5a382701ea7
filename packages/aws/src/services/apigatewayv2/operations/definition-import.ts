import type { Plain } from "@orrery/kernel";
import { idOf } from "../../../gateway/api-id.ts";
import {
  isObject,
  listOf,
  memberOf,
  objectOf,
  spelled,
  textOf,
  textsOf,
} from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { noParts, without, type ApiParts } from "./kept.ts";

/** What a definition says of an HTTP API. */
export interface Imported {
  readonly parts: ApiParts;
  /** Members of the API itself. */
  readonly shown: PlainObject;
}

const methods = ["get", "put", "post", "delete", "options", "head", "patch"];
const anyMethod = "x-amazon-apigateway-any-method";

/** An HTTP API as a definition in OpenAPI 3.0 says it, with the extensions of API Gateway. */
export function importedApi(definition: PlainObject, apiId: string): Imported {
  const ids = (what: string): string => idOf(`${apiId} ${what}`, 7);
  const authorizers = authorizersIn(definition, ids);
  const routes: PlainObject[] = [];
  const integrations: PlainObject[] = [];
  for (const [path, item] of Object.entries(objectOf(definition["paths"]))) {
    for (const [name, operation] of Object.entries(objectOf(item))) {
      if ((!methods.includes(name.toLowerCase()) && name !== anyMethod) || !isObject(operation)) {
        continue;
      }
      const key = keyOf(path, name);
      const integration = integrationIn(operation, definition, ids(`integration ${key}`));
      if (integration !== null) integrations.push(integration);
      routes.push(
        without({
          RouteId: ids(`route ${key}`),
          RouteKey: key,
          ApiKeyRequired: false,
          ...authorizationIn(operation, definition, authorizers),
          OperationName: operation["operationId"],
          Target:
            integration === null
              ? undefined
              : `integrations/${textOf(integration["IntegrationId"])!}`, // It was given one.
        }),
      );
    }
  }
  return { parts: { ...noParts, routes, integrations, authorizers }, shown: shownIn(definition) };
}

function keyOf(path: string, method: string): string {
  if (/^\/?\$default$/.test(path)) return "$default";
  return `${method === anyMethod ? "ANY" : method.toUpperCase()} ${path.startsWith("/") ? path : `/${path}`}`;
}

/** What is written elsewhere in the definition and referred to. */
function resolved(said: Plain | undefined, definition: PlainObject): PlainObject {
  const reference = textOf(memberOf(said, "$ref"));
  if (reference === undefined) return objectOf(said);
  let value: Plain | undefined = definition;
  for (const part of reference.replace(/^#\//, "").split("/")) value = memberOf(value, part);
  return objectOf(value);
}

const optionalText = (said: Plain | undefined): string | undefined =>
  said === undefined || said === null ? undefined : spelled(said);

function integrationIn(
  operation: PlainObject,
  definition: PlainObject,
  IntegrationId: string,
): PlainObject | null {
  const written = operation["x-amazon-apigateway-integration"];
  if (!isObject(written)) return null;
  const said = resolved(written, definition);
  const timeout = Number(spelled(said["timeoutInMillis"] ?? 30_000));
  return without({
    IntegrationId,
    ConnectionType: optionalText(said["connectionType"]) ?? "INTERNET",
    ConnectionId: optionalText(said["connectionId"]),
    CredentialsArn: optionalText(said["credentials"]),
    IntegrationMethod: optionalText(said["httpMethod"])?.toUpperCase(),
    IntegrationSubtype: optionalText(said["integrationSubtype"]),
    IntegrationType: (textOf(said["type"]) ?? "http_proxy").toUpperCase(),
    IntegrationUri: optionalText(said["uri"]),
    PayloadFormatVersion: optionalText(said["payloadFormatVersion"]) ?? "1.0",
    RequestParameters: said["requestParameters"],
    ResponseParameters: said["responseParameters"],
    TimeoutInMillis: Number.isFinite(timeout) ? timeout : 30_000,
  });
}

const schemesIn = (definition: PlainObject): PlainObject =>
  objectOf(memberOf(definition["components"], "securitySchemes"));

/** Who may call: by the first of the schemes that are named. */
function authorizationIn(
  operation: PlainObject,
  definition: PlainObject,
  authorizers: readonly PlainObject[],
): PlainObject {
  const security = listOf(operation["security"] ?? definition["security"]);
  for (const [name, scopes] of security.flatMap((each) => Object.entries(objectOf(each)))) {
    const scheme = memberOf(schemesIn(definition), name);
    if (memberOf(scheme, "x-amazon-apigateway-authtype") === "awsSigv4") {
      return { AuthorizationType: "AWS_IAM" };
    }
    const authorizer = authorizers.find((each) => each["Name"] === name);
    if (authorizer === undefined) continue;
    const isJwt = authorizer["AuthorizerType"] === "JWT";
    const wanted = textsOf(scopes);
    return {
      AuthorizationType: isJwt ? "JWT" : "CUSTOM",
      AuthorizerId: authorizer["AuthorizerId"]!,
      ...(wanted.length === 0 ? {} : { AuthorizationScopes: wanted }),
    };
  }
  return { AuthorizationType: "NONE" };
}

function authorizersIn(
  definition: PlainObject,
  ids: (what: string) => string,
): readonly PlainObject[] {
  return Object.entries(schemesIn(definition)).flatMap(([name, scheme]) => {
    const said = memberOf(scheme, "x-amazon-apigateway-authorizer");
    if (!isObject(said)) return [];
    const source = said["identitySource"];
    const sources =
      typeof source === "string" ? source.split(",").map((each) => each.trim()) : textsOf(source);
    const jwt = said["jwtConfiguration"];
    const isJwt = (textOf(said["type"]) ?? "").toLowerCase() === "jwt";
    const ttl = Number(spelled(said["authorizerResultTtlInSeconds"] ?? 0));
    return [
      without({
        AuthorizerId: ids(`authorizer ${name}`),
        Name: name,
        AuthorizerType: isJwt ? "JWT" : "REQUEST",
        IdentitySource: sources,
        AuthorizerUri: optionalText(said["authorizerUri"]),
        AuthorizerCredentialsArn: optionalText(said["authorizerCredentials"]),
        AuthorizerPayloadFormatVersion:
          optionalText(said["authorizerPayloadFormatVersion"]) ?? (isJwt ? undefined : "1.0"),
        AuthorizerResultTtlInSeconds: isJwt ? undefined : Number.isFinite(ttl) ? ttl : 0,
        EnableSimpleResponses:
          said["enableSimpleResponses"] === undefined
            ? undefined
            : spelled(said["enableSimpleResponses"]) === "true",
        JwtConfiguration: isJwt
          ? {
              Issuer: optionalText(memberOf(jwt, "issuer")) ?? "",
              Audience: [memberOf(jwt, "audience") ?? []].flat().map((each) => spelled(each)),
            }
          : undefined,
      }),
    ];
  });
}

/** What a definition says of the API itself. */
function shownIn(definition: PlainObject): PlainObject {
  const info = objectOf(definition["info"]);
  return without({
    Name: optionalText(info["title"]),
    Description: optionalText(info["description"]),
    Version: optionalText(info["version"]),
    CorsConfiguration: corsIn(definition["x-amazon-apigateway-cors"]),
  });
}

function corsIn(said: Plain | undefined): PlainObject | undefined {
  if (!isObject(said)) return undefined;
  const list = (name: string) => {
    const value = said[name];
    if (value === undefined || value === null) return undefined;
    return typeof value === "string" ? value.split(",").map((each) => each.trim()) : textsOf(value);
  };
  const age = Number(spelled(said["maxAge"] ?? null));
  return without({
    AllowOrigins: list("allowOrigins"),
    AllowMethods: list("allowMethods"),
    AllowHeaders: list("allowHeaders"),
    ExposeHeaders: list("exposeHeaders"),
    MaxAge: said["maxAge"] === undefined || !Number.isFinite(age) ? undefined : age,
    AllowCredentials:
      said["allowCredentials"] === undefined
        ? undefined
        : spelled(said["allowCredentials"]) === "true",
  });
}
