import { idOf } from "../../../gateway/api-id.ts";
import { textOf } from "../../../request/params.ts";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, ResourceConnection } from "../../../service/service-model.ts";
import { controlName } from "../../../service/service-model.ts";
import { accountOf, apiArnOf } from "../apigatewayv2-to-apigateway.ts";
import { apiSettingsOf } from "./api-settings.ts";
import {
  httpApiKindName,
  isHttp,
  keptOf,
  partsOf,
  plainKept,
  secondsAt,
  webSocketApiKindName,
  type ApiParts,
  type ApiRecord,
} from "./kept.ts";

const partNames: readonly (keyof ApiParts)[] = [
  "routes",
  "integrations",
  "authorizers",
  "models",
  "routeResponses",
  "integrationResponses",
];

/** Makes the resource of an API. */
export function makeApi(kept: ApiRecord, plane: ControlPlane): Resource {
  const account = accountOf(plane);
  const id = textOf(kept.shown["ApiId"])!; // Every API has one.
  const made = plane.create(
    {
      kind: isHttp(kept) ? httpApiKindName : webSocketApiKindName,
      name: id,
      arn: apiArnOf(id, plane),
      record: plainKept(kept),
    },
    (number) => apiSettingsOf(number, kept, plane).settings,
    () => usualConnections(account.number, kept),
  );
  return settle(made, kept, plane);
}

/** What every API is joined to. */
const usualConnections = (account: number, kept: ApiRecord): readonly ResourceConnection[] => [
  { port: "account", to: 0, target: account },
  ...(isHttp(kept) ? [{ port: "control", to: 0, target: controlName }] : []),
];

/** Changes what is kept of an API, deploys it where a stage follows, and has its machine go by it. */
export function changeApi(
  api: Resource,
  change: Partial<ApiRecord>,
  plane: ControlPlane,
): Resource {
  const changed = { ...keptOf(api), ...change };
  const isDeployable = partNames.some((name) => name in change) || "stages" in change;
  return settle(api, isDeployable ? deployed(changed, change, plane) : changed, plane);
}

/** A record whose stages that follow every change have all that there is. */
function deployed(kept: ApiRecord, change: Partial<ApiRecord>, plane: ControlPlane): ApiRecord {
  const follows = (stage: PlainObject): boolean => stage["AutoDeploy"] === true;
  if (!kept.stages.some(follows)) return kept;
  const isNew = partNames.some((name) => name in change);
  const isLeft = kept.stages.some((stage) => follows(stage) && stage["DeploymentId"] === undefined);
  if (!isNew && !isLeft) return kept;
  const DeploymentId = idOf(`${textOf(kept.shown["ApiId"]) ?? ""} deployment ${kept.made}`, 6);
  const stages = kept.stages.map((stage) => (follows(stage) ? { ...stage, DeploymentId } : stage));
  const isUsed = (shown: PlainObject): boolean =>
    shown["AutoDeployed"] !== true ||
    stages.some((stage) => stage["DeploymentId"] === shown["DeploymentId"]);
  const shown: PlainObject = {
    DeploymentId,
    AutoDeployed: true,
    DeploymentStatus: "DEPLOYED",
    CreatedDate: secondsAt(plane),
    Description: "Automatic deployment triggered by changes to the Api configuration",
  };
  return {
    ...kept,
    stages,
    made: kept.made + 1,
    // Those before are of no more use to anybody.
    deployments: [
      ...kept.deployments.filter((each) => isUsed(each.shown)),
      { shown, parts: partsOf(kept) },
    ],
  };
}

function settle(api: Resource, kept: ApiRecord, plane: ControlPlane): Resource {
  const { settings, targets, connections } = apiSettingsOf(api.number, kept, plane);
  return plane.change(api, {
    record: plainKept(targets === kept.targets ? kept : { ...kept, targets }),
    settings,
    ...(connections.length === 0 ? {} : { connections }),
  });
}
