import { listOf, numberOf, textOf } from "../../../request/params.ts";
import { parseJson } from "../../../text/json.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { idOf } from "../../../gateway/api-id.ts";
import { gatewayResponses, gatewayResponseTypes } from "../rest-api/gateway-response.ts";
import { apiOf, changeApi, without } from "./api-record.ts";
import { listed } from "./paging.ts";
import { patched, patchesIn, type Patchable } from "./patch.ts";
import {
  badRequest,
  conflict,
  isRefused,
  limitExceeded,
  notFound,
  respond,
} from "../../../gateway/refusals.ts";
import { keptOf, quotaIn, type ApiRecord } from "./kept.ts";

/** A kind of things that an API has a list of. */
interface PartKind {
  readonly list: "models" | "validators" | "authorizers" | "documentation";
  /** The member that names one, and the parameter that does so in requests. */
  readonly key: readonly [member: string, parameter: string];
  readonly patchable: Patchable;
  absent(name: string): Refused;
  /** Makes one; `id` is its own. */
  make(
    params: PlainObject,
    id: string,
    kept: ApiRecord,
    plane: ControlPlane,
  ): PlainObject | Refused;
}

const models: PartKind = {
  list: "models",
  key: ["name", "modelName"],
  patchable: { paths: { "/description": "text", "/schema": "text" } },
  absent: (name) => notFound(`Invalid model name specified: ${name}`),
  make({ name, description, schema, contentType }, id, kept) {
    if (!/^[a-zA-Z0-9]+$/.test(textOf(name) ?? "")) {
      return badRequest("Model name must be alphanumeric: " + (textOf(name) ?? ""));
    }
    if (kept.models.some((each) => each["name"] === name)) {
      return conflict("Model name already exists for this REST API");
    }
    const text = textOf(schema);
    if (text === undefined || text === "" || parseJson(text) === undefined) {
      return badRequest("Model schema must have at least 1 property or array items defined");
    }
    return without({ id, name, description, schema, contentType });
  },
};

const validators: PartKind = {
  list: "validators",
  key: ["id", "requestValidatorId"],
  patchable: {
    paths: {
      "/name": "text",
      "/validateRequestBody": "truth",
      "/validateRequestParameters": "truth",
    },
  },
  absent: () => notFound("Invalid Request Validator identifier specified"),
  make: ({ name, validateRequestBody = false, validateRequestParameters = false }, id) =>
    without({ id, name, validateRequestBody, validateRequestParameters }),
};

const authorizers: PartKind = {
  list: "authorizers",
  key: ["id", "authorizerId"],
  patchable: {
    paths: {
      "/name": "text",
      "/authorizerUri": "text",
      "/authorizerCredentials": "text",
      "/authorizerResultTtlInSeconds": "number",
      "/identitySource": "text",
      "/identityValidationExpression": "text",
      "/type": "text",
      "/authType": "text",
      "/providerARNs/*": "item",
    },
  },
  absent: () => notFound("Invalid Authorizer identifier specified"),
  make(params, id, kept, plane) {
    if (kept.authorizers.length >= quotaIn(plane, "apigateway.authorizersPerApi")) {
      return limitExceeded(
        "Maximum number of Authorizers for this API has been reached. Please contact AWS if you need additional Authorizers.",
      );
    }
    const { name, type, providerARNs, authType, authorizerUri, authorizerCredentials } = params;
    const { identitySource, identityValidationExpression, authorizerResultTtlInSeconds } = params;
    if (kept.authorizers.some((each) => each["name"] === name)) {
      return conflict("Authorizer name must be unique. Authorizer with this name already exists.");
    }
    const isPool = type === "COGNITO_USER_POOLS";
    if (isPool && listOf(providerARNs).length === 0) {
      return badRequest("Invalid provider ARN specified"); // Assumed: the words.
    }
    if (!isPool && textOf(authorizerUri) === undefined) {
      return badRequest("Invalid Authorizer URI"); // Likewise.
    }
    const ttl = numberOf(authorizerResultTtlInSeconds) ?? 300;
    if (ttl < 0 || ttl > 3_600) return badRequest("Invalid Ttl"); // Likewise.
    return without({
      id,
      name,
      type,
      providerARNs,
      authType: authType ?? (isPool ? "cognito_user_pools" : "custom"),
      authorizerUri,
      authorizerCredentials,
      identitySource,
      identityValidationExpression,
      authorizerResultTtlInSeconds: isPool ? authorizerResultTtlInSeconds : ttl,
    });
  },
};

const documentation: PartKind = {
  list: "documentation",
  key: ["id", "documentationPartId"],
  patchable: { paths: { "/properties": "text" } },
  absent: () => notFound("Invalid Documentation part identifier specified"),
  make: ({ location, properties }, id) => without({ id, location, properties }),
};

/** The five operations on a kind of parts, by the word that names one in them. */
const operationsOn = (word: string, plural: string, kind: PartKind): Operations => ({
  [`Create${word}`]: { begin: (params, plane) => create(params, plane, kind) },
  [`Get${word}`]: { begin: (params, plane) => get(params, plane, kind) },
  [`Get${plural}`]: { begin: (params, plane) => list(params, plane, kind) },
  [`Update${word}`]: { begin: (params, plane) => update(params, plane, kind) },
  [`Delete${word}`]: { begin: (params, plane) => remove(params, plane, kind) },
});

/** Operations on models, request validators, authorizers, documentation and gateway responses of an API. */
export const partOperations: Operations = {
  ...operationsOn("Model", "Models", models),
  ...operationsOn("RequestValidator", "RequestValidators", validators),
  ...operationsOn("Authorizer", "Authorizers", authorizers),
  ...operationsOn("DocumentationPart", "DocumentationParts", documentation),
  PutGatewayResponse: { begin: putGatewayResponse },
  GetGatewayResponse: { begin: getGatewayResponse },
  GetGatewayResponses: { begin: listGatewayResponses },
  DeleteGatewayResponse: { begin: removeGatewayResponse },
};

function create(params: PlainObject, plane: ControlPlane, kind: PartKind): Step {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const kept = keptOf(api);
  const id = textOf(params["id"]) ?? idOf(`${api.name} ${kind.list} ${kept.made}`, 6);
  const made = kind.make(params, id, kept, plane);
  if (isRefused(made)) return made;
  changeApi(api, { [kind.list]: [...kept[kind.list], made], made: kept.made + 1 }, plane);
  return respond(made);
}

function find(params: PlainObject, kept: ApiRecord, { list: name, key, absent }: PartKind) {
  const wanted = textOf(params[key[1]]) ?? "";
  return kept[name].find((each) => each[key[0]] === wanted) ?? absent(wanted);
}

function get(params: PlainObject, plane: ControlPlane, kind: PartKind): Step {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const found = find(params, keptOf(api), kind);
  return isRefused(found) ? found : respond(found);
}

function list(params: PlainObject, plane: ControlPlane, kind: PartKind): Step {
  const api = apiOf(params, plane);
  return isRefused(api) ? api : listed(keptOf(api)[kind.list], params);
}

function update(params: PlainObject, plane: ControlPlane, kind: PartKind): Step {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const kept = keptOf(api);
  const found = find(params, kept, kind);
  if (isRefused(found)) return found;
  const after = patched(found, patchesIn(params), kind.patchable);
  if (isRefused(after)) return after;
  const all = kept[kind.list].map((each) => (each === found ? after : each));
  changeApi(api, { [kind.list]: all }, plane);
  return respond(after);
}

function remove(params: PlainObject, plane: ControlPlane, kind: PartKind): Step {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const kept = keptOf(api);
  const found = find(params, kept, kind);
  if (isRefused(found)) return found;
  changeApi(api, { [kind.list]: kept[kind.list].filter((each) => each !== found) }, plane);
  return respond();
}

/** A gateway response of a type as AWS shows it where nobody has set it. */
function usualResponse(type: string): PlainObject {
  const known = Object.entries(gatewayResponses).find(([name]) => name === type)?.[1];
  return {
    responseType: type,
    ...(known === undefined ? {} : { statusCode: `${known.status}` }),
    responseParameters: {},
    responseTemplates: { "application/json": '{"message":$context.error.messageString}' },
    defaultResponse: true,
  };
}

const unknownType = badRequest("Invalid Gateway Response type specified"); // Assumed: the words.

function putGatewayResponse(params: PlainObject, plane: ControlPlane): Step {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const responseType = textOf(params["responseType"]) ?? "";
  if (!gatewayResponseTypes.includes(responseType)) return unknownType;
  const { statusCode, responseParameters = {}, responseTemplates = {} } = params;
  const response = without({
    responseType,
    statusCode: statusCode ?? usualResponse(responseType)["statusCode"],
    responseParameters,
    responseTemplates,
    defaultResponse: false,
  });
  const all = { ...keptOf(api).gatewayResponses, [responseType]: response };
  changeApi(api, { gatewayResponses: all }, plane);
  return respond(response);
}

function getGatewayResponse(params: PlainObject, plane: ControlPlane): Step {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const type = textOf(params["responseType"]) ?? "";
  if (!gatewayResponseTypes.includes(type)) return unknownType;
  return respond(keptOf(api).gatewayResponses[type] ?? usualResponse(type));
}

function listGatewayResponses(params: PlainObject, plane: ControlPlane): Step {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const { gatewayResponses: own } = keptOf(api);
  return listed(
    gatewayResponseTypes.map((type) => own[type] ?? usualResponse(type)),
    params,
  );
}

function removeGatewayResponse(params: PlainObject, plane: ControlPlane): Step {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const type = textOf(params["responseType"]) ?? "";
  const { [type]: found, ...others } = keptOf(api).gatewayResponses;
  if (found === undefined) return notFound("Gateway response type not defined on api"); // Assumed: the words.
  changeApi(api, { gatewayResponses: others }, plane);
  return respond();
}
