import { integrate, invocationUri } from "../api/integration.ts";
import {
  anyMethod,
  choices,
  integrated,
  integrationKey,
  isIntegrated,
  pathItems,
  permissionPath,
  securityOf,
} from "../api/paths.ts";
import { isOpenApi } from "../api/swagger.ts";
import { sub } from "../intrinsics.ts";
import {
  isGiven,
  isList,
  isMap,
  isText,
  memberOf,
  type Json,
  type JsonMap,
  type Maybe,
} from "../json.ts";
import { copy } from "../origin.ts";
import { eventProblem, resourceProblem, templateRefusal } from "../problems.ts";
import { rulesOf } from "../property-types.ts";
import type { Generated } from "../resource.ts";
import { checkAuthorizer, checkScopes } from "./api-authorizer.ts";
import { permissionOf, type EventType, type SamEvent, type UnboundEvent } from "./event.ts";
import { printed } from "../python-text.ts";

/** Requests of an HTTP API to a function. */
export const httpApi: EventType = {
  rules: rulesOf({
    Path: "text",
    Method: "text",
    ApiId: "text",
    Stage: "text",
    Auth: "map",
    TimeoutInMillis: "int",
    RouteSettings: "map",
    PayloadFormatVersion: "text",
  }),
  link: (event, resources) => void linkApi(event, resources),
  make: (event): Generated[] => {
    const api = linkApi(event, event.target.stage.resources);
    const method = printed(memberOf(event.properties, "Method") ?? "").toLowerCase();
    const permission = routePermission(event, api, method);
    addIntegration(event, api, method);
    return permission === undefined ? [] : [permission];
  },
};

function linkApi({ properties, name }: UnboundEvent, resources: JsonMap): JsonMap {
  const given = memberOf(properties, "ApiId");
  const id = memberOf(given, "Ref") ?? given;
  if (!isText(id)) throw eventProblem(name, "Property 'ApiId' should be a string.");
  const resource = memberOf(resources, id);
  if (resource === undefined) {
    throw eventProblem(
      name,
      "ApiId must be a valid reference to an 'AWS::Serverless::HttpApi' resource in same template.",
    );
  }
  const api = memberOf(resource, "Properties");
  return isMap(api) ? api : {};
}

const pathOf = ({ properties }: UnboundEvent): string =>
  printed(memberOf(properties, "Path") ?? "");

/** The permission of a route; none where that of the function's default route is enough. */
function routePermission(event: SamEvent, api: JsonMap, method: string): Generated | undefined {
  const { target, properties } = event;
  const definition = memberOf(api, "DefinitionBody");
  if (isGiven(definition) && !isOpenApi(definition)) {
    const id = memberOf(properties, "ApiId");
    throw resourceProblem(
      printed(memberOf(id, "Ref") ?? id),
      "Structure of the SAM template is invalid. Invalid OpenApi document. Invalid values or missing keys for 'openapi' or 'paths' in 'DefinitionBody'.",
    );
  }
  const path = pathOf(event).replace(/^(.+)\/$/, "$1");
  if (path !== "$default" && isMap(definition) && isDefaultOf(definition, target.id))
    return undefined;
  const resource = path === "$default" ? "" : permissionPath(path);
  const isAny = method === "any" || method === anyMethod;
  // The default route with a slash before it is still no path of a method.
  const name = path === "/$default" ? "" : isAny ? "*" : method.toUpperCase();
  const arn = `arn:\${AWS::Partition}:execute-api:\${AWS::Region}:\${AWS::AccountId}:\${__ApiId__}/\${__Stage__}/${name}${name === "" ? "$default" : resource}`;
  const variables = { __ApiId__: memberOf(properties, "ApiId") ?? null, __Stage__: "*" };
  return permissionOf(event, "apigateway.amazonaws.com", { SourceArn: sub(arn, variables) });
}

/** Whether the default route of an API invokes the function. */
function isDefaultOf(document: JsonMap, functionId: string): boolean {
  if (!isIntegrated(document, "$default", anyMethod)) return false;
  return pathItems(document, "$default")
    .flatMap((item) => choices(memberOf(item, anyMethod)))
    .every((definition) => {
      const uri = memberOf(memberOf(definition, integrationKey), "uri");
      if (!isMap(uri)) return false;
      return choices(uri).every((each) => {
        const text = memberOf(each, "Fn::Sub");
        return isText(text) && /([A-Za-z0-9]+)\.Arn/.exec(text)?.[1] === functionId;
      });
    });
}

function addIntegration(event: SamEvent, api: JsonMap, method: string): void {
  const { name, properties, target } = event;
  const given = memberOf(api, "DefinitionBody");
  if (given === undefined || given === null) return;
  // An event that is refused leaves the definition as it was.
  const document = copy(given);
  if (!isOpenApi(document)) {
    throw templateRefusal(
      "Invalid OpenApi document. Invalid values or missing keys for 'openapi' or 'paths' in 'DefinitionBody'.",
    );
  }
  const path = pathOf(event);
  const isThere = isIntegrated(document, path, method);
  if (isThere && isGiven(memberOf(api, "__MANAGE_SWAGGER"))) {
    throw eventProblem(name, `API method '${method}' defined multiple times for path '${path}'.`);
  }
  if (!isThere) {
    integrate(document, {
      path,
      method,
      members: {
        type: "aws_proxy",
        httpMethod: "POST",
        payloadFormatVersion: "2.0",
        uri: invocationUri(target.arn, "${AWS::Partition}"),
      },
      responses: {},
      condition: memberOf(target.inherited, "Condition"),
    });
  }
  const auth = memberOf(properties, "Auth");
  if (isGiven(auth) && isMap(auth)) addAuth(event, document, api, method, auth);
  const timeout = memberOf(properties, "TimeoutInMillis");
  const version = memberOf(properties, "PayloadFormatVersion");
  for (const definition of integrated(document, path, method)) {
    const integration = memberOf(definition, integrationKey);
    if (!isMap(integration)) continue;
    if (isGiven(timeout)) integration.timeoutInMillis = timeout;
    if (isGiven(version)) integration.payloadFormatVersion = version;
    addPathParameters(definition, path);
  }
  api.DefinitionBody = document;
}

function addPathParameters(definition: JsonMap, path: string): void {
  const names = [...path.matchAll(/\{(.*?)\}/g)].map(([, name = ""]) => name);
  if (names.length === 0) return;
  const own = memberOf(definition, "parameters");
  const parameters = isList(own) ? own : [];
  definition.parameters = parameters;
  for (const name of names) {
    const there = parameters.find((each) => memberOf(each, "name") === name);
    if (isMap(there)) Object.assign(there, { in: "path", required: true });
    else parameters.push({ name, in: "path", required: true });
  }
}

function addAuth(
  event: SamEvent,
  document: JsonMap,
  api: JsonMap,
  method: string,
  auth: JsonMap,
): void {
  const path = pathOf(event);
  const apiAuth = memberOf(api, "Auth");
  if (apiAuth !== undefined && !isMap(apiAuth)) {
    const id = memberOf(event.properties, "ApiId");
    throw resourceProblem(printed(memberOf(id, "Ref") ?? id), "Property 'Auth' should be a map.");
  }
  const own = memberOf(auth, "Authorizer");
  const authorizer = isGiven(own) ? own : memberOf(apiAuth, "DefaultAuthorizer");
  if (!isGiven(authorizer)) {
    throw eventProblem(
      event.name,
      "'Auth' section requires either an explicit 'Authorizer' set or a 'DefaultAuthorizer' configured on the HttpApi.",
    );
  }
  const hasIam = memberOf(apiAuth, "EnableIamAuthorizer") === true;
  const place = { name: event.name, method, path, hasIam };
  checkAuthorizer(place, authorizer, apiAuth);
  checkScopes(place, auth);
  const name = printed(authorizer);
  for (const definition of integrated(document, path, method)) {
    const scopes = scopesOf(name, memberOf(auth, "AuthorizationScopes"), apiAuth);
    definition.security = [...securityOf(definition, path, method), { [name]: scopes }];
  }
}

function scopesOf(name: string, given: Maybe, apiAuth: Maybe): Json {
  if (name === "NONE" || name === "AWS_IAM") return [];
  const authorizer = memberOf(memberOf(apiAuth, "Authorizers"), name);
  if (!isMap(authorizer)) {
    throw templateRefusal(`Type of authorizer '${name}' must be a dictionary`);
  }
  if (isGiven(given)) return given;
  const own = memberOf(authorizer, "AuthorizationScopes");
  return isGiven(own) ? own : [];
}
