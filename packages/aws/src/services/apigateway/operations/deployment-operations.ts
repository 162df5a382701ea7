import { isObject, textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import { idOf } from "../../../gateway/api-id.ts";
import { apiOf, changeApi, partsOf, secondsAt, without } from "./api-record.ts";
import { listed } from "./paging.ts";
import {
  badRequest,
  isRefused,
  limitExceeded,
  notFound,
  respond,
} from "../../../gateway/refusals.ts";
import { isPrivate } from "./policy-check.ts";
import { newStage } from "./stage-record.ts";
import {
  keptOf,
  quotaIn,
  type ApiRecord,
  type DeploymentRecord,
  type StageRecord,
} from "./kept.ts";

/** Operations on deployments. */
export const deploymentOperations: Operations = {
  CreateDeployment: { begin: create },
  GetDeployment: { begin: get },
  GetDeployments: { begin: list },
  DeleteDeployment: { begin: remove },
};

const shown = ({ id, description, createdDate }: DeploymentRecord): PlainObject => ({
  id,
  ...(description === null ? {} : { description }),
  createdDate,
});

/** What those hear who name a deployment that is not there. */
const noDeployment = notFound("Invalid Deployment identifier specified");

function create(params: PlainObject, plane: ControlPlane): Step {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const kept = keptOf(api);
  const wrong = undeployable(kept);
  if (wrong !== null) return wrong;
  const { made } = kept;
  const deployment: DeploymentRecord = {
    id: textOf(params["id"]) ?? idOf(`${api.name} deployment ${made}`, 6),
    description: textOf(params["description"]) ?? null,
    createdDate: secondsAt(plane),
    parts: partsOf(kept),
  };
  const stageName = textOf(params["stageName"]);
  const stages =
    stageName === undefined ? kept.stages : withStage(kept, stageName, deployment, params, plane);
  if (isRefused(stages)) return stages;
  const deployments = [...kept.deployments, deployment];
  changeApi(api, { deployments, stages, made: made + 1 }, plane);
  return respond(shown(deployment));
}

/** Why an API cannot be deployed; `null`: it can. */
function undeployable({ resources, shown: { policy, ...api } }: ApiRecord): Refused | null {
  if (isPrivate(api) && (textOf(policy) ?? "") === "") {
    return badRequest("Private REST API doesn't have a resource policy attached to it");
  }
  const methods = resources.flatMap((resource) => Object.values(resource.methods));
  if (methods.length === 0) return badRequest("The REST API doesn't contain any methods");
  return methods.every((method) => isObject(method["methodIntegration"]))
    ? null
    : badRequest("No integration defined for method");
}

/** The stages where a deployment goes to one: that is made, or has it, or its canary has. */
function withStage(
  { stages }: ApiRecord,
  stageName: string,
  { id, createdDate }: DeploymentRecord,
  params: PlainObject,
  plane: ControlPlane,
): readonly StageRecord[] | Refused {
  const before = stages.find((stage) => stage.shown["stageName"] === stageName);
  const canary = params["canarySettings"];
  if (before === undefined) {
    if (isObject(canary))
      return badRequest("Stage must exist before a canary deployment is made to it"); // Assumed: the words.
    if (stages.length >= quotaIn(plane, "apigateway.stagesPerApi")) {
      return limitExceeded(
        "Maximum number of stages for this API has been reached. Please contact AWS if you need additional stages.",
      );
    }
    const { description: _, stageDescription, ...said } = params;
    return [
      ...stages,
      newStage(
        { ...said, ...(stageDescription === undefined ? {} : { description: stageDescription }) },
        stageName,
        id,
        plane,
      ),
    ];
  }
  const own = before.shown["canarySettings"];
  const change = isObject(canary)
    ? { canarySettings: without({ percentTraffic: 0, ...canary, deploymentId: id }) }
    : isObject(own)
      ? { canarySettings: { ...own, deploymentId: id } }
      : { deploymentId: id };
  const after = { ...before, shown: { ...before.shown, ...change, lastUpdatedDate: createdDate } };
  return stages.map((stage) => (stage === before ? after : stage));
}

function get(params: PlainObject, plane: ControlPlane): Step {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const found = keptOf(api).deployments.find(({ id }) => id === params["deploymentId"]);
  return found === undefined ? noDeployment : respond(shown(found));
}

function list(params: PlainObject, plane: ControlPlane): Step {
  const api = apiOf(params, plane);
  return isRefused(api) ? api : listed(keptOf(api).deployments.map(shown), params);
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const api = apiOf(params, plane);
  if (isRefused(api)) return api;
  const { deployments, stages } = keptOf(api);
  const id = params["deploymentId"];
  if (!deployments.some((each) => each.id === id)) return noDeployment;
  if (stages.some((stage) => stage.shown["deploymentId"] === id)) {
    return badRequest("Active stages pointing to this deployment must be moved or deleted");
  }
  changeApi(api, { deployments: deployments.filter((each) => each.id !== id) }, plane);
  return respond();
}
