import { hours, milliseconds } from "@orrery/kernel";
import { assumedDuration, assumedFigures } from "../service/assumed-figure.ts";

/** What the control plane takes for granted, which a scenario's `assumptions` may say otherwise. */
export const controlAssumptions = assumedFigures("control", {
  patience: assumedDuration({
    default: hours(1),
    min: milliseconds(1),
    max: hours(24),
    text: "How long a call by name waits for its resource's answer, before it fails with InternalFailure.",
    source: "Ours: longer than any operation that is modeled takes.",
  }),
});
