import { isObject, listOf, objectOf, textOf } from "../../../request/params.ts";
import { refused, type PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { idOf, rootResourceIdOf } from "../../../gateway/api-id.ts";
import {
  apiArnOf,
  apiOf,
  changeApi,
  partsOf,
  secondsAt,
  usualConnections,
  without,
} from "./api-record.ts";
import { apiSettingsOf } from "./api-settings.ts";
import { listed } from "./paging.ts";
import { patched, patchesIn } from "./patch.ts";
import { badRequest, isRefused, respond } from "../../../gateway/refusals.ts";
import { wrongPolicy } from "./policy-check.ts";
import { newStage } from "./stage-record.ts";
import { accountOf, keptOf, plainKept, restApiKindName, type ApiRecord } from "./kept.ts";

/** Operations on REST APIs. */
export const restApiOperations: Operations = {
  CreateRestApi: { begin: create },
  GetRestApi: { begin: get },
  GetRestApis: { begin: list },
  UpdateRestApi: { begin: update },
  DeleteRestApi: { begin: remove },
};

function create(params: PlainObject, plane: ControlPlane): Step {
  const name = textOf(params["name"]) ?? "";
  if (name === "") return badRequest("Invalid API name specified"); // Assumed: the words.
  const wrong = wrongPolicy(textOf(params["policy"]));
  if (wrong !== null) return wrong;
  const cloned = textOf(params["cloneFrom"]);
  const source = cloned === undefined ? undefined : plane.find(restApiKindName, cloned);
  if (cloned !== undefined && source === undefined) {
    return badRequest("The id for the cloned API is invalid."); // Likewise.
  }
  const api = makeApi(params, source === undefined ? null : keptOf(source), plane);
  return respond(keptOf(api).shown);
}

/** Makes an API of what a request says, with what it is cloned from. */
export function makeApi(
  params: PlainObject,
  source: ApiRecord | null,
  plane: ControlPlane,
): Resource {
  const account = accountOf(plane);
  const id = textOf(params["id"]) ?? idOf(plane.uuid());
  const rootResourceId = rootResourceIdOf(id);
  const endpoint = objectOf(params["endpointConfiguration"]);
  const shown = without({
    id,
    name: params["name"],
    description: params["description"],
    createdDate: secondsAt(plane),
    version: params["version"],
    binaryMediaTypes: params["binaryMediaTypes"],
    minimumCompressionSize: params["minimumCompressionSize"],
    apiKeySource: params["apiKeySource"] ?? "HEADER",
    endpointConfiguration: {
      types: listOf(endpoint["types"]).length === 0 ? ["EDGE"] : endpoint["types"]!,
      ipAddressType: endpoint["ipAddressType"] ?? "ipv4",
      ...(endpoint["vpcEndpointIds"] === undefined
        ? {}
        : { vpcEndpointIds: endpoint["vpcEndpointIds"] }),
    },
    policy: params["policy"],
    tags: params["tags"],
    disableExecuteApiEndpoint: params["disableExecuteApiEndpoint"] ?? false,
    rootResourceId,
  });
  const { Endpoint, Deploy } = params;
  const bare: ApiRecord = {
    shown,
    resources: source?.resources ?? [
      { id: rootResourceId, parentId: null, pathPart: null, path: "/", methods: {} },
    ],
    models: source?.models ?? usualModels(id),
    validators: source?.validators ?? [],
    authorizers: source?.authorizers ?? [],
    gatewayResponses: source?.gatewayResponses ?? {},
    deployments: [],
    stages: [],
    documentation: [],
    targets: [],
    endpoint: isObject(Endpoint) ? Endpoint : null,
    followed: null,
    made: 0,
  };
  const kept = isObject(Deploy) ? deployed(bare, Deploy, plane) : bare;
  return plane.create(
    { kind: restApiKindName, name: id, arn: apiArnOf(id, plane), record: plainKept(kept) },
    (number) => apiSettingsOf(number, kept, plane).settings,
    () => usualConnections(account.number),
  );
}

/** An API that has a stage from the start, to which every change is deployed: constructs make it so. */
function deployed(kept: ApiRecord, stage: PlainObject, plane: ControlPlane): ApiRecord {
  const stageName = textOf(stage["stageName"]) ?? "prod";
  const id = idOf(`${textOf(kept.shown["id"]) ?? ""} deployment`, 6);
  return {
    ...kept,
    followed: id,
    deployments: [{ id, description: null, createdDate: secondsAt(plane), parts: partsOf(kept) }],
    stages: [newStage(stage, stageName, id, plane)],
  };
}

/** The models that every API has. */
const usualModels = (id: string): readonly PlainObject[] =>
  (["Error", "Empty"] as const).map((name) => ({
    id: idOf(`${id} model ${name}`, 6),
    name,
    description: `This is a default ${name.toLowerCase()} schema model`,
    schema: JSON.stringify({
      $schema: "http://json-schema.org/draft-04/schema#",
      title: `${name} Schema`,
      type: "object",
      ...(name === "Error" ? { properties: { message: { type: "string" } } } : {}),
    }),
    contentType: "application/json",
  }));

function get(params: PlainObject, plane: ControlPlane): Step {
  const api = apiOf(params, plane);
  return isRefused(api) ? api : respond(keptOf(api).shown);
}

function list(params: PlainObject, plane: ControlPlane): Step {
  return listed(
    plane.list(restApiKindName).map((api) => keptOf(api).shown),
    params,
  );
}

function update(params: PlainObject, plane: ControlPlane): Step {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const { shown } = keptOf(api);
  const types = patchesIn(params).filter(({ path }) => path[0] === "binaryMediaTypes");
  const others = patchesIn(params).filter(({ path }) => path[0] !== "binaryMediaTypes");
  const changed = patched(shown, others, {
    paths: {
      "/name": "text",
      "/description": "text",
      "/policy": "text",
      "/apiKeySource": "text",
      "/minimumCompressionSize": "number",
      "/disableExecuteApiEndpoint": "truth",
      "/endpointConfiguration/types/*": "text",
    },
  });
  if (isRefused(changed)) return changed;
  const wrong = wrongPolicy(textOf(changed["policy"]));
  if (wrong !== null) return wrong;
  let binary = listOf(shown["binaryMediaTypes"]);
  for (const { op, path } of types) {
    binary = binary.filter((type) => type !== path[1]);
    if (op === "add" || op === "replace") binary = [...binary, path[1] ?? ""];
  }
  const { endpointConfiguration } = changed;
  const types0 = objectOf(objectOf(endpointConfiguration)["types"]);
  const endpoint = Array.isArray(objectOf(endpointConfiguration)["types"])
    ? endpointConfiguration!
    : { ...objectOf(endpointConfiguration), types: Object.values(types0) };
  const after = {
    ...changed,
    endpointConfiguration: endpoint,
    ...(types.length === 0 ? {} : { binaryMediaTypes: binary }),
  };
  changeApi(api, { shown: after }, plane);
  return respond(after);
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  plane.delete(api, refused("ForbiddenException", "Forbidden"));
  return respond();
}
