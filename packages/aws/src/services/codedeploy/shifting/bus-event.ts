import type { Instant } from "@orrery/kernel";
import type { PlainObject } from "../../../service/refusal.ts";
import { formatWallClock, wallClockAt } from "../../../text/wall-clock.ts";
import type { DeploymentSettings } from "../config.ts";
import type { DeploymentFailure } from "../protocol.ts";
import type { EventState, TriggerEvent } from "./state.ts";

/** What of a deployment its messages show. */
export type ToldDeployment = Pick<
  DeploymentSettings,
  "id" | "application" | "group" | "region" | "accountId" | "partition" | "epochMilliseconds"
>;

const timeOf = (told: ToldDeployment, at: Instant): number =>
  wallClockAt(told.epochMilliseconds, at);

/** The event of a change of state, as the default bus has it; the bus adds the rest. */
export function busEventOf(state: EventState, at: Instant, told: ToldDeployment): PlainObject {
  const { id, application, group, region, accountId, partition } = told;
  const arn = (resource: string): string =>
    `arn:${partition}:codedeploy:${region}:${accountId}:${resource}`;
  return {
    source: "aws.codedeploy",
    "detail-type": "CodeDeploy Deployment State-change Notification",
    time: `${formatWallClock(timeOf(told, at)).slice(0, 19)}Z`,
    resources: [arn(`application:${application}`), arn(`deploymentgroup:${application}/${group}`)],
    detail: {
      region,
      deploymentId: id,
      instanceGroupId: id.replace(/^d-/, "i-"), // Assumed: AWS shows an id of its own.
      deploymentGroup: group,
      state,
      application,
    },
  };
}

const statusOf: Readonly<Record<TriggerEvent, string>> = {
  DeploymentStart: "CREATED",
  DeploymentSuccess: "SUCCEEDED",
  DeploymentFailure: "FAILED",
  DeploymentStop: "STOPPED",
  DeploymentRollback: "STOPPED",
};

/** What a trigger sends to its topic. */
export function notificationOf(
  event: TriggerEvent,
  trigger: string,
  at: Instant,
  { begunAt, failure }: { readonly begunAt: Instant; readonly failure: DeploymentFailure | null },
  told: ToldDeployment,
): PlainObject {
  const isOver = event !== "DeploymentStart";
  return {
    region: told.region,
    accountId: told.accountId,
    eventTriggerName: trigger,
    applicationName: told.application,
    deploymentId: told.id,
    deploymentGroupName: told.group,
    createTime: formatWallClock(timeOf(told, begunAt)),
    ...(isOver ? { completeTime: formatWallClock(timeOf(told, at)) } : {}),
    status: statusOf[event],
    ...(isOver && failure !== null
      ? {
          errorInformation: JSON.stringify({
            ErrorCode: failure.code,
            ErrorMessage: failure.message,
          }),
        }
      : {}),
  };
}
