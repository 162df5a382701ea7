import type { SeenRun } from "../../../../service/seen.ts";
import type { SeenFunction } from "./seen-function.ts";

/** Functions of which nobody said what they do, and those that nothing invoked: a line each kind. */
export const behaviorWarnings = (
  functions: readonly SeenFunction[],
  run: SeenRun,
): readonly string[] => {
  const isInvoked = ({ sum }: SeenFunction) => sum("Invocations") + sum("Throttles") > 0;
  // The scenario says what a function does, or the operation that made it.
  const silent = functions.filter((fn) => isInvoked(fn) && !fn.says("Behavior"));
  const idle = functions.filter((fn) => !isInvoked(fn));
  const warnings: string[] = [];
  if (silent.length > 0) {
    const [has, is] = silent.length === 1 ? ["has", "it is"] : ["have", "they are"];
    warnings.push(
      `${listed(silent)} ${has} no behavior in the scenario: ${is} taken to succeed after 100 ms.`,
    );
  }
  if (idle.length > 0 && !run.isIdle) {
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
