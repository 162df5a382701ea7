import { minutes } from "@orrery/kernel";
import { numberOf, objectOf, spelled, textOf } from "../../../request/params.ts";
import { page } from "../../../request/page.ts";
import { refused, type PlainObject, type Refused } from "../../../service/refusal.ts";
import type { ControlPlane, Operations, Step } from "../../../service/service-model.ts";
import type { TrafficShift } from "../config.ts";
import { givenConfigurations } from "../configurations.ts";
import { durationOfShift, stepOf } from "../shifting/shift.ts";
import { codedeployLimits } from "../limits.ts";
import { groupKindName } from "../group/machine.ts";
import {
  accountRecordIn,
  groupRecordOf,
  isRefused,
  keepAccount,
  needed,
  noConfiguration,
  respond,
  shiftNamed,
  timestampAt,
} from "./records.ts";

/** Operations on deployment configurations. */
export const configurationOperations: Operations = {
  CreateDeploymentConfig: { begin: create },
  GetDeploymentConfig: { begin: get },
  ListDeploymentConfigs: {
    begin(params, plane) {
      const own = accountRecordIn(plane).configurations.map(({ name }) => name);
      const names = [...Object.keys(givenConfigurations), ...own];
      const { items, next } = page(names, params["nextToken"], codedeployLimits.page.max) ?? {
        items: [],
        next: null,
      };
      return respond({
        deploymentConfigsList: items,
        ...(next === null ? {} : { nextToken: next }),
      });
    },
  },
  DeleteDeploymentConfig: { begin: remove },
};

const codeRequired = "DeploymentConfigNameRequiredException";

function create(params: PlainObject, plane: ControlPlane): Step {
  const name = needed(params, "deploymentConfigName", codeRequired);
  if (typeof name !== "string") return name;
  const platform = params["computePlatform"] ?? "Server";
  if (platform !== "Lambda") {
    const what = `Configurations of CodeDeploy for ${spelled(platform)} are not modeled.`;
    return { type: "notModeled", what };
  }
  if (name.startsWith("CodeDeployDefault.")) {
    return refused(
      "InvalidDeploymentConfigNameException",
      'Deployment configuration names that begin with "CodeDeployDefault." are reserved.', // Assumed: the words.
    );
  }
  if (shiftNamed(name, plane) !== undefined) {
    return refused(
      "DeploymentConfigAlreadyExistsException",
      `Deployment Configuration already exists: ${name}`, // Assumed: the words.
    );
  }
  const shift = shiftIn(objectOf(params["trafficRoutingConfig"]));
  if (isRefused(shift)) return shift;
  const id = plane.uuid();
  const made = { name, id, createdAt: plane.now, shift };
  keepAccount({ configurations: [...accountRecordIn(plane).configurations, made] }, plane);
  return respond({ deploymentConfigId: id });
}

/** The shift that a request describes. */
function shiftIn(said: PlainObject): TrafficShift | Refused {
  const type = textOf(said["type"]) ?? "AllAtOnce";
  if (type === "AllAtOnce") return { type };
  const isCanary = type === "TimeBasedCanary";
  const own = objectOf(said[isCanary ? "timeBasedCanary" : "timeBasedLinear"]);
  const percentage = numberOf(own[isCanary ? "canaryPercentage" : "linearPercentage"]);
  const interval = numberOf(own[isCanary ? "canaryInterval" : "linearInterval"]);
  const { min, max } = codedeployLimits.percentage;
  if (percentage === undefined || percentage < min || percentage > max) {
    return invalidShift(`The percentage must be between ${min} and ${max}.`);
  }
  if (interval === undefined || interval < 1) {
    return invalidShift("The interval must be at least one minute.");
  }
  const shift: TrafficShift = {
    type: isCanary ? "TimeBasedCanary" : "TimeBasedLinear",
    percentage,
    interval: minutes(interval),
  };
  return lastShift(shift) > codedeployLimits.longestShift
    ? invalidShift("The traffic must be shifted within 2880 minutes.")
    : shift;
}

/** How long after the first part the last one is shifted. */
function lastShift(shift: TrafficShift): number {
  let last = 0;
  // As many steps as there are percent, at most.
  for (let step = 0; ; step += 1) {
    const found = stepOf(shift, step);
    if (found === null) return Math.min(last, durationOfShift(shift));
    last = found.after;
  }
}

/** Assumed: the words. */
const invalidShift = (message: string): Refused =>
  refused("InvalidTrafficRoutingConfigurationException", message);

function get(params: PlainObject, plane: ControlPlane): Step {
  const name = needed(params, "deploymentConfigName", codeRequired);
  if (typeof name !== "string") return name;
  const shift = shiftNamed(name, plane);
  if (shift === undefined) return noConfiguration(name);
  const own = accountRecordIn(plane).configurations.find((each) => each.name === name);
  return respond({
    deploymentConfigInfo: {
      ...(own === undefined
        ? {}
        : {
            deploymentConfigId: own.id,
            createTime: timestampAt(own.createdAt, plane),
          }),
      deploymentConfigName: name,
      computePlatform: "Lambda",
      trafficRoutingConfig: shownShift(shift),
    },
  });
}

function shownShift(shift: TrafficShift): PlainObject {
  if (shift.type === "AllAtOnce") return { type: shift.type };
  const interval = shift.interval / minutes(1);
  return shift.type === "TimeBasedCanary"
    ? {
        type: shift.type,
        timeBasedCanary: { canaryPercentage: shift.percentage, canaryInterval: interval },
      }
    : {
        type: shift.type,
        timeBasedLinear: { linearPercentage: shift.percentage, linearInterval: interval },
      };
}

function remove(params: PlainObject, plane: ControlPlane): Step {
  const name = needed(params, "deploymentConfigName", codeRequired);
  if (typeof name !== "string") return name;
  if (Object.hasOwn(givenConfigurations, name)) {
    return refused("InvalidOperationException", "A predefined configuration cannot be deleted."); // Assumed: the words.
  }
  const isUsed = plane
    .list(groupKindName)
    .some((each) => groupRecordOf(each).configuration === name);
  if (isUsed) {
    return refused(
      "DeploymentConfigInUseException",
      `The Deployment Configuration is in use: ${name}`, // Assumed: the words.
    );
  }
  if (shiftNamed(name, plane) === undefined) return noConfiguration(name);
  const { configurations } = accountRecordIn(plane);
  keepAccount({ configurations: configurations.filter((each) => each.name !== name) }, plane);
  return respond();
}
