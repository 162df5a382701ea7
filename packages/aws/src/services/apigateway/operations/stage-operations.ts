import { isObject, numberOf, objectOf, textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { cacheSizes, restLimits } from "../limits.ts";
import type { FlushCache } from "../protocol.ts";
import { apiOf, changeApi, secondsAt } from "./api-record.ts";
import { changedAt, patched, patchesIn, type Patchable, type PatchOperation } from "./patch.ts";
import {
  badRequest,
  conflict,
  isRefused,
  limitExceeded,
  notFound,
  respond,
  type Checked,
} from "../../../gateway/refusals.ts";
import { cacheReadyAt, newStage } from "./stage-record.ts";
import { keptOf, quotaIn, type StageRecord } from "./kept.ts";

/** Operations on stages. */
export const stageOperations: Operations = {
  CreateStage: { begin: create },
  GetStage: { begin: get },
  GetStages: { begin: list },
  UpdateStage: { begin: update },
  DeleteStage: { begin: remove },
  FlushStageCache: {
    begin: (params, plane) => flush(params, plane, "responses"),
    respond: () => ({}),
  },
  FlushStageAuthorizersCache: {
    begin: (params, plane) => flush(params, plane, "authorizers"),
    respond: () => ({}),
  },
};

const noStage = notFound("Invalid Stage identifier specified");

function locate(
  params: PlainObject,
  plane: ControlPlane,
): Checked<{ readonly api: Resource; readonly stage: StageRecord }> {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const stage = keptOf(api).stages.find(({ shown }) => shown["stageName"] === params["stageName"]);
  return stage === undefined ? noStage : { api, stage };
}

function create(params: PlainObject, plane: ControlPlane): Step {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const { stages, deployments } = keptOf(api);
  const name = textOf(params["stageName"]) ?? "";
  const wrong = wrongIn(params, name);
  if (wrong !== null) return wrong;
  if (stages.some(({ shown }) => shown["stageName"] === name))
    return conflict("Stage already exists");
  const id = textOf(params["deploymentId"]) ?? "";
  if (!deployments.some((each) => each.id === id)) {
    return badRequest("Deployment id does not exist");
  }
  if (stages.length >= quotaIn(plane, "apigateway.stagesPerApi")) {
    return limitExceeded(
      "Maximum number of stages for this API has been reached. Please contact AWS if you need additional stages.",
    );
  }
  const stage = newStage(params, name, id, plane);
  changeApi(api, { stages: [...stages, stage] }, plane);
  return respond(stage.shown);
}

/** What is wrong with a stage; `null`: nothing. */
function wrongIn(params: PlainObject, name: string): Refused | null {
  if (!/^[a-zA-Z0-9_-]{1,128}$/.test(name)) {
    return badRequest("Stage name only allows a-zA-Z0-9-_");
  }
  const size = params["cacheClusterSize"];
  if (size !== undefined && !cacheSizes.some((each) => each === size)) {
    return badRequest(`Invalid cache cluster size: ${textOf(size) ?? ""}`); // Assumed: the words.
  }
  return wrongVariables(objectOf(params["variables"]));
}

function wrongVariables(variables: PlainObject): Refused | null {
  for (const [name, value] of Object.entries(variables)) {
    if (!/^\w+$/.test(name) || name.length > restLimits.stageVariableName) {
      return badRequest(
        `Stage variable name \`${name}\` is invalid. Please use an alphanumeric or underscore.`,
      );
    }
    const text = textOf(value) ?? "";
    if (!/^[A-Za-z0-9\-._~:/?#&=,]*$/.test(text) || text.length > restLimits.stageVariableValue) {
      return badRequest(
        `Stage variable value: ${text} is invalid. Please use values with alphanumeric characters and the symbols ' ', -', '.', '_', ':', '/', '?', '&', '=', ',', and '@'.`,
      );
    }
  }
  return null;
}

function get(params: PlainObject, plane: ControlPlane): Step {
  const located = locate(params, plane);
  return isRefused(located) ? located : respond(located.stage.shown);
}

/** All stages, which come without pages. */
function list(params: PlainObject, plane: ControlPlane): Step {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const id = textOf(params["deploymentId"]);
  const stages = keptOf(api).stages.map(({ shown }) => shown);
  return respond({
    item: id === undefined ? stages : stages.filter((shown) => shown["deploymentId"] === id),
  });
}

const stagePaths: Patchable = {
  paths: {
    "/deploymentId": "text",
    "/description": "text",
    "/clientCertificateId": "text",
    "/cacheClusterEnabled": "truth",
    "/cacheClusterSize": "text",
    "/tracingEnabled": "truth",
    "/documentationVersion": "text",
    "/variables": "map",
    "/variables/*": "text",
    "/accessLogSettings": "map",
    "/accessLogSettings/destinationArn": "text",
    "/accessLogSettings/format": "text",
    "/canarySettings": "map",
    "/canarySettings/percentTraffic": "number",
    "/canarySettings/deploymentId": "text",
    "/canarySettings/useStageCache": "truth",
    "/canarySettings/stageVariableOverrides": "map",
    "/canarySettings/stageVariableOverrides/*": "text",
  },
};

/** Settings of methods, by the path that names them in a change. */
const methodSettings: Readonly<
  Record<string, readonly [name: string, form: "text" | "truth" | "number"]>
> = {
  "metrics/enabled": ["metricsEnabled", "truth"],
  "logging/loglevel": ["loggingLevel", "text"],
  "logging/dataTrace": ["dataTraceEnabled", "truth"],
  "throttling/burstLimit": ["throttlingBurstLimit", "number"],
  "throttling/rateLimit": ["throttlingRateLimit", "number"],
  "caching/enabled": ["cachingEnabled", "truth"],
  "caching/ttlInSeconds": ["cacheTtlInSeconds", "number"],
  "caching/dataEncrypted": ["cacheDataEncrypted", "truth"],
  "caching/requireAuthorizationForCacheControl": ["requireAuthorizationForCacheControl", "truth"],
  "caching/unauthorizedCacheControlHeaderStrategy": [
    "unauthorizedCacheControlHeaderStrategy",
    "text",
  ],
};

function update(params: PlainObject, plane: ControlPlane): Step {
  const located = locate(params, plane);
  if (isRefused(located)) return located;
  const { api, stage } = located;
  const kept = keptOf(api);
  const operations = patchesIn(params);
  const ofMethods = operations.filter(({ path }) => isOfMethod(path));
  let shown = patched(
    stage.shown,
    operations.filter(({ path }) => !isOfMethod(path)),
    stagePaths,
  );
  for (const operation of ofMethods) {
    if (isRefused(shown)) return shown;
    shown = withMethodSetting(shown, operation);
  }
  if (isRefused(shown)) return shown;
  const wrong =
    wrongIn(shown, textOf(shown["stageName"])!) ?? wrongDeployment(shown, kept.deployments);
  if (wrong !== null) return wrong;
  const after = withCache(
    { shown: { ...shown, lastUpdatedDate: secondsAt(plane) }, cacheSince: stage.cacheSince },
    stage,
    plane,
  );
  changeApi(api, { stages: kept.stages.map((each) => (each === stage ? after : each)) }, plane);
  return respond(after.shown);
}

/** The last two parts of a path name a setting of methods. */
const isOfMethod = (path: readonly string[]): boolean =>
  (path.length === 4 || path.length === 2) &&
  (Object.hasOwn(methodSettings, path.slice(2).join("/")) ||
    (path.length === 2 && path[1] === "*"));

function withMethodSetting(
  shown: PlainObject,
  { op, path, value = "" }: PatchOperation,
): Checked<PlainObject> {
  const [resource = "", method = ""] = path;
  const key =
    resource === "*"
      ? `*/${method}`
      : `${resource.replace(/^\//, "").replaceAll("/", "~1")}/${method}`;
  if (path.length === 2)
    return op === "remove" ? changedAt(shown, ["methodSettings", key], undefined) : shown;
  const [name, form] = methodSettings[path.slice(2).join("/")]!; // It is one: see above.
  const said = form === "truth" ? value === "true" : form === "number" ? Number(value) : value;
  if (typeof said === "number" && !Number.isFinite(said)) {
    return badRequest(`Invalid value specified for ${name}`); // Assumed: the words.
  }
  if (name === "cacheTtlInSeconds" && (said as number) > 3_600) {
    return badRequest("Cache TTL must be between 0 and 3600 seconds"); // Likewise.
  }
  return changedAt(shown, ["methodSettings", key, name], op === "remove" ? undefined : said);
}

function wrongDeployment(
  shown: PlainObject,
  deployments: readonly { readonly id: string }[],
): Refused | null {
  const canary = shown["canarySettings"];
  const named = [
    shown["deploymentId"],
    ...(isObject(canary) ? [canary["deploymentId"] ?? shown["deploymentId"]] : []),
  ];
  if (!named.every((id) => deployments.some((each) => each.id === id))) {
    return badRequest("Deployment id does not exist");
  }
  const share = isObject(canary) ? (numberOf(canary["percentTraffic"]) ?? 0) : 0;
  return share < 0 || share > 100 ? badRequest("Percent traffic must be between 0 and 100") : null; // Assumed: the words.
}

/** A cache that is new, or has another size, is there after a while, and empty. */
function withCache(after: StageRecord, before: StageRecord, plane: ControlPlane): StageRecord {
  const { shown } = after;
  if (shown["cacheClusterEnabled"] !== true) {
    const { cacheClusterSize: _, ...rest } = shown;
    return { shown: { ...rest, cacheClusterStatus: "NOT_AVAILABLE" }, cacheSince: null };
  }
  const size = shown["cacheClusterSize"] ?? "0.5";
  const isSame = before.cacheSince !== null && before.shown["cacheClusterSize"] === size;
  return {
    shown: { ...shown, cacheClusterSize: size, cacheClusterStatus: "AVAILABLE" },
    cacheSince: isSame ? before.cacheSince : cacheReadyAt(plane),
  };
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const located = locate(params, plane);
  if (isRefused(located)) return located;
  const { api, stage } = located;
  changeApi(api, { stages: keptOf(api).stages.filter((each) => each !== stage) }, plane);
  return respond();
}

function flush(params: PlainObject, plane: ControlPlane, what: FlushCache["what"]): Step {
  const located = locate(params, plane);
  if (isRefused(located)) return located;
  const { api, stage } = located;
  const name = textOf(stage.shown["stageName"])!; // Every stage has one.
  const input: FlushCache = { type: "flushCache", stage: name, what };
  return { type: "ask", resource: api.number, input };
}
