import { hours, seconds } from "@orrery/kernel";
import { assumedDuration, assumedFigures } from "../../../service/assumed-figure.ts";

/** What AWS does not say of services that invoke functions. */
export const triggerAssumptions = assumedFigures("lambda.trigger", {
  callsAgain: assumedDuration({
    default: seconds(30),
    min: seconds(1),
    max: hours(1),
    text: "After which CodePipeline invokes a function again that has given a continuation token.",
    source:
      "Ours: the User Guide says that CodePipeline contacts the function periodically while the action runs.",
  }),
});
