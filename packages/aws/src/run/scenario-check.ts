import { ConfigError } from "@orrery/kernel";
import { latencies as knownLatencies } from "../figures.ts";
import { withNearest } from "../text/nearest.ts";
import type { Scenario, ScenarioFault } from "./scenario.ts";

/** Refuses what a scenario says of what is not there, and what could do nothing. @throws ConfigError */
export function checkScenario(scenario: Scenario): void {
  const { architecture, extras = {}, latencies, faults, actions = [] } = scenario;
  const later = actions.flatMap(({ do: said }) =>
    said.type === "deploy"
      ? said.branches.flatMap(({ steps }) => steps.map(({ logicalId }) => logicalId))
      : [],
  );
  const made = [...architecture.map(({ logicalId }) => logicalId), ...later];
  checkNames("extras", extras, made);
  checkNames("latencies", latencies, Object.keys(knownLatencies));
  const groups = new Map<string, ScenarioFault>();
  for (const fault of faults) checkFaultSettings(fault, groups);
}

function checkNames(path: string, given: object, known: readonly string[]): void {
  const names = new Set(known);
  for (const name of Object.keys(given)) {
    if (names.has(name)) continue;
    const expected = known.length === 0 ? "none, as there is nothing of its kind" : oneOf(known);
    throw new ConfigError(path, expected, withNearest(name, known));
  }
}

/** Says which names there are: the first of them, and how many more. */
export function oneOf(names: readonly string[]): string {
  const shown = names.slice(0, mostNames).join(", ");
  const rest = names.length - mostNames;
  return names.length === 1 ? shown : `one of ${shown}${rest > 0 ? ` or ${rest} more` : ""}`;
}

const mostNames = 12;

/** Those that strike no requests, which somebody sends. */
const ownFaults: ReadonlySet<string> = new Set(["crash", "fail", "slow"]);

/** Faults of a group are there together, so that they have one activation; a function's own have no sender. */
function checkFaultSettings(fault: ScenarioFault, groups: Map<string, ScenarioFault>): void {
  const { name, type, sender, group, activation = 1 } = fault;
  const path = `fault "${name}"`;
  if (ownFaults.has(type) && sender !== undefined) {
    const what = type === "crash" ? "a crash" : `a fault of type ${type}`;
    throw new ConfigError(`${path} sender`, `none for ${what}`, `"${sender}"`);
  }
  if (group === undefined) return;
  if (activation === 1) {
    throw new ConfigError(`${path} group`, "an activation that its faults share", "none");
  }
  const first = groups.get(group);
  if (first === undefined) {
    groups.set(group, fault);
  } else if (first.activation !== activation) {
    const expected = `${first.activation}, which ${first.name} of its group has`;
    throw new ConfigError(`${path} activation`, expected, `${activation}`);
  }
}
