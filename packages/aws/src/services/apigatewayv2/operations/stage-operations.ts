import { idOf } from "../../../gateway/api-id.ts";
import {
  badRequest,
  conflict,
  isRefused,
  limitExceeded,
  notFound,
  respond,
} from "../../../gateway/refusals.ts";
import { objectOf, textOf } from "../../../request/params.ts";
import type { PlainObject, Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { ForgetVerdicts } from "../protocol.ts";
import { changeApi } from "./api-record.ts";
import { isHttp, partsOf, quotaIn, secondsAt, withApi, type ApiRecord } from "./kept.ts";
import { listed } from "./paging.ts";

/** Operations on stages and deployments. */
export const stageOperations: Operations = {
  CreateStage: { begin: create },
  GetStage: { begin: (params, plane) => withStage(params, plane, (stage) => respond(stage)) },
  GetStages: {
    begin: (params, plane) => withApi(params, plane, (_api, { stages }) => listed(stages, params)),
  },
  UpdateStage: { begin: update },
  DeleteStage: { begin: (params, plane) => change(params, plane, () => null) },
  DeleteRouteSettings: {
    begin: (params, plane) =>
      change(params, plane, (stage) => {
        const { [textOf(params["RouteKey"]) ?? ""]: _, ...rest } = objectOf(stage["RouteSettings"]);
        return { ...stage, RouteSettings: rest };
      }),
  },
  DeleteAccessLogSettings: {
    begin: (params, plane) => change(params, plane, ({ AccessLogSettings: _, ...stage }) => stage),
  },
  ResetAuthorizersCache: {
    begin: (params, plane) =>
      withApi(params, plane, (api, kept): Step => {
        const stage = stageIn(params, kept);
        if (isRefused(stage)) return stage;
        if (!isHttp(kept)) return respond();
        const input: ForgetVerdicts = {
          type: "forgetVerdicts",
          stage: textOf(stage["StageName"])!, // Every stage has one.
        };
        return { type: "ask", resource: api.number, input };
      }),
    respond: () => ({}),
  },
  CreateDeployment: { begin: deploy },
  GetDeployment: {
    begin: (params, plane) =>
      withApi(params, plane, (_api, kept) => {
        const found = deploymentIn(params, kept);
        return isRefused(found) ? found : respond(found.shown);
      }),
  },
  GetDeployments: {
    begin: (params, plane) =>
      withApi(params, plane, (_api, { deployments }) =>
        listed(
          deployments.map(({ shown }) => shown),
          params,
        ),
      ),
  },
  UpdateDeployment: { begin: updateDeployment },
  DeleteDeployment: { begin: removeDeployment },
};

const stageIn = (params: PlainObject, { stages }: ApiRecord): PlainObject | Refused =>
  stages.find((each) => each["StageName"] === params["StageName"]) ??
  notFound("Invalid stage identifier specified");

function withStage(
  params: PlainObject,
  plane: ControlPlane,
  then: (stage: PlainObject, kept: ApiRecord) => Step,
): Step {
  return withApi(params, plane, (_api, kept): Step => {
    const stage = stageIn(params, kept);
    return isRefused(stage) ? stage : then(stage, kept);
  });
}

const deploymentIn = ({ DeploymentId }: PlainObject, { deployments }: ApiRecord) =>
  deployments.find(({ shown }) => shown["DeploymentId"] === DeploymentId) ??
  notFound("Invalid deployment identifier specified");

/** What is wrong with what is deployed to a stage; `null`: nothing. */
function wrongDeployment(params: PlainObject, kept: ApiRecord): Refused | null {
  if (params["DeploymentId"] === undefined) return null;
  if (isRefused(deploymentIn(params, kept))) return badRequest("Deployment id does not exist"); // Assumed: the words.
  return null;
}

function create(params: PlainObject, plane: ControlPlane): Step {
  return withApi(params, plane, (api, kept): Step => {
    const name = textOf(params["StageName"]) ?? "";
    const isUsual = name === "$default" && isHttp(kept);
    if (!isUsual && !/^[a-zA-Z0-9_-]{1,128}$/.test(name)) {
      return badRequest("Stage name only allows a-zA-Z0-9-_"); // As of REST APIs.
    }
    if (kept.stages.some((each) => each["StageName"] === name)) {
      return conflict("Stage already exists");
    }
    if (kept.stages.length >= quotaIn(plane, "apigatewayv2.stagesPerApi")) {
      return limitExceeded(
        "Maximum number of stages for this API has been reached. Please contact AWS if you need additional stages.",
      );
    }
    const wrong = wrongDeployment(params, kept);
    if (wrong !== null) return wrong;
    const { ApiId: _, ...said } = params;
    const now = secondsAt(plane);
    const stage: PlainObject = {
      DefaultRouteSettings: { DetailedMetricsEnabled: false },
      RouteSettings: {},
      StageVariables: {},
      Tags: {},
      CreatedDate: now,
      LastUpdatedDate: now,
      ...said,
    };
    return respondStage(changeApi(api, { stages: [...kept.stages, stage] }, plane).record, name);
  });
}

/** A stage as it is after a change. */
function respondStage(record: PlainObject, name: string): Step {
  const { stages } = record as unknown as ApiRecord; // Of an API.
  return respond(stages.find((each) => each["StageName"] === name));
}

function update(params: PlainObject, plane: ControlPlane): Step {
  return withApi(params, plane, (api, kept): Step => {
    const stage = stageIn(params, kept);
    if (isRefused(stage)) return stage;
    const wrong = wrongDeployment(params, kept);
    if (wrong !== null) return wrong;
    const { ApiId: _, RouteSettings, DefaultRouteSettings, ...said } = params;
    const after: PlainObject = {
      ...stage,
      ...said,
      RouteSettings: { ...objectOf(stage["RouteSettings"]), ...objectOf(RouteSettings) },
      DefaultRouteSettings: {
        ...objectOf(stage["DefaultRouteSettings"]),
        ...objectOf(DefaultRouteSettings),
      },
      LastUpdatedDate: secondsAt(plane),
    };
    const stages = kept.stages.map((each) => (each === stage ? after : each));
    const { record } = changeApi(api, { stages }, plane);
    return respondStage(record, textOf(stage["StageName"])!); // Every stage has one.
  });
}

/** Changes a stage, or takes it away where there is none after. */
function change(
  params: PlainObject,
  plane: ControlPlane,
  to: (stage: PlainObject) => PlainObject | null,
): Step {
  return withApi(params, plane, (api, kept): Step => {
    const stage = stageIn(params, kept);
    if (isRefused(stage)) return stage;
    const after = to(stage);
    const stages = kept.stages.flatMap((each): readonly PlainObject[] =>
      each !== stage ? [each] : after === null ? [] : [after],
    );
    changeApi(api, { stages }, plane);
    return respond();
  });
}

function deploy(params: PlainObject, plane: ControlPlane): Step {
  return withApi(params, plane, (api, kept): Step => {
    const name = textOf(params["StageName"]);
    const stage = name === undefined ? null : stageIn(params, kept);
    if (stage !== null && isRefused(stage)) return stage;
    if (stage?.["AutoDeploy"] === true) {
      return badRequest("Deployment isn't allowed for a stage with auto deploy"); // Assumed: the words.
    }
    if (kept.routes.length === 0) {
      return badRequest("At least one route is required before deploying the Api.");
    }
    const DeploymentId =
      textOf(params["DeploymentId"]) ?? idOf(`${api.name} deployment ${kept.made}`, 6);
    const { Description } = params;
    const shown: PlainObject = {
      DeploymentId,
      AutoDeployed: false,
      DeploymentStatus: "DEPLOYED",
      CreatedDate: secondsAt(plane),
      ...(Description === undefined ? {} : { Description }),
    };
    const stages = kept.stages.map((each) => (each === stage ? { ...each, DeploymentId } : each));
    const deployments = [...kept.deployments, { shown, parts: partsOf(kept) }];
    changeApi(api, { deployments, stages, made: kept.made + 1 }, plane);
    return respond(shown);
  });
}

function updateDeployment(params: PlainObject, plane: ControlPlane): Step {
  return withApi(params, plane, (api, kept): Step => {
    const found = deploymentIn(params, kept);
    if (isRefused(found)) return found;
    const { Description } = params;
    const shown = { ...found.shown, ...(Description === undefined ? {} : { Description }) };
    const deployments = kept.deployments.map((each) =>
      each === found ? { ...each, shown } : each,
    );
    changeApi(api, { deployments }, plane);
    return respond(shown);
  });
}

function removeDeployment(params: PlainObject, plane: ControlPlane): Step {
  return withApi(params, plane, (api, kept): Step => {
    const found = deploymentIn(params, kept);
    if (isRefused(found)) return found;
    if (kept.stages.some((each) => each["DeploymentId"] === params["DeploymentId"])) {
      return badRequest("Active stages pointing to this deployment must be moved or deleted"); // As of REST APIs.
    }
    const deployments = kept.deployments.filter((each) => each !== found);
    changeApi(api, { deployments }, plane);
    return respond();
  });
}
