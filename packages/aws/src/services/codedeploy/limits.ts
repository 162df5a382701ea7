import { countLimit, hours, milliseconds, minutes, seconds } from "@orrery/kernel";
import { assumedDuration, assumedFigures } from "../../service/assumed-figure.ts";

/**
 * Quotas and defaults of CodeDeploy for Lambda.
 *
 * Sources, read 2026-11:
 * - https://docs.aws.amazon.com/codedeploy/latest/userguide/limits.html
 * - https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-configurations.html
 * - https://docs.aws.amazon.com/codedeploy/latest/userguide/reference-appspec-file-structure-hooks.html
 */
export const codedeployLimits = {
  /** How long a hook is waited for. */
  hookTimeout: hours(1),
  /** From the first shift of traffic to the last. */
  longestShift: minutes(2_880),
  /** Percent of a canary, and of each step of a linear shift. */
  percentage: countLimit({ default: 10, min: 1, max: 99 }),
  alarms: 10,
  triggers: 10,
  tags: 50,
  page: countLimit({ default: 100, min: 1, max: 100 }),
  batch: 100,
  /** How long one of its own requests is waited for. Ours: those it asks answer at once. */
  patience: minutes(1),
} as const;

/** What AWS does not say: ours, which a scenario's `assumptions` may say otherwise. */
export const codedeployAssumptions = assumedFigures("codedeploy", {
  preparation: assumedDuration({
    default: seconds(5),
    min: milliseconds(1),
    max: hours(1),
    text: "How long CodeDeploy takes from a request until the deployment is in progress.",
    source: "Ours: AWS gives no time.",
  }),
  alarmInterval: assumedDuration({
    default: seconds(10),
    min: seconds(1),
    max: hours(1),
    text: "How often CodeDeploy looks at the alarms of a deployment.",
    source: "Ours: AWS gives no figure.",
  }),
});
