import { isObject, objectOf, textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { restLimits } from "../limits.ts";
import { apiOf, changeApi, without } from "./api-record.ts";
import { changedAt, patched, patchesIn, type Patchable } from "./patch.ts";
import {
  badRequest,
  conflict,
  isRefused,
  notFound,
  respond,
  type Checked,
} from "../../../gateway/refusals.ts";
import { noResource, withMethods } from "./resource-operations.ts";
import { keptOf, type ResourceRecord } from "./kept.ts";
import { wrongTransfer } from "./transfer-check.ts";

/** Operations on methods, on their integrations, and on the responses of both. */
export const methodOperations: Operations = {
  PutMethod: { begin: putMethod },
  GetMethod: { begin: (params, plane) => read(params, plane, []) },
  UpdateMethod: { begin: (params, plane) => update(params, plane, [], methodPaths) },
  DeleteMethod: { begin: removeMethod },
  PutMethodResponse: { begin: putMethodResponse },
  GetMethodResponse: {
    begin: (params, plane) => read(params, plane, atResponse("methodResponses", params)),
  },
  UpdateMethodResponse: {
    begin: (params, plane) =>
      update(params, plane, atResponse("methodResponses", params), responsePaths),
  },
  DeleteMethodResponse: {
    begin: (params, plane) => remove(params, plane, atResponse("methodResponses", params)),
  },
  PutIntegration: { begin: putIntegration },
  GetIntegration: { begin: (params, plane) => read(params, plane, ["methodIntegration"]) },
  UpdateIntegration: {
    begin: (params, plane) => update(params, plane, ["methodIntegration"], integrationPaths),
  },
  DeleteIntegration: { begin: (params, plane) => remove(params, plane, ["methodIntegration"]) },
  PutIntegrationResponse: { begin: putIntegrationResponse },
  GetIntegrationResponse: {
    begin: (params, plane) => read(params, plane, atIntegrationResponse(params)),
  },
  UpdateIntegrationResponse: {
    begin: (params, plane) => update(params, plane, atIntegrationResponse(params), responsePaths),
  },
  DeleteIntegrationResponse: {
    begin: (params, plane) => remove(params, plane, atIntegrationResponse(params)),
  },
};

const atResponse = (list: string, params: PlainObject): readonly string[] => [
  list,
  textOf(params["statusCode"]) ?? "",
];
const atIntegrationResponse = (params: PlainObject): readonly string[] => [
  "methodIntegration",
  ...atResponse("integrationResponses", params),
];

const methodPaths: Patchable = {
  paths: {
    "/authorizationType": "text",
    "/authorizerId": "text",
    "/authorizationScopes": "list",
    "/apiKeyRequired": "truth",
    "/operationName": "text",
    "/requestValidatorId": "text",
    "/requestParameters/*": "truth",
    "/requestModels/*": "text",
  },
};
const integrationPaths: Patchable = {
  paths: {
    "/uri": "text",
    "/httpMethod": "text",
    "/timeoutInMillis": "number",
    "/responseTransferMode": "text",
    "/credentials": "text",
    "/contentHandling": "text",
    "/passthroughBehavior": "text",
    "/cacheNamespace": "text",
    "/cacheKeyParameters/*": "item",
    "/connectionId": "text",
    "/connectionType": "text",
    "/requestParameters/*": "text",
    "/requestTemplates/*": "text",
  },
};
const responsePaths: Patchable = {
  paths: {
    "/selectionPattern": "text",
    "/contentHandling": "text",
    "/responseParameters/*": "text",
    "/responseTemplates/*": "text",
    "/responseModels/*": "text",
  },
};

interface LocatedMethod {
  readonly api: Resource;
  readonly resource: ResourceRecord;
  readonly name: string;
  /** `undefined`: there is none. */
  readonly method: PlainObject | undefined;
}

function locate(params: PlainObject, plane: ControlPlane): Checked<LocatedMethod> {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const resource = keptOf(api).resources.find(({ id }) => id === params["resourceId"]);
  if (resource === undefined) return noResource;
  const name = textOf(params["httpMethod"]) ?? "";
  const method = Object.hasOwn(resource.methods, name) ? resource.methods[name] : undefined;
  return { api, resource, name, method };
}

const noMethod = notFound("Invalid Method identifier specified");
const noIntegration = notFound("Invalid Integration identifier specified");
const noResponse = notFound("Invalid Response status code specified");

/** A method that is there. */
function locateMade(
  params: PlainObject,
  plane: ControlPlane,
): Checked<LocatedMethod & { readonly method: PlainObject }> {
  const located = locate(params, plane);
  if (isRefused(located)) return located;
  const { method } = located;
  return method === undefined ? noMethod : { ...located, method };
}

function keep(
  { api, resource, name }: LocatedMethod,
  method: PlainObject | null,
  plane: ControlPlane,
): void {
  const { [name]: _, ...others } = resource.methods;
  const methods = method === null ? others : { ...resource.methods, [name]: method };
  changeApi(api, { resources: withMethods(keptOf(api), resource, methods) }, plane);
}

function putMethod(params: PlainObject, plane: ControlPlane): Step {
  const located = locate(params, plane);
  if (isRefused(located)) return located;
  if (!/^(?:ANY|DELETE|GET|HEAD|OPTIONS|PATCH|POST|PUT)$/.test(located.name)) {
    return badRequest(
      "Invalid HttpMethod specified. Valid options are GET,PUT,POST,DELETE,PATCH,OPTIONS,HEAD,ANY",
    );
  }
  if (located.method !== undefined) return conflict("Method already exists for this resource");
  const type = textOf(params["authorizationType"]);
  const { authorizers, validators } = keptOf(located.api);
  const needsOne = type === "CUSTOM" || type === "COGNITO_USER_POOLS";
  if (needsOne && !authorizers.some(({ id }) => id === params["authorizerId"])) {
    return badRequest(
      "Invalid authorizer ID specified. Setting the authorization type to CUSTOM or COGNITO_USER_POOLS requires a valid authorizer.",
    );
  }
  const validator = params["requestValidatorId"];
  if (validator !== undefined && !validators.some(({ id }) => id === validator)) {
    return badRequest("Invalid Request Validator identifier specified");
  }
  const method = without({
    httpMethod: located.name,
    authorizationType: type,
    authorizerId: params["authorizerId"],
    apiKeyRequired: params["apiKeyRequired"] ?? false,
    requestValidatorId: validator,
    operationName: params["operationName"],
    requestParameters: params["requestParameters"],
    requestModels: params["requestModels"],
    authorizationScopes: params["authorizationScopes"],
  });
  keep(located, method, plane);
  return respond(method);
}

function removeMethod(params: PlainObject, plane: ControlPlane): Step {
  const located = locateMade(params, plane);
  if (isRefused(located)) return located;
  keep(located, null, plane);
  return respond();
}

function putMethodResponse(params: PlainObject, plane: ControlPlane): Step {
  const located = locateMade(params, plane);
  if (isRefused(located)) return located;
  const [, status = ""] = atResponse("methodResponses", params);
  if (isObject(objectOf(located.method["methodResponses"])[status])) {
    return conflict("Response already exists for this resource");
  }
  const response = without({
    statusCode: status,
    responseParameters: params["responseParameters"],
    responseModels: params["responseModels"],
  });
  keep(located, changedAt(located.method, ["methodResponses", status], response), plane);
  return respond(response);
}

const types = ["HTTP", "AWS", "MOCK", "HTTP_PROXY", "AWS_PROXY"];

function putIntegration(params: PlainObject, plane: ControlPlane): Step {
  const located = locateMade(params, plane);
  if (isRefused(located)) return located;
  const type = textOf(params["type"]) ?? "";
  if (!types.includes(type)) {
    return badRequest(`Enumeration value for type should be one of: ${types.join(", ")}`); // Assumed: the words.
  }
  const method = textOf(params["integrationHttpMethod"]);
  const uri = textOf(params["uri"]);
  if (type !== "MOCK" && (method === undefined || method === "")) {
    return badRequest("Enumeration value for HttpMethod must be non-empty");
  }
  if (
    type !== "MOCK" &&
    (uri === undefined || !/^(?:https?:\/\/|arn:|\$\{stageVariables)/.test(uri))
  ) {
    return badRequest(
      type.startsWith("HTTP")
        ? "Invalid HTTP endpoint specified for URI"
        : "Invalid ARN specified in the request",
    );
  }
  const wrong = wrongTransfer(params, plane);
  if (wrong !== null) return wrong;
  const timeout = (params["timeoutInMillis"] ?? 29_000) as number; // Checked as a number.
  const templates = Object.values(objectOf(params["requestTemplates"]));
  if (
    templates.some((each) => typeof each === "string" && each.length > restLimits.mappingTemplate)
  ) {
    return badRequest("Mapping template is larger than 300 KB"); // Likewise.
  }
  const integration = without({
    type,
    httpMethod: method,
    uri,
    connectionType: params["connectionType"],
    connectionId: params["connectionId"],
    credentials: params["credentials"],
    requestParameters: params["requestParameters"],
    requestTemplates: params["requestTemplates"],
    passthroughBehavior: params["passthroughBehavior"] ?? "WHEN_NO_MATCH",
    contentHandling: params["contentHandling"],
    timeoutInMillis: timeout,
    responseTransferMode: params["responseTransferMode"],
    cacheNamespace: params["cacheNamespace"] ?? located.resource.id,
    cacheKeyParameters: params["cacheKeyParameters"] ?? [],
  });
  keep(located, { ...located.method, methodIntegration: integration }, plane);
  return respond(integration);
}

function putIntegrationResponse(params: PlainObject, plane: ControlPlane): Step {
  const located = locateMade(params, plane);
  if (isRefused(located)) return located;
  if (!isObject(located.method["methodIntegration"])) return noIntegration;
  const path = atIntegrationResponse(params);
  const response = without({
    statusCode: path.at(-1),
    selectionPattern: params["selectionPattern"],
    responseParameters: params["responseParameters"],
    responseTemplates: params["responseTemplates"],
    contentHandling: params["contentHandling"],
  });
  keep(located, changedAt(located.method, path, response), plane);
  return respond(response);
}

/** What lies at a place of a method; a refusal where nothing does. */
function partAt(method: PlainObject, path: readonly string[]): Checked<PlainObject> {
  let part: PlainObject = method;
  for (const name of path) {
    const inner = Object.hasOwn(part, name) ? part[name] : undefined;
    if (!isObject(inner)) return name === "methodIntegration" ? noIntegration : noResponse;
    part = inner;
  }
  return part;
}

function read(params: PlainObject, plane: ControlPlane, path: readonly string[]): Step {
  const located = locateMade(params, plane);
  if (isRefused(located)) return located;
  const part = partAt(located.method, path);
  return isRefused(part) ? part : respond(part);
}

function update(
  params: PlainObject,
  plane: ControlPlane,
  path: readonly string[],
  patchable: Patchable,
): Step {
  const located = locateMade(params, plane);
  if (isRefused(located)) return located;
  const part = partAt(located.method, path);
  if (isRefused(part)) return part;
  const after = patched(part, patchesIn(params), patchable);
  if (isRefused(after)) return after;
  const wrong = patchable === integrationPaths ? wrongTransfer(after, plane) : null;
  if (wrong !== null) return wrong;
  keep(located, path.length === 0 ? after : changedAt(located.method, path, after), plane);
  return respond(after);
}

function remove(params: PlainObject, plane: ControlPlane, path: readonly string[]): Step {
  const located = locateMade(params, plane);
  if (isRefused(located)) return located;
  const part = partAt(located.method, path);
  if (isRefused(part)) return part;
  keep(located, changedAt(located.method, path, undefined), plane);
  return respond();
}
