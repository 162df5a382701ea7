import { milliseconds, noTime, type Duration, type Plain } from "@orrery/kernel";
import { isObject, listOf, numberOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import { parseJson } from "../../../text/json.ts";
import type {
  Authorization,
  ContentHandling,
  GatewayResponse,
  IntegrationResponse,
  IntegrationSettings,
  RouteCache,
  RouteSettings,
} from "../config.ts";
import { restLimits } from "../limits.ts";
import { limitOf } from "./key-settings.ts";
import type { Targets } from "./targets.ts";
import { isStreamed } from "./transfer-check.ts";
import { secondsLong, textsIn, type ApiParts, type ResourceRecord } from "./kept.ts";

/** What routes are made for. */
interface RoutePlace {
  /** As AWS shows it. */
  readonly stage: PlainObject;
  readonly stageName: string;
  readonly apiId: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly targets: Targets;
  /** How long nothing may come of what is streamed, by where callers come in. */
  readonly idle: Duration;
}

/** The methods of a deployment, as a stage has them. */
export const routesOf = (parts: ApiParts, place: RoutePlace): readonly RouteSettings[] =>
  parts.resources.flatMap((resource) =>
    Object.entries(resource.methods).map(([name, method]) =>
      routeOf(resource, name, method, parts, place),
    ),
  );

function routeOf(
  { id, path }: ResourceRecord,
  name: string,
  method: PlainObject,
  parts: ApiParts,
  place: RoutePlace,
): RouteSettings {
  const validator = parts.validators.find((each) => each["id"] === method["requestValidatorId"]);
  const setting = methodSettingOf(place.stage, path, name);
  const at = `${place.stageName}/${name}${path}`;
  const integration = integrationOf(objectOf(method["methodIntegration"]), at, place);
  return {
    name: `${name} ${path}`,
    method: name,
    path,
    resourceId: id,
    authorization: authorizationOf(method, parts, place),
    needsKey: method["apiKeyRequired"] === true,
    required:
      validator?.["validateRequestParameters"] === true
        ? Object.entries(objectOf(method["requestParameters"])).flatMap(
            ([parameter, isRequired]) => (isRequired === true ? [parameter] : []),
          )
        : [],
    schemas: validator?.["validateRequestBody"] === true ? schemasOf(method, parts) : null,
    integration,
    statuses: Object.keys(objectOf(method["methodResponses"])),
    limit: limitOf(`stage ${place.apiId}/${place.stageName}/${name} ${path}`, {
      rateLimit: setting["throttlingRateLimit"],
      burstLimit: setting["throttlingBurstLimit"],
    }),
    cache: integration.streams
      ? null
      : cacheOf(name, setting, objectOf(method["methodIntegration"]), id),
    logging: loggingOf(setting),
  };
}

const loggingOf = (setting: PlainObject): RouteSettings["logging"] => {
  const level = setting["loggingLevel"];
  if (level !== "ERROR" && level !== "INFO") return null;
  return { level, dataTrace: setting["dataTraceEnabled"] === true };
};

/** What a stage sets for a method: its own settings over those of the whole stage. */
function methodSettingOf(stage: PlainObject, path: string, method: string): PlainObject {
  const settings = objectOf(stage["methodSettings"]);
  const found = (key: string): PlainObject =>
    objectOf(Object.entries(settings).find(([each]) => normalized(each) === key)?.[1]);
  const own = { ...found(`${path}/*`), ...found(`${path}/${method}`) };
  return { ...found("*/*"), ...own, ofMethod: "cachingEnabled" in own };
}

/** `~1orders~1{id}/GET` and `orders/{id}/GET` are settings of one method. */
function normalized(key: string): string {
  const at = key.lastIndexOf("/");
  const path = key.slice(0, at).replaceAll("~1", "/");
  if (path === "*") return `*/${key.slice(at + 1)}`;
  return `${path.startsWith("/") ? path : `/${path}`}/${key.slice(at + 1)}`;
}

function cacheOf(
  method: string,
  setting: PlainObject,
  integration: PlainObject,
  resourceId: string,
): RouteCache | null {
  const said = setting["cachingEnabled"];
  // Of the whole stage it is said of GET alone.
  if (said !== true || (method !== "GET" && setting["ofMethod"] !== true)) return null;
  const strategy = textOf(setting["unauthorizedCacheControlHeaderStrategy"]);
  const ttl = numberOf(setting["cacheTtlInSeconds"]);
  return {
    ttl: ttl === undefined ? restLimits.cacheTtl.default : ttl === 0 ? noTime : secondsLong(ttl),
    keys: textsOf(integration["cacheKeyParameters"]),
    namespace: textOf(integration["cacheNamespace"]) ?? resourceId,
    invalidation:
      setting["requireAuthorizationForCacheControl"] === false
        ? "anybody"
        : ((strategy ?? "SUCCEED_WITH_RESPONSE_HEADER") as RouteCache["invalidation"]), // Checked.
  };
}

function authorizationOf(method: PlainObject, parts: ApiParts, place: RoutePlace): Authorization {
  const type = textOf(method["authorizationType"]);
  if (type === undefined || type === "NONE") return { type: "NONE" };
  if (type === "AWS_IAM") return { type: "AWS_IAM" };
  const authorizer = parts.authorizers.find((each) => each["id"] === method["authorizerId"]) ?? {};
  const identitySource = textOf(authorizer["identitySource"]);
  const sources = (identitySource ?? "method.request.header.Authorization")
    .split(",")
    .map((source) => source.trim())
    .filter((source) => source !== "");
  if (type === "COGNITO_USER_POOLS") {
    const header = sources[0]!.split(".").slice(3).join(".");
    const scopes = textsOf(method["authorizationScopes"]);
    const pools = textsOf(authorizer["providerARNs"]).map((arn) => arn.split("/").at(-1) ?? "");
    return { type: "COGNITO", header, scopes, pools };
  }
  const uri = textOf(authorizer["authorizerUri"]);
  const id = textOf(authorizer["id"]) ?? "";
  const { targets, variables } = place;
  const invoker = targets.callerFor(
    `authorizers/${id}`,
    textOf(authorizer["authorizerCredentials"]),
  );
  const target = uri === undefined ? null : targets.at(uri, variables, invoker);
  const ttl = numberOf(authorizer["authorizerResultTtlInSeconds"]);
  return {
    type: "LAMBDA",
    id,
    kind: authorizer["type"] === "REQUEST" ? "REQUEST" : "TOKEN",
    sources: authorizer["type"] === "REQUEST" && identitySource === undefined ? [] : sources,
    validation: textOf(authorizer["identityValidationExpression"]) ?? null,
    ttl:
      ttl === undefined ? restLimits.authorizerTtl.default : ttl === 0 ? noTime : secondsLong(ttl),
    target: target?.type === "function" ? target : { type: "wrong", why: "Invalid authorizer URI" },
  };
}

function schemasOf(method: PlainObject, parts: ApiParts): Readonly<Record<string, PlainObject>> {
  const parsed = new Map(
    parts.models.map((model) => [model["name"], schemaIn(model["schema"])] as const),
  );
  const definitions = Object.fromEntries(parsed) as PlainObject; // Names are texts.
  return Object.fromEntries(
    Object.entries(objectOf(method["requestModels"])).flatMap(([type, name]) => {
      const schema = parsed.get(name);
      if (schema === undefined) return [];
      const own = { ...definitions, ...objectOf(schema["definitions"]) };
      return [[type.toLowerCase(), { ...schema, definitions: own }]];
    }),
  );
}

const schemaIn = (text: Plain | undefined): PlainObject =>
  objectOf(typeof text === "string" ? parseJson(text) : text);

function integrationOf(
  said: PlainObject,
  at: string,
  { targets, variables, idle }: RoutePlace,
): IntegrationSettings {
  const type = (textOf(said["type"]) ?? "MOCK") as IntegrationSettings["type"]; // Checked.
  const uri = textOf(said["uri"]);
  const timeout = numberOf(said["timeoutInMillis"]);
  const wait =
    timeout === undefined ? restLimits.integrationTimeout.default : milliseconds(timeout);
  const streams = isStreamed(said);
  const caller = targets.callerFor(at, textOf(said["credentials"]));
  return {
    type,
    method: textOf(said["httpMethod"]) ?? "POST",
    target: type === "MOCK" || uri === undefined ? null : targets.at(uri, variables, caller),
    // What says nothing for too long is not waited for.
    timeout: streams && targets.silence > idle ? (Math.min(wait, idle) as Duration) : wait,
    streams,
    passthrough: (textOf(said["passthroughBehavior"]) ??
      "WHEN_NO_MATCH") as IntegrationSettings["passthrough"], // Checked.
    contentHandling: handlingIn(said),
    parameters: textsIn(said["requestParameters"]),
    templates: textsIn(said["requestTemplates"]),
    responses: Object.values(objectOf(said["integrationResponses"]))
      .filter(isObject)
      .map(responseOf),
  };
}

const responseOf = (said: PlainObject): IntegrationResponse => {
  const pattern = textOf(said["selectionPattern"]);
  return {
    status: textOf(said["statusCode"]) ?? "200",
    pattern: pattern === undefined || pattern === "" ? null : pattern,
    parameters: textsIn(said["responseParameters"]),
    templates: textsIn(said["responseTemplates"]),
    contentHandling: handlingIn(said),
  };
};

const handlingIn = (said: PlainObject): ContentHandling =>
  (textOf(said["contentHandling"]) ?? null) as ContentHandling; // Checked.

/** How an API words an answer of its own. */
export function gatewayResponseOf(said: PlainObject): GatewayResponse {
  const status = Number(textOf(said["statusCode"]) ?? Number.NaN);
  return {
    status: Number.isInteger(status) ? status : null,
    parameters: textsIn(said["responseParameters"]),
    templates: textsIn(said["responseTemplates"]),
  };
}

/** Items of a list that are objects. */
export const objectsIn = (value: Plain | undefined): readonly PlainObject[] =>
  listOf(value).filter(isObject);
