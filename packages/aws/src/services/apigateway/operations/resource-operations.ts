import { textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { idOf } from "../../../gateway/api-id.ts";
import { apiOf, changeApi } from "./api-record.ts";
import { listed } from "./paging.ts";
import { patchesIn } from "./patch.ts";
import {
  badRequest,
  conflict,
  isRefused,
  limitExceeded,
  notFound,
  respond,
} from "../../../gateway/refusals.ts";
import { keptOf, quotaIn, type ApiRecord, type ResourceRecord } from "./kept.ts";

/** Operations on the resources of an API. */
export const resourceOperations: Operations = {
  CreateResource: { begin: create },
  GetResource: { begin: get },
  GetResources: { begin: list },
  UpdateResource: { begin: update },
  DeleteResource: { begin: remove },
};

/** What those hear who name a resource that is not there. */
export const noResource = notFound("Invalid Resource identifier specified");

/** A resource as AWS shows it; its methods in short. */
const shownResource = ({ id, parentId, pathPart, path, methods }: ResourceRecord): PlainObject => ({
  id,
  ...(parentId === null ? {} : { parentId }),
  ...(pathPart === null ? {} : { pathPart }),
  path,
  ...(Object.keys(methods).length === 0
    ? {}
    : { resourceMethods: Object.fromEntries(Object.keys(methods).map((name) => [name, {}])) }),
});

/** The path of a resource within another. */
const pathIn = (parent: ResourceRecord, part: string): string =>
  parent.path === "/" ? `/${part}` : `${parent.path}/${part}`;

function create(params: PlainObject, plane: ControlPlane): Step {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const { resources, made } = keptOf(api);
  const parent = resources.find(({ id }) => id === params["parentId"]);
  if (parent === undefined) return noResource;
  const pathPart = textOf(params["pathPart"]) ?? "";
  const wrong = wrongPart(pathPart, parent);
  if (wrong !== null) return badRequest(wrong);
  if (resources.some((each) => each.parentId === parent.id && each.pathPart === pathPart)) {
    return conflict(`Another resource with the same parent already has this name: ${pathPart}`);
  }
  if (resources.length >= quotaIn(plane, "apigateway.resourcesPerApi")) {
    return limitExceeded(
      "Maximum number of resources for this API has been reached. Please contact AWS if you need additional resources.",
    );
  }
  const id = textOf(params["id"]) ?? idOf(`${api.name} resource ${made}`, 6);
  const path = pathIn(parent, pathPart);
  const resource: ResourceRecord = { id, parentId: parent.id, pathPart, path, methods: {} };
  changeApi(api, { resources: [...resources, resource], made: made + 1 }, plane);
  return respond(shownResource(resource));
}

/** Why a part of a path cannot be; `null`: it can. */
function wrongPart(part: string, parent: ResourceRecord): string | null {
  if (!/^(?:\{[a-zA-Z0-9._-]+\+?\}|[a-zA-Z0-9._\-:]+)$/.test(part)) {
    return "Resource's path part only allow a-zA-Z0-9._-: or a valid greedy path variable and curly braces at the beginning and the end.";
  }
  if (parent.path.endsWith("+}")) {
    return `Cannot create a child of a resource with a greedy path variable: ${parent.path}`;
  }
  return null;
}

function get(params: PlainObject, plane: ControlPlane): Step {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const found = keptOf(api).resources.find(({ id }) => id === params["resourceId"]);
  return found === undefined ? noResource : respond(shownResource(found));
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const api = apiOf(params, plane);
  return isRefused(api) ? api : listed(keptOf(api).resources.map(shownResource), params);
}

function update(params: PlainObject, plane: ControlPlane): Step {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const kept = keptOf(api);
  const found = kept.resources.find(({ id }) => id === params["resourceId"]);
  if (found === undefined) return noResource;
  let after = found;
  for (const { path, value = "", written, op } of patchesIn(params)) {
    if (written === "/pathPart") after = { ...after, pathPart: value };
    else if (written === "/parentId") {
      const parent = kept.resources.find(({ id }) => id === value);
      if (parent === undefined) return noResource;
      after = { ...after, parentId: value };
    } else {
      return badRequest(
        `Invalid patch path  '/${path.join("/")}' specified for op '${op}'. Must be one of: [/pathPart, /parentId]`,
      );
    }
  }
  const resources = withPaths(kept.resources.map((each) => (each === found ? after : each)));
  changeApi(api, { resources }, plane);
  return respond(shownResource(resources.find(({ id }) => id === found.id)!)); // It is among them.
}

/** Resources with their paths as parents and parts say. */
function withPaths(resources: readonly ResourceRecord[]): readonly ResourceRecord[] {
  const pathOf = (resource: ResourceRecord, depth = 0): string => {
    const parent = resources.find(({ id }) => id === resource.parentId);
    if (parent === undefined || depth > resources.length) return resource.path;
    return pathIn({ ...parent, path: pathOf(parent, depth + 1) }, resource.pathPart ?? "");
  };
  return resources.map((each) => (each.parentId === null ? each : { ...each, path: pathOf(each) }));
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const { resources } = keptOf(api);
  const found = resources.find(({ id }) => id === params["resourceId"]);
  if (found === undefined) return noResource;
  if (found.parentId === null) return badRequest("Root resource cannot be deleted"); // Assumed: the words.
  const within = (resource: ResourceRecord): boolean =>
    resource.id === found.id || resource.path.startsWith(`${found.path}/`);
  changeApi(api, { resources: resources.filter((each) => !within(each)) }, plane);
  return respond();
}

/** Changes the methods of a resource. */
export const withMethods = (
  { resources }: ApiRecord,
  resource: ResourceRecord,
  methods: ResourceRecord["methods"],
): readonly ResourceRecord[] =>
  resources.map((each) => (each.id === resource.id ? { ...each, methods } : each));
