import { hours, seconds } from "@orrery/kernel";
import { assumedDuration, assumedFigures } from "../service/assumed-figure.ts";

/** What AWS does not say of updates of stacks: ours, which a scenario's `assumptions` may say otherwise. */
export const stackAssumptions = assumedFigures("stack", {
  resourceDeployment: assumedDuration({
    default: seconds(5),
    min: seconds(0),
    max: hours(12),
    text: "How long CloudFormation takes to make, change or remove a resource of a type that has no figure of its own.",
    source: "Ours: AWS gives no times, and they differ by type.",
  }),
  checkInterval: assumedDuration({
    default: seconds(10),
    min: seconds(1),
    max: hours(1),
    text: "How often CloudFormation looks whether what it waits for is over.",
    source: "Ours: AWS gives no figure.",
  }),
});
