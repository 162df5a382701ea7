import { hours, seconds } from "@orrery/kernel";
import { assumedDuration, assumedFigures } from "../../service/assumed-figure.ts";

/** How long CloudFormation takes, which a scenario's `assumptions` may say otherwise. */
export const bucketDeploymentTimes = assumedFigures("s3", {
  bucketDeployment: assumedDuration({
    default: seconds(20),
    min: seconds(0),
    max: hours(12),
    text: "How long CloudFormation takes to make, change or remove a bucket.",
    source: "Ours: AWS gives no time.",
  }),
});
