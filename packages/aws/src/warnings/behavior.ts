import { own } from "@orrery/kernel";
import type { RunView } from "../run-view.ts";
import type { WarningTopic } from "./warning-topic.ts";

/** Functions of which nobody said what they do. */
export const behaviorWarnings: WarningTopic = (view) =>
  view.functions.flatMap(({ name }) =>
    hasBehavior(name, view)
      ? []
      : [`${name} has no behavior in the scenario: it is taken to succeed after 100 ms.`],
  );

/** Whether anybody said what a function does: the scenario, or the operation that made it. */
function hasBehavior(logicalId: string, { run, operationOf }: RunView): boolean {
  if (own(run.scenario.behaviors, logicalId) !== undefined) return true;
  const made = operationOf(logicalId);
  return made !== undefined && "Behavior" in made.params;
}
