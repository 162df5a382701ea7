import { idOf } from "../../../gateway/api-id.ts";
import { badRequest, respond } from "../../../gateway/refusals.ts";
import { isObject, textOf } from "../../../request/params.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { changeApi, makeApi } from "./api-record.ts";
import {
  allApis,
  keptOf,
  noParts,
  secondsAt,
  withApi,
  without,
  type ApiParts,
  type ApiRecord,
} from "./kept.ts";
import { noHttpApisYet } from "./not-yet.ts";
import { listed } from "./paging.ts";

/** Operations on APIs. */
export const apiOperations: Operations = {
  CreateApi: { begin: create },
  GetApi: {
    begin: (params, plane) => withApi(params, plane, (_api, { shown }) => respond(shown)),
  },
  GetApis: {
    begin: (params, plane) =>
      listed(
        allApis(plane).map((api) => keptOf(api).shown),
        params,
      ),
  },
  UpdateApi: { begin: update },
  DeleteApi: { begin: remove },
  DeleteCorsConfiguration: { begin: removeCors },
};

function create(params: PlainObject, plane: ControlPlane): Step {
  const { ProtocolType, Target, RouteKey, RouteSelectionExpression, CorsConfiguration } = params;
  const isOfHttp = ProtocolType === "HTTP";
  const notYet = isOfHttp ? noHttpApisYet(plane.asOf) : null;
  if (notYet !== null) return notYet;
  if (!isOfHttp && textOf(RouteSelectionExpression) === undefined) {
    return badRequest("routeSelectionExpression is required for WEBSOCKET API"); // Assumed: the words.
  }
  if (!isOfHttp && CorsConfiguration !== undefined) {
    return badRequest("CORS configuration is not supported for WEBSOCKET API"); // Likewise.
  }
  if (!isOfHttp && Target !== undefined) {
    return badRequest("Quick create is not supported for WEBSOCKET API"); // Likewise.
  }
  const id = textOf(params["ApiId"]) ?? idOf(plane.uuid());
  const bare = newApi(id, params, noParts, plane);
  const kept = typeof Target === "string" ? quickly(bare, Target, RouteKey, plane) : bare;
  return respond(keptOf(makeApi(kept, plane)).shown);
}

/** A record of an API with some parts, as a request says it. */
export function newApi(
  id: string,
  params: PlainObject,
  parts: ApiParts,
  plane: ControlPlane,
): ApiRecord {
  const { HttpEndpoint, Clients } = params;
  const scheme = params["ProtocolType"] === "WEBSOCKET" ? "wss" : "https";
  return {
    ...parts,
    shown: without({
      ApiId: id,
      Name: params["Name"],
      ProtocolType: params["ProtocolType"],
      ApiEndpoint: `${scheme}://${id}.execute-api.${plane.region}.amazonaws.com`,
      ApiKeySelectionExpression: params["ApiKeySelectionExpression"] ?? "$request.header.x-api-key",
      RouteSelectionExpression:
        params["RouteSelectionExpression"] ?? "$request.method $request.path",
      CorsConfiguration: params["CorsConfiguration"],
      CreatedDate: secondsAt(plane),
      Description: params["Description"],
      DisableExecuteApiEndpoint: params["DisableExecuteApiEndpoint"] ?? false,
      IpAddressType: params["IpAddressType"] ?? "ipv4",
      Version: params["Version"],
      Tags: params["Tags"] ?? {},
    }),
    deployments: [],
    stages: [],
    targets: [],
    endpoint: isObject(HttpEndpoint) ? HttpEndpoint : null,
    clients: isObject(Clients) ? Clients : null,
    made: 0,
  };
}

/** An API with a route, an integration and a stage that follows: quick create. */
function quickly(
  kept: ApiRecord,
  uri: string,
  key: PlainObject[string] | undefined,
  plane: ControlPlane,
): ApiRecord {
  const id = textOf(kept.shown["ApiId"])!; // It was given one.
  const IntegrationId = idOf(`${id} quick integration`, 7);
  const isUrl = /^https?:\/\//.test(uri);
  const parts: ApiParts = {
    ...noParts,
    routes: [
      {
        ApiGatewayManaged: true,
        ApiKeyRequired: false,
        AuthorizationType: "NONE",
        RouteId: idOf(`${id} quick route`, 7),
        RouteKey: key ?? "$default",
        Target: `integrations/${IntegrationId}`,
      },
    ],
    integrations: [
      {
        ApiGatewayManaged: true,
        ConnectionType: "INTERNET",
        IntegrationId,
        IntegrationMethod: isUrl ? "ANY" : "POST",
        IntegrationType: isUrl ? "HTTP_PROXY" : "AWS_PROXY",
        IntegrationUri: uri,
        PayloadFormatVersion: isUrl ? "1.0" : "2.0",
        TimeoutInMillis: 30_000,
      },
    ],
  };
  const DeploymentId = idOf(`${id} quick deployment`, 6);
  const now = secondsAt(plane);
  const deployment = {
    DeploymentId,
    AutoDeployed: true,
    DeploymentStatus: "DEPLOYED",
    CreatedDate: now,
  };
  const stage = {
    ApiGatewayManaged: true,
    AutoDeploy: true,
    CreatedDate: now,
    DefaultRouteSettings: { DetailedMetricsEnabled: false },
    DeploymentId,
    LastUpdatedDate: now,
    RouteSettings: {},
    StageName: "$default",
    StageVariables: {},
    Tags: {},
  };
  return { ...kept, ...parts, deployments: [{ shown: deployment, parts }], stages: [stage] };
}

/** Members of an API that a request may change. */
const changeable = [
  "ApiKeySelectionExpression",
  "CorsConfiguration",
  "Description",
  "DisableExecuteApiEndpoint",
  "IpAddressType",
  "Name",
  "RouteSelectionExpression",
  "Version",
];

function update(params: PlainObject, plane: ControlPlane): Step {
  return withApi(params, plane, (api, { shown }) => {
    const said = Object.entries(params).filter(([name]) => changeable.includes(name));
    const after = { ...shown, ...Object.fromEntries(said) };
    changeApi(api, { shown: after }, plane);
    return respond(after);
  });
}

/** What those hear who come to an API that is gone. */
const gone: Refused = refused("NotFoundException", "Not Found");

function remove(params: PlainObject, plane: ControlPlane): Step {
  return withApi(params, plane, (api) => {
    plane.delete(api, gone);
    return respond();
  });
}

function removeCors(params: PlainObject, plane: ControlPlane): Step {
  return withApi(params, plane, (api, { shown }) => {
    const { CorsConfiguration: _, ...rest } = shown;
    changeApi(api, { shown: rest }, plane);
    return respond();
  });
}
