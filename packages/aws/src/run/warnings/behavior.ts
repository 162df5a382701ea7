import { own } from "@orrery/kernel";
import type { RunView } from "../run-view.ts";
import type { WarningTopic } from "./warning-topic.ts";

/** Functions of which nobody said what they do, and those that nothing invoked: a line each kind. */
export const behaviorWarnings: WarningTopic = (view) => {
  const { functions } = view;
  const isInvoked = ({ sum }: (typeof functions)[number]) =>
    sum("Invocations") + sum("Throttles") > 0;
  const silent = functions.filter((fn) => isInvoked(fn) && !hasBehavior(fn.name, view));
  const idle = functions.filter((fn) => !isInvoked(fn));
  const warnings: string[] = [];
  if (silent.length > 0) {
    const [has, is] = silent.length === 1 ? ["has", "it is"] : ["have", "they are"];
    warnings.push(
      `${listed(silent)} ${has} no behavior in the scenario: ${is} taken to succeed after 100 ms.`,
    );
  }
  if (idle.length > 0 && !view.isIdle) {
    const [was, costs] = idle.length === 1 ? ["was", "it costs"] : ["were", "they cost"];
    warnings.push(
      `${listed(idle)} ${was} never invoked: what ${costs} and do${idle.length === 1 ? "es" : ""} is not in this run.`,
    );
  }
  return warnings;
};

const mostNames = 10;

function listed(things: readonly { readonly name: string }[]): string {
  const names = things.slice(0, mostNames).map(({ name }) => name);
  const rest = things.length - names.length;
  if (rest > 0) return `${names.join(", ")} and ${rest} more functions`;
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}

/** Whether anybody said what a function does: the scenario, or the operation that made it. */
function hasBehavior(logicalId: string, { run, operationOf }: RunView): boolean {
  if (own(run.scenario.extras ?? {}, logicalId)?.["Behavior"] !== undefined) return true;
  const made = operationOf(logicalId);
  return made !== undefined && "Behavior" in made.params;
}
