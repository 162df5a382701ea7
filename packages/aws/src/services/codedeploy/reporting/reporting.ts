import type { Reporting } from "../../../service/reporting.ts";
import type { Seen } from "../../../service/seen.ts";
import { plural } from "../../../text/figures.ts";
import { aliasService } from "../codedeploy-to-lambda.ts";
import type { DeploymentSettings } from "../config.ts";
import type { DeploymentState } from "../shifting/state.ts";

const settingsOf = ({ settings }: Pick<Seen, "settings">): DeploymentSettings =>
  settings as DeploymentSettings; // Of this kind.
const stateOf = ({ state }: Pick<Seen, "state">): DeploymentState => state as DeploymentState; // Likewise.

const failureWarnings = (all: readonly Seen[]): readonly string[] =>
  all.flatMap((seen) => {
    const { name } = seen;
    const { status, failure, isRolledBack, weight } = stateOf(seen);
    if (failure === null) return [];
    const traffic = isRolledBack
      ? "All traffic is back at the version before."
      : `The new version has ${weight} % of the traffic.`;
    return [`${name} is ${status}: ${failure.message} (${failure.code}) ${traffic}`];
  });

const silenceWarnings = (all: readonly Seen[]): readonly string[] =>
  all.flatMap(({ name, sum }) => {
    const silent = sum("HooksSilent");
    return silent === 0
      ? []
      : [
          `${plural(silent, "hook")} of ${name} did not call PutLifecycleEventHookExecutionStatus within an hour, which failed the deployment.`,
        ];
  });

const table: NonNullable<Reporting["table"]> = {
  columns: [
    { title: "started", metrics: ["DeploymentsStarted"], statistic: "sum" },
    { title: "succeeded", metrics: ["DeploymentsSucceeded"], statistic: "sum" },
    { title: "failed", metrics: ["DeploymentsFailed"], statistic: "sum", optional: true },
    { title: "stopped", metrics: ["DeploymentsStopped"], statistic: "sum", optional: true },
    { title: "rolled back", metrics: ["DeploymentsRolledBack"], statistic: "sum", optional: true },
    { title: "shifts", metrics: ["Shifts"], statistic: "sum" },
  ],
};

/** What a deployment group says of its deployments in reports. */
export const groupReporting: Reporting = {
  incoming: ["DeploymentsStarted"],
  usualExpectations: (name) => [`${name}.DeploymentsFailed = 0`],
  warnings: { loss: silenceWarnings },
  table,
  times: [{ metric: "DeploymentDuration", title: "deployment" }],
};

/** What a deployment says of itself in reports. */
export const deploymentReporting: Reporting = {
  relations(seen) {
    const { spec, partition, region, accountId } = settingsOf(seen);
    const { functionName, alias } = spec;
    return [
      {
        role: "sendsTo",
        arn: `arn:${partition}:${aliasService}:${region}:${accountId}:function:${functionName}:${alias}`,
      },
    ];
  },
  incoming: ["DeploymentsStarted"],
  warnings: { loss: failureWarnings },
  table,
};
