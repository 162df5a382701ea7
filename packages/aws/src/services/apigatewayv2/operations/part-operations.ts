import { idOf } from "../../../gateway/api-id.ts";
import {
  badRequest,
  conflict,
  isRefused,
  limitExceeded,
  notFound,
  respond,
} from "../../../gateway/refusals.ts";
import { numberOf, textOf, textsOf } from "../../../request/params.ts";
import { parseJson } from "../../../text/json.ts";
import type { NotModeled, PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { httpApiLimits, webSocketLimits, type QuotaName } from "../limits.ts";
import { changeApi } from "./api-record.ts";
import { wrongIntegration } from "./integration-check.ts";
import { isHttp, quotaIn, withApi, without, type ApiParts, type ApiRecord } from "./kept.ts";
import { notYetIn } from "./not-yet.ts";
import { listed } from "./paging.ts";

/** A kind of things that an API has a list of. */
interface PartKind {
  /** As operations name one, and several. */
  readonly words: readonly [one: string, several: string];
  readonly list: keyof ApiParts;
  /** The member that names one. */
  readonly id: string;
  /** The member that names what it is of, within the API; left out: it is of the API. */
  readonly of?: "RouteId" | "IntegrationId";
  readonly quota?: QuotaName;
  /** What one has where a request says nothing. */
  usual(params: PlainObject, kept: ApiRecord): PlainObject;
  /** What is wrong with one; `others`: those that there are besides. `null`: nothing. */
  wrongIn(
    part: PlainObject,
    kept: ApiRecord,
    others: readonly PlainObject[],
  ): Refused | NotModeled | null;
}

const httpKey = /^(?:\$default|(?:GET|POST|PUT|DELETE|PATCH|HEAD|OPTIONS|ANY) \/\S*)$/;

const routes: PartKind = {
  words: ["Route", "Routes"],
  list: "routes",
  id: "RouteId",
  quota: "apigatewayv2.routesPerApi",
  usual: () => ({ ApiKeyRequired: false, AuthorizationType: "NONE" }),
  wrongIn({ RouteKey, Target, AuthorizerId, AuthorizationType, ApiKeyRequired }, kept, others) {
    const key = textOf(RouteKey) ?? "";
    if (isHttp(kept) && !httpKey.test(key)) {
      return badRequest(
        'The provided route key is not formatted properly for HTTP protocol. Format should be "<HTTP METHOD> /<RESOURCE PATH>" or "$default"',
      );
    }
    if (!isHttp(kept) && key.startsWith("$") && !/^\$(?:connect|disconnect|default)$/.test(key)) {
      return badRequest(`Invalid route key ${key}`); // Assumed: the words.
    }
    if (others.some((each) => each["RouteKey"] === key)) {
      return conflict(`Route with key ${key} already exists for this API`);
    }
    if (ApiKeyRequired === true) {
      return { type: "notModeled", what: "API keys of WebSocket APIs are not modeled." };
    }
    const id = textOf(Target)?.replace(/^integrations\//, "");
    if (id !== undefined && !kept.integrations.some((each) => each["IntegrationId"] === id)) {
      return badRequest(`Target integrations/${id} does not exist.`); // Likewise.
    }
    const isGuarded = AuthorizationType === "JWT" || AuthorizationType === "CUSTOM";
    const isKnown = kept.authorizers.some((each) => each["AuthorizerId"] === AuthorizerId);
    return isGuarded && !isKnown ? badRequest("Invalid authorizer ID specified") : null; // Likewise.
  },
};

const integrations: PartKind = {
  words: ["Integration", "Integrations"],
  list: "integrations",
  id: "IntegrationId",
  quota: "apigatewayv2.integrationsPerApi",
  usual: ({ IntegrationType, IntegrationMethod }, kept) => {
    const { integrationTimeout } = isHttp(kept) ? httpApiLimits : webSocketLimits;
    return without({
      ConnectionType: "INTERNET",
      TimeoutInMillis: integrationTimeout.default / 1_000,
      ...(isHttp(kept)
        ? { PayloadFormatVersion: "1.0" }
        : {
            PassthroughBehavior: "WHEN_NO_MATCH",
            IntegrationResponseSelectionExpression: "${integration.response.statuscode}",
          }),
      IntegrationMethod:
        IntegrationMethod ?? (IntegrationType === "AWS_PROXY" ? "POST" : undefined),
    });
  },
  wrongIn: (part, kept) => wrongIntegration(part, kept),
};

const authorizers: PartKind = {
  words: ["Authorizer", "Authorizers"],
  list: "authorizers",
  id: "AuthorizerId",
  quota: "apigatewayv2.authorizersPerApi",
  usual: () => ({}),
  wrongIn(part, kept, others) {
    const { Name, AuthorizerType, AuthorizerUri, IdentitySource, JwtConfiguration } = part;
    if (others.some((each) => each["Name"] === Name)) {
      return conflict("Authorizer name must be unique. Authorizer with this name already exists.");
    }
    if (AuthorizerType === "JWT") {
      if (!isHttp(kept)) return badRequest("JWT authorizers are for HTTP APIs only"); // Assumed: the words.
      return JwtConfiguration === undefined
        ? badRequest("JwtConfiguration is required for JWT authorizer") // Likewise.
        : null;
    }
    if (textOf(AuthorizerUri) === undefined) return badRequest("Invalid Authorizer URI"); // Likewise.
    if (isHttp(kept) && part["AuthorizerPayloadFormatVersion"] === undefined) {
      return badRequest(
        "AuthorizerPayloadFormatVersion is a required parameter for REQUEST authorizer",
      );
    }
    const ttl = numberOf(part["AuthorizerResultTtlInSeconds"]) ?? 0;
    return isHttp(kept) && ttl > 0 && textsOf(IdentitySource).length === 0
      ? badRequest("IdentitySource is required when caching is enabled") // Likewise.
      : null;
  },
};

const models: PartKind = {
  words: ["Model", "Models"],
  list: "models",
  id: "ModelId",
  usual: () => ({ ContentType: "application/json" }),
  wrongIn({ Name, Schema }, _kept, others) {
    if (!/^[a-zA-Z0-9]+$/.test(textOf(Name) ?? "")) {
      return badRequest(`Model name must be alphanumeric: ${textOf(Name) ?? ""}`);
    }
    if (others.some((each) => each["Name"] === Name)) {
      return conflict("Model name already exists for this API"); // Assumed: the words.
    }
    return parseJson(textOf(Schema) ?? "") === undefined
      ? badRequest("Invalid model schema specified") // Likewise.
      : null;
  },
};

const ofWebSocket = (kept: ApiRecord, what: string): Refused | null =>
  isHttp(kept) ? badRequest(`${what} are supported for WEBSOCKET APIs only`) : null; // Assumed: the words.

const routeResponses: PartKind = {
  words: ["RouteResponse", "RouteResponses"],
  list: "routeResponses",
  id: "RouteResponseId",
  of: "RouteId",
  usual: () => ({}),
  wrongIn: (part, kept) =>
    ofWebSocket(kept, "Route responses") ??
    (part["RouteResponseKey"] === "$default"
      ? null
      : badRequest("RouteResponseKey must be $default")), // Assumed: the words.
};

const integrationResponses: PartKind = {
  words: ["IntegrationResponse", "IntegrationResponses"],
  list: "integrationResponses",
  id: "IntegrationResponseId",
  of: "IntegrationId",
  usual: () => ({}),
  wrongIn(part, kept, others) {
    const isTaken = others.some(
      (each) =>
        each["IntegrationId"] === part["IntegrationId"] &&
        each["IntegrationResponseKey"] === part["IntegrationResponseKey"],
    );
    return (
      ofWebSocket(kept, "Integration responses") ??
      (isTaken ? conflict("Integration response already exists") : null) // Assumed: the words.
    );
  },
};

/** The five operations on a kind of parts, by the word that names one in them. */
const operationsOn = (kind: PartKind): Operations => ({
  [`Create${kind.words[0]}`]: { begin: (params, plane) => create(params, plane, kind) },
  [`Get${kind.words[0]}`]: { begin: (params, plane) => get(params, plane, kind) },
  [`Get${kind.words[1]}`]: { begin: (params, plane) => list(params, plane, kind) },
  [`Update${kind.words[0]}`]: { begin: (params, plane) => update(params, plane, kind) },
  [`Delete${kind.words[0]}`]: { begin: (params, plane) => remove(params, plane, kind) },
});

/** Operations on the parts of APIs. */
export const partOperations: Operations = Object.assign(
  {},
  ...[routes, integrations, authorizers, models, routeResponses, integrationResponses].map(
    operationsOn,
  ),
) as Operations;

/** A part as AWS shows it: without what it is of. */
function shownOf(part: PlainObject, { of }: PartKind): PlainObject {
  if (of === undefined) return part;
  const { [of]: _, ...shown } = part;
  return shown;
}

function create(params: PlainObject, plane: ControlPlane, kind: PartKind): Step {
  return withApi(params, plane, (api, kept): Step => {
    const all = kept[kind.list];
    if (kind.quota !== undefined && all.length >= quotaIn(plane, kind.quota)) {
      return limitExceeded(
        `Maximum number of ${kind.words[1]} for this API has been reached. Please contact AWS if you need additional ${kind.words[1]}.`,
      );
    }
    if (kind.of !== undefined && ownerOf(params, kept, kind.of) === undefined) {
      return absent(kind.of === "RouteId" ? "Route" : "Integration", params[kind.of]);
    }
    const { ApiId: _, [kind.id]: given, ...said } = params;
    const id = textOf(given) ?? idOf(`${api.name} ${kind.list} ${kept.made}`, 7);
    const part = { ...kind.usual(params, kept), ...said, [kind.id]: id };
    const wrong =
      notYetIn({ [kind.list]: [part] }, kept, plane.asOf) ?? kind.wrongIn(part, kept, all);
    if (wrong !== null) return wrong;
    changeApi(api, { [kind.list]: [...all, part], made: kept.made + 1 }, plane);
    return respond(shownOf(part, kind));
  });
}

const ownerOf = (params: PlainObject, kept: ApiRecord, of: "RouteId" | "IntegrationId") =>
  (of === "RouteId" ? kept.routes : kept.integrations).find((each) => each[of] === params[of]);

const absent = (word: string, id: PlainObject[string] | undefined): Refused =>
  notFound(`Invalid ${word} identifier specified ${textOf(id) ?? ""}`.trim());

const find = (params: PlainObject, kept: ApiRecord, kind: PartKind): PlainObject | Refused =>
  kept[kind.list].find(
    (each) =>
      each[kind.id] === params[kind.id] &&
      (kind.of === undefined || each[kind.of] === params[kind.of]),
  ) ?? absent(kind.words[0], params[kind.id]);

function get(params: PlainObject, plane: ControlPlane, kind: PartKind): Step {
  return withApi(params, plane, (_api, kept) => {
    const found = find(params, kept, kind);
    return isRefused(found) ? found : respond(shownOf(found, kind));
  });
}

function list(params: PlainObject, plane: ControlPlane, kind: PartKind): Step {
  return withApi(params, plane, (_api, kept) => {
    const { of } = kind;
    const mine = kept[kind.list].filter((each) => of === undefined || each[of] === params[of]);
    return listed(
      mine.map((each) => shownOf(each, kind)),
      params,
    );
  });
}

function update(params: PlainObject, plane: ControlPlane, kind: PartKind): Step {
  return withApi(params, plane, (api, kept): Step => {
    const found = find(params, kept, kind);
    if (isRefused(found)) return found;
    const { ApiId: _, ...said } = params;
    const after = { ...found, ...said };
    const all = kept[kind.list];
    const others = all.filter((each) => each !== found);
    const wrong =
      notYetIn({ [kind.list]: [after] }, kept, plane.asOf) ?? kind.wrongIn(after, kept, others);
    if (wrong !== null) return wrong;
    changeApi(api, { [kind.list]: all.map((each) => (each === found ? after : each)) }, plane);
    return respond(shownOf(after, kind));
  });
}

function remove(params: PlainObject, plane: ControlPlane, kind: PartKind): Step {
  return withApi(params, plane, (api, kept): Step => {
    const found = find(params, kept, kind);
    if (isRefused(found)) return found;
    const isUsed =
      kind.list === "integrations" &&
      kept.routes.some(
        ({ Target }) => Target === `integrations/${textOf(found["IntegrationId"]) ?? ""}`,
      );
    if (isUsed) {
      return conflict("Cannot delete Integration. Integration is referenced by a Route."); // Assumed: the words.
    }
    changeApi(api, { [kind.list]: kept[kind.list].filter((each) => each !== found) }, plane);
    return respond();
  });
}
