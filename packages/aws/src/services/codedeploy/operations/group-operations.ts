import { listOf, objectOf, textOf, textsOf } from "../../../request/params.ts";
import { page } from "../../../request/page.ts";
import { figureValues } from "../../../service/assumed-figure.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { GroupRecord, GroupSettings } from "../config.ts";
import { usualForLambda } from "../configurations.ts";
import { codedeployAssumptions, codedeployLimits } from "../limits.ts";
import { groupKindName } from "../group/machine.ts";
import { groupArn, groupName } from "../names.ts";
import { tooMany } from "./application-operations.ts";
import { groupSaidIn } from "./group-said.ts";
import {
  applicationIn,
  groupIn,
  groupRecordOf,
  groupsOf,
  isRefused,
  needed,
  noConfiguration,
  noGroup,
  plain,
  respond,
  shiftNamed,
} from "./records.ts";

/** Operations on deployment groups. */
export const groupOperations: Operations = {
  CreateDeploymentGroup: { begin: create },
  GetDeploymentGroup: {
    begin(params, plane) {
      const found = groupIn(params, plane);
      return isRefused(found) ? found : respond({ deploymentGroupInfo: shown(found) });
    },
  },
  BatchGetDeploymentGroups: {
    begin(params, plane) {
      const application = applicationIn(params, plane);
      if (isRefused(application)) return application;
      const names = textsOf(params["deploymentGroupNames"]);
      if (names.length > codedeployLimits.batch) return tooMany;
      const found = names.flatMap(
        (name) => plane.find(groupKindName, groupName(application.name, name)) ?? [],
      );
      return respond({ deploymentGroupsInfo: found.map(shown) });
    },
  },
  ListDeploymentGroups: {
    begin(params, plane) {
      const application = applicationIn(params, plane);
      if (isRefused(application)) return application;
      const names = groupsOf(application.name, plane).map((each) => groupRecordOf(each).group);
      const { items, next } = page(names, params["nextToken"], codedeployLimits.page.max) ?? {
        items: [],
        next: null,
      };
      return respond({
        applicationName: application.name,
        deploymentGroups: items,
        ...(next === null ? {} : { nextToken: next }),
      });
    },
  },
  UpdateDeploymentGroup: { begin: update },
  DeleteDeploymentGroup: { begin: remove },
};

/** The members of a group that are shown as they were asked for. */
const shownAsSaid = [
  "deploymentStyle",
  "alarmConfiguration",
  "autoRollbackConfiguration",
  "triggerConfigurations",
  "blueGreenDeploymentConfiguration",
  "outdatedInstancesStrategy",
];

const saidOf = (params: PlainObject): PlainObject =>
  Object.fromEntries(
    shownAsSaid.flatMap((name) => (params[name] === undefined ? [] : [[name, params[name]]])),
  );

function create(params: PlainObject, plane: ControlPlane): Step {
  const application = applicationIn(params, plane);
  if (isRefused(application)) return application;
  const group = needed(params, "deploymentGroupName", "DeploymentGroupNameRequiredException");
  if (typeof group !== "string") return group;
  const role = needed(params, "serviceRoleArn", "RoleRequiredException");
  if (typeof role !== "string") return role;
  const name = groupName(application.name, group);
  if (plane.find(groupKindName, name) !== undefined) {
    return refused(
      "DeploymentGroupAlreadyExistsException",
      `Deployment group already exists: ${group}`, // Assumed: the words.
    );
  }
  const style = styleRefusal(params);
  if (style !== null) return style;
  const configuration = textOf(params["deploymentConfigName"]) ?? usualForLambda;
  if (shiftNamed(configuration, plane) === undefined) return noConfiguration(configuration);
  const said = groupSaidIn(params, null);
  if (isRefused(said)) return said;
  const record: GroupRecord = {
    id: plane.uuid(),
    application: application.name,
    group,
    configuration,
    role,
    ...said,
    said: saidOf(params),
    tags: listOf(params["tags"]).map(objectOf),
    last: null,
  };
  const arn = groupArn(application.name, group, plane);
  plane.create({ kind: groupKindName, name, arn, record: plain(record), otherwise: group }, () =>
    settingsOf(record, plane),
  );
  return respond({ deploymentGroupId: record.id });
}

const settingsOf = (
  { configuration }: GroupRecord,
  { assumptions }: ControlPlane,
): GroupSettings => ({
  configuration,
  assumed: figureValues(codedeployAssumptions, assumptions),
});

/** Traffic to functions is shifted from blue to green alone. */
function styleRefusal(params: PlainObject): Refused | null {
  const said = objectOf(params["deploymentStyle"]);
  const type = textOf(said["deploymentType"]) ?? "BLUE_GREEN";
  const option = textOf(said["deploymentOption"]) ?? "WITH_TRAFFIC_CONTROL";
  return type === "BLUE_GREEN" && option === "WITH_TRAFFIC_CONTROL"
    ? null
    : refused(
        "InvalidDeploymentStyleException",
        "For Lambda deployment group, deployment type must be BLUE_GREEN and deployment option WITH_TRAFFIC_CONTROL", // Assumed: the words.
      );
}

function update(params: PlainObject, plane: ControlPlane): Step {
  const found = groupIn(params, plane, "currentDeploymentGroupName");
  if (isRefused(found)) return found;
  const before = groupRecordOf(found);
  const style = styleRefusal(params);
  if (style !== null) return style;
  const configuration = textOf(params["deploymentConfigName"]) ?? before.configuration;
  if (shiftNamed(configuration, plane) === undefined) return noConfiguration(configuration);
  if ((textOf(params["newDeploymentGroupName"]) ?? before.group) !== before.group) {
    return { type: "notModeled", what: "Another name for a deployment group is not modeled." };
  }
  const said = groupSaidIn(params, before);
  if (isRefused(said)) return said;
  const record: GroupRecord = {
    ...before,
    configuration,
    role: textOf(params["serviceRoleArn"]) ?? before.role,
    ...said,
    said: { ...before.said, ...saidOf(params) },
  };
  plane.change(found, { record: plain(record), settings: settingsOf(record, plane) });
  return respond({ hooksNotCleanedUp: [] });
}

/** Deletes a group; one that is not there is as good as deleted. */
function remove(params: PlainObject, plane: ControlPlane): Step {
  const found = groupIn(params, plane);
  if (isRefused(found)) {
    return found.code.endsWith("DoesNotExistException")
      ? respond({ hooksNotCleanedUp: [] })
      : found;
  }
  plane.delete(found, noGroup(groupRecordOf(found).group));
  return respond({ hooksNotCleanedUp: [] });
}

function shown(group: Resource): PlainObject {
  const { id, application, group: name, configuration, role, said } = groupRecordOf(group);
  return {
    applicationName: application,
    deploymentGroupId: id,
    deploymentGroupName: name,
    deploymentConfigName: configuration,
    serviceRoleArn: role,
    computePlatform: "Lambda",
    ...said,
  };
}
