import type { Plain } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import type { Resource } from "../../../service/resource.ts";
import type { ControlPlane } from "../../../service/service-model.ts";
import { hookArn } from "../codedeploy-to-lambda.ts";
import type { AppSpec } from "../config.ts";
import type { DeploymentShown, DeploymentStatus } from "../protocol.ts";
import { appSpecIn } from "./app-spec.ts";
import { deploymentRecordOf, timestampAt } from "./records.ts";

const overview = ["Pending", "InProgress", "Succeeded", "Failed", "Skipped", "Ready"];

const targetStatus: Readonly<Record<DeploymentStatus, string>> = {
  Created: "Pending",
  InProgress: "InProgress",
  Succeeded: "Succeeded",
  Failed: "Failed",
  Stopped: "Failed",
};

/** A deployment as GetDeployment shows it. */
export function shownDeployment(
  deployment: Resource,
  shown: DeploymentShown,
  plane: ControlPlane,
): PlainObject {
  const record = deploymentRecordOf(deployment);
  const { status, failure, isRolledBack, startedAt, endedAt } = shown;
  const { previous, description, rollsBackOn } = record;
  return {
    applicationName: record.application,
    deploymentGroupName: record.group,
    deploymentConfigName: record.configuration,
    deploymentId: deployment.name,
    ...(previous === null ? {} : { previousRevision: previous }),
    revision: record.revision,
    status,
    ...(failure === null ? {} : { errorInformation: { ...failure } }),
    createTime: timestampAt(deployment.createdAt, plane),
    ...(startedAt === null ? {} : { startTime: timestampAt(startedAt, plane) }),
    ...(endedAt === null ? {} : { completeTime: timestampAt(endedAt, plane) }),
    deploymentOverview: Object.fromEntries(
      overview.map((name) => [name, name === targetStatus[status] ? 1 : 0]),
    ),
    ...(description === null ? {} : { description }),
    creator: record.creator,
    ignoreApplicationStopFailures: false,
    autoRollbackConfiguration: { enabled: rollsBackOn.length > 0, events: rollsBackOn },
    updateOutdatedInstancesOnly: false,
    ...(isRolledBack
      ? {
          rollbackInfo: {
            rollbackMessage: "The traffic was shifted back to the original version.", // Assumed: the words.
          },
        }
      : {}),
    deploymentStyle: {
      deploymentType: "BLUE_GREEN",
      deploymentOption: "WITH_TRAFFIC_CONTROL",
    },
    instanceTerminationWaitTimeStarted: false,
    fileExistsBehavior: "DISALLOW",
    deploymentStatusMessages: [],
    computePlatform: "Lambda",
  };
}

/** The one target of a deployment, as GetDeploymentTarget shows it. */
export function shownTarget(
  deployment: Resource,
  { status, weight, events, changedAt }: DeploymentShown,
  plane: ControlPlane,
): PlainObject {
  const spec = appSpecIn(deploymentRecordOf(deployment).revision) as AppSpec; // It was read when it began.
  return {
    deploymentTargetType: "LambdaTarget",
    lambdaTarget: {
      deploymentId: deployment.name,
      targetId: deployment.name,
      targetArn: `${hookArn(spec.functionName, plane)}:${spec.alias}`,
      status: targetStatus[status],
      lastUpdatedAt: timestampAt(changedAt, plane),
      lifecycleEvents: events.map(({ event, status: own, startedAt, endedAt }): Plain => ({
        lifecycleEventName: event,
        status: own,
        ...(startedAt === null ? {} : { startTime: timestampAt(startedAt, plane) }),
        ...(endedAt === null ? {} : { endTime: timestampAt(endedAt, plane) }),
      })),
      lambdaFunctionInfo: {
        functionName: spec.functionName,
        functionAlias: spec.alias,
        currentVersion: spec.current,
        targetVersion: spec.target,
        targetVersionWeight: weight,
      },
    },
  };
}
